"""Student stubs and nbgrader source notebooks, both made from the reference modules in `solutions/`.

`stubs` cuts the student's parts out of a reference module, `notebook` lays a lesson out as a notebook, `outputs` writes
or compares both. jupytext and nbgrader do the converting.
"""
