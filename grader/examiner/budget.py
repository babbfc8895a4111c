"""What one submission has used of its time: all its candidates draw on the same budget, whatever they are asked."""

import msgspec


class Budget(msgspec.Struct):
    """Seconds that a submission has had, not counting those in which other programs had the processors.

    asked: for everything but trainings. trained: in trainings, while it computed. slept: in trainings, while it neither
    computed nor waited for a processor.
    """

    asked: float = 0.0
    trained: float = 0.0
    slept: float = 0.0
