"""The training loop that lessons and the grader use, and what a model in the lecture's form holds."""
