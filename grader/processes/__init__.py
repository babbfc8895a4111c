"""Processes: run something in a fork, start another Python, end with the parent."""
