"""The training loop: what it changes, what it returns, and what it says when a model cannot be trained."""

import ctypes
import sys
from types import SimpleNamespace

import pytest
import torch
from torch import Tensor

from grader.training.loop import TrainingError, fit

VOCABULARY = 7


class Tiny:
    """Embedding (7, 3), hidden matrix (6, 5), gain (5,), output (5, 7): a model of two characters of context."""

    def __init__(self, requires_grad: bool = True, dtype: torch.dtype = torch.float32) -> None:
        generator = torch.Generator().manual_seed(3)
        shapes = [(VOCABULARY, 3), (6, 5), (5,), (5, VOCABULARY)]
        self.tensors = [0.3 * torch.randn(shape, generator=generator, dtype=dtype) for shape in shapes]
        for tensor in self.tensors:
            tensor.requires_grad_(requires_grad)

    def parameters(self) -> list[Tensor]:
        return self.tensors

    def __call__(self, X: Tensor) -> Tensor:
        table, hidden, gain, output = self.tensors
        return ((table[X].flatten(1) @ hidden) * (1 + gain)).tanh() @ output


class Table:
    """One table of logits, (7, 7): nothing hidden, so AdamW trains it alone; of each position its own logits."""

    def __init__(self) -> None:
        self.weight = torch.zeros(VOCABULARY, VOCABULARY)

    def parameters(self) -> list[Tensor]:
        return [self.weight]

    def __call__(self, X: Tensor) -> Tensor:
        return self.weight[X]


def examples(count: int = 600) -> tuple[Tensor, Tensor]:
    X = torch.randint(VOCABULARY, (count, 2), generator=torch.Generator().manual_seed(1))
    return X, (X[:, 0] + 1) % VOCABULARY


def short(model, X: Tensor, Y: Tensor, **options) -> list[float]:
    return fit(model, X, Y, **{"epochs": 1, "batch_size": 60, **options})


@pytest.mark.parametrize("threads", [1, 2])
def test_the_same_seed_gives_the_same_run(threads):
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        models = Tiny(), Tiny()
        runs = [short(model, *examples(), seed=5) for model in models]
    finally:
        torch.set_num_threads(before)
    assert runs[0] == runs[1]
    assert all(map(torch.equal, models[0].parameters(), models[1].parameters()))


def test_another_seed_visits_the_examples_in_another_order():
    assert short(Tiny(), *examples(), seed=5) != short(Tiny(), *examples(), seed=6)


def test_the_global_generator_is_left_alone():
    state = torch.get_rng_state()
    short(Tiny(), *examples())
    assert torch.equal(torch.get_rng_state(), state)


def test_every_parameter_changes_in_place_and_the_loss_falls():
    model = Tiny()
    tensors, values = list(model.parameters()), [tensor.detach().clone() for tensor in model.parameters()]
    losses = short(model, *examples(), epochs=6)
    assert all(now is then for now, then in zip(model.parameters(), tensors, strict=True))
    assert not any(map(torch.equal, tensors, values))
    assert len(losses) == 6 * 10
    assert all(type(loss) is float for loss in losses)
    assert losses[-1] < 0.5 * losses[0]


def test_every_epoch_visits_every_example_once():
    seen = []

    class Recorder(Tiny):
        def __call__(self, X: Tensor) -> Tensor:
            seen.append(X)
            return super().__call__(X)

    X, Y = examples(100)
    fit(Recorder(), X, Y, epochs=2, batch_size=25)
    for epoch in (seen[:4], seen[4:]):
        assert sorted(torch.cat(epoch).tolist()) == sorted(X.tolist())


def test_leaves_without_requires_grad_are_trained_too():
    assert short(Tiny(requires_grad=False), *examples()) == short(Tiny(), *examples())


def test_the_order_of_the_parameters_does_not_matter():
    class Reversed(Tiny):
        def parameters(self) -> list[Tensor]:
            return self.tensors[::-1]

    assert short(Reversed(), *examples()) == pytest.approx(short(Tiny(), *examples()))


def test_a_parameter_listed_twice_moves_once():
    class Twice(Tiny):
        def parameters(self) -> list[Tensor]:
            return self.tensors + self.tensors

    assert short(Twice(), *examples()) == short(Tiny(), *examples())


def test_a_model_without_hidden_matrices_learns_by_adamw_alone():
    model = Table()
    X, _ = examples()
    losses = short(model, X[:, 0], (X[:, 0] + 1) % VOCABULARY, epochs=3, lr=1.0)
    assert losses[-1] < 0.1


