"""The error that a person can put right."""


class GraderError(Exception):
    """Something that the user can put right; the message says how."""
