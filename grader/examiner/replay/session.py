"""A session that answers from a script, or records what is asked so that a script can be made from it.

It wraps a candidate's session, which knows nothing about scripts. To a check it is a session like any other.
"""

from typing import Any

from grader.checks.errors import Earlier, Unexamined
from grader.examiner.replay.script import Diverged, Foreseen, Recorder, Script
from grader.examiner.session import DEFERRED, CandidateSession
from grader.protocol import operations as op
from grader.protocol.frames import Frame


class ReplaySession:
    """Wraps a candidate's session. `plays` until a candidate is lost over a script."""

    cause = None  # exceptions stay with the candidate

    def __init__(self, inner: CandidateSession) -> None:
        self.inner = inner
        self.foreseen: Foreseen | None = None  # answers to a script, given out instead of asking
        self.recorder: Recorder | None = None
        self.plays = True

    def request(self, operation: op.Operation) -> Any:
        """Carry out one operation, or return the answer that has arrived already."""
        if self.foreseen is not None:
            answer = self.foreseen.answer(operation)
            if isinstance(answer, op.Raised) and isinstance(operation, DEFERRED):
                raise Diverged  # asked one by one, an error in a deferred operation shows up at the next question
            return answer
        answer = self.inner.request(operation)
        if self.recorder is not None:
            self.recorder.note(operation, None if isinstance(answer, Earlier | Unexamined) else answer)
        return answer

    def flush(self) -> Earlier | Unexamined | None:
        """Carry out the operations still waiting; see `CandidateSession.flush`."""
        return self.inner.flush()

    def record(self) -> Recorder:
        """Begin to record what is asked, including what is already waiting."""
        self.recorder = Recorder(self.inner.waiting)
        return self.recorder

    def play(self, script: Script) -> Frame | None:
        """Send a script instead of what is waiting; return the answers, or None if there are none.

        In that case the check asks one by one, and that decides.
        """
        answers, lost = self.inner.ask(script.message)
        self.plays = self.plays and not lost
        return answers

    def close(self) -> None:
        """End the candidate."""
        self.inner.close()

    def renew(self) -> None:
        """Have the next operation find a new candidate; see `CandidateSession.renew`."""
        self.inner.renew()
