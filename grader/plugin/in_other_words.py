"""What a message of Python or torch means, for those that do not name the slip behind them."""

import re
from collections.abc import Callable

import torch

from grader.protocol.operations import Raised


def _several(found: re.Match[str]) -> str:
    name = found[1]
    fields = getattr(getattr(torch.return_types, name, None), "__match_args__", ())
    if not fields:
        return f"`{name}` returns several tensors at once here: take the one that you need."
    kinds = {2: "a pair", 3: "a triple"}.get(len(fields), "several tensors")
    return f"`{name}` returns {kinds} here, ({', '.join(fields)}): take what you need of it, as in `.{fields[0]}`."


WORDS: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (re.compile(r"\btorch\.return_types\.(\w+)"), _several),
    (
        re.compile(r"before Module\.__init__\(\) call"),
        "A class that is a `torch.nn.Module` has to call `super().__init__()` at the beginning of its `__init__`.",
    ),
    (
        re.compile(r"^(\w+)\(\) takes no arguments$"),
        "`{1}` has no `__init__`: is it there, inside of the class, with two underscores on either side of its name?",
    ),
    (
        re.compile(r"'(?:builtin_function_or_method|method|function)' object is not (?:iterable|subscriptable)"),
        "A function or method is used here without being called: are its parentheses missing?",
    ),
    (
        re.compile(
            r"(?:operand.*'|must be \w+, not |but got )(?:builtin_function_or_method|method|function)\b",
        ),
        "A function or method is used here without being called: are its parentheses missing?",
    ),
    (
        re.compile(r"'(Tensor|torch\.Size|list|tuple|dict|int|float)' object is not callable"),
        (
            "Parentheses call a function, but a {1} stands before them. To look something up, write square brackets; "
            "if the name should be a function, find where it was given to something else."
        ),
    ),
    (
        re.compile(
            r"ints?, ?(?:but got|not) float\b|must be int, not float|'float' object cannot be interpreted as an int|"
            r"^(?:view|reshape|rand|randn|zeros|ones|empty)\(\).* got \([^)]*\bfloat\b|indices must be .*, not float"
        ),
        "Sizes and positions are whole numbers, and `/` makes a float: divide by `//`.",
    ),
    (
        re.compile(r"slice indices must be integers"),
        "Sizes and positions are whole numbers: `//` and `int(...)` make them, `/` and `*` by a fraction do not.",
    ),
    (
        re.compile(r"to have the same dtype, but got"),
        "Both factors of a matrix product need the same dtype: convert one of them, as in `a.to(b.dtype)`.",
    ),
    (
        re.compile(r"leaf Variable that requires grad is being used in an in-place operation"),
        "A tensor was changed in place, as `x -= y` does. `x = x - y` makes a new one and leaves the other as it was.",
    ),
    (
        re.compile(
            r"'NoneType' object (?:is not|has no|cannot)|type 'NoneType' has no|(?:operand.*'|not |but got )NoneType\b"
        ),
        (
            "Something is None here. It may never have been set; or it is the result of a function without `return`, "
            "or of one that works in place, such as `shuffle` or `append`."
        ),
    ),
]


def in_other_words(raised: Raised) -> list[str]:
    """Return at most one sentence on what an error of the submission's code comes from."""
    if raised.kind != "error":
        return []
    for pattern, words in WORDS:
        if found := pattern.search(raised.message):
            return [words(found) if callable(words) else words.format(found[0], *found.groups())]
    return []
