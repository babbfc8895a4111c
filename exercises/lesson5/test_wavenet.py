"""Checks of `WaveNet`: the model built from the submission's layers, and what it learns."""

import contextlib
import functools
import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import expect, index_tensors, require, seeds, sizes, value_text
from grader.checks.errors import NotWritten, SubmissionError
from grader.checks.own_terms import expect_near, gradients_in_any_shape
from grader.checks.recomputed import expect_tensors
from grader.checks.strategies import normal
from grader.checks.thresholds import count_elements, count_parameters

pytestmark = pytest.mark.exercise("WaveNet", builds_on=["Embedding", "FlattenConsecutive", "BatchNorm1d", "Sequential"])

V = 27


def settled(submission, block_size=8, n_embd=4, n_hidden=6, seed=0):
    """A model in float64 whose running averages have seen batches, in evaluation mode."""
    model = submission.WaveNet(V, block_size, n_embd, n_hidden)
    submission.cast(model, torch.float64)
    generator = torch.Generator().manual_seed(seed)
    X = torch.randint(V, (16, block_size), generator=generator)
    for _ in range(3):
        model(torch.randint(V, (16, block_size), generator=generator))
    submission.train_mode(model, False)
    logits = scores(model, X)
    if not bool((logits != logits[:1]).any()):  # a last layer that starts at zero comes alive in the first step
        submission.train(model, X, X[:, 0], epochs=2, batch_size=16)
        submission.cast(model, torch.float64)
        logits = scores(model, X)
    require(bool((logits != logits[:1]).any()), "all contexts get exactly the same scores in evaluation mode")
    return model


def scores(model, X):
    """A row of numbers for each context; whether it has the right length is the matter of the first check."""
    logits = model(X)
    require(
        isinstance(logits, torch.Tensor)
        and logits.dim() > 0
        and len(logits) == len(X)
        and logits.numel() > 0
        and logits.is_floating_point()
        and bool(logits.isfinite().all()),
        f"{len(X)} context{'s' * (len(X) > 1)} should give a row of finite logits each, shape ({len(X)}, {V}), got {value_text(logits)}",
    )
    return logits.reshape(len(X), -1)


def expect_a_score_for_every_character(logits, X, when=""):
    require(
        isinstance(logits, torch.Tensor) and logits.shape == (len(X), V),
        f"{when}{len(X)} contexts should give logits of shape ({len(X)}, {V}), got {value_text(logits)}",
    )


# What the model may be that the parameters come from: the tree, or what one mistake makes of it.
RIGHT = [{"swapped": swapped, "correction": correction} for swapped in (False, True) for correction in (0, 1)]
WRONG = [
    {"act": lambda x: x},
    {"act": torch.relu},
    {"early": True},
    {"norm": False},
    {"distant": True},
    {"average": True},
    {"tied": True},
    {"seen": lambda X: X[:, -1:].expand_as(X)},
    {"seen": lambda X: X[:, :1].expand_as(X)},
    {"seen": lambda X: torch.cat([X[:, 1:], X[:, -1:]], 1)},
    {"seen": lambda X: torch.cat([X[:, :1], X[:, :-1]], 1)},
    {"seen": lambda X: X.flip(1)},
]
MOST = 10_000  # numbers; the tree of these sizes has 525
NEAR = 0.98  # correlation over contexts: noise of a tenth of the logits' spread leaves 0.995


