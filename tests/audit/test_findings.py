"""What an audit makes of the results: rejected for its own reason, diagnosed, misdiagnosed, dead checks."""

from grader.audit.findings import summarise
from grader.audit.run import AuditResult
from grader.audit.subjects import Subject


def test_a_wrong_program_that_nobody_notices_is_a_problem(chaff_result):
    audit = summarise([chaff_result("An idea.", None, None)])
    assert not audit.holds
    assert audit.problems[0].problem == "wrong, but no check notices"


def test_a_wrong_program_has_to_be_caught_by_the_check_that_it_names(chaff_result):
    audit = summarise([chaff_result("An idea.\n\ncaught by: number 1\n", "wrong", None)])
    assert audit.problems[0].problem.startswith("caught, but not by 'number 1'")


def test_a_message_has_to_say_what_the_file_states(chaff_result):
    audit = summarise([chaff_result("An idea.\n\nsays: the axis\n", "something else")])
    assert audit.problems[0].problem.startswith("caught, but no message says 'the axis'")


def test_one_of_several_sentences_is_enough(chaff_result):
    audit = summarise([chaff_result("An idea.\n\nsays: the axis\nsays: the window\n", "it is the window")])
    assert audit.holds
    assert audit.diagnosed() == 1


def test_the_first_message_is_the_one_that_a_student_reads(chaff_result):
    (finding,) = summarise([chaff_result("An idea.\n\nsays: the axis\n", "no idea", "the axis")]).findings
    assert finding.diagnosed
    assert not finding.first


def test_a_rival_that_is_not_the_program_s_own_is_a_misdiagnosis(chaff_result):
    audit = summarise([chaff_result("An idea.\n\nsays: the axis\n", "a sum", "the axis", misconception="a sum")])
    assert [confusion.check for confusion in audit.confusions] == ["lesson5/test_smooth.py::test_number_0"]
    assert not audit.holds


def test_without_a_stated_sentence_any_named_misconception_counts(chaff_result):
    assert summarise([chaff_result("An idea.", "a sum", misconception="a sum")]).diagnosed() == 1
    assert summarise([chaff_result("An idea.", "not right")]).diagnosed() == 0


def test_checks_that_catch_nothing_and_those_that_catch_alone_are_listed(chaff_result):
    audit = summarise([chaff_result("An idea.", "wrong", None)])
    assert audit.dead() == ["lesson5/test_smooth.py::test_number_1"]
    assert audit.sole() == {"lesson5 chaff_made_up": "lesson5/test_smooth.py::test_number_0"}


def test_a_program_without_an_answer_is_a_problem_with_its_reason():
    subject = Subject(name="wheat_slow", lesson="lesson5", kind="wheat", modules=[])
    audit = summarise([AuditResult(subject=subject, error="no answer within 3 s")])
    assert audit.problems[0].problem == "no answer within 3 s"


def test_a_misconception_without_an_id_is_a_problem(chaff_result):
    audit = summarise([chaff_result("An idea.", "a sum", misconception="a sum", slug="")])
    assert audit.problems[0].problem == "a rival needs an id, by which it is counted: a sum"
