"""A candidate sees the seed of each check; it can compute nothing else from it."""

from types import SimpleNamespace

from grader.plugin.examples import seed_of
from grader.plugin.stash import RESULT, SEED


def seed(run: int, check: str) -> int:
    """The seed that candidates see in a check of a run."""
    config = SimpleNamespace(stash={SEED: run})
    return seed_of(SimpleNamespace(config=config, stash={RESULT: SimpleNamespace(check=check)}, name="test_x"))


def test_what_the_seeds_of_two_checks_have_in_common_differs_from_run_to_run():
    """Of a checksum, the difference between two names is the same for every run: one seed tells all the others."""
    runs = range(10_000, 10_100)
    for other in ("test_b", "test_longer"):
        assert len({seed(run, "test_a") ^ seed(run, other) for run in runs}) == len(runs)


def test_a_seed_has_more_values_than_anybody_can_try_and_is_the_same_in_every_replay():
    found = [seed(12345, f"test_{i}") for i in range(200)]
    assert found == [seed(12345, f"test_{i}") for i in range(200)]
    assert len(set(found)) == 200
    assert max(found).bit_length() in (62, 63)
