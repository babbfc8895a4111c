"""Search the memory that was inherited for checks, solutions and seeds.

gains without defence: secrets: the checks
layer: server
"""

import gc
import sys

for name in (
    "pytest",
    "hypothesis",
    "grader.plugin",
    "grader.results",
    "grader.checks",
    "grader.course",
    "grader.examiner",
    "data",
    "solutions",
):
    if name in sys.modules:
        print("REACHED", name)
words = ("BEGIN SOL" + "UTION", "window_" + "means", "CAN" + "ARY", "secret_" + "split")
gc.unfreeze()  # what was frozen would be found by nobody
for thing in gc.get_objects():
    if type(thing) is dict:
        try:
            for text in (*thing, *thing.values()):
                if (
                    type(text) is str
                    and any(w in text for w in words)
                    and __name__ not in text
                    and "REA" + "CHED" not in text
                ):
                    print("REACHED", text[:60].replace(chr(10), " "))
        except Exception:
            pass
