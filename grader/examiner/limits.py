"""What one submission may use. All of it can be configured; the defaults suit the course's exercises on a laptop."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of one submission.

    call_seconds: wall time of one call. cell_seconds: of one module file or notebook cell while loading.
    load_seconds: of loading altogether. training_seconds: of one training. total_seconds: of all candidates of a
    submission together, trainings apart; what is not checked by then has failed. restarts: how often a candidate that
    died or stalled is replaced. cpu_seconds, memory_bytes, threads, files, disk_bytes: what the kernel grants a
    candidate, memory beyond what torch has mapped. output_bytes: how much of what it prints is kept.
    """

    call_seconds: float = 5
    cell_seconds: float = 10
    load_seconds: float = 30
    training_seconds: float = 180
    total_seconds: float = 60
    restarts: int = 12
    cpu_seconds: int = 300
    memory_bytes: int = 2 << 30
    threads: int = 16
    files: int = 64
    disk_bytes: int = 64 << 20
    output_bytes: int = 4096
