"""The bundled data sets and their loaders.

Public names: `load_names`, `split`, `vocabulary`, `context_windows`, `load_top1000_by_year`, `download`, `DataError`.
Each data set has a datasheet beside it: `names.md`, `top1000_by_year.md`, `downloads.md`.
Importing this package is light: torch and pooch are imported by the functions that need them.
"""

from data.births import Births, load_top1000_by_year
from data.bundled import DataError
from data.downloads import download
from data.names import load_names, split, vocabulary
from data.windows import context_windows

__all__ = [
    "Births",
    "DataError",
    "context_windows",
    "download",
    "load_names",
    "load_top1000_by_year",
    "split",
    "vocabulary",
]
