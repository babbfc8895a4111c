"""The marks of a free-text question, and where an answer is found in what comes back."""

import pytest

from grader.build.stubs import stub_module
from grader.course.answers import answers, module_work
from grader.course.lesson import Lesson
from grader.course.questions import find_questions
from grader.course.regions import BuildError

MARK = '# %% [markdown] question="why" points=2.5'
BODY = "# # Why?\n#\n# ### BEGIN SOLUTION Write a sentence.\n# - 1 point: so.\n# ### END SOLUTION\n# Not more.\n"
MODULE = f"{MARK}\n{BODY}\n# %%\nx = 1\n"
PLACE = "**Your answer here.** Write a sentence."


def test_a_question_has_points_a_text_for_students_and_a_rubric_for_who_marks_it():
    [question] = find_questions(MODULE, "m.py")
    assert (question.name, question.points, question.rubric) == ("why", 2.5, "- 1 point: so.")
    assert question.text == f"# Why?\n\n{PLACE}\nNot more."


def test_the_stub_asks_and_leaves_room_and_keeps_the_mark_by_which_the_answer_is_found():
    assert stub_module(MODULE, "m.py") == f"{MARK}\n# # Why?\n#\n# {PLACE}\n# Not more.\n\n# %%\nx = 1\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (MODULE.replace(" points=2.5", ""), "m.py:1: the mark of a question"),
        (MODULE.replace(MARK, "# %% [markdown]"), "m.py:1: the mark of a question"),
        (f"{MARK}\n# # Why?\n", "m.py:1: a question needs one rubric"),
        (f"{MARK}\n{BODY}{BODY}", "m.py:1: a question needs one rubric"),
        (BODY, "m.py:3: the mark of a question"),
    ],
)
def test_a_question_that_is_marked_in_another_way_is_refused_with_its_line(text, message):
    with pytest.raises(BuildError) as caught:
        find_questions(text, "m.py")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("name", ["double", "why", "test_double", "provided_m_half"])
def test_a_question_with_the_name_of_another_cell_is_refused(tmp_path, name):
    double = "# %%\ndef double(x):\n    ### BEGIN SOLUTION Return 2 * x.\n    return x + x\n    ### END SOLUTION\n"
    (tmp_path / "solutions/lesson1").mkdir(parents=True)
    named = MODULE.replace('"why"', f'"{name}"')
    (tmp_path / "solutions/lesson1/m.py").write_text(f"{MODULE}\n\n{double}\n\n{named}")
    with pytest.raises(BuildError, match=f"the name {name} is taken; give the question another"):
        Lesson(tmp_path, "lesson1").questions()


def found_in(text: str) -> str | None:
    return answers(module_work(text), find_questions(MODULE, "m.py")).get("why")


def test_a_stub_holds_no_answer():
    assert found_in(stub_module(MODULE, "m.py")) is None
    assert found_in("x = 1\n") is None


@pytest.mark.parametrize(
    "change",
    [
        lambda stub: stub.replace(PLACE, "Because."),
        lambda stub: stub.replace(f"{PLACE}", f"{PLACE} Because."),
        lambda stub: stub.replace("\n", "\r\n").replace(PLACE, "Because."),
        lambda stub: stub.replace(f"# {PLACE}\n# Not more.\n", "#Because.\n"),
        lambda stub: stub.replace("\n# %%\n", "\n").replace(PLACE, "Because."),
        lambda stub: stub.replace(MARK, "# %% [markdown]").replace(PLACE, "Because."),
        lambda stub: f'{MARK}\n"""\nBecause.\n"""\nx = 1\n',
        lambda stub: f'{MARK}\n"""Because."""\nx = "{PLACE}"\n',
        lambda stub: '# %% [markdown] nbgrader={"grade": true, "grade_id": "why"}\n# Because.\n',
        lambda stub: stub + "\n" + stub.replace(PLACE, "Because."),
        lambda stub: stub.replace(PLACE, "Because.") + "\n" + stub,
    ],
    ids=["in place", "on its line", "Windows", "no space", "next mark lost", "own mark lost", "a string",
         "a short string", "by jupytext", "a second copy", "an empty copy after it"],
)  # fmt: skip
def test_an_answer_is_found_however_the_comment_was_edited_and_no_code_with_it(change):
    text = found_in(change(stub_module(MODULE, "m.py")))
    assert text is not None
    assert "Because." in text
    assert "x = " not in text
