"""Grading a folder of submissions: take them in, hand them to workers, keep the verdicts, tell people.

Nothing here decides about a check; what decides stands one folder up, and its source is part of every verdict's digest.
"""
