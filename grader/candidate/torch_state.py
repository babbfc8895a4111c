"""torch's settings that hold for a whole process: a submission has its own, and the checks keep theirs.

A submission may set any of them while it is loaded or called. In a graded run the checks are in another process and
notice nothing of it; in a student's own run they are in the same one, so its settings are put in place for each of its
operations and taken away again. Each example begins with the settings that loading left. So both ways agree.
"""

import contextlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import torch
from torch import _tensor_str
from torch.utils import _device


class TorchState(NamedTuple):
    """The settings at one moment: those that a fresh process has, by default, with one thread."""

    dtype: torch.dtype = torch.float32
    device: torch.device | None = None
    grad: bool = True
    deterministic: tuple[bool, bool] = (False, False)  # on, and whether it only warns
    precision: str = "highest"  # of products of float32 matrices
    anomalies: tuple[bool, bool] = (False, True)  # looked for, and NaN among them
    autocast: tuple[bool, torch.dtype] = (False, torch.bfloat16)
    threads: int = 1
    printed: tuple[Any, ...] = (4, 1000, 3, 80, None)

    @classmethod
    def now(cls) -> "TorchState":
        """Return the settings of this process."""
        shown = _tensor_str.PRINT_OPTS
        return cls(
            torch.get_default_dtype(),
            _device.CURRENT_DEVICE,
            torch.is_grad_enabled(),
            (torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()),
            torch.get_float32_matmul_precision(),
            (torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled()),
            (torch.is_autocast_enabled("cpu"), torch.get_autocast_dtype("cpu")),
            torch.get_num_threads(),
            (shown.precision, shown.threshold, shown.edgeitems, shown.linewidth, shown.sci_mode),
        )

    def restore(self, now: "TorchState") -> None:
        """Put these settings in place of those of `now`."""
        for name, (value, present) in zip(self._fields, zip(self, now, strict=True), strict=True):
            if value != present:
                SETTERS[name](value)


@contextlib.contextmanager
def set_aside() -> Iterator[TorchState]:
    """Give the block the settings of a fresh process; yields those that were there and puts them back afterwards."""
    before = TorchState.now()
    TorchState().restore(before)
    try:
        yield before
    finally:
        before.restore(TorchState.now())


def _show(values: tuple[Any, ...]) -> None:
    shown = _tensor_str.PRINT_OPTS
    shown.precision, shown.threshold, shown.edgeitems, shown.linewidth, shown.sci_mode = values


def _autocast(values: tuple[bool, torch.dtype]) -> None:
    torch.set_autocast_enabled("cpu", values[0])
    torch.set_autocast_dtype("cpu", values[1])


SETTERS: dict[str, Any] = {
    "dtype": torch.set_default_dtype,
    "device": torch.set_default_device,
    "grad": torch.set_grad_enabled,
    "deterministic": lambda values: torch.use_deterministic_algorithms(values[0], warn_only=values[1]),
    "precision": torch.set_float32_matmul_precision,
    "anomalies": lambda values: torch.set_anomaly_enabled(*values),
    "autocast": _autocast,
    "threads": torch.set_num_threads,
    "printed": _show,
}