def climb(
    listed, X, swapped=False, correction=0, act=torch.tanh, norm=True, distant=False, average=False, tied=False,
    early=False, seen=lambda X: X,
):  # fmt: skip
    """Logits of new parameters in training, gamma and beta being ones and zeros; None if they do not fit one another."""
    matrices = [p for p in listed if p.dim() > 1 and sorted(p.shape)[-2] > 1]
    biases = [p for p in listed if p.numel() == V and p.squeeze().dim() == 1]
    if len(matrices) < 3 or len(matrices[0]) < V or matrices[0].dim() > 2:
        return None
    table, *products, output = matrices
    x = table[seen(X)]
    if average:
        x = x.mean(1, keepdim=True)
    if tied:  # the last product serves all further levels
        products += products[-1:] * X.shape[1].bit_length()
    for product in products:
        _, T, C = x.shape
        if tied and T == 1:
            break
        fitting = [n for n in (2, T, 1) if T % n == 0 and takes(product, n * C)]
        if not fitting:
            return None
        n = fitting[0]
        parts = x.chunk(n, 1) if distant else [x[:, i::n] for i in range(n)]
        x = torch.cat(parts[::-1] if swapped else parts, 2) @ as_matrix(product, n * C)
        x = act(x) if early else x
        if norm:
            var, mean = torch.var_mean(x, (0, 1), correction=correction)
            x = (x - mean) / (var + 1e-5).sqrt()
        x = x if early else act(x)
    if not takes(output, x.shape[2]):
        return None
    logits = x @ as_matrix(output, x.shape[2])
    return (logits + biases[-1].flatten() if biases else logits).squeeze(1)


def takes(product, fan_in):
    """Whether a weight may be meant for rows of this length."""
    return product.numel() % fan_in == 0 and (product.dim() > 2 or fan_in in product.shape)


def logits_and_trees(model, X):
    """The logits of a new model in float64, those of the tree on its parameters, and what mistakes make of these."""
    logits, listed = model(X), [p.double() for p in expect_tensors(model.parameters())]
    if sum(p.numel() for p in listed) > MOST:
        return logits, [], []
    right, wrong = ([climb(listed, X, **options) for options in these] for these in (RIGHT, WRONG))
    wrong += [climb(listed[::-1], X, **options) for options in RIGHT]
    return logits, *([one for one in these if one is not None] for these in (right, wrong))


def new_model(submission, seed):
    """A new model in float64, and contexts."""
    model = submission.WaveNet(V, 8, 4, 6)
    submission.cast(model, torch.float64)
    return model, torch.randint(V, (24, 8), generator=torch.Generator().manual_seed(seed))


def is_a_tree(submission, seed):
    """Whether the logits come from the listed parameters by way of the tree, or of what one mistake makes of it."""
    model, X = new_model(submission, seed)
    try:
        logits, right, wrong = logits_and_trees(model, X)
        if isinstance(logits, torch.Tensor) and bool((logits == logits[:1]).all()):  # it comes alive in the first steps
            submission.train(model, X, X[:, 0], epochs=2, batch_size=24)
            submission.train_mode(model, True)
            submission.cast(model, torch.float64)
            logits, right, wrong = logits_and_trees(model, X)
    except SubmissionError:
        return False
    named = [one.softmax(-1) for one in right] + [one.tanh() for one in right]
    return any(go_together(logits, one) for one in (*right, *wrong, *named))


def go_together(one, other):
    """Whether two results vary from context to context in the same way."""
    if not isinstance(one, torch.Tensor) or one.numel() != other.numel() or not one.is_floating_point():
        return False
    rows = [part.double().reshape(len(other), -1) for part in (one, other)]
    one, other = (part - part.mean(0) for part in rows)
    return bool((one * other).sum() > NEAR * one.norm() * other.norm())


def expect_a_tree(submission, seed):
    """Require that the logits come from the listed parameters, be it by a tree with a mistake."""
    expect_near(is_a_tree(submission, seed), "what becomes of the listed parameters")


@pytest.mark.points(1)
@given(seed=seeds())
def test_the_logits_are_those_of_the_tree_on_the_listed_parameters(submission, seed):
    model, X = new_model(submission, seed)
    logits, right, _ = logits_and_trees(model, X)
    expect_a_score_for_every_character(logits, X)
    require(
        len(right) > 0,
        "parameters() should list the table, one product and one batch norm (gamma and beta) per level, and the last layer's "
        f"weight and bias; the shapes are {[tuple(p.shape) for p in model.parameters()]}",
    )
    expect(
        logits, right[0], "the logits of a new model", or_else=right[1:], tolerance=1e-6,  # for tables drawn in float32
        because="They differ from those of the tree with the parameters that the model lists, so they come from something else.",
    )  # fmt: skip