def test_targets_may_have_a_time_axis():
    X, _ = examples()
    assert short(Table(), X, (X + 1) % VOCABULARY, epochs=3, lr=1.0)[-1] < 0.1


def test_non_contiguous_and_double_parameters_are_trained():
    model = Tiny(dtype=torch.float64)
    model.tensors[1] = (0.3 * torch.randn(5, 6, dtype=torch.float64)).T.requires_grad_()
    model.tensors[3] = (0.3 * torch.randn(7, 5, dtype=torch.float64)).T.requires_grad_()
    losses = short(model, *examples(), epochs=6)
    assert losses[-1] < 0.5 * losses[0]


def test_a_parameter_that_the_logits_do_not_use_stays():
    class Spare(Tiny):
        def parameters(self) -> list[Tensor]:
            return [*self.tensors, spare]

    spare = torch.ones(4, 4)
    short(Spare(), *examples())
    assert torch.equal(spare, torch.ones(4, 4))


def test_progress_hears_every_step_and_its_loss():
    heard = []
    losses = short(Tiny(), *examples(), progress=lambda *news: heard.append(news))
    assert heard == [(step, len(losses), loss) for step, loss in enumerate(losses, start=1)]


def test_a_small_data_set_is_one_batch():
    assert len(fit(Tiny(), *examples(10), epochs=3, batch_size=1024)) == 3


def fails(model, message: str, X: Tensor | None = None, Y: Tensor | None = None, **options) -> None:
    known = examples()
    with pytest.raises(TrainingError, match=message):
        short(model, known[0] if X is None else X, known[1] if Y is None else Y, **options)


def test_an_empty_list_of_parameters_is_named():
    model = Tiny()
    model.tensors = []
    fails(model, r"parameters\(\) is empty")


def test_a_computed_parameter_is_named():
    model = Tiny()
    model.tensors[3] = model.tensors[3] * 0.1
    fails(model, r"\[3\], of shape \(5, 7\), is the result of a computation")


def test_a_parameter_of_integers_is_named():
    model = Tiny()
    model.tensors[1] = torch.ones(6, 5, dtype=torch.int64)
    fails(model, r"\[1\] should be a floating-point tensor, not torch.int64")


def test_logits_cut_off_from_the_parameters_are_named():
    class Cut(Tiny):
        def __call__(self, X: Tensor) -> Tensor:
            return super().__call__(X).detach()

    fails(Cut(), "do not depend on")


def test_a_loss_that_is_not_a_number_is_named_with_its_step():
    model = Tiny()
    model.tensors[0].data[0, 0] = float("nan")
    fails(model, "The loss is nan at step 0")


def test_a_loss_that_stops_being_a_number_later_is_named_with_its_step():
    class Breaks(Tiny):
        calls = 0

        def __call__(self, X: Tensor) -> Tensor:
            self.calls += 1
            return super().__call__(X) / (self.calls != 8)

    fails(Breaks(), "The loss is (nan|inf) at step 7")


def test_logits_of_a_wrong_shape_are_named():
    class Flat(Tiny):
        def __call__(self, X: Tensor) -> Tensor:
            return super().__call__(X).flatten()

    fails(Flat(), r"should return 2-D logits \(60, V\), not \(420,\)")


def test_no_examples_and_unequal_lengths_are_named():
    X, Y = examples()
    fails(Tiny(), "0 inputs, 0 targets", X[:0], Y[:0])
    fails(Tiny(), "600 inputs, 599 targets", X, Y[:-1])


@pytest.mark.skipif(sys.platform != "linux", reason="what is said to the allocator is said to glibc")
def test_glibc_is_told_to_keep_what_a_step_frees(monkeypatch):
    told = []
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace(mallopt=lambda *setting: told.append(setting)))
    short(Tiny(), *examples())
    assert {parameter for parameter, _ in told} == {-1, -3}  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD of mallopt(3)


def test_another_library_of_c_is_left_alone(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace())
    short(Tiny(), *examples())


@pytest.mark.skipif(sys.platform != "linux", reason="what is said to the allocator is said to glibc")
def test_glibc_takes_the_settings():
    from grader.training.loop import KEEP

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    assert mallopt is None or [mallopt(*setting) for setting in KEEP.items()] == [1, 1]
