"""The error that a person can fix."""


class GraderError(Exception):
    """Something that the user can fix; the message says how."""
