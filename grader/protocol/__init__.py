"""What may cross between the examiner and a candidate: source, operations, values, frames, and text made safe to show.

Both sides import this package. It imports no other part of the grader.
"""
