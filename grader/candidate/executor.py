"""Carry out operations on a submission's objects.

The same executor works in the student's own process and inside a candidate. Arguments are private copies, and so is
every tensor that goes back, so neither side can change the other's values behind its back.
"""

import bdb
import contextlib
import itertools
from collections.abc import Callable
from types import GeneratorType
from typing import Any

import msgspec
import torch

from grader.candidate.another_device import call_on_device
from grader.candidate.clock import time_limit
from grader.candidate.loader import Namespace
from grader.candidate.probes import gradients, named_part
from grader.candidate.shapes import ShapeRecorder
from grader.candidate.staying import staying_alive
from grader.candidate.torch_state import TorchState
from grader.candidate.traps import Traps
from grader.protocol import operations as op
from grader.protocol.values import PLAIN, map_tensors, plain_tensor, replica
from grader.training.model import held_tensors, set_mode

GENERATED = 100_000  # at most this many items of a generator are taken as a list
UNRECORDED = contextlib.nullcontext()


class Refused(Exception):
    """The operation cannot be carried out; carries what to answer."""

    def __init__(self, raised: op.Raised) -> None:
        super().__init__(raised.message)
        self.raised = raised


class Executor:
    """Holds one submission's namespace and the objects that it has made in the current example."""

    def __init__(
        self,
        namespace: Namespace,
        device: str = "cpu",
        progress: Callable[[int, int, float], None] | None = None,
        traps: Traps | None = None,
        private: bool = False,
    ) -> None:
        self.namespace = namespace
        self.traps = traps or Traps()
        self.device = device
        self.progress = progress
        self.private = private  # nobody else holds what comes in, and what goes out is encoded at once: no copies
        self.training_threads = 0  # 0: as many as for everything else
        self.ours, self.theirs = TorchState.now(), namespace.state
        self.objects: dict[int, Any] = {}
        self.next_id = 0
        self.last_error: BaseException | None = None
        self.raised_before = False  # in this check

    def run(self, operation: op.Operation, seconds: float = 0) -> Any:
        """Answer one operation: a value, or `Raised` when the submission's code raised or took too long."""
        if isinstance(operation, op.Reset | op.Rules):  # these run none of the submission's code
            return getattr(self, "_" + type(operation).__name__.lower())(operation)
        self.last_error = None
        recorder = ShapeRecorder(self.namespace.owns) if self.raised_before else None
        try:
            self.theirs.restore(self.ours)
            with time_limit(seconds), staying_alive(), self.traps, recorder or UNRECORDED:
                return self.give(getattr(self, "_" + type(operation).__name__.lower())(operation))
        except Refused as refused:
            return refused.raised
        except KeyboardInterrupt:
            raise
        except bdb.BdbQuit:
            raise KeyboardInterrupt from None  # q in the debugger ends the run
        except BaseException as error:
            self.last_error = error
            self.raised_before = True
            raised = self.namespace.describe(error)
            if recorder is None or raised.kind != "error":
                return raised
            return msgspec.structs.replace(raised, steps=recorder.steps())
        finally:
            self.theirs = TorchState.now()
            self.ours.restore(self.theirs)

    # -- values in and out -------------------------------------------------------------------------------------------

    def take(self, value: Any) -> Any:
        """Turn a value from the examiner into the submission's own: references to objects, tensors to copies."""
        if isinstance(value, op.Ref):
            if value.id not in self.objects:
                raise Refused(op.Raised("error", "LookupError", "the object no longer exists"))
            return self.objects[value.id]
        if isinstance(value, op.Symbol):
            try:
                return self.namespace.find(value.name)
            except LookupError:
                raise Refused(self.namespace.missing(value.name)) from None
        if isinstance(value, torch.Tensor):
            return value if self.private else replica(value)
        if isinstance(value, list | tuple):
            return type(value)(self.take(item) for item in value)
        if isinstance(value, dict):
            return {key: self.take(item) for key, item in value.items()}
        return value

    def give(self, value: Any, depth: int = 0) -> Any:
        """Turn a value of the submission into plain data; keep anything else here and answer with a `Ref`."""
        if type(value) in PLAIN:
            return value
        if isinstance(value, torch.Tensor):
            return plain_tensor(value).cpu() if self.private else replica(value).cpu()
        if type(value).__module__ == "numpy" and hasattr(value, "__array__"):
            return self.give(torch.as_tensor(value))
        if isinstance(value, GeneratorType):
            value = list(itertools.islice(value, GENERATED))
        if depth < 8 and not callable(value):  # a layer may itself be a list of layers with a __call__
            if isinstance(value, list | tuple):
                items = [self.give(item, depth + 1) for item in value]
                return items if isinstance(value, list) else tuple(items)
            if isinstance(value, dict):
                return {self.give(key, depth + 1): self.give(item, depth + 1) for key, item in value.items()}
        if isinstance(value, op.Raised | op.Ref):
            return value
        return self.keep(value)

    def keep(self, value: Any) -> op.Ref:
        """Keep an object here; return the reference that stands for it."""
        self.next_id += 1
        self.objects[self.next_id] = value
        return op.Ref(self.next_id, type(value).__name__)

    # -- operations --------------------------------------------------------------------------------------------------

    def _call(self, call: op.Call) -> Any:
        target, args, kwargs = self.take(call.target), self.take(call.args), self.take(call.kwargs)
        result = target(*args, **kwargs)
        return args if call.inputs else result

    def _get(self, get: op.Get) -> Any:
        return named_part(self.take(get.target), get.name)

    def _set(self, set_: op.Set) -> None:
        target, value = self.take(set_.target), self.take(set_.value)
        present = getattr(target, set_.name, None)
        if isinstance(value, torch.Tensor) and isinstance(present, torch.Tensor) and value.numel() == present.numel():
            present.data = value.reshape(present.shape)
        else:
            setattr(target, set_.name, value)

    def _gradients(self, ask: op.Gradients) -> Any:
        return gradients(self.take(ask.target), self.take(ask.args), self.take(ask.cotangent), ask.wrt)

    def _alias(self, ask: op.Alias) -> Any:
        argument = self.take(ask.argument)
        memory = argument.detach()  # the same storage, also if the call puts another one under its argument
        result = self.take(ask.target)(argument)
        before = map_tensors(result, replica)
        memory.copy_(self.take(ask.overwrite))
        return before, result

    def _cast(self, ask: op.Cast) -> None:
        for tensor in list(held_tensors(self.take(ask.target))):
            if tensor.is_floating_point():
                tensor.data = tensor.data.to(getattr(torch, ask.dtype))

    def _mode(self, ask: op.Mode) -> None:
        set_mode(self.take(ask.target), ask.training)

    def _device(self, ask: op.Device) -> Any:
        return call_on_device(self.take(ask.target), self.take(ask.args))

    def _train(self, ask: op.Train) -> Any:
        from grader.training.loop import fit  # importing the optimizers takes a second

        model = self.take(ask.target)
        set_mode(model, True)
        self._move(model, self.device)
        X, Y = ask.X.to(self.device), ask.Y.to(self.device)
        self.traps.armed = False  # our loop may use torch's loss
        threads = torch.get_num_threads()
        torch.set_num_threads(self.training_threads or threads)
        try:
            losses = fit(model, X, Y, progress=self.progress, **ask.options)
        finally:
            torch.set_num_threads(threads)
        self._move(model, "cpu")
        set_mode(model, False)
        return torch.as_tensor(losses)

    @staticmethod
    def _move(model: Any, device: str) -> None:
        for tensor in list(held_tensors(model)):
            if tensor.device.type != device:
                tensor.data = tensor.data.to(device)

    def _generator(self, ask: op.Generator) -> Any:
        return torch.Generator().manual_seed(ask.seed)

    def _leaf(self, ask: op.Leaf) -> op.Ref:
        return self.keep(self.take(ask.value).requires_grad_())

    def _reset(self, ask: op.Reset) -> None:
        self.objects.clear()
        self.next_id = 0  # the same numbers in every run of the example
        self.theirs = self.namespace.state
        torch.default_generator.manual_seed(ask.seed)  # torch.manual_seed takes 2 ms: it queues a call per device type
        if torch.cuda.is_initialized():
            torch.cuda.manual_seed_all(ask.seed)

    def _rules(self, ask: op.Rules) -> None:
        self.traps.forbid(ask.forbidden)
        self.raised_before = False

    def _names(self, ask: op.Names) -> Any:
        return {"names": self.namespace.names(), "errors": list(self.namespace.errors)}
