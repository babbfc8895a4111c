"""The bank's programs in the form of a public peer, TorchCode's `torch-judge`, and what its task texts call wrong.

For each function that both know: an adapter to the peer's signature, a witness (inputs within the peer's task text on
which torch's own function says whether a program is wrong), and the ideas that are left out, each with its reason.
`peer.py` runs them.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Names = dict[str, Any]
close = torch.testing.assert_close

CALLS = "forbids a call, which no value shows"
DTYPE = "a dtype: the peer's text promises none"
DEVICE = "a device: the peer's text promises none"
OUTSIDE = "an index outside of the table: the peer's text does not say what happens"
IN_PLACE = "changes its input in place: the peer's text does not say that it stays"
OUT = "self.out is an attribute of our layers"
LISTED = "parameters() is ours; the peer's layer has torch.nn's, its function none"
START = "how the table starts: the peer's text does not say"
OWNED = "gamma, beta, buffers and the flag belong to the caller of the peer's function"
THREE = "an idea about three dimensions: the peer's batch norm takes two"
BIASED = "right in the peer's task, which keeps the variance divided by n"


def as_written(source: str) -> str:
    """Return a program as it stands."""
    return source


def with_biased_variance(source: str) -> str:
    """Divide variances by n, as the peer's batch norm does, where our lesson's divides by n - 1."""
    source = source.replace("(n - 1)", "n").replace("var_mean(x, ", "var_mean(x, unbiased=False, ")
    source = source.replace(".var()", ".var(unbiased=False)")
    return re.sub(r"\.var\(((?:[^()]|\([^()]*\))+)\)", biased_call, source)


def biased_call(match: re.Match[str]) -> str:
    return match[0] if "unbiased" in match[1] else f".var({match[1]}, unbiased=False)"


def cross_entropy_loss(names: Names) -> Any:
    return names["cross_entropy"]


def my_embedding(names: Names) -> Any:
    """Wrap our `Embedding` in a torch.nn module."""

    class MyEmbedding(nn.Module):
        def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
            super().__init__()
            self.layer = names["Embedding"](num_embeddings, embedding_dim)
            self.weight = self.layer.weight = nn.Parameter(self.layer.weight)

        def forward(self, indices: Tensor) -> Tensor:
            return self.layer(indices)

    return MyEmbedding


def my_embedding_by_embed(names: Names) -> Any:
    """Give our function `embed` a table in a torch.nn module."""

    class MyEmbedding(nn.Module):
        def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
            super().__init__()
            self.weight = nn.Parameter(torch.randn(num_embeddings, embedding_dim))

        def forward(self, indices: Tensor) -> Tensor:
            return names["embed"](self.weight, indices)

    return MyEmbedding


def my_batch_norm(names: Names) -> Any:
    """Make a layer of the caller's tensors, call it once, and write its running averages back into the caller's."""

    def batch_norm(
        x: Tensor, gamma: Tensor, beta: Tensor, running_mean: Tensor, running_var: Tensor,
        *, training: bool = True, **options: float,
    ) -> Tensor:  # fmt: skip
        layer = names["BatchNorm1d"](x.shape[-1], **options)  # what is not given keeps the program's own default
        layer.gamma, layer.beta, layer.training = gamma, beta, training
        layer.running_mean, layer.running_var = running_mean, running_var
        out = layer(x)
        for mine, given in ((layer.running_mean, running_mean), (layer.running_var, running_var)):
            if mine is not given:
                given.copy_(mine.reshape(given.shape))
        return out

    return batch_norm


def cross_entropy_is_right(loss: Any) -> None:
    """Raise where a loss is not F.cross_entropy, in value or gradient, at logits of any size."""
    generator = torch.Generator().manual_seed(1)
    cases = [(torch.randn(n, c, generator=generator), n, c) for n, c in ((5, 7), (6, 6), (1, 3), (40, 30))]
    cases += [(torch.tensor([[1000.0, 0, -1000], [0, 0, 0], [-1000, -990, -1000]]), 3, 3)]
    for logits, n, c in cases:
        targets = torch.randint(0, c, (n,), generator=generator)
        for scale in (1.0, 10.0, 100.0):
            mine, expected = (scale * logits).requires_grad_(), (scale * logits).requires_grad_()
            given, wanted = loss(mine, targets), F.cross_entropy(expected, targets)
            close(given, wanted, rtol=1e-4, atol=1e-5)
            close(*(torch.autograd.grad(value, at)[0] for value, at in ((given, mine), (wanted, expected))))


def embedding_is_right(layer_type: Any) -> None:
    """Raise where a layer is not weight[indices], in value or gradient, for indices of any shape."""
    generator = torch.Generator().manual_seed(1)
    for shape in ((3,), (2, 4), (40,), (), (1, 1, 3)):
        layer = layer_type(11, 5)
        assert layer.weight.shape == (11, 5)
        indices = torch.randint(0, 11, shape, generator=generator)
        wanted = layer.weight[indices]
        weights = torch.randn(wanted.shape, generator=generator)
        given = layer(indices)
        close(given, wanted)
        close(*(torch.autograd.grad((value * weights).sum(), layer.weight)[0] for value in (given, wanted)))


def batch_norm_is_right(batch_norm: Any) -> None:
    """Raise where a program departs from the peer's rules: values, gradients, running averages."""
    generator = torch.Generator().manual_seed(1)

    def draw(*shape: int) -> Tensor:
        return torch.randn(shape, generator=generator)

    for n, size in ((8, 1.0), (4, 3.0), (16, 0.01)):
        for options in ({}, {"eps": 0.1, "momentum": 0.3}):
            for training in (True, False):
                x, gamma, beta = (t.requires_grad_() for t in (size * draw(n, 4) + 2 * size, draw(4), draw(4)))
                mean, var = draw(4), draw(4) ** 2 + 0.1
                wanted = F.batch_norm(x, mean.clone(), var.clone(), gamma, beta, training, eps=options.get("eps", 1e-5))
                part = options.get("momentum", 0.1) if training else 0
                after = [
                    (1 - part) * mean + part * x.detach().mean(0),
                    (1 - part) * var + part * x.detach().var(0, unbiased=False),
                ]
                given = batch_norm(x, gamma, beta, mean, var, training=training, **options)
                close(given, wanted, rtol=1e-4, atol=1e-5)
                close([mean, var], after)
                assert not any(buffer.requires_grad for buffer in (mean, var))
                weights = draw(n, 4)
                close(
                    *(torch.autograd.grad((v * weights).sum(), (x, gamma, beta)) for v in (given, wanted)),
                    rtol=1e-3,
                    atol=1e-4,
                )


