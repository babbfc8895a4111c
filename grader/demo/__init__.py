"""`grader demo`: a made-up class, from release to feedback, in a folder of its own.

`course` lays out that folder, `students` reads the sample class in examples/class and hands in for it, `tools` runs the
commands that an instructor would type, `grading` is the step that grades, `results` reads what came out, and `table`
shows it.
"""