@pytest.mark.points(1)
@given(
    X=index_tensors(sizes(2, 5), 8, high=V, layouts=("contiguous", "offset")),
    n_embd=sizes(2, 4),
    n_hidden=sizes(2, 5),
    seed=seeds(),
)
def test_every_context_gets_a_score_for_every_character(submission, X, n_embd, n_hidden, seed):
    model = submission.WaveNet(V, 8, n_embd, n_hidden)
    logits = model(X)
    expect_a_score_for_every_character(logits, X)
    submission.train_mode(model, False)
    expect_a_score_for_every_character(model(X), X, "in evaluation mode ")
    require(bool(logits.isfinite().all()), "the logits are not finite")
    same = bool(X.eq(X[:1]).all())
    require(same or bool((logits != logits[:1]).any()), "different contexts get exactly the same scores")
    sums = logits.sum(1)
    require(
        not (bool((logits >= 0).all()) and torch.allclose(sums, torch.ones_like(sums), atol=1e-4)),
        "These are probabilities: each row is positive and adds up to 1. Return the scores before softmax; the loss applies it.",
        misconception="probabilities-returned",
    )
    expect_a_tree(submission, seed)


@pytest.mark.points(1)
@given(levels=st.integers(1, 4), vocab_size=sizes(3, 9), seed=seeds())
def test_the_tree_grows_with_the_context(submission, levels, vocab_size, seed):
    X = torch.arange(3 * 2**levels).reshape(3, -1) % vocab_size
    model = submission.WaveNet(vocab_size, 2**levels, 3, 4)
    n_parameters, expected = count_parameters(model), tree_size(vocab_size, levels, 3, 4)
    tree = f"for a context of {2**levels} characters the tree has {levels} level{'s' if levels > 1 else ''}"
    require(
        0.7 * expected <= n_parameters <= 1.3 * expected,
        f"{tree} and about {expected} parameters; this model has {n_parameters}",
    )
    logits = model(X)
    require(
        isinstance(logits, torch.Tensor) and logits.shape == (3, vocab_size),
        f"{tree}, and {vocab_size} scores at its end for each of 3 contexts; these are {value_text(logits)}",
    )
    expect_a_tree(submission, seed)


def tree_size(vocab_size, levels, n_embd, n_hidden):
    """The number of parameters: table, one product and one batch norm per level, output layer with bias."""
    products = 2 * n_embd * n_hidden + (levels - 1) * 2 * n_hidden * n_hidden
    return vocab_size * n_embd + products + levels * 2 * n_hidden + n_hidden * vocab_size + vocab_size


@pytest.mark.points(1)
@pytest.mark.examples(2)
@given(seed=seeds())
def test_it_has_as_many_parameters_as_the_lecture(submission, seed):
    # Biases before batch norm change nothing, and the last layer may do without: the lecture's number may vary by those.
    for n_embd, n_hidden, expected in ((10, 68, 22_397), (24, 128, 76_579)):
        found = count_parameters(submission.WaveNet(V, 8, n_embd, n_hidden))
        require(
            expected - V <= found <= expected + 3 * n_hidden,
            f"WaveNet(27, 8, {n_embd}, {n_hidden}) should have {expected:,} parameters, but parameters() lists {found:,}.\n"
            "They are the table, one product and one batch norm (gamma and beta) per level, and the last layer's weight and bias.",
        )
    with contextlib.suppress(NotWritten):
        expect_a_tree(submission, seed)


@pytest.mark.points(1)
@given(levels=st.integers(2, 4), seed=seeds())
def test_parameters_come_in_order_and_are_distinct(submission, levels, seed):
    vocab_size, n_embd, n_hidden = 9, 3, 4
    parameters = submission.WaveNet(vocab_size, 2**levels, n_embd, n_hidden).parameters()
    count_elements(parameters)
    shapes = [tuple(p.shape) for p in parameters]
    require(
        shapes[0] == (vocab_size, n_embd) and vocab_size in shapes[-1],
        f"parameters() should list the embedding's table of {vocab_size} rows first and the output layer last; the shapes are {shapes}",
    )
    drawn = [(i, p) for i, p in enumerate(parameters) if p.dim() == 2 and p.unique().numel() > 1]
    for place, (i, p) in enumerate(drawn):
        for j, other in drawn[:place]:
            require(
                not torch.equal(p, other),
                f"parameters()[{j}] and parameters()[{i}] are one and the same: each level has weights of its own",
            )
    with contextlib.suppress(NotWritten):
        expect_a_tree(submission, seed)


