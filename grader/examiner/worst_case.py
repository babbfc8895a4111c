"""The most that one submission can cost whoever grades it, added up from the limits before anything of it is read."""

import msgspec

from grader.examiner.limits import GRACE, LOOK, Limits, longest
from grader.intake import reader

PROCESSES = 10.0  # seconds to start and to end processes that no limit counts: a reader's, a first and a last candidate


class WorstCase(msgspec.Struct, frozen=True):
    """What a submission can cost at most, on a machine without other work.

    seconds: on the clock, from the beginning of its reading to its verdict. memory_bytes: of its candidate, the files
    that this writes and the examiner's fork, beyond what torch has mapped.
    """

    seconds: float
    memory_bytes: int

    def __str__(self) -> str:
        minutes, seconds = divmod(round(self.seconds), 60)
        return f"{minutes}:{seconds:02} minutes and {self.memory_bytes / 2**30:.1f} GiB of memory"


def worst_case(limits: Limits, training: bool = True) -> WorstCase:
    """Return what a submission can cost at most under these limits, with its trainings or without.

    Each part has a clock of its own: reading the files, the candidates (their loading, calls, answers and restarts),
    the trainings, and the examiner's own work (rules, comparisons, what is right). The last question begins just before
    a budget is used up and takes as long as a question may; after that nothing is asked any more.
    """
    asked = limits.total_seconds + longest(max(limits.call_seconds, limits.load_seconds))
    trained = limits.training_seconds + limits.stall_seconds + LOOK + GRACE if training else 0.0
    seconds = reader.CPU_SECONDS + asked + trained + limits.examiner_seconds + PROCESSES
    examined = limits.memory_bytes + limits.disk_bytes + limits.examiner_bytes
    return WorstCase(seconds, max(examined, reader.MEMORY_BYTES))  # it is examined after it was read
