"""The examiner in place of the kernel: `nbgrader autograde` with verdicts that a submission cannot touch.

`reading` opens what was handed in, whatever state it is in; `cells` makes its cells those of the release again; `run`
holds the warm examiner of one run, with its settings and seed; `execute` examines a submission; `outputs` writes the
verdict into its test cells, where nbgrader reads points and students read messages. nbgrader_config.py puts them in.
"""
