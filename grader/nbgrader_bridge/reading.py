"""Open submitted notebooks, whatever state they are in: a file that cannot be read becomes a notebook with a reason.

nbgrader leaves a submission that it cannot parse without a grade. Here it continues as a notebook without cells, which
is not examined and gets no points, and the reason is shown where the student and the instructor look.
"""

import json
import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from grader.intake.files import Unreadable, read_file
from grader.intake.text import text_of
from grader.protocol.text import clean, sound

NOTE = "nn_by_hand"  # our key in a notebook's metadata; anything that a student wrote under it is dropped
CELL_LIMIT = 2000
MAKE = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


REFUSED: dict[str, str] = {}  # why nothing could be taken in, by the path of the notebook that stands for it


def read_notebook(path: Path) -> NotebookNode:
    """Return the notebook in a file, or one without cells but with a reason if it cannot be read."""
    if reason := REFUSED.get(str(path.absolute())):
        return unreadable(reason)
    if linked(path.parent):
        return unreadable(f"the folder of {path.name} is a symbolic link, which is not followed")
    try:
        return notebook_of(text_of(read_file(path), path.name))
    except Unreadable as error:
        return unreadable(str(error))
    except Exception as error:  # nbformat raises a dozen kinds
        return unreadable(f"{path.name} is not a readable notebook: {type(error).__name__}: {str(error)[:200]}")


def linked(folder: Path) -> bool:
    """Return whether the folder of a submission, or of its student, is a symbolic link."""
    return folder.is_symlink() or folder.parent.is_symlink()


def unreadable(reason: str) -> NotebookNode:
    """Return the notebook that stands for a file which cannot be read."""
    text = f"**This submission could not be read:** {reason}"
    cells = [new_markdown_cell(text, id="unreadable")]
    notebook: NotebookNode = new_notebook(cells=cells, metadata={NOTE: {"unreadable": reason}})
    return notebook


def notebook_of(text: str) -> NotebookNode:
    """Return the notebook in a text, with no more of it than counts; raises ValueError, or what nbformat raises."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("the file does not hold a notebook")
    if found.get("nbformat", 4) != 4:
        found = nbformat.convert(nbformat.from_dict(_joined(found)), 4)
    if not isinstance(found.get("cells"), list):
        raise ValueError("it has no list of cells")
    if len(found["cells"]) > CELL_LIMIT:
        raise ValueError(f"it has {len(found['cells']):,} cells, and at most {CELL_LIMIT:,} are read")
    notes = {}
    language = str(_dict(_dict(found.get("metadata")).get("kernelspec")).get("language", "python"))
    if language.lower() not in ("python", "ipython"):
        notes["language"] = clean(language, 40)
    seen: set[str] = set()
    cells = [_as_cell(_dict(cell), seen) for cell in found["cells"]]
    metadata = {"language_info": {"name": "python"}, NOTE: notes}
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata)
    return notebook


def _joined(found: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook of an old version with the text of each cell in one piece, as nbformat converts it."""
    for sheet in found.get("worksheets", []):
        for cell in sheet["cells"]:
            joined = {key: "".join(cell[key]) for key in ("source", "input") if isinstance(cell.get(key), list)}
            cell.update(joined, outputs=[])
    return found


def _as_cell(cell: dict[str, Any], seen: set[str]) -> NotebookNode:
    """Return a new cell with the kind, text, pictures and grade id of the old one, and its id if that is unique."""
    source = cell.get("source", "")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    made: NotebookNode = MAKE.get(str(cell.get("cell_type")), new_raw_cell)(sound(text))
    grade_id = _dict(_dict(cell.get("metadata")).get("nbgrader")).get("grade_id")
    if isinstance(grade_id, str):
        made.metadata["nbgrader"] = nbformat.from_dict({"grade_id": sound(grade_id)})
    name = cell.get("id")
    if isinstance(name, str) and re.fullmatch(r"[\w-]{1,64}", name, re.ASCII) and name not in seen:
        made["id"] = name
    seen.add(made["id"])
    pictures = _dict(cell.get("attachments"))
    if pictures and made.cell_type == "markdown":
        made["attachments"] = nbformat.from_dict(
            {sound(file): {str(k): sound(str(v)) for k, v in _dict(data).items()} for file, data in pictures.items()}
        )
    return made


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
