"""The examiner in place of the kernel: `nbgrader autograde` with verdicts that a submission cannot touch.

`reading` opens what was handed in, whatever state it is in; `cells` makes its cells those of the release again; `run`
holds the seed and the settings of one run, `examiners` its warm workers; `ahead` has them work on what comes next;
`execute` examines a submission; `outputs` writes the verdict into its test cells, where nbgrader reads points and
students read messages. nbgrader_config.py puts them in.
"""
