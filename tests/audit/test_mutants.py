"""Changes to the references: only to the student's part, each once; survivors are explained or reported."""

import pytest

from grader.audit.run import AuditResult
from grader.audit.subjects import Subject
from grader.audit.survivors import judge_mutants, read_reasons
from grader.errors import GraderError
from grader.results.check import CheckResult

SOURCE = """\
def given(x):
    return x + 1


def twice(x):
    ### BEGIN SOLUTION Double it.
    return sum([x, x], start=0)
    ### END SOLUTION
"""


@pytest.fixture
def mutants():
    pytest.importorskip("cosmic_ray")
    from grader.audit import mutants

    return mutants


def test_only_the_students_part_is_changed(mutants, tmp_path):
    path = tmp_path / "tiny.py"
    path.write_text(SOURCE)
    found = mutants.mutants_of(path)
    assert {mutant.line for mutant in found} == {7}
    assert len({mutant.source for mutant in found}) == len(found)


TWINS = """\
def bow(x):
    ### BEGIN SOLUTION Bow.
    x = x - 1
    ### END SOLUTION
    return x


def rise(x):
    ### BEGIN SOLUTION Bow again.
    x = x - 1
    ### END SOLUTION
    return x
"""


def test_two_changes_with_one_text_have_two_names(mutants, tmp_path):
    path = tmp_path / "tiny.py"
    path.write_text(TWINS)
    found = mutants.mutants_of(path)
    twins = [mutant.name for mutant in found if mutant.name.startswith("tiny: x = x - 1 -> x = x + 1")]
    assert twins == ["tiny: x = x - 1 -> x = x + 1", "tiny: x = x - 1 -> x = x + 1 (no. 2)"]
    results = [result(mutant.name, "passed") for mutant in found]
    judged = judge_mutants(results, dict.fromkeys(twins, "the same"), ["lesson5"])
    assert len(judged.explained) == 2
    assert judged.killed + len(judged.explained) + len(judged.unexplained) == judged.total


def test_two_changes_with_one_name_are_refused():
    twins = [result("lesson5/a", "passed"), result("lesson5/a", "passed")]
    with pytest.raises(GraderError, match="two changes are called lesson5/a"):
        judge_mutants(twins, {"lesson5/a": "the same"}, ["lesson5"])


def test_keywords_and_statements_are_left_out(mutants):
    assert "    return sum([x, x])\n" in "".join(mutants.without_keywords(SOURCE))
    assert "    pass\n" in "".join(mutants.without_statements(SOURCE))


def result(name: str, status: str) -> AuditResult:
    subject = Subject(name=name, lesson="lesson5", kind="mutant", modules=[])
    check = CheckResult(check="c", exercise="e", lesson="lesson5", points=1, status=status)
    return AuditResult(subject=subject, checks=[check])


def test_what_nobody_notices_has_to_be_explained():
    results = [result("lesson5/a", "failed"), result("lesson5/b", "passed"), result("lesson5/c", "passed")]
    found = judge_mutants(results, {"lesson5/b": "the same"}, ["lesson5"])
    assert (found.killed, found.explained, found.unexplained) == (1, {"lesson5/b": "the same"}, ["lesson5/c"])
    assert not found.holds


def test_an_explanation_that_is_not_needed_is_reported():
    found = judge_mutants([result("lesson5/a", "failed")], {"lesson5/a": "why", "lesson2/z": "why"}, ["lesson5"])
    assert found.stale == ["lesson5/a"]


def test_an_explanation_needs_a_reason(tmp_path):
    path = tmp_path / "mutants.toml"
    path.write_text('[[equivalent]]\nchange = "lesson5/a"\n')
    with pytest.raises(GraderError, match="needs `change` and `reason`"):
        read_reasons(path)
