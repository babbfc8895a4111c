"""The examiner instead of a kernel: `nbgrader autograde` with verdicts that a submission cannot touch.

`exporter` begins a run; `reading` opens what was handed in, whatever state it is in; `cells` restores its cells to
those of the release; `run` holds the seed, the settings and the workers of one run; `ahead` has them work on what comes
next; `execute` examines a submission; `outputs` writes the verdict into its test cells, where nbgrader reads points and
students read messages; `worth` remembers what the cells were worth. nbgrader_config.py puts them into nbgrader's
pipeline.
"""
