"""What one submission may use. Every limit can be configured; the defaults suit the course's exercises on a laptop."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of one submission.

    call_seconds: time for one call. cell_seconds: for one module file or notebook cell while loading. load_seconds: for
    loading as a whole. training_seconds: for one training. total_seconds: for all candidates of a submission together,
    not counting trainings; what has not been checked by then fails. None of these counts the time in which a candidate
    waits for a processor that other programs have, but after `patience` times its limit a call is given up, and what it
    was for is not examined. restarts: how often a candidate that died or stalled is replaced. cpu_seconds,
    memory_bytes, threads, files, disk_bytes: what the kernel grants a candidate; memory is counted beyond what torch
    has mapped. output_bytes: how much printed output is kept.
    """

    call_seconds: float = 5
    cell_seconds: float = 10
    load_seconds: float = 30
    training_seconds: float = 180
    total_seconds: float = 60  # without it, a submission could take just under call_seconds in every one of its calls
    patience: float = 10
    restarts: int = 12  # without it, a submission that loads slowly and crashes at once would cost a load per check
    cpu_seconds: int = 300
    memory_bytes: int = 2 << 30
    threads: int = 16
    files: int = 64
    disk_bytes: int = 64 << 20
    output_bytes: int = 4096
