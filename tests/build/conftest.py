"""A made-up course of one small lesson: two modules, three exercises, their checks."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.regions import find_regions

LAYERS = '''\
"""Layers by hand."""

# %% [markdown]
# # Lesson 1
# Layers *by hand*.

# %%
import math


# %%
class Scale:
    """Multiply by a factor."""

    def __init__(self, factor: float) -> None:
        ### BEGIN SOLUTION Keep the factor.
        self.secret_factor = factor
        ### END SOLUTION

    def __call__(self, x: float) -> float:
        # the product is kept
        ### BEGIN SOLUTION Return x times the factor.
        self.out = self.secret_factor * x
        ### END SOLUTION
        return self.out


# %% [markdown]
# What comes next is given.


# %%
def half(x: float) -> float:
    """Return half of x."""
    return x / 2


# %%
def double(x: float) -> float:
    """Return twice x."""
    ### BEGIN SOLUTION Return twice the number.
    hidden_sum = x + x
    return hidden_sum
    ### END SOLUTION


# %%
print(half(math.pi))

# %%
if __name__ == "__main__":
    print("a long training")
'''

SHAPES = '''\
"""Shapes by hand."""

# %%
import math  # the same name again, the same thing


# %%
def area(radius: float) -> float:
    """Return the area of a circle."""
    ### BEGIN SOLUTION Return the area of the circle with this radius.
    return math.pi * radius**2
    ### END SOLUTION
'''

CHECKS = {
    "test_scale.py": """\
import pytest
{expect}

pytestmark = pytest.mark.exercise("Scale")


@pytest.mark.points(2)
def test_multiplies(submission):
    expect(submission.Scale(3)(5), 15, "Scale(3)(5)")


def test_keeps_the_product(submission):
    scale = submission.Scale(3)
    scale(7)
    expect(scale.out, 21, "scale.out")


@pytest.mark.points(3)
@pytest.mark.training
def test_scales_far(submission):
    expect(submission.Scale(1000)(1000), 1000000, "Scale(1000)(1000)")
""",
    "test_double.py": """\
import pytest
{expect}

pytestmark = pytest.mark.exercise("double", forbids=["torch.add"])


def test_of_two(submission):
    expect(submission.double(2), 4, "double(2)")


@pytest.mark.points(2)
@pytest.mark.parametrize("x", [3, 5])
def test_of_odd_numbers(submission, x):
    expect(submission.double(x), 2 * x, f"double({x})")
""",
    "test_area.py": """\
import pytest
{expect}

pytestmark = pytest.mark.exercise("area")


def test_of_nothing(submission):
    expect(submission.area(0), 0.0, "area(0)")
""",
}


REAL = "from grader.checks.compare import expect"
LIGHT = "expect = None  # what is only collected needs no torch"


def write_course(root: Path, expect: str = LIGHT) -> Path:
    """Write the made-up course below `root`; `expect` is the line that gives the checks their comparison."""
    solutions, exercises = root / "solutions" / "lesson1", root / "exercises" / "lesson1"
    solutions.mkdir(parents=True)
    exercises.mkdir(parents=True)
    (solutions / "layers.py").write_text(LAYERS)
    (solutions / "shapes.py").write_text(SHAPES)
    for name, text in CHECKS.items():
        (exercises / name).write_text(text.replace("{expect}", expect))
    shutil.copy(Path(__file__).parents[2] / "nbgrader_config.py", root)
    return root


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The root of the made-up course."""
    return write_course(tmp_path)


@pytest.fixture(scope="module")
def real_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the made-up course with checks that can be run."""
    return write_course(tmp_path_factory.mktemp("course"), REAL)


@pytest.fixture(scope="session")
def hidden_lines() -> Callable[[Path], set[str]]:
    """A function for the lines that stand in a student's part of a module and nowhere outside of one."""

    def find(path: Path) -> set[str]:
        lines = path.read_text().split("\n")
        numbers = {
            n for region in find_regions("\n".join(lines), path.name) for n in range(region.begin, region.end - 1)
        }
        inside = {
            line.strip() for number, line in enumerate(lines) if number in numbers and any(map(str.isalpha, line))
        }
        return inside - {line.strip() for number, line in enumerate(lines) if number not in numbers}

    return find
