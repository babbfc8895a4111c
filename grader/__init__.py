"""The grader: checks, examiner, candidate and verdicts."""
