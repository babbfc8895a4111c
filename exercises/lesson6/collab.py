# %% [markdown]
# # Lesson 6, part two: embeddings for things that are not words
#
# An embedding gives numbers to characters; it can just as well give numbers to users and films, shops and weekdays, or
# to names and years. Here is a table with a row for each of 1,000 given names and a column for each of 145 years; a
# cell says how many children born in that year got that name. The cells range from 5 births to 99,909, so we predict
# the logarithm to base ten, from 0.7 to 5.0.
#
# A tenth of the filled cells is set aside. Can they be predicted from the others? Nobody says what a name means or that
# 1951 follows 1950. As with films and users, whatever is alike has to show in the numbers.
#
# Source: fast.ai, Practical Deep Learning (2018), lessons 4 to 6: collaborative filtering, and structured data with
# embeddings for categories (after C. Guo and F. Berkhahn, "Entity Embeddings of Categorical Variables", 2016).
#
# Shapes: N rows (a name, a year, a number of births), D factors, M continuous columns, H hidden units. A single row
# still has two dimensions. What a model computes has the dtype of its parameters, and gradients reach all of them.
# Parameters are the very tensors, in a list, a tuple or a generator. An exercise names what it does not allow; all else
# in torch is yours to use.

# %%
from typing import NamedTuple

import torch
import torch.nn.functional as F
from jaxtyping import Float, Int
from torch import Tensor

# %% [markdown]
# ## A dot product and two biases
#
# Give each name D numbers and each year D numbers, multiply them in pairs and add them up. If one of the numbers came
# to mean "fashionable around 1920", "mildred" would get a large one and so would 1920, and their product would say:
# many. Nobody says which number means what; training finds that out from the cells.
#
# Some names are common in all years, and some years have more births than others. That says nothing about how the two
# match, so each name and each year gets a bias of its own.
#
# For 4 rows and D = 10: names 4 → 4×10, years 4 → 4×10, product 4×10, sum over the last dimension 4. Then a sigmoid
# stretched to `y_range`, since we know beforehand that no cell lies outside it: the model does not have to learn that.


# %%
class DotProductBias:
    """A score for a pair: the dot product of two embeddings and two biases, squeezed into a range.

    Attributes, all of them leaf tensors that require gradients:
        name_factors: (n_names, D), normal with standard deviation 0.1
        year_factors: (n_years, D), normal with standard deviation 0.1
        name_bias: (n_names,), zero
        year_bias: (n_years,), zero

    You may not use `F.embedding` or `torch.nn.Embedding`. Source: fast.ai lesson 5, the embedding
    dot product with bias.
    """

    def __init__(
        self,
        n_names: int,
        n_years: int,
        n_factors: int,
        y_range: tuple[float, float],
        generator: torch.Generator | None = None,
    ):
        """Draw the parameters (D = n_factors), with `generator` if one is given; `y_range` is (low, high)."""
        raise NotImplementedError(
            "Draw small factors for names and for years, start both biases at zero, and keep y_range."
        )

    def __call__(self, X: Int[Tensor, "N 2"]) -> Float[Tensor, " N"]:
        """Score each row of X, which holds the number of a name and the number of a year.

        Returns:
            low + (high - low) * sigmoid(name_factors . year_factors + name_bias + year_bias), one
            number for each row.
        """
        raise NotImplementedError(
            "Add the dot product of the embeddings and the two biases, and squeeze the sum into y_range."
        )

    def parameters(self) -> list[Tensor]:
        """Each parameter once, in the order of the attributes above."""
        raise NotImplementedError("List the factors of names and years, then their biases.")


# %% [markdown]
# ## Looking at ten dimensions through two
#
# Each name now has ten numbers, but paper has only two dimensions. Principal components are the directions in which the
# points differ most: centre the points, and the right singular vectors of the matrix are those directions, ordered by
# how much of the spread they hold. 1000×10 → 1000×2.
#
# Without centring, the first direction would merely point from the origin to the middle of the cloud.


