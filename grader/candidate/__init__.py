"""The untrusted side: loads one submission and computes values with it.

Nothing in this package decides anything. It imports the standard library, torch and msgspec only, so that
the process which runs it holds no check, no solution and no seed.
"""
