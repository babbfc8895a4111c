"""The audit of the checks: right programs must pass, wrong ones must fail, and for their own reason.

`bank` finds the programs, `subjects` adds references and stubs, `run` and `worker` check each in a separate process,
`findings` decides, `tables` prints. `mutants` makes small changes to the references.
"""
