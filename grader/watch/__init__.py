"""`grader watch`: check a lesson again on every save.

The program that the student sees (`app`) never loads torch. A warm process beside it (`worker`) has collected the
checks and forks a child (`child`) for every save; the next save kills that child, whatever it is doing.
"""
