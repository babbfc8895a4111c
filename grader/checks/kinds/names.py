"""How sentences call the slices of a tensor: number 2, row 2, column 2, or slice [:, :, 2]."""

from collections.abc import Sequence

UNITS = {(1, 0): "number", (2, 0): "row", (2, 1): "column"}
MOST = 4  # indices that a sentence lists


def one(n_dims: int, dim: int, index: int, unit: str = "") -> str:
    """Return the name of one slice, such as `row 2`."""
    unit = unit or UNITS.get((n_dims, dim), "")
    return f"{unit} {index}" if unit else f"slice {place(dim, index)}"


def place(dim: int, index: object) -> str:
    """Return the index that takes a slice out of a tensor, such as `[:, 2]`."""
    return f"[{':, ' * dim}{index}]"


def several(n_dims: int, dim: int, indices: Sequence[int], unit: str = "") -> str:
    """Return the name of some slices, such as `rows 1 and 2`; `5 of the rows` where there are many."""
    if len(indices) == 1:
        return one(n_dims, dim, indices[0], unit)
    unit = unit or UNITS.get((n_dims, dim), "")
    if len(indices) > MOST:
        return f"{len(indices)} of {everything(n_dims, dim, unit)}"
    names = [str(index) if unit else place(dim, index) for index in indices]
    return f"{unit or 'slice'}s {', '.join(names[:-1])} and {names[-1]}"


def everything(n_dims: int, dim: int, unit: str = "") -> str:
    """Return the name of all slices, such as `the rows`."""
    unit = unit or UNITS.get((n_dims, dim), "")
    return f"the {unit}s" if unit else f"the slices {place(dim, 'i')}"


def each(n_dims: int, dim: int, unit: str = "") -> str:
    """Return what one of all slices is called: `row` or `slice [:, i]`."""
    unit = unit or UNITS.get((n_dims, dim), "")
    return unit or f"slice {place(dim, 'i')}"


def capital(text: str) -> str:
    """Return the text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def be(things: Sequence[int]) -> str:
    """Return the verb for so many things."""
    return "is" if len(things) == 1 else "are"


def rest(things: Sequence[int]) -> str:
    """Return that so many others are right."""
    return "the other is right" if len(things) == 1 else "the others are right"
