"""What may cross between the examiner and a candidate: source, operations, values, frames, and texts made safe to show.

Both sides import this package. It imports nothing else of the grader.
"""
