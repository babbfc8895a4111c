"""`grader demo`: a made-up class, from release to feedback, in a folder of its own.

`course` creates that folder, `students` reads the sample class in examples/class and hands in its work, `tools` runs
the commands that an instructor would type, `grading` is the step that grades, `results` reads the results, and `table`
shows them.
"""
