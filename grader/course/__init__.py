"""What the course holds on disk: its root, lessons, reference modules, checks, and which files are a submission's."""
