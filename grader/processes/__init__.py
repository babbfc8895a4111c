"""Processes: run work in a fork, start another Python, end together with the parent, keep a pool of workers."""
