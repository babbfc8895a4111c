"""Look ahead in a class: what nbgrader comes to next is examined while it is busy with what came before.

nbgrader sanitizes, writes and reads each notebook before it asks for a verdict. What its code will be by then is
foreseen here. A verdict is for the code that was examined, so where that differs in the end, it is examined again.
"""

import copy
from collections import deque
from itertools import islice
from pathlib import Path

from nbgrader.converters.base import BaseConverter

from grader.course.files import too_long
from grader.nbgrader_bridge.cells import Known, known_cells, release_order, restore
from grader.nbgrader_bridge.execute import code_of, helper_modules, submission_folders
from grader.nbgrader_bridge.reading import NOTE, read_notebook
from grader.nbgrader_bridge.run import AutogradeRun
from grader.protocol.source import Module

PER_WORKER = 2  # how many notebooks are begun early: one at work, one that waits
WORTH = 8  # notebooks for which it pays to start one more worker, which takes seconds


class Ahead:
    """Begins with the notebooks of a class in the order in which nbgrader comes to them."""

    def __init__(self, converter: BaseConverter, run: AutogradeRun) -> None:
        self.converter, self.run = converter, run
        found = converter.assignments
        self.waiting = deque(path for folder in sorted(found) for path in sorted(found[folder]))
        run.grow(1 + len(self.waiting) // WORTH)
        self.begun: set[str] = set()
        self.released: dict[str, tuple[Known, list[str]]] = {}

    def reach(self, path: str) -> None:
        """Take note that nbgrader is at a notebook; begin with it and a few of those that follow."""
        if path not in self.waiting:
            return
        while self.waiting[0] != path:
            self.begun.discard(self.waiting.popleft())
        for following in islice(self.waiting, PER_WORKER * self.run.settings.jobs):
            if following not in self.begun:
                self.begun.add(following)
                try:
                    self._begin(following, current=following == path)
                except Exception as error:  # it will be asked for all the same, and fail there if it has to
                    self.converter.log.debug("Not examined early: %s: %s", following, error)

    def _begin(self, path: str, current: bool) -> None:
        converter, course = self.converter, self.converter.coursedir
        names = converter.init_single_notebook_resources(path)["nbgrader"]
        student, assignment, notebook = names["student"], names["assignment"], names["notebook"]
        if not current and not converter.force and Path(converter._format_dest(assignment, student)).exists():
            return  # graded already, so it will be passed over
        if notebook not in self.released:
            known = known_cells(names["db_url"], assignment, notebook)
            self.released[notebook] = known, release_order(course, assignment, notebook)
        known, order = self.released[notebook]
        nb = read_notebook(Path(path))
        if "unreadable" in nb.metadata[NOTE]:
            return
        restore(nb, copy.deepcopy(known), order)
        helpers = helper_modules(*submission_folders(course, assignment, student))
        module = Module(notebook, code_of(nb, notebook)[0])
        if not too_long(module):
            self.run.begin(student, [module, *helpers])
