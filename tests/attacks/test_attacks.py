"""No attack of the corpus gains a point, touches anything outside, or costs the next student anything.

The default run is `auto` mode as the present user; `ATTACKS=full pytest tests/attacks` adds strict mode and, for root,
an ordinary user.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import FAMILIES, Attack, corpus, reference_source, sources
from driver import LONGEST, earned
from surroundings import Surroundings, children

CORPUS = corpus()


def test_the_corpus_is_large_enough_and_has_every_family():
    assert len(CORPUS) >= 40
    assert {attack.family for attack in CORPUS} == set(FAMILIES)
    assert len({attack.idea for attack in CORPUS}) == len(CORPUS)


def test_what_an_attack_does_outside_is_noticed_and_put_right():
    """Without this, nothing would be found either where nobody looks."""
    with Surroundings() as around:
        at = around.targets(examiner=0)
        assert around.effects() == []
        for kind, address in (
            (socket.SOCK_STREAM, ("127.0.0.1", int(at["PORT"]))),
            (socket.SOCK_DGRAM, ("127.0.0.1", int(at["PORT"]))),
            (socket.SOCK_STREAM, at["UNIX"]),
        ):
            with socket.socket(socket.AF_UNIX if isinstance(address, str) else socket.AF_INET, kind) as caller:
                caller.connect(address)
                caller.send(b"hello")
        Path("/tmp", at["TOKEN"]).touch()
        Path(at["OUTSIDE"], "victim.txt").write_text("worthless")
        Path(at["OUTSIDE"], "secret.txt").unlink()
        os.kill(int(at["VICTIM"]), signal.SIGKILL)
        assert around.effects() == [
            "a connection to tcp",
            "a connection to udp",
            "a connection to unix",
            "a file in /tmp",
            "the victim's file is changed",
            "the secret is gone",
            "the victim is dead",
        ]
        assert around.effects() == []


@pytest.mark.parametrize("attack", CORPUS, ids=lambda attack: attack.name)
def test_the_attack_gains_nothing_and_harms_nobody(bench, attack: Attack):
    honest = bench.honest(attack)
    begun = time.monotonic()
    verdict = bench.examiner.grade(sources(attack, bench.around.targets(bench.examiner.pid)))
    assert time.monotonic() - begun < LONGEST
    undeserved = set(earned(verdict)) - honest
    assert not undeserved
    assert bench.around.effects() == []
    assert bench.examiner.left_over() == []
    text = json.dumps(verdict)
    assert "REACHED" not in text
    assert bench.around.token not in text
    assert len(text) < 100_000
    assert not any(ord(c) < 32 and c not in "\n\t" for line in texts(verdict["checks"]) for c in line)
    after = bench.next_student()
    assert sum(earned(after).values()) == 3
    assert "LEFT_BEHIND" not in json.dumps(after)


def test_the_reference_still_gets_full_marks_after_all_of_them(bench):
    verdict = bench.examiner.grade({"wavenet.py": reference_source()})
    missed = {check["check"]: check["message"] for check in verdict["checks"] if check["status"] != "passed"}
    assert missed == {}


def texts(value: Any) -> Iterator[str]:
    """Yield every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def test_nothing_outlives_the_worker(bench):
    assert children(bench.examiner.pid)
    assert bench.examiner.close() == []
