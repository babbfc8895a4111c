"""Grade a class: a run with its record, the workers, and the files that it writes."""
