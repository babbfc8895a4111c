"""Carry operations to a candidate, within limits, and turn every way of failing into a definite answer."""

import time
from collections.abc import Sequence
from typing import Any

import msgspec
import torch

from grader.checks.errors import Earlier, Unexamined
from grader.examiner.budget import Budget
from grader.examiner.fork_server import Candidate, ForkServer
from grader.examiner.limits import GRACE, Limits
from grader.examiner.patience import HAD_ITS_TIME, Patience, TrainingPatience, Waiting
from grader.examiner.spawned import SpawnedCandidate, SpawnServer
from grader.protocol import frames, wire
from grader.protocol import operations as op
from grader.protocol.source import Module

# Operations without a value to wait for; they are sent along with the next question, which saves a round trip each.
DEFERRED = (op.Reset, op.Rules, op.Set, op.Mode, op.Cast)
WAITING_LIMIT = 16
RESTART_SECONDS = 3.0  # at most, of the time that a new candidate takes to start, are the submission's
FEW_CONTEXTS = 1000  # a training on no more than these has the time of a call
LOST_LIMIT = 5  # cells that may end their process before the submission is given up


class CandidateSession:
    """A submission in a candidate process, which is replaced when it dies or stalls.

    `request` returns a value or `Raised`; nothing that the submission does makes it raise. Sessions of one submission
    share a `budget`.
    """

    def __init__(
        self,
        server: ForkServer | SpawnServer,
        modules: Sequence[Module],
        limits: Limits,
        forbidden: Sequence[str] = (),
        budget: Budget | None = None,
    ) -> None:
        self.server, self.modules, self.limits, self.forbidden = server, modules, limits, forbidden
        self.candidate: Candidate | SpawnedCandidate | None = None
        self.refusal: op.Raised | None = None  # the answer to everything, once there will be no further candidate
        self.waiting_for_processor = Waiting(0)
        self.failure: op.Raised | Unexamined | None = None  # why the last candidate was lost, until the next example
        self.load_errors: list[op.Raised] = []
        self.output = b""
        self.printed = 0
        self.starts = 0
        self.budget = budget or Budget()
        self.asked_before = 0.0  # this candidate
        self.layers: tuple[str, ...] = ()
        self.rules: op.Rules | None = None
        self.careful = False  # whether a candidate says which cell it is about to run, once one was lost while loading
        self.lost: dict[str, op.Raised] = {}  # cells that ended their process, by file; they are not run again
        self.waiting: list[op.Operation] = []

    @property
    def cause(self) -> None:
        """Exceptions stay with the candidate."""

    def request(self, operation: op.Operation) -> Any:
        """Carry out one operation."""
        if isinstance(operation, op.Rules):
            self.rules, self.waiting = operation, []
        elif isinstance(operation, op.Reset) and (answer := self.flush()) is not None:
            return answer
        if isinstance(operation, op.Rules | op.Reset):
            self.failure = None  # a new check or example: what happened to an earlier one does not count against it
        if self.failure is not None:
            return self.failure
        training = _trains_for_long(operation)
        if not training or self.candidate is None:  # to load takes of the time that is not for trainings
            self._watch_time()
        if self.refusal is not None:
            return self.refusal
        if training and (refused := self._used_up()) is not None:
            self.waiting.clear()
            self.failure = refused  # nothing that was to follow this training makes sense without it
            return refused
        self.waiting.append(operation)
        if isinstance(operation, DEFERRED) and len(self.waiting) < WAITING_LIMIT:
            return None
        return self._carry_out(self._left_to_train() if training else self.limits.call_seconds)

    def _left_to_train(self) -> float:
        return self.limits.training_seconds - self.budget.trained

    def _used_up(self) -> op.Raised | None:
        """Return the answer to a training for which there is no time any more."""
        if self.budget.slept >= self.limits.stall_seconds:
            return op.Raised("candidate", "timed out", self._slept())
        if self.budget.trained >= HAD_ITS_TIME * self.limits.training_seconds:
            return op.Raised("candidate", "timed out", self._trained())
        return None

    def _slept(self) -> str:
        return f"the trainings of this submission have done nothing for {self.limits.stall_seconds:g} s altogether"

    def _trained(self) -> str:
        return f"all {self.limits.training_seconds:g} s for the trainings of this submission are used up"

    def _watch_time(self) -> None:
        """Refuse all further operations once the time for the submission is used up."""
        if self.budget.asked > self.limits.total_seconds:
            self._settle()
        if self.budget.asked > self.limits.total_seconds and self.refusal is None:
            why = f"all {self.limits.total_seconds:g} s for this submission are used up"
            self._lost("timed out", why)
            self.refusal = op.Raised("candidate", "timed out", why)  # for good: to load another would take time again

    def _settle(self) -> None:
        """Take off the budget what this candidate has waited for processors that others had, in calls of any length."""
        self.budget.asked -= self.waiting_for_processor.rest(self.budget.asked - self.asked_before)
        self.asked_before = self.budget.asked

    def flush(self) -> Earlier | Unexamined | None:
        """Carry out the operations still waiting at the end of a check; return `Earlier` if the submission raised."""
        if all(isinstance(operation, op.Reset | op.Rules) for operation in self.waiting):
            return None
        answer = self._carry_out(self.limits.call_seconds)
        if isinstance(answer, op.Raised):
            return Earlier(answer)
        return answer if isinstance(answer, Earlier | Unexamined) else None

    def ask(self, message: bytes) -> tuple[frames.Frame | None, bool]:
        """Send a ready-made message instead of what is waiting; return the answer, and whether a candidate was lost.

        A candidate lost here does not count as a restart: the caller then asks one by one, and that decides.
        """
        self.waiting, self.failure = [], None
        self._watch_time()
        if self.candidate is None and self.refusal is None:
            self._start()
        if self.candidate is None:
            return None, False
        seconds = self.limits.call_seconds
        answer = self._talk(message, seconds, Patience(self.waiting_for_processor, seconds, self.limits.patience))
        if isinstance(answer, frames.Frame):
            return answer, False
        self.starts -= 1
        return None, True

    def renew(self) -> None:
        """End the candidate, so that the next operation gets a new one without traces of earlier calls."""
        if self.candidate is not None:
            self.close()
            self.starts -= 1
        self.waiting.clear()
        self.failure = None

    def _carry_out(self, seconds: float) -> Any:
        """Send the waiting operations and return the answer to the last one."""
        operations, self.waiting = self.waiting, []
        if self.candidate is None:
            self._start()
            if self.candidate is None:
                return self.refusal or self.failure  # lost at once
            if self.rules is not None and self.rules not in operations:
                operations.insert(0, self.rules)  # or a crash would lift the ban on forbidden calls
        answer = self._exchange(operations, seconds)
        if isinstance(answer, op.Raised | Unexamined):  # made on this side: the candidate is lost
            return answer
        last = len(operations) - 1
        match answer:  # it comes from the untrusted side: anything but these two forms ends the candidate
            case [int(place), value] if place == last:
                return value
            case [int(place), op.Raised() as raised] if 0 <= place < last:
                return Earlier(raised)
        return self._lost("ProtocolError", "the answer does not match the question")

    def close(self) -> None:
        """End the candidate."""
        if self.candidate is not None:
            self._drain()
            self._settle()
            self.candidate.end()
            self.candidate = None

    # -- one exchange ------------------------------------------------------------------------------------------------

    def _exchange(self, message: Any, seconds: float) -> Any:
        """Send a value, or nothing, and return the answer, or `Raised` if the candidate is lost."""
        training = isinstance(message, list) and _trains_for_long(message[-1])
        if training:
            self.waiting_for_processor.since_the_last_look(0)  # what came before is no excuse for this one
        patience = self._patience(seconds, training)
        frame = None if message is None else wire.encode(message)
        answer = self._talk(frame, seconds, patience)
        if isinstance(answer, op.Raised | Unexamined):
            return answer
        try:
            value = self.decode(answer)
        except wire.WireError as error:
            return self._unreadable(error)
        return self._lacked(seconds) if _timed_out(value) and patience.rang_too_early() else value

    def _patience(self, seconds: float, training: bool) -> Patience:
        waiting, most = self.waiting_for_processor, self.limits.patience
        if training:
            return TrainingPatience(waiting, seconds, most, self.limits.stall_seconds - self.budget.slept)
        return Patience(waiting, seconds, most)

    def decode(self, answer: frames.Frame) -> Any:
        """Return the value of an answer; raises WireError. The time that it takes is that of the submission."""
        begun = time.thread_time()
        try:
            return answer.decode(answers=True)
        finally:
            self.budget.asked += time.thread_time() - begun

    def _talk(self, frame: bytes | None, seconds: float, patience: Patience) -> frames.Frame | op.Raised | Unexamined:
        assert self.candidate is not None
        try:
            # One deadline for the whole frame: bytes that drip in one by one must not buy time.
            if frame is not None:
                frames.send(self.candidate.channel, frame, patience.deadline)
            return frames.read(self.candidate.channel, patience.deadline, self._idle)
        except frames.Late:
            if isinstance(patience, TrainingPatience) and patience.stalled:
                return self._lost("timed out", self._slept())
            if patience.lacked_processor:
                return self._lacked(seconds)
            if isinstance(patience, TrainingPatience):
                return self._lost("timed out", self._trained())
            return self._lost("timed out", f"no result within {seconds:g} s, and the call could not be interrupted")
        except frames.Closed:
            return self._lost("crashed", "the process that runs your code ended during the call")
        except (wire.WireError, OSError) as error:
            return self._unreadable(error)
        finally:
            self._charge(patience)

    def _charge(self, patience: Patience) -> None:
        """Charge what an exchange took, measured on this side: a candidate would report what it likes."""
        if isinstance(patience, TrainingPatience):
            patience.look(time.monotonic())
            self.budget.trained += patience.had
            self.budget.slept += patience.idle
        else:
            self.budget.asked += time.monotonic() - patience.begun - patience.put_off

    def _unreadable(self, error: Exception) -> op.Raised:
        return self._lost("ProtocolError", f"the answer is not readable data: {error}")

    def _start(self) -> None:
        if self.starts > self.limits.restarts:
            self.refusal = op.Raised("candidate", "no result", f"your code crashed or stalled {self.starts} times")
            return
        self.starts += 1
        modules = [[m.name, [[c.file, c.source, c.notebook] for c in m.cells], m.helper] for m in self.modules]
        text = bytearray(msgspec.json.encode(modules))
        order = {
            "modules": torch.frombuffer(text, dtype=torch.uint8),  # it may be longer than a frame's structure
            "forbidden": list(self.forbidden),
            "cell_seconds": float(self.limits.cell_seconds),
            "seconds": float(self.limits.call_seconds),
            "training_seconds": float(self.limits.training_seconds),
        }
        self._load(order)

    def _load(self, order: dict[str, Any]) -> None:
        """Load the submission; a cell that ends the process costs what it defines, and the others run without it."""
        while True:
            begun = time.monotonic()
            self.candidate = self.server.start(self.limits)
            if self.starts > 1:  # the first is not the submission's doing
                self.budget.asked += min(time.monotonic() - begun, RESTART_SECONDS)
            self.waiting_for_processor, self.asked_before = Waiting(self.candidate.pid), self.budget.asked
            self.layers = self.candidate.isolation.layers
            answer, running = self._loaded({**order, "lost": self.lost, "announce": self.careful})
            if isinstance(answer, list):
                # A forged list of a million errors would fill the verdict; anything else in it is not an error.
                self.load_errors = [error for error in answer[:20] if isinstance(error, op.Raised)]
                return
            if isinstance(answer, Unexamined):
                return  # and so is the check that wanted a candidate
            blamed = running in self._files() and running not in self.lost
            used_up = self.budget.asked > self.limits.total_seconds
            if used_up or len(self.lost) >= LOST_LIMIT or (self.careful and not blamed):
                break
            if blamed:
                late = answer.type == "timed out"
                what = (
                    "did not come to an end and could not be interrupted" if late else "ends the process that runs it"
                )
                why = f"{running} {what}; the rest was run without it"
                self.lost[running] = op.Raised("load", answer.type, why, running)
            self.careful, self.failure, self.printed, self.output = True, None, 0, b""
        self.refusal = op.Raised("candidate", answer.type, f"{answer.message} (while your code was being loaded)")
        self.load_errors = [self.refusal]

    def _files(self) -> set[str]:
        return {cell.file for module in self.modules for cell in module.cells}

    def _loaded(self, order: dict[str, Any]) -> tuple[list[Any] | op.Raised | Unexamined, str]:
        """Send the source; return the errors, or how the candidate was lost, and the cell that it was running then."""
        running, before = "", self.budget.asked
        rest = max(self.limits.total_seconds - before, GRACE)  # to load it again is part of what it may take in all
        seconds = min(self.limits.load_seconds, rest)
        answer = self._exchange(order, seconds)
        for _ in range(2 * sum(len(module.cells) + 1 for module in self.modules)):
            match answer:
                case [str(file)]:
                    running = file
                    left = seconds - (self.budget.asked - before)
                    if left <= 0:
                        answer = self._lost("timed out", f"no end within {seconds:.3g} s")
                        break
                    answer = self._exchange(None, left)
        if not isinstance(answer, list | op.Raised | Unexamined):
            answer = self._lost("ProtocolError", "the answer does not match the question")
        return answer, running

    def _lacked(self, seconds: float) -> Unexamined:
        """End the candidate, which could not have its time; the checks that wanted an answer are not examined."""
        self._lost("not examined", "")
        self.starts -= 1
        why = f"not examined: other programs left too little processor time for {seconds:.3g} s of work"
        self.failure = Unexamined(why)
        return self.failure

    def _lost(self, kind: str, why: str) -> op.Raised:
        """End the candidate and say what happened; the next check gets a new one."""
        if self.candidate is not None:
            self._settle()
            begun = time.monotonic()
            self._drain()
            outcome = self.candidate.end()
            self.candidate = None
            self.budget.asked += min(time.monotonic() - begun, RESTART_SECONDS)
            if kind == "crashed":
                why += f" (it {outcome['reason']})"
        self.waiting.clear()
        failure = op.Raised("candidate", kind, why)
        self.failure = failure
        return failure

    # -- printed output ----------------------------------------------------------------------------------------------

    def _idle(self, seconds: float | None) -> None:
        assert self.candidate is not None
        assert seconds is not None
        self.candidate.wait(seconds, self._print)

    def _drain(self) -> None:
        assert self.candidate is not None
        self.candidate.drain(self._print)

    def _print(self, chunk: bytes, more: int) -> None:
        """Count what was printed and keep the beginning."""  # nothing ever parses it: "58 of 58" proves nothing
        self.printed += len(chunk) + more
        self.output += chunk[: self.limits.output_bytes - len(self.output)]


def _trains_for_long(operation: Any) -> bool:
    """Return whether this is the training of a threshold; a few steps are a call like any other, and as long."""
    return isinstance(operation, op.Train) and len(operation.X) > FEW_CONTEXTS


def _timed_out(value: Any) -> bool:
    """Return whether a candidate says of a call that it took too long."""
    raised = value[1] if isinstance(value, list) and len(value) == 2 else None
    return isinstance(raised, op.Raised) and (raised.kind, raised.type) == ("candidate", "timed out")
