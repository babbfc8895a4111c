"""The pictures of lesson 5, and the loss that they show."""

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch.nn import functional as F

from grader.training.plots import mean_loss, plot_embedding, plot_loss, plot_train_dev, show

PNG = b"\x89PNG"
ITOS = dict(enumerate(".abcdefghijklmnopqrstuvwxyz"))


class Layer:
    """Answers differently while training."""

    training = True

    def __call__(self, x):
        return x * 100 if self.training else x


class Model:
    """Two layers in different modes around a table."""

    def __init__(self):
        self.table = torch.randn(5, 5, requires_grad=True)
        self.layers = [Layer(), Layer()]
        self.layers[1].training = False

    def __call__(self, X):
        logits = self.table[X].sum(1)
        assert not logits.requires_grad
        for layer in self.layers:
            logits = layer(logits)
        return logits

    def parameters(self):
        return [self.table]


def test_the_mean_loss_is_that_of_evaluation_whatever_the_batches():
    model, X, Y = Model(), torch.randint(5, (20_000, 3)), torch.randint(5, (20_000,))
    expected = F.cross_entropy(model.table.detach()[X].sum(1), Y).item()
    assert mean_loss(model, X, Y) == pytest.approx(expected, rel=1e-5)


def test_the_mean_loss_leaves_every_layer_in_its_mode():
    model = Model()
    mean_loss(model, torch.zeros(4, 3, dtype=torch.int64), torch.zeros(4, dtype=torch.int64))
    assert [layer.training for layer in model.layers] == [True, False]


def test_an_error_of_the_model_leaves_the_mode_too():
    model = Model()
    with pytest.raises(IndexError):
        mean_loss(model, torch.full((4, 3), 9), torch.zeros(4, dtype=torch.int64))
    assert [layer.training for layer in model.layers] == [True, False]


def test_the_loss_is_drawn_against_the_middle_of_its_window(tmp_path: Path):
    figure = plot_loss(torch.tensor([3.0, 2.5, 2.0]), 10, tmp_path / "a folder")
    assert figure.axes[0].lines[0].get_xdata().tolist() == [5, 15, 25]
    assert (tmp_path / "a folder" / "loss.png").read_bytes().startswith(PNG)


def test_train_and_dev_are_drawn_by_epoch(tmp_path: Path):
    figure = plot_train_dev([(2.5, 2.6), (2.2, 2.4)], tmp_path)
    drawn = {line.get_label(): list(line.get_ydata()) for line in figure.axes[0].lines}
    assert drawn == {"training": [2.5, 2.2], "held out (dev)": [2.6, 2.4]}
    assert (tmp_path / "train_dev.png").read_bytes().startswith(PNG)


@pytest.mark.parametrize("width", [2, 10])
def test_the_embedding_shows_every_letter_and_vowels_in_another_colour(tmp_path: Path, width: int):
    axes = plot_embedding(torch.randn(27, width, requires_grad=True), ITOS, tmp_path).axes[0]
    colours = {text.get_text(): text.get_color() for text in axes.texts}
    assert sorted(colours) == sorted(set(ITOS.values()) - {"."})
    assert {colours[vowel] for vowel in "aeiou"}.isdisjoint({colours[c] for c in "bcdfg"})
    assert (tmp_path / "embedding.png").read_bytes().startswith(PNG)


def test_two_components_keep_the_distances_of_a_flat_table(tmp_path: Path):
    flat = torch.randn(27, 2, dtype=torch.float64) @ torch.linalg.qr(torch.randn(6, 2, dtype=torch.float64))[0].T
    axes = plot_embedding(flat, ITOS, tmp_path).axes[0]
    points = torch.tensor([text.get_position() for text in axes.texts], dtype=torch.float64)
    assert torch.allclose(torch.cdist(points, points), torch.cdist(flat[1:], flat[1:]), atol=1e-6)


def test_a_table_that_is_no_embedding_of_the_vocabulary_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match=r"shape \(27, 2 or more\), got \(26, 10\)"):
        plot_embedding(torch.randn(26, 10), ITOS, tmp_path)


def test_empty_curves_are_drawn_empty(tmp_path: Path):
    plot_loss(torch.tensor([]), 10, tmp_path)
    plot_train_dev([], tmp_path)
    assert len(list(tmp_path.glob("*.png"))) == 2


def test_a_figure_of_pyplot_is_written_and_its_place_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    figure, axes = pyplot.subplots()
    axes.plot([1, 2])
    show(figure, "line.png", tmp_path / "a folder")
    pyplot.close(figure)
    path = tmp_path / "a folder" / "line.png"
    assert path.read_bytes().startswith(PNG)
    assert capsys.readouterr().out == f"wrote {path}\n"


def test_matplotlib_waits_until_a_figure_is_drawn():
    code = "import sys, grader.training.plots; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
