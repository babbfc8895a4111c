"""An exponential moving average, read off at the end of each window.

exercise: smooth
contradicts: "Return the means of consecutive, non-overlapping windows (lecture part 5)."
"""


def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    average, result = losses[0], []
    for loss in losses:
        average = average + (loss - average) / window
        result.append(average)
    return torch.stack(result)[window - 1 :: window]
