"""The time left follows the pace of the last steps."""

from grader.training.time_left import TimeLeft, time_left_text


def test_nothing_is_known_at_the_first_step():
    assert TimeLeft().after(1, 100, now=5.0) is None


def test_at_a_steady_pace_it_is_the_remaining_steps_at_that_pace():
    left = TimeLeft()
    assert [left.after(step, 100, now=2.0 * step) for step in (1, 2, 50)] == [None, 196.0, 100.0]


def test_a_machine_that_becomes_busy_shows_soon():
    left = TimeLeft()
    for step in range(1, 100):
        left.after(step, 200, now=0.1 * step)
    for step in range(100, 120):
        slow = left.after(step, 200, now=10 + 2.0 * (step - 99))
    assert 0.9 * 2.0 * 81 < slow < 1.1 * 2.0 * 81


def test_another_training_begins_anew():
    left = TimeLeft()
    left.after(1, 100, now=0.0)
    left.after(90, 100, now=9.0)
    assert left.after(1, 100, now=9.5) is None
    assert left.after(2, 100, now=10.0) == 49.0


def test_it_reads_as_minutes_and_seconds():
    assert [time_left_text(seconds) for seconds in (None, 4.2, 65, 600)] == ["", "0:04 left", "1:05 left", "10:00 left"]
