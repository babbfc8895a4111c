"""Pictures of a trained character model: its loss curves and its embedding of the characters.

Each function returns the figure, writes it to a PNG file and, in a notebook, shows it. The figures drawn here are made
without pyplot, so they need no display and leave no state behind; matplotlib is imported only when a figure is drawn.
Colours are those of Okabe and Ito (2008), which people with any colour vision can tell apart.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional as F

from grader.training.model import flagged

if TYPE_CHECKING:
    from jaxtyping import Float, Int
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, VERMILLION, GREY = "#0072B2", "#D55E00", "#595959"
VOWELS = frozenset("aeiou")
NATS = "mean loss (nats per character)"
ROWS = 16384  # contexts in one forward pass


def mean_loss(model: Callable[[Tensor], Tensor], X: Int[Tensor, "N T"], Y: Int[Tensor, " N"]) -> float:
    """Return the mean cross-entropy of the model's logits for contexts X and targets Y, in nats.

    Runs in evaluation mode without gradients, in parts; afterwards every layer is in the mode that it was in before.
    """
    layers = [(layer, layer.training) for layer in flagged(model)]
    parameters: Sequence[Tensor] = model.parameters() if hasattr(model, "parameters") else []
    device = parameters[0].device if parameters else X.device
    total = 0.0
    try:
        for layer, _ in layers:
            layer.training = False
        with torch.no_grad():
            for x, y in zip(X.split(ROWS), Y.split(ROWS), strict=True):
                total += F.cross_entropy(model(x.to(device)), y.to(device), reduction="sum").item()
    finally:
        for layer, training in layers:
            layer.training = training
    return total / len(Y)


def plot_loss(smoothed: Float[Tensor, " M"], window: int, folder: str | Path = "plots") -> Figure:
    """Draw the training loss; `smoothed` holds the means of `window` consecutive steps. Writes loss.png."""
    losses = torch.as_tensor(smoothed).detach().cpu().tolist()
    figure, axes = _figure("The loss while training", f"training step (each point is the mean of {window})", NATS)
    steps = [window * (i + 0.5) for i in range(len(losses))]
    axes.plot(steps, losses, color=BLUE, linewidth=1.8, marker="" if len(losses) > 1 else "o")
    if losses:
        _value(axes, steps[-1], losses[-1], f"{losses[-1]:.2f}", BLUE)
    axes.set_xlim(left=0)
    return _finish(figure, folder, "loss.png")


def plot_train_dev(history: Sequence[tuple[float, float]], folder: str | Path = "plots") -> Figure:
    """Draw the loss on training words and on held-out words after every epoch. Writes train_dev.png.

    `history` lists (train, dev) by epoch. The gap between the two shows how much was memorised.
    """
    from matplotlib.ticker import MaxNLocator

    figure, axes = _figure("Words for training against held-out words", "passes over the training words (epochs)", NATS)
    epochs = range(1, len(history) + 1)
    train, dev = [pair[0] for pair in history], [pair[1] for pair in history]
    axes.plot(epochs, dev, color=VERMILLION, linewidth=1.8, marker="s", linestyle="--", label="held out (dev)")
    axes.plot(epochs, train, color=BLUE, linewidth=1.8, marker="o", label="training")
    if history:
        upper = max(train[-1], dev[-1])
        for losses, colour in ((dev, VERMILLION), (train, BLUE)):
            _value(axes, epochs[-1], losses[-1], f"{losses[-1]:.3f}", colour, above=losses[-1] == upper)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    axes.margins(0.12)
    axes.legend(frameon=False)
    return _finish(figure, folder, "train_dev.png")


def plot_embedding(weight: Float[Tensor, "V C"], itos: Mapping[int, str], folder: str | Path = "plots") -> Figure:
    """Draw every character at the place given by its row of the embedding table. Writes embedding.png.

    With more than two numbers per character the two directions of greatest spread are shown (principal components),
    turned so that vowels lie to the right and upwards. Raises ValueError if the table does not fit the vocabulary.
    """
    from matplotlib.patheffects import withStroke

    table = torch.as_tensor(weight).detach().cpu().double()
    if table.dim() != 2 or len(table) != len(itos) or table.shape[1] < 2:
        raise ValueError(
            f"an embedding of {len(itos)} characters has shape ({len(itos)}, 2 or more), got {tuple(table.shape)}"
        )
    vowels = [i for i in range(len(table)) if itos[i] in VOWELS]
    points, names = _two_dimensions(table, vowels)
    figure, axes = _figure("Which characters the model takes for similar", *names)
    figure.set_size_inches(7, 7)
    x, y = points.T.tolist()
    axes.scatter(x, y, s=0)  # text alone does not move the limits
    for i, (x, y) in enumerate(points.tolist()):
        if itos[i] == ".":
            axes.scatter(x, y, marker="s", s=30, color=GREY)
        else:
            style: dict[str, Any] = (
                {"color": VERMILLION, "fontweight": "bold"} if itos[i] in VOWELS else {"color": BLUE}
            )
            halo = withStroke(linewidth=2.5, foreground="white")  # keeps letters apart that lie on each other
            axes.text(x, y, itos[i], ha="center", va="center", fontsize=14, path_effects=[halo], **style)
    axes.set_aspect("equal", adjustable="datalim")
    axes.margins(0.08)
    for marker, colour, text in (("$a$", VERMILLION, "vowels"), ("$b$", BLUE, "consonants"),
                                 ("s", GREY, "start and end of a name")):  # fmt: skip
        axes.scatter([], [], marker=marker, s=50, color=colour, label=text)
    axes.legend(frameon=False, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.1))
    return _finish(figure, folder, "embedding.png")


def show(figure: Figure, name: str, folder: str | Path = "plots") -> Figure:
    """Write a figure to the file `name` in the folder and say where; a notebook shows it as well."""
    return _finish(figure, folder, name)


def _two_dimensions(table: Tensor, vowels: list[int]) -> tuple[Tensor, tuple[str, str]]:
    """Return a point (V, 2) for each row and what the two axes show."""
    if table.shape[1] == 2:
        return table, ("first number of the embedding", "second number of the embedding")
    centred = table - table.mean(0)
    _, spread, directions = torch.linalg.svd(centred, full_matrices=False)
    points = centred @ directions[:2].T
    if vowels:  # a component's sign is arbitrary
        points = points * torch.where(points[vowels].mean(0) < 0, -1.0, 1.0)
    shares = (100 * spread**2 / (spread**2).sum()).tolist()
    first, second = (f"{word} principal component ({shares[i]:.0f} % of the spread)"
                     for i, word in enumerate(("first", "second")))  # fmt: skip
    return points, (first, second)


def _figure(title: str, x: str, y: str) -> tuple[Figure, Axes]:
    """Return a figure with one plain pair of axes."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.2), dpi=150, layout="constrained")
    axes = figure.subplots()
    axes.set_title(title, loc="left", fontsize=12, pad=10)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _value(axes: Axes, x: float, y: float, text: str, colour: str, above: bool = True) -> None:
    """Write the number at the end of a line beside it."""
    axes.annotate(text, (x, y), xytext=(0, 7 if above else -7), textcoords="offset points", color=colour,
                  ha="center", va="bottom" if above else "top")  # fmt: skip


def _finish(figure: Figure, folder: str | Path, name: str) -> Figure:
    """Write the figure, and show it if this is a notebook: a cell shows nothing of itself inside an `if`.

    A notebook shows figures of pyplot at the end of a cell by itself.
    """
    path = Path(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    if _in_notebook():
        if figure.canvas.manager is not None:
            return figure
        from IPython.display import Image, display

        display(Image(filename=str(path), width=int(100 * figure.get_figwidth())))
    else:
        print(f"wrote {path}")
    return figure


def _in_notebook() -> bool:
    ipython: Any = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and hasattr(shell, "kernel")
