"""The marks of a student's part: what is understood, and what is refused with its line."""

from textwrap import dedent

import pytest

from grader.course.regions import BuildError, find_definitions, find_exercises, find_regions


def body(*lines: str) -> str:
    """Return a module whose function `f` has these lines as its body."""
    return "\n".join(["def f(x):", *(f"    {line}" for line in lines), ""])


def test_a_part_knows_its_lines_its_indentation_and_its_sentence():
    text = body("### BEGIN SOLUTION  Return x. Only x! ", "return x", "### END SOLUTION")
    [region] = find_regions(text, "m.py")
    assert (region.begin, region.end, region.indent, region.sentence) == (2, 4, "    ", "Return x. Only x!")


def test_an_exercise_may_have_several_parts():
    text = dedent("""\
        class Twice:
            def a(self):
                ### BEGIN SOLUTION Do a.
                return 1
                ### END SOLUTION

            def b(self):
                ### BEGIN SOLUTION Do b.
                return 2
                ### END SOLUTION

        def given():
            return 3
        """)
    [twice] = find_exercises(text, "m.py")
    assert twice.name == "Twice"
    assert [region.sentence for region in twice.regions] == ["Do a.", "Do b."]
    assert [definition.name for definition in find_definitions(text, "m.py")] == ["Twice", "given"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (body("### BEGIN SOLUTION", "return x", "### END SOLUTION"), "m.py:2: say what the student has to do"),
        (body("### BEGIN SOLUTION Return x.", "return x"), "m.py:2: BEGIN SOLUTION without an END SOLUTION"),
        (body("return x", "### END SOLUTION"), "m.py:3: END SOLUTION without a BEGIN SOLUTION"),
        (
            body("### BEGIN SOLUTION A.", "### BEGIN SOLUTION B.", "return x", "### END SOLUTION"),
            "m.py:3: BEGIN SOLUTION inside the part that line 2 began",
        ),
        (body("return x  ### BEGIN SOLUTION A.", "### END SOLUTION"), "m.py:2: a mark is on a line of its own"),
        (body("# BEGIN SOLUTION A.", "return x", "### END SOLUTION"), "m.py:2: a mark is on a line of its own"),
        (body("### BEGIN SOLUTION A.", "return x", "### END SOLUTION of A"), "m.py:4: a mark is on a line of"),
        ("### BEGIN SOLUTION A.\nx = 1\n### END SOLUTION\n", "m.py:1: a student's part must be inside the body of"),
        (
            body("### BEGIN SOLUTION A.", "y = 1", "### END SOLUTION", "", "return y").replace("    \n", "# %%\n"),
            "m.py:5: this cell mark divides a function",
        ),
        ("def f(:\n", "m.py:1: "),
    ],
)
def test_what_cannot_be_cut_is_refused_with_its_line(text, message):
    with pytest.raises(BuildError) as caught:
        find_exercises(text, "m.py")
    assert str(caught.value).startswith(message)
