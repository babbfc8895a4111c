"""Search the memory that was inherited for checks, solutions and seeds.

gains without defence: secrets: the checks
layer: server
"""

import gc
import sys

for name in (
    "pytest",
    "hypothesis",
    "grader.plugin.hooks",
    "grader.plugin.judge",
    "grader.results.check",
    "grader.checks.thresholds",
    "grader.checks",
    "data",
    "solutions",
):
    if name in sys.modules:
        print("REACHED", name)
words = ("BEGIN SOL" + "UTION", "window_" + "means", "CAN" + "ARY", "secret_" + "split")
for thing in gc.get_objects():
    if isinstance(thing, dict):
        try:
            for key, value in list(thing.items()):
                for text in (key, value):
                    if (
                        type(text) is str
                        and __name__ not in text
                        and any(w in text for w in words)
                        and "REA" + "CHED" not in text
                    ):
                        print("REACHED", text[:60].replace(chr(10), " "))
        except Exception:
            pass
