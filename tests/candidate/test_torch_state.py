"""torch's settings belong to the submission that changes them: to its calls, not to the checks, both ways alike."""

import os
import subprocess
import sys
import textwrap

import pytest
import torch

from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.candidate.torch_state import TorchState, set_aside
from grader.examiner.fork_server import ForkServer
from grader.examiner.limits import Limits
from grader.examiner.session import CandidateSession
from grader.plugin.local import LocalSession
from grader.protocol import operations as op
from grader.protocol.source import Cell, Module

SETTINGS = {
    "dtype": "torch.set_default_dtype(torch.float64)",
    "device": "torch.set_default_device('meta')",
    "grad": "torch.set_grad_enabled(False)",
    "deterministic": "torch.use_deterministic_algorithms(True, warn_only=True)",
    "precision": "torch.set_float32_matmul_precision('medium')",
    "anomalies": "torch.set_anomaly_enabled(True, False)",
    "autocast": "torch.set_autocast_enabled('cpu', True)",
    "threads": "torch.set_num_threads(2)",
    "printed": "torch.set_printoptions(precision=2, threshold=5)",
}
SEEDED = "torch.manual_seed(5)"
SOURCE = """
import torch

{loaded}

drawn = torch.rand(2, device="cpu").tolist()

def change():
    {called}

def seen():
    return [
        drawn, str(torch.tensor(1.5, device="cpu").dtype), str(torch.get_default_device()), torch.is_grad_enabled(),
        torch.are_deterministic_algorithms_enabled(), torch.get_float32_matmul_precision(), torch.is_anomaly_enabled(),
        torch.is_autocast_enabled("cpu"), torch.get_num_threads(), torch._tensor_str.PRINT_OPTS.precision,
        torch.rand(2, device="cpu").tolist(),
    ]
"""


@pytest.fixture(scope="module")
def server():
    with ForkServer() as server:
        yield server


@pytest.fixture(autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def answers(session):
    """What a submission sees of torch: at first, later in the example, after a change, and in the next example."""
    session.request(op.Reset(7))
    found = []
    for name in ("seen", "seen", "change", "seen"):
        found.append(session.request(op.Call(op.Symbol(name), [])))
        assert TorchState.now() == TorchState(), "the checks notice it"
    session.request(op.Reset(7))
    return [*found, session.request(op.Call(op.Symbol("seen"), []))]


def both_ways(server, loaded, called):
    modules = [Module("m", [Cell("m.py", SOURCE.format(loaded=loaded, called=called))])]
    local = answers(LocalSession(Executor(Namespace(modules))))
    session = CandidateSession(server, modules, Limits())
    try:
        return local, answers(session)
    finally:
        session.close()


@pytest.mark.parametrize("statement", [*SETTINGS.values(), SEEDED], ids=[*SETTINGS, "seed"])
@pytest.mark.parametrize("when", ["loaded", "called"])
def test_a_setting_acts_alike_in_a_students_run_and_in_a_graded_one_and_ends_with_the_example(server, when, statement):
    parts = {"loaded": "", "called": "pass", when: statement}
    local, graded = both_ways(server, **parts)
    assert local == graded
    first, _, _, changed, again = local
    assert again == first  # what a call changes ends with its example
    if when == "called":
        assert changed[1:] != first[1:]


def test_every_setting_has_its_test():
    assert set(TorchState._fields) == set(SETTINGS)


def test_a_kernel_gets_its_settings_back():
    torch.set_default_dtype(torch.float64)
    try:
        with set_aside() as kernels:
            assert TorchState.now() == TorchState()
            assert kernels.dtype is torch.float64
        assert torch.get_default_dtype() is torch.float64
    finally:
        torch.set_default_dtype(torch.float32)


COMPILED = """
import torch

@torch.compile
def double(x):
    return x + x

@torch.compile(mode="max-autotune", fullgraph=True)
def triple(x):
    return 3 * x
"""


def test_compiled_functions_run_as_they_are_in_the_sandbox(server):
    session = CandidateSession(server, [Module("m", [Cell("m.py", COMPILED)])], Limits())
    for name, factor in (("double", 2), ("triple", 3)):
        answer = session.request(op.Call(op.Symbol(name), [torch.ones(3)]))
        assert torch.equal(answer, factor * torch.ones(3)), answer
    session.close()


def test_compiled_functions_run_as_they_are_in_a_students_run(tmp_path):
    lesson = tmp_path / "exercises" / "lesson1"
    lesson.mkdir(parents=True)
    (lesson / "layers.py").write_text(COMPILED)
    (lesson / "test_double.py").write_text(
        textwrap.dedent(
            """
            import pytest
            import torch

            pytestmark = pytest.mark.exercise("double")

            def test_it(submission):
                assert torch.equal(submission.double(torch.ones(3)), 2 * torch.ones(3))
                assert torch.equal(submission.triple(torch.ones(3)), 3 * torch.ones(3))
            """
        )
    )
    command = [sys.executable, "-m", "pytest", "exercises", "-q", "-p", "no:cacheprovider", f"--rootdir={tmp_path}"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "1 of 1 points" in done.stdout, done.stdout + done.stderr


def test_compiled_functions_run_as_they_are_in_a_notebooks_own_check(tmp_path):
    lesson = tmp_path / "exercises" / "lesson1"
    lesson.mkdir(parents=True)
    (lesson / "layers.py").write_text(COMPILED)
    (lesson / "test_double.py").write_text(
        "import pytest\nimport torch\n\npytestmark = pytest.mark.exercise('double')\n\n\n"
        "def test_it(submission):\n    assert torch.equal(submission.double(torch.ones(3)), 2 * torch.ones(3))\n"
    )
    # A kernel that has imported torch, without a compiler: what `@torch.compile` would need is not there.
    kernel = (
        f"import torch\n{COMPILED}\nfrom grader import check\n"
        "print('points', check('lesson1', 'double'))\nprint('left', torch._dynamo.config.disable)\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "TORCHDYNAMO_DISABLE"}
    done = subprocess.run(
        [sys.executable, "-c", kernel], cwd=tmp_path, capture_output=True, text=True,
        env={**environment, "CXX": "/no/compiler", "TORCHINDUCTOR_CACHE_DIR": str(tmp_path / "cache")},
    )  # fmt: skip
    assert "points 1.0" in done.stdout, done.stdout + done.stderr
    assert "left False" in done.stdout
