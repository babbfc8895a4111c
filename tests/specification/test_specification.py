"""The task text is the specification: each of its sentences stands beside the checks that need it, in `lessonN.toml`.

A table has a part for each exercise. Its keys are sentences, its values the names of checks in the exercise's file of
checks, or a word that says why no check needs the sentence. All that stands in the docstrings of an exercise, and on
the marks that say what to write, has to be there; of the narrative around it, the sentences that demand something.
"""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

from grader.course.lesson import Lesson

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LESSONS = [Lesson(ROOT, path.name) for path in sorted(ROOT.glob("solutions/lesson*"))]
REASONS = ("advice", "definition", "forbidden", "source")  # why no check needs a sentence; more may follow a colon
FORBIDS = re.compile(r"You may not use (.*)")

EXERCISE = "pytest.mark.exercise"
HEADING = re.compile(r"(Args|Returns|Raises|Attributes[^:]*):$")
ITEM = re.compile(r"[A-Za-z_]\w*(, \w+)*: ")
# a full stop ends a sentence before a capital letter or code, but not the abbreviation of a name or of "et al."
END = re.compile(r"(?<=[.?!])(?<!\b[A-Z]\.)(?<!al\.) (?=[A-Z`\"])")


def sentences_of(docstring: str) -> list[str]:
    """Return the sentences of a docstring in Google style, each on one line; an item of a section is one or several."""
    blocks: list[list[str]] = []
    begun = False
    for line in docstring.splitlines():
        text, nested = line.strip(), line.startswith("    ")
        if not text or HEADING.match(text):
            begun = False
            blocks += [[text]] if " " in text else []  # such a heading says something of all its items
            continue
        if not begun or (nested and ITEM.match(text)):
            blocks.append([])
        blocks[-1].append(text)
        begun = True
    return [sentence for block in blocks for sentence in END.split(" ".join(block))]


def docstrings(node: ast.ClassDef | ast.FunctionDef) -> list[str]:
    """Return the docstrings of a definition and of its methods."""
    found = (ast.get_docstring(part) for part in [node, *node.body] if isinstance(part, ast.ClassDef | ast.FunctionDef))
    return [docstring for docstring in found if docstring]


def stated(lesson: Lesson) -> dict[str, list[str]]:
    """Return what the task text of each exercise says: the sentences of its docstrings, and those on its marks."""
    nodes = {
        node.name: node
        for path in lesson.modules()
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }
    return {
        name: [
            *(sentence for docstring in docstrings(nodes[name]) for sentence in sentences_of(docstring)),
            *(region.sentence for region in definition.regions),
        ]
        for name, (_, definition) in lesson.definitions().items()
    }


def narrative(lesson: Lesson) -> str:
    """Return the markdown cells of a lesson as one line."""
    lines = (line for path in lesson.modules() for line in path.read_text("utf-8").splitlines())
    return " ".join(" ".join(line[1:].split()) for line in lines if line.startswith("#"))


def checks_of(lesson: Lesson) -> dict[str, ast.Module]:
    """Return each exercise's file of checks, parsed."""
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(lesson.exercises.glob("test_*.py"))]
    return {str(ast.literal_eval(marker(tree).args[0])): tree for tree in trees}


def marker(tree: ast.Module) -> ast.Call:
    """Return the call `pytest.mark.exercise(...)` of a file of checks."""
    return next(node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == EXERCISE)


def checks(lesson: Lesson) -> dict[str, set[str]]:
    """Return the names of each exercise's checks."""
    return {
        name: {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
        for name, tree in checks_of(lesson).items()
    }


def named_in(sentences: dict[str, list[str] | str]) -> set[str]:
    """Return the checks that stand beside the sentences of an exercise."""
    return {check for named in sentences.values() if isinstance(named, list) for check in named}


def forbidden_in(text: str) -> set[str]:
    """Return the last parts of the names that a sentence forbids: `embedding` for `F.embedding`."""
    found = FORBIDS.search(text)
    return (
        {name.rpartition(".")[2] for name in re.findall(r"`([\w.]+)`", found[1].partition(";")[0])} if found else set()
    )


def table(lesson: Lesson) -> dict[str, dict[str, list[str] | str]]:
    path = HERE / f"{lesson.name}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


@pytest.fixture(params=LESSONS, ids=lambda lesson: lesson.name)
def lesson(request):
    return request.param


def test_every_sentence_of_a_task_is_in_the_table(lesson):
    listed = table(lesson)
    missing = {
        name: absent
        for name, sentences in stated(lesson).items()
        if (absent := [sentence for sentence in sentences if sentence not in listed.get(name, {})])
    }
    parts = [
        "\n".join([f"[{name}]", *(f"{json.dumps(sentence, ensure_ascii=False)} = []" for sentence in absent)])
        for name, absent in missing.items()
    ]
    if parts:  # as a block to paste, which pytest does not cut
        todo = f"cut these sentences, or add them to {lesson.name}.toml with the checks that need them:"
        pytest.fail("\n\n".join([todo, *parts]), pytrace=False)


def test_every_sentence_of_the_table_is_in_the_text(lesson):
    said, around = stated(lesson), narrative(lesson)
    gone = {
        name: absent
        for name, sentences in table(lesson).items()
        if (absent := [line for line in sentences if line not in said.get(name, []) and line not in around])
    }
    assert gone == {}, "nobody tells the student this"


def test_every_check_that_the_table_names_exists(lesson):
    found = checks(lesson)
    unknown = {
        name: absent
        for name, sentences in table(lesson).items()
        if (
            absent := {check for named in sentences.values() if isinstance(named, list) for check in named}
            - found[name]
        )
    }
    assert unknown == {}


def test_every_check_is_asked_for_by_a_sentence(lesson):
    listed = table(lesson)
    unasked = {
        name: absent for name, names in checks(lesson).items() if (absent := names - named_in(listed.get(name, {})))
    }
    assert unasked == {}, "say in the task text what these checks demand, and name them beside the sentence"


def test_a_sentence_without_a_check_has_a_reason(lesson):
    unexplained = {
        sentence: named
        for sentences in table(lesson).values()
        for sentence, named in sentences.items()
        if (not named if isinstance(named, list) else named.partition(":")[0] not in REASONS)
    }
    assert unexplained == {}, f"the word is one of {REASONS}, and a reason may follow after a colon"


def test_what_an_exercise_forbids_its_text_names_and_nothing_else(lesson):
    said = {name: set().union(*map(forbidden_in, sentences)) for name, sentences in stated(lesson).items()}
    barred = {name: {full.rpartition(".")[2] for full in forbids(tree)} for name, tree in checks_of(lesson).items()}
    assert said == barred


def forbids(tree: ast.Module) -> list[str]:
    """Return what a file of checks forbids."""
    lists = [ast.literal_eval(keyword.value) for keyword in marker(tree).keywords if keyword.arg == "forbids"]
    return [full for names in lists for full in names]


def test_only_a_sentence_that_forbids_is_called_so(lesson):
    called = {line for sentences in table(lesson).values() for line, named in sentences.items() if named == "forbidden"}
    assert called == {line for lines in stated(lesson).values() for line in lines if forbidden_in(line)}
