"""No attack of the corpus gains a point, touches anything outside, or costs the next student anything.

The default run is `auto` mode as the present user; `ATTACKS=full pytest tests/attacks` adds strict mode and, for root,
an ordinary user.
"""

from __future__ import annotations

import json
import time

import pytest

from corpus import FAMILIES, Attack, corpus, reference_source, sources
from driver import LONGEST, earned

CORPUS = corpus()


def test_the_corpus_is_large_enough_and_has_every_family():
    assert len(CORPUS) >= 40
    assert {attack.family for attack in CORPUS} == set(FAMILIES)
    assert len({attack.idea for attack in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("attack", CORPUS, ids=lambda attack: attack.name)
def test_the_attack_gains_nothing_and_harms_nobody(bench, attack: Attack):
    begun = time.monotonic()
    verdict = bench.examiner.grade(sources(attack, bench.around.targets(bench.examiner.pid)))
    assert time.monotonic() - begun < LONGEST
    undeserved = set(earned(verdict)) - set(bench.base[attack.base])
    assert not undeserved
    assert bench.around.effects() == []
    assert bench.examiner.left_over() == []
    text = json.dumps(verdict)
    assert "REACHED" not in text
    assert bench.around.token not in text
    assert len(text) < 100_000
    assert not any(ord(c) < 32 and c not in "\n\t" for o in verdict["outcomes"] for c in o["message"])
    assert sum(earned(bench.next_student()).values()) == 3


def test_the_reference_still_gets_full_marks_after_all_of_them(bench):
    verdict = bench.examiner.grade({"wavenet.py": reference_source()})
    missed = {o["check"]: o["message"] for o in verdict["outcomes"] if o["status"] != "passed"}
    assert missed == {}


def test_nothing_outlives_the_worker(bench):
    assert bench.examiner.close() == []
