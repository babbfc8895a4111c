"""Student stubs and nbgrader source notebooks, both made from the reference modules in `solutions/`.

`regions` finds the student's parts in a reference module, `stubs` cuts them, `notebook` lays a lesson out as a
notebook, `lesson` knows the folders, `outputs` puts it together and compares. jupytext and nbgrader do the converting.
"""