@pytest.mark.points(1)
@pytest.mark.examples(2)
@given(seed=seeds())
def test_it_starts_unsure_about_every_character(submission, seed):
    X = torch.randint(V, (512, 8), generator=torch.Generator().manual_seed(1))
    Y = torch.randint(V, (512,), generator=torch.Generator().manual_seed(2))
    logits = submission.WaveNet(V, 8, 10, 68)(X)
    require(
        isinstance(logits, torch.Tensor) and logits.shape[-1:] == (V,) and logits.numel() % (512 * V) == 0,
        f"512 contexts should give logits of shape (512, {V}), got {value_text(logits)}",
    )
    rows = logits.reshape(-1, V)
    loss = torch.nn.functional.cross_entropy(rows, Y.repeat_interleave(len(rows) // 512)).item()
    require(
        bool((logits != logits[:1]).any()),
        "all contexts get exactly the same scores: shrink the weight, but not to zero",
    )
    # with the last weight shrunk by ten the loss is 3.30; with a scale of 1 / sqrt(fan_in), which is right too, 3.48;
    # with twice that 4.0
    require(
        abs(loss - math.log(V)) < 0.4,
        f"before training the loss should be near log 27 = 3.30, but it is {loss:.2f}: shrink the last layer's weight, so that "
        "the first steps are not spent on unlearning what the model happens to be sure of",
    )
    expect_a_tree(submission, seed)


@pytest.mark.points(2)
@pytest.mark.examples(4)
@given(seed=seeds(), row=st.integers(0, 3))
def test_every_character_of_the_context_counts_and_other_rows_do_not(submission, seed, row):
    expect_a_tree(submission, seed)
    model = settled(submission)
    X = torch.randint(V, (4, 8), generator=torch.Generator().manual_seed(seed))
    logits = scores(model, X)
    for position in range(8):
        changed = X.clone()
        changed[row, position] = (changed[row, position] + 1) % V
        others = scores(model, changed)
        require(
            not torch.allclose(others[row], logits[row], rtol=0, atol=1e-12),
            f"changing character {position} of the context changes nothing: the model does not look at it",
        )
        keep = [i for i in range(4) if i != row]
        expect(
            others[keep],
            logits[keep],
            f"the logits of the other rows after changing row {row}",
            because="In evaluation mode the rows of a batch must not influence each other.",
        )
    expect(
        scores(model, X[row : row + 1]),
        logits[row : row + 1],
        f"row {row} alone, compared with the same row in the batch,",
    )


@pytest.mark.points(1)
@pytest.mark.examples(3)
@given(seed=seeds())
def test_the_same_context_gets_the_same_scores_again(submission, seed):
    expect_a_tree(submission, seed)
    model = settled(submission)
    X = torch.randint(V, (4, 8), generator=torch.Generator().manual_seed(seed))
    expect(
        model(X), model(X), "a second evaluation", because="In evaluation mode the same context gave another answer."
    )


@pytest.mark.points(1)
@pytest.mark.examples(4)
@given(seed=seeds())
def test_the_characters_of_a_context_are_judged_together(submission, seed):
    expect_a_tree(submission, seed)
    model = settled(submission)
    a, b = torch.randint(V, (2, 1, 8), generator=torch.Generator().manual_seed(seed))
    a[:, 0], b[:, 0], a[:, 7], b[:, 7] = 1, 2, 3, 4
    first, last = a.clone(), a.clone()
    first[:, 0], last[:, 7] = b[:, 0], b[:, 7]
    both = first.clone()
    both[:, 7] = b[:, 7]
    base, first, last, both = scores(model, torch.cat([a, first, last, both]))
    require(
        not torch.allclose(first + last, base + both, rtol=0, atol=1e-9),
        "what a character adds to the scores does not depend on the others: without a squashing function between the levels "
        "the tree is one linear map, no better than a single layer",
    )


@pytest.mark.points(1)
@pytest.mark.examples(4)
@given(seed=seeds())
def test_every_parameter_gets_a_gradient(submission, seed):
    expect_a_tree(submission, seed)
    model = submission.WaveNet(V, 8, 4, 6)
    submission.cast(model, torch.float64)
    X = torch.stack([torch.randperm(V, generator=torch.Generator().manual_seed(seed + i)) for i in range(8)], 1)
    result, _ = gradients_in_any_shape(submission, model, X, cotangent=normal((V, V), seed))
    expect(
        result.output, model(X), "the logits", because="A second call with the same batch should give the same result."
    )
    found, tree = count_parameters(model), tree_size(V, 3, 4, 6)
    require(found >= 0.7 * tree, f"parameters() lists {found} numbers, but the tree has about {tree} to train")
    for i, gradient in enumerate(result.parameters):
        require(
            gradient is not None and bool((gradient != 0).any() and gradient.isfinite().all()),
            f"parameters()[{i}] gets no gradient: it is listed but not used, or the graph is cut before it",
        )


@pytest.mark.points(1)
@pytest.mark.examples(2)
@given(seed=seeds())
def test_the_tree_fuses_neighbours_first(submission, seed):
    expect_a_tree(submission, seed)
    model = settled(submission, n_embd=2, n_hidden=1)
    # One hidden unit: a pair is a single number. Two pairs with the same number are the same to all that follows.
    everything = torch.cartesian_prod(torch.arange(V), torch.arange(V))
    context = torch.full((V * V, 8), 3)
    context[:, :2] = everything
    first = scores(model, context)[:, 0]
    context = torch.full((V * V, 8), 3)
    context[:, 4], context[:, 5] = 9, 11
    context[:, :2] = everything
    second = scores(model, context)[:, 0]
    order = first.argsort()
    steps = second[order].diff()
    require(
        bool((steps >= -1e-9).all() or (steps <= 1e-9).all()),
        "with one hidden unit a pair of neighbours becomes a single number, so whatever follows can only keep or reverse the "
        "order of the 729 pairs; here the order changes with later characters: are neighbours fused first?",
    )


MISTAKEN = {
    "In each level, tanh comes before batch norm. The order is: product, batch norm, tanh.": lambda rows, normalise: (
        normalise(rows.tanh())
    ),
    "Each level ends with a ReLU; the task has a tanh there.": lambda rows, normalise: normalise(rows).relu(),
}


class Tree:
    """The tree of the lecture on given parameters, with torch's batch norm.

    Weights may be stored either way round, or as the kernel of a convolution; the two neighbours of a pair may be
    `swapped`; layers before batch norm may have a bias, which changes nothing, and the last one may do without.
    """

    def __init__(
        self, parameters, places, swapped, statistics=None, level=lambda rows, normalise: normalise(rows).tanh()
    ):
        self.own, self.places, self.swapped, self.statistics = parameters, places, swapped, statistics
        self.level = level

    def parameters(self):
        """All of them, as they were listed."""
        return self.own

    def __call__(self, X):
        """Logits (B, V), with the statistics of the batch until the tree is settled."""
        table, levels, (weight, bias) = self.places
        x, self.seen = self.own[table][X], []
        for level, (product, *scale) in enumerate(levels):
            first, second = x[:, ::2], x[:, 1::2]
            pairs = torch.cat([second, first] if self.swapped else [first, second], 2)
            x = pairs @ as_matrix(self.own[product], pairs.shape[2])
            rows = x.flatten(0, 1)
            self.seen.append(torch.var_mean(rows.detach(), 0, correction=0))
            var, mean = self.statistics[level] if self.statistics else (None, None)
            gamma, beta = (self.own[place].flatten() for place in scale)
            norm = torch.nn.functional.batch_norm
            normalise = functools.partial(
                norm, running_mean=mean, running_var=var, weight=gamma, bias=beta, training=mean is None
            )
            x = self.level(rows, normalise).view_as(x)
        logits = x[:, 0] @ as_matrix(self.own[weight], x.shape[2])
        return logits if bias is None else logits + self.own[bias].flatten()

    def mistaken(self):
        """Other trees on copies of the same parameters, each with the sentence that tells it from this one."""
        copies = {sentence: [parameter.clone() for parameter in self.own] for sentence in MISTAKEN}
        return {
            sentence: Tree(own, self.places, self.swapped, level=MISTAKEN[sentence]) for sentence, own in copies.items()
        }

    def settled(self, parameters, X):
        """The tree in evaluation, on other parameters and with the statistics of X."""
        batch = Tree(parameters, self.places, self.swapped)
        with torch.no_grad():
            batch(X)
        return Tree(parameters, self.places, self.swapped, batch.seen)


def as_matrix(weight, fan_in):
    """A weight as (fan_in, fan_out), from (fan_out, fan_in), the kernel (fan_out, C, 2) or (2, C, fan_out) as well."""
    if weight.dim() == 3:
        weight = weight.permute(2, 1, 0) if weight.shape[2] == 2 else weight
        return weight.reshape(fan_in, -1)
    return weight if weight.shape[0] == fan_in else weight.T


def the_tree(n_embd, n_hidden):
    """How the parameters of a context of eight are read as the tree's."""

    def readings(listed):
        found = expect_tensors(listed)
        matrices = [i for i, p in enumerate(found) if p.dim() > 1 and sorted(p.shape)[-2] > 1]
        sizes = [tuple(sorted(found[i].shape)) for i in matrices]
        pairs = [n_embd, n_hidden, n_hidden]
        wanted = [{tuple(sorted((V, n_embd)))}]
        wanted += [{tuple(sorted((2 * C, n_hidden))), tuple(sorted((2, C, n_hidden)))} for C in pairs]
        wanted += [{tuple(sorted((n_hidden, V)))}]
        good = len(sizes) == len(wanted) and all(size in shapes for size, shapes in zip(sizes, wanted, strict=True))
        vectors = [i for i, p in enumerate(found) if i not in matrices and p.numel() == n_hidden]
        gammas = [i for i in vectors if bool((found[i] > 0).all())]
        zeros = [i for i in vectors if not found[i].any()]
        biases = [i for i, p in enumerate(found) if i not in matrices and p.numel() == V]
        require(
            good
            and found[matrices[0]].shape == (V, n_embd)
            and len(gammas) == 3
            and len(zeros) in (3, 6)
            and len(biases) < 2
            and len(found) == 5 + len(gammas + zeros + biases),
            "parameters() should list the table, one product and one batch norm (gamma and beta) per level, and the last "
            f"layer's weight and bias; the shapes are {[tuple(p.shape) for p in found]}",
        )
        later = [
            next((i for i in zeros if g < i < end), None) for g, end in zip(gammas, [*gammas[1:], 1000], strict=True)
        ]
        betas = zeros[-3:] if None in later else later
        levels = list(zip(matrices[1:-1], gammas, betas, strict=True))
        places = (matrices[0], levels, (matrices[-1], biases[0] if biases else None))
        return [Tree([p.clone() for p in found], places, swapped) for swapped in (False, True)]

    return readings


@pytest.mark.training
@pytest.mark.points(4)
def test_22_thousand_parameters_reach_a_dev_loss_of_2_03(submission, held_out):
    held_out.reach(submission, submission.WaveNet(V, 8, 10, 68), 8, 2.03, the_tree(10, 68))


@pytest.mark.training
@pytest.mark.points(4)
def test_76_thousand_parameters_reach_a_dev_loss_of_1_993(submission, held_out):
    held_out.reach(submission, submission.WaveNet(V, 8, 24, 128), 8, 1.993, the_tree(24, 128), epochs=5)
