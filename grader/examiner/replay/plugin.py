"""Replay the scripts of checks: the pytest plugin that a grading worker uses instead of asking one by one."""

import functools
import time

import pytest

from grader.checks.submission import Submission
from grader.examiner.replay.script import DIGESTS, Foreseen, Learnt, Script
from grader.examiner.replay.session import ReplaySession
from grader.plugin.drawn import EXAMPLES, ask
from grader.plugin.examples import begin_again
from grader.plugin.hooks import broken_rule
from grader.plugin.stash import RESULT
from grader.protocol.frames import Frame
from grader.protocol.wire import WireError

SCRIPTS = pytest.StashKey[dict[int, Script]]()  # of the session: the known scripts, by the place of the check
LEARNT = pytest.StashKey[list[Learnt]]()  # of the session: what the current examination has found out
PLACE = pytest.StashKey[int]()
ANSWERS = pytest.StashKey[Frame]()  # of a check: answers that have arrived already
KEPT = 2**20  # bytes of answers to a check that are kept for pytest; larger answers are requested again


def passes_at_once(item: pytest.Item, submission: Submission, session: ReplaySession) -> bool:
    """Tell whether a check is answered to the last bit as it was when it passed. It needs no pytest then.

    Other answers are kept until pytest runs the check.
    """
    begun = time.perf_counter()
    script = known_script(item)
    if script is None or not session.plays or broken_rule(item, submission) is not None:
        return False
    frame = session.play(script)
    if frame is None:
        return False
    if frame.digest in script.right:  # the same bits gave a pass before: the check is deterministic
        item.stash[RESULT].seconds += time.perf_counter() - begun
        item.stash[RESULT].status = "passed"
        return True
    if len(frame.structure) + len(frame.payload) <= KEPT:
        item.stash[ANSWERS] = frame
    return False


class ReplayPlugin:
    """A pytest plugin. A check that passes by its script or its drawn examples is done; hypothesis runs the others.

    Hypothesis begins with a new candidate, without anything that the submission has left behind in its process, so that
    a verdict does not depend on which scripts were known.
    """

    @pytest.hookimpl
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Return True if the check has passed; leave the rest to hypothesis."""
        submission = pyfuncitem.funcargs.get("submission")
        if not isinstance(submission, Submission) or not is_fixed(pyfuncitem):
            return None
        session = submission._session
        if not isinstance(session, ReplaySession):
            return None
        script = known_script(pyfuncitem)
        has_answers = session.plays or ANSWERS in pyfuncitem.stash
        passed = play(pyfuncitem, session, script) if script is not None and has_answers else None
        if passed is None:
            passed = record(pyfuncitem, submission, session)
        if passed:
            return True
        # A failure is never decided by a script: state left from it could make the verdict depend on who came first.
        session.renew()
        begin_again(pyfuncitem)
        return None


def is_fixed(item: pytest.Function) -> bool:
    """Return whether everything that a check asks is settled before it runs: not if it trains or draws as it goes."""
    drawn = EXAMPLES in item.stash or not hasattr(item.obj, "hypothesis")
    return drawn and item.get_closest_marker("training") is None


def known_script(item: pytest.Item) -> Script | None:
    """Return the script of a check, None if it has not been learnt."""
    return item.config.stash[SCRIPTS].get(item.stash[PLACE])


def play(item: pytest.Function, session: ReplaySession, script: Script) -> bool | None:
    """Return whether the check passes with the answers to its script; None if they do not answer what it asks."""
    frame = item.stash.get(ANSWERS, None)
    if frame is None:
        frame = session.play(script)
    else:
        del item.stash[ANSWERS]
    if frame is None:
        begin_again(item)
        return None
    if frame.digest in script.right:
        return True
    try:
        answers = session.inner.decode(frame)
    except WireError:
        return False
    if not isinstance(answers, list):
        return False
    foreseen = Foreseen(script, answers)
    passed = passes(item, session, foreseen)
    if foreseen.diverged:  # it asks this submission something else than the last one, which does not make it wrong
        session.renew()
        begin_again(item)
        return None
    if passed:
        learn(item, Learnt(item.stash[PLACE], right=frame.digest))
    return passed


def passes(item: pytest.Function, session: ReplaySession, foreseen: Foreseen) -> bool:
    """Return whether the check passes with these answers and asks all of the script and nothing else."""
    session.foreseen = foreseen
    try:
        passed = asked(item)
    finally:
        session.foreseen = None
    foreseen.diverged |= passed and not foreseen.used_up()  # a pass on part of the script proves nothing
    return passed and not foreseen.diverged


def record(item: pytest.Function, submission: Submission, session: ReplaySession) -> bool:
    """Return whether the check passes when it asks one by one; if so, learn its script."""
    recorder = session.record()
    try:
        passed = asked(item) and session.flush() is None
    finally:
        session.recorder = None
    script = recorder.script() if passed and not submission._note else None
    if script is not None and recorder.untold(functools.partial(passes, item, session), script):
        learn(item, Learnt(item.stash[PLACE], script=script))
    return passed


def asked(item: pytest.Function) -> bool:
    """Return whether all examples pass; raises what ends a check for good, such as a stub."""
    try:
        ask(item)
    except Exception:  # not Unavailable: no further example would change that
        return False
    return True


def learn(item: pytest.Item, learnt: Learnt) -> None:
    """Note something that the worker should know in later examinations."""
    item.config.stash.setdefault(LEARNT, []).append(learnt)


def remember(scripts: dict[int, Script], learnt: list[Learnt]) -> None:
    """Store what an examination has found out."""
    for one in learnt:
        known = scripts.get(one.place)
        if one.script is not None:
            if known is None or known.asked != one.script.asked:  # the newest: the first may be odd
                scripts[one.place] = one.script
        elif one.right is not None and known is not None:
            right = known.right
            if one.right not in right and len(right) < DIGESTS:
                right.append(one.right)
