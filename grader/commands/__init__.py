"""The commands of `grader`, one module each.

A module `grader/commands/<name>.py` holds a function of the same name with typer annotations and imports nothing heavy
at its top: what takes time to import is imported inside the function, so that `grader --help` stays quick.
"""
