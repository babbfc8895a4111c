"""Look ahead in a class: examine the notebooks that nbgrader will come to while it is busy with earlier ones.

nbgrader sanitizes, writes and reads each notebook before it asks for a verdict. What the code will be by then is
predicted here. A verdict is for the code that was examined; if the code turns out different, it is examined again.
"""

import copy
from collections import deque
from itertools import islice
from pathlib import Path

from nbgrader.converters.base import BaseConverter

from grader.course.files import too_long
from grader.grading.formgrader import NOTE
from grader.nbgrader_bridge.cells import Known, known_cells, release_order, restore
from grader.nbgrader_bridge.execute import code_of, submission_folders
from grader.nbgrader_bridge.reading import read_notebook, with_helpers
from grader.nbgrader_bridge.run import AutogradeRun
from grader.protocol.source import Module

PER_WORKER = 2  # how many notebooks are begun early: one being examined, one waiting
WORTH = 8  # notebooks for which it pays to start another worker, which takes seconds


class Ahead:
    """Begins to examine the notebooks of a class in the order in which nbgrader comes to them."""

    def __init__(self, converter: BaseConverter, run: AutogradeRun) -> None:
        self.converter, self.run = converter, run
        found = converter.assignments
        self.waiting = deque(path for folder in sorted(found) for path in sorted(found[folder]))
        run.grow(1 + len(self.waiting) // WORTH)
        self.begun: set[str] = set()
        self.released: dict[str, tuple[Known, list[str]]] = {}

    def reach(self, path: str) -> None:
        """Note that nbgrader has reached a notebook; begin with it and a few that follow."""
        if path not in self.waiting:
            return
        while self.waiting[0] != path:
            self.begun.discard(self.waiting.popleft())
        for following in islice(self.waiting, PER_WORKER * self.run.settings.jobs):
            if following not in self.begun:
                self.begun.add(following)
                try:
                    self._begin(following, current=following == path)
                except Exception as error:  # it will be examined later in any case, and fail then if it has to
                    self.converter.log.debug("Not examined early: %s: %s", following, error)

    def _begin(self, path: str, current: bool) -> None:
        converter, course = self.converter, self.converter.coursedir
        names = converter.init_single_notebook_resources(path)["nbgrader"]
        student, assignment, notebook = names["student"], names["assignment"], names["notebook"]
        if not current and not converter.force and Path(converter._format_dest(assignment, student)).exists():
            return  # graded already, so nbgrader will skip it
        if notebook not in self.released:
            known = known_cells(names["db_url"], assignment, notebook)
            self.released[notebook] = known, release_order(course, assignment, notebook)
        known, order = self.released[notebook]
        nb = read_notebook(Path(path))
        if "unreadable" in nb.metadata[NOTE]:
            return
        restore(nb, copy.deepcopy(known), order)
        module = Module(notebook, code_of(nb, notebook)[0])
        if not too_long(module):
            self.run.begin(student, with_helpers(module, submission_folders(course, assignment, student)))
