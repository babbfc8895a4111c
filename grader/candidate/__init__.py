"""The untrusted side: it loads one submission and computes values with it.

Nothing in this package decides anything. It imports only the standard library, torch and msgspec, so the process that
runs it holds no check, no solution and no seed.
"""
