"""The submission in the student's own process: the stubs beside the checks, or the code that `--against` names."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.candidate.executor import Executor
from grader.candidate.loader import MAIN, Namespace
from grader.candidate.loading_time import SlowStatement
from grader.candidate.traps import Traps
from grader.checks.submission import Submission
from grader.course.files import digest
from grader.intake.expected import expected
from grader.intake.local import read_submission
from grader.plugin.named import course_of
from grader.plugin.passed_thresholds import PassedThresholds
from grader.plugin.progress import TrainingProgress
from grader.plugin.stash import ENDLESS, FORBIDDEN, LOADING, PASSED
from grader.processes.processors import training_threads
from grader.protocol import operations as op
from grader.protocol.text import clean


class LocalSession:
    """Runs the submission in this process: fast, and a debugger can step into it."""

    def __init__(self, executor: Executor, seconds: float = 10, training_seconds: float = 600) -> None:
        self.executor = executor
        self.seconds = seconds
        self.training_seconds = training_seconds

    @property
    def cause(self) -> BaseException | None:
        """The exception behind the last `Raised`, for a debugger and for tracebacks."""
        return self.executor.last_error

    def request(self, operation: op.Operation) -> Any:
        """Run the operation here, within the time limit for one call; a training in as many threads as are free."""
        if not isinstance(operation, op.Train):
            return self.executor.run(operation, self.seconds)
        self.executor.training_threads = training_threads()
        return self.executor.run(operation, self.training_seconds)


def local_session(
    config: pytest.Config, load: Callable[[], Namespace], *, device: str = "cpu",
    progress: Callable[[int, int, float], None] | None = None, traps: Traps | None = None, seconds: float = 10,
) -> LocalSession:  # fmt: skip
    """Return a session in this process on what `load` loads, with traps for what any of the checks forbids.

    A student's run, `grader watch`, a notebook's own check and the audit all begin here.
    """
    traps = traps or Traps()
    traps.prepare(config.stash.get(FORBIDDEN, []))  # before anything can keep a function as it was
    return LocalSession(Executor(load(), device, progress, traps), seconds)


class LocalProvider:
    """Loads a lesson's submission once per run and remembers the thresholds that it has passed."""

    def __init__(self, config: pytest.Config) -> None:
        import torch

        self.config = config
        self.root = course_of(config) or config.rootpath
        self.device = choose_device(config.getoption("device"))
        self.loaded: dict[str, Submission] = {}
        config.stash[ENDLESS] = set()
        torch.set_num_threads(1)  # as in a graded run; trainings take more

    def __call__(self, lesson: str) -> Submission:
        """Return the submission for a lesson; raises GraderError if there is none."""
        if lesson not in self.loaded:
            against = self.config.getoption("against")
            folder = Path(self.config.invocation_params.dir) / against if against else self._exercises(lesson)
            modules = read_submission(folder, expected(self.root, lesson))
            self.config.stash[PASSED] = PassedThresholds(self.config, self.root, digest(modules))
            session = local_session(
                self.config, lambda: Namespace(modules), device=self.device, progress=TrainingProgress(self.config),
                seconds=self.config.getoption("time_limit"),
            )  # fmt: skip
            self.config.stash.setdefault(LOADING, []).extend(loading_notes(session.executor.namespace))
            self.loaded[lesson] = Submission(session, modules)
        return self.loaded[lesson]

    def _exercises(self, lesson: str) -> Path:
        return self.root / "exercises" / lesson


def loading_notes(namespace: Namespace) -> list[str]:
    """Return what there is to say about how a submission was loaded: what is not here, and what took long."""
    imports = [f"{error.file}:{error.line}: {error.message}." for error in namespace.not_here]
    return [*(clean(text, 600) for text in imports), *map(slow_sentence, namespace.slow)]


def slow_sentence(slow: SlowStatement) -> str:
    """Return what to do about a statement that takes long whenever the submission is loaded."""
    return (
        f"{slow.file} took {slow.seconds:.1f} s to load, as it does in every run, most of it in line {slow.line} "
        f"(`{slow.source[:60]}`). Move that under `{MAIN}`, where it runs only when you start the file yourself."
    )


def choose_device(wanted: str) -> str:
    """Return the device to train on; "auto" prefers CUDA, then MPS, then the CPU."""
    import torch

    if wanted != "auto":
        return wanted
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