# %%
def pca(E: Float[Tensor, "N D"], k: int) -> Float[Tensor, "N k"]:
    """The first k principal components of every row of E.

    Args:
        E: N points of D numbers, with N > D; left unchanged, and the result is not part of its
            graph.
        k: 1 <= k <= D

    Returns:
        The centred points, in the dtype of E, along the k directions of largest variance, the
        largest first. The sign of each column is arbitrary. The directions have length 1, so all D
        components together keep the distances between the points.

    You may use `torch.linalg.svd` or `torch.linalg.eigh`. You may not use `torch.pca_lowrank` or
    `torch.svd_lowrank`.
    Source: fast.ai lesson 5.
    """
    raise NotImplementedError(
        "Centre the points and return their coordinates along the k directions of largest variance."
    )


# %% [markdown]
# ## Categories and quantities together
#
# In a dot product, a name and a year can only meet factor by factor. A network can do more: look up one embedding for
# each categorical column, lay them and the continuous columns side by side, and put a hidden layer on top. Columns of
# either kind may be added at will: shop, weekday, holiday; temperature, distance. Our categories are name and year; our
# quantities are the length of the name and, once more, the year as a number.
#
# 4×2 categories → 4×10 and 4×10, beside 4×2 quantities: 4×22 → 4×64 → 4


# %%
class MixedInput:
    """Embeddings for categorical columns beside continuous columns, one relu layer, one number squeezed into a range.

    Attributes (all tensors are leaves that require gradients):
        embeddings: a list with a tensor (V_j, D_j) for every categorical column j, normal with
            standard deviation 0.1
        W1: (D_1 + D_2 + ... + M, H), normal / sqrt(its number of rows)
        b1: (H,), zero
        W2: (H, 1), normal / sqrt(H)
        b2: (1,), zero

    You may not use `F.embedding`, `torch.nn.Embedding` or `torch.nn.Linear`. Source: fast.ai lesson
    4, the mixed-input model, without dropout and batch norm.
    """

    def __init__(
        self,
        embedding_sizes: list[tuple[int, int]],
        n_continuous: int,
        n_hidden: int,
        y_range: tuple[float, float],
        generator: torch.Generator | None = None,
    ):
        """Draw the parameters.

        Args:
            embedding_sizes: (V_j, D_j) for every categorical column: the number of categories, and
                of numbers for each.
            n_continuous: M, which may be 0.
            n_hidden: H
            y_range: (low, high)
            generator: the only source of randomness.
        """
        raise NotImplementedError("Draw one embedding for each categorical column and two layers, and keep y_range.")

    def __call__(self, categorical: Int[Tensor, "N J"], continuous: Float[Tensor, "N M"]) -> Float[Tensor, " N"]:
        """Predict one number for each row.

        With x the embeddings of column 0, 1, ... of `categorical` and then `continuous`, side by
        side: low + (high - low) * sigmoid(relu(x W1 + b1) W2 + b2), of shape (N,) and not (N, 1).
        Gradients reach `continuous` too.
        """
        raise NotImplementedError(
            "Put embeddings and continuous columns side by side, apply both layers, squeeze into y_range."
        )

    def parameters(self) -> list[Tensor]:
        """Each parameter once: the embeddings in the order of their columns, then W1, b1, W2, b2."""
        raise NotImplementedError("List the embeddings, then the weights and biases of the two layers.")


# %% [markdown]
# ## The table of births


# %%
Y_RANGE = (0.5, 5.2)  # a little wider than 0.7 to 5.0: a sigmoid never reaches its ends


class Table(NamedTuple):
    """Provided. The filled cells in random order, and what the numbers of names and years stand for."""

    categorical: Int[Tensor, "N 2"]  # number of the name, number of the year
    continuous: Float[Tensor, "N 2"]  # length of the name, year; both with mean 0 and standard deviation 1
    log_births: Float[Tensor, " N"]
    names: list[str]
    years: list[int]


# %%
def births_table(seed: int = 42) -> Table:
    """Provided. Load the cells and shuffle them; the first nine tenths are for training."""
    from data import load_top1000_by_year

    cells = load_top1000_by_year()
    names, years = sorted(set(cells.names)), sorted(set(cells.years))
    row, column = {name: i for i, name in enumerate(names)}, {year: i for i, year in enumerate(years)}
    order = torch.randperm(len(cells.names), generator=torch.Generator().manual_seed(seed))
    categorical = torch.tensor([[row[n], column[y]] for n, y in zip(cells.names, cells.years, strict=True)])
    continuous = torch.tensor([[len(n), y] for n, y in zip(cells.names, cells.years, strict=True)]).float()
    continuous = (continuous - continuous.mean(0)) / continuous.std(0)
    log_births = torch.tensor(cells.births).float().log10()
    return Table(categorical[order], continuous[order], log_births[order], names, years)


