"""Grade a class: a run with its record, its workers and the files that it writes."""
