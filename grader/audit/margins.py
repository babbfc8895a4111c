"""How close right programs come to the tolerances: the largest error divided by tolerance, by check and dtype."""

from collections.abc import Iterator
from contextlib import contextmanager

from torch import Tensor

from grader.checks import compare

Margins = dict[str, dict[str, float]]  # check -> dtype -> share of the tolerance that was used, 0 to 1


class MarginRecorder:
    """Records the accepted comparisons of the running check."""

    def __init__(self) -> None:
        self.check = ""
        self.margins: Margins = {}

    def __call__(self, got: Tensor, right: Tensor, tolerance: float) -> None:
        """Record the share of the tolerance that one comparison used."""
        if not right.is_floating_point() or right.numel() == 0:
            return
        error = (got.double() - right.double()).abs()
        share = (error / (tolerance * (1 + right.double().abs()))).nan_to_num(0.0).max().item()
        dtype = str(right.dtype).removeprefix("torch.")
        noted = self.margins.setdefault(self.check, {})
        noted[dtype] = max(noted.get(dtype, 0.0), share)


@contextmanager
def recording(recorder: MarginRecorder) -> Iterator[None]:
    """Record every accepted comparison in the block."""
    compare.observe = recorder
    try:
        yield
    finally:
        compare.observe = None


def merge(into: Margins, more: Margins) -> None:
    """Keep the larger of both shares, in place."""
    for check, noted in more.items():
        kept = into.setdefault(check, {})
        for dtype, share in noted.items():
            kept[dtype] = max(kept.get(dtype, 0.0), share)
