"""What kind of difference there is between two values, found in the numbers alone: right but for their order, or sign.

A rival knows one mistake of one exercise. What is here knows no exercise: it says what can be seen in any wrong answer,
and nothing of the code that gave it. It is asked only where a comparison has failed and no rival explains the answer.
"""

from grader.checks.kinds.place import only_to_float32
from grader.checks.kinds.values import kind_of_difference

__all__ = ["kind_of_difference", "only_to_float32"]