# %%
def train(model, inputs: tuple[Tensor, ...], y: Tensor, epochs: int = 10, batch_size: int = 1024, lr: float = 0.03):
    """Provided. Minimise the mean squared error with AdamW and a rate that falls to zero; returns the losses."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=0.01)
    steps = epochs * (len(y) // batch_size)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    generator = torch.Generator().manual_seed(0)
    losses = []
    for _ in range(steps):
        rows = torch.randint(0, len(y), (batch_size,), generator=generator)
        loss = F.mse_loss(model(*(x[rows] for x in inputs)), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses


# %%
@torch.no_grad()
def error(model, inputs: tuple[Tensor, ...], y: Tensor) -> float:
    """Provided. The root of the mean squared error; 0.1 means that births are off by about a quarter."""
    return F.mse_loss(model(*inputs), y).sqrt().item()


# %%
def fit_births(n_factors: int = 10) -> tuple[DotProductBias, MixedInput, dict[str, float]]:
    """Provided. Train both models; returns them and their errors on the tenth of the cells that was set aside."""
    table = births_table()
    cut = len(table.log_births) * 9 // 10
    generator = torch.Generator().manual_seed(0)
    sizes = [(len(table.names), n_factors), (len(table.years), n_factors)]
    dot = DotProductBias(len(table.names), len(table.years), n_factors, Y_RANGE, generator)
    mixed = MixedInput(sizes, 2, 64, Y_RANGE, generator)
    errors = {}
    for name, model, inputs, lr in (
        ("DotProductBias", dot, (table.categorical,), 0.03),
        ("MixedInput", mixed, (table.categorical, table.continuous), 0.01),
    ):
        train(model, tuple(x[:cut] for x in inputs), table.log_births[:cut], lr=lr)
        errors[name] = error(model, tuple(x[cut:] for x in inputs), table.log_births[cut:])
    return dot, mixed, errors


# %% [markdown]
# ## Looking
#
# The years first. The model was given 145 numbers in no particular order; seen through two components, they line up as
# a road through time. Then the names: those of one generation stand together. `python exercises/lesson6/collab.py`
# writes both figures into `plots/lesson6`.


# %%
def plot_years(factors: Float[Tensor, "Y D"], years: list[int]):
    """Provided. The embedding of the years in two dimensions, joined in chronological order."""
    import matplotlib.pyplot as plt

    x, y = pca(factors, 2).T
    figure, axes = plt.subplots(figsize=(7, 6))
    axes.plot(x, y, color="lightgrey", zorder=0)
    axes.scatter(x, y, c=years, s=14)
    for i, year in enumerate(years):
        if year % 20 == 0:
            axes.annotate(str(year), (x[i].item(), y[i].item()))
    axes.set(xlabel="first component", ylabel="second component", title="Years, as the model sees them")
    return figure


# %%
def plot_names(factors: Float[Tensor, "N D"], names: list[str], shown: int = 60):
    """Provided. The embedding of some names in two dimensions."""
    import matplotlib.pyplot as plt

    x, y = pca(factors, 2).T
    figure, axes = plt.subplots(figsize=(9, 7))
    axes.scatter(x, y, s=3, color="lightgrey")
    for i in range(0, len(names), len(names) // shown):
        axes.annotate(names[i], (x[i].item(), y[i].item()), fontsize=8, ha="center")
    axes.set(xlabel="first component", ylabel="second component", title="Names, as the model sees them")
    return figure


# %%
if __name__ == "__main__":
    from grader.training.plots import show

    dot, mixed, errors = fit_births()
    print(*(f"{name}: error {value:.3f}" for name, value in errors.items()), sep="\n")
    table = births_table()
    show(plot_years(dot.year_factors, table.years), "years.png", "plots/lesson6")

# %%
if __name__ == "__main__":
    show(plot_names(dot.name_factors, table.names), "names.png", "plots/lesson6")
