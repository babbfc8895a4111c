"""The results of a check, an exercise and a submission, as data, and the one way in which each becomes text.

`check` holds the result of one check, `message` its message in parts, `exercise` what follows for an exercise,
`verdict` what was decided about a submission, `row` a line of a class's table; `text` renders them. The terminal,
`grader watch`, notebooks, pages, tables and the demo are views of this data: none of them decides anything.
"""