class Shared(NamedTuple):
    """A function that both courses know."""

    lesson: str
    exercise: str
    task: str  # the peer's
    name: str  # what the peer's checks look for
    adapt: Callable[[Names], Any]
    is_right: Callable[[Any], None]
    left_out: dict[str, str]  # by the slug without the exercise's own name
    rewrite: Callable[[str], str] = as_written


SHARED = [
    Shared(
        "lesson2", "cross_entropy", "cross_entropy", "cross_entropy_loss", cross_entropy_loss, cross_entropy_is_right,
        {"calls_the_ready_made_one": CALLS, "changes_the_logits_in_place": IN_PLACE, "comes_out_in_float64": DTYPE},
    ),
    Shared(
        "lesson2", "embed", "embedding", "MyEmbedding", my_embedding_by_embed, embedding_is_right,
        {"calls_the_ready_made_one": CALLS, "clamps_indices": OUTSIDE, "wraps_indices": OUTSIDE,
         "comes_out_in_float32": DTYPE},
    ),
    Shared(
        "lesson5", "Embedding", "embedding", "MyEmbedding", my_embedding, embedding_is_right,
        {"clamps_indices": OUTSIDE, "wraps_indices": OUTSIDE, "comes_out_in_float32": DTYPE,
         "fills_a_cpu_tensor": DEVICE, "forgets_out": OUT, "keeps_the_indices_as_out": OUT, "lists_its_rows": LISTED,
         "lists_nothing": LISTED, "overwrites_the_indices": IN_PLACE, "seeds_its_own_generator": START,
         "shares_one_table": START, "starts_scaled_like_a_linear_layer": START, "starts_uniform": START,
         "starts_uniform_with_the_right_spread": START},
    ),
    Shared(
        "lesson5", "BatchNorm1d", "batchnorm", "my_batch_norm", my_batch_norm, batch_norm_is_right,
        {"aliases_gamma_and_running_var": OWNED, "averages_variances_of_examples": THREE,
         "averages_variances_of_positions": THREE, "bessel_counts_examples_only": THREE, "centres_in_place": IN_PLACE,
         "comes_out_in_float32": DTYPE, "does_not_keep_out_in_evaluation": OUT,
         "forgets_the_flag_after_training": OWNED, "keeps_statistics_per_position": THREE,
         "keeps_statistics_per_position_with_keepdim": THREE, "keeps_the_biased_variance": BIASED,
         "lists_beta_first": LISTED, "lists_its_buffers": LISTED, "makes_ones_on_the_cpu": DEVICE,
         "normalises_over_time_only": THREE, "puts_channels_in_the_middle": THREE, "shares_its_buffers": OWNED,
         "starts_in_evaluation_mode": OWNED, "starts_with_gamma_zero": OWNED, "starts_with_random_gamma": OWNED,
         "starts_with_variance_zero": OWNED},
        with_biased_variance,
    ),
]  # fmt: skip
