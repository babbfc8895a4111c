"""What one submission may use. Every limit can be configured; the defaults suit the course's exercises on a laptop."""

import msgspec

SLACK = 1.2  # a candidate's own clock rings first and can name the line; the examiner's rings this much later
GRACE = 1.5  # seconds
LOOK = 0.5  # seconds between two looks at what a training does


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of one submission.

    call_seconds: time for one call. cell_seconds: for one module file or notebook cell while loading. load_seconds: for
    loading as a whole. total_seconds: for all candidates of a submission together, not counting trainings; what has not
    been checked by then fails. training_seconds: for all trainings of a submission together, while they compute.
    stall_seconds: for all trainings together, while they neither compute nor wait for a processor. None of these counts
    the time in which a candidate waits for a processor that other programs have, but after `patience` times its limit a
    call is given up, and what it was for is not examined. restarts: how often a candidate that died or stalled is
    replaced. cpu_seconds, memory_bytes, threads, files, disk_bytes: what the kernel grants a candidate; memory is
    counted beyond what torch has mapped. examiner_seconds, examiner_bytes: processor time and memory of the examiner
    itself for the submission: to read its source and its answers, compare them and compute what is right.
    output_bytes: how much printed output is kept.
    """

    call_seconds: float = 5
    cell_seconds: float = 10
    load_seconds: float = 30
    total_seconds: float = 60  # without it, a submission could take just under call_seconds in every one of its calls
    training_seconds: float = 240
    stall_seconds: float = 15  # without it, a training that sleeps would cost as much as one that computes
    patience: float = 10
    restarts: int = 12  # without it, a submission that loads slowly and crashes at once would cost a load per check
    cpu_seconds: int = 360
    memory_bytes: int = 2 << 30
    threads: int = 16
    files: int = 64
    disk_bytes: int = 64 << 20
    examiner_seconds: int = 60
    examiner_bytes: int = 1 << 30
    output_bytes: int = 4096


def longest(seconds: float) -> float:
    """Return after how many seconds on the clock a question with this limit is given up."""
    return seconds * SLACK + GRACE
