"""A disk runs full while nbgrader grades: who could not be saved has no grade, and the next run makes up for it."""

from tests.full_disk import grow, small_disk

from .conftest import nbgrader, right_answers, submit
from .test_trainings import exported


def test_who_has_no_verdict_on_disk_has_no_grade_until_the_same_command_finds_room(copy):
    for number in range(3):
        submit(copy, f"s{number}", right_answers(copy))
    with small_disk(copy / "examined", 12):
        log = nbgrader(copy, "autograde", "lesson1", code=1)
        saved = {path.stem for path in (copy / "examined/lesson1/verdicts").glob("*.json")}
        graded = {path.parent.name for path in (copy / "autograded").glob("*/lesson1")}
        assert saved == graded
        assert 0 < len(saved) < 3
        assert "No space left on device; what was there before is kept. Free some space, then run the same" in log
        assert "--out" not in log
        rows = exported(copy)
        assert {name for name, row in rows.items() if row["score"]} == saved
        assert "there is no verdict: autograde again" in rows["s2"]["reason"]
        grow(copy / "examined", 2_000)
        nbgrader(copy, "autograde", "lesson1")
        assert {row["score"] for row in exported(copy).values()} == {"6.0"}
