# %% [markdown]
# # Lesson 5: a WaveNet built from four small layers
#
# In lesson 2 the whole context was squashed in one step: three characters were embedded, laid side by side, and one
# hidden layer had to make sense of all of them at once. With eight characters that is a lot to swallow. This lesson
# fuses the context slowly instead, two neighbours at a time, as WaveNet does (van den Oord et al., 2016): characters
# become pairs, pairs become groups of four, and those become a single vector for all eight.
#
# Watch the shapes for four examples of eight characters each, with ten numbers per character and 68 hidden units:
#
# | after | shape | what an entry along the second dimension stands for |
# |---|---|---|
# | the input | 4 x 8 | a character, as an index |
# | `Embedding(27, 10)` | 4 x 8 x 10 | a character |
# | `FlattenConsecutive(2)` | 4 x 4 x 20 | two neighbours, side by side |
# | `Linear(20, 68)`, batch norm, tanh | 4 x 4 x 68 | what the network made of a pair |
# | `FlattenConsecutive(2)` | 4 x 2 x 136 | two pairs, side by side |
# | `Linear(136, 68)`, batch norm, tanh | 4 x 2 x 68 | four characters |
# | `FlattenConsecutive(2)` | 4 x 136 | two groups of four; the dimension of size 1 is gone |
# | `Linear(136, 68)`, batch norm, tanh | 4 x 68 | all eight characters |
# | `Linear(68, 27)` | 4 x 27 | a score for each possible next character |
#
# You will write the four layers, a helper for the loss curve, and the model. Run the cell below an exercise, or
# `pytest exercises/lesson5` in a terminal, as often as you like: it tells you what is still wrong. An exercise names
# what it does not allow; all else in torch is yours to use. Two questions ask for a few sentences of yours, which a
# person reads.
#
# Shapes in annotations use the lecture's letters: B for examples in a batch, T for positions in time, C for channels.

# %%
import torch
from jaxtyping import Float, Int
from torch import Tensor

# %% [markdown]
# ## Given: the layers of lesson 3
#
# A layer is called like a function, keeps its last result in `out`, and lists its `parameters()`: the very tensors that
# training changes, each of them once, in a list, a tuple or a generator. What it computes is in the dtype and on the
# device of its input and its parameters, its input stays as it was, and gradients flow back to both. Two layers share
# no tensor, unless you hand it to both.


# %%
class Linear:
    """A matrix product over the last dimension, and a bias: `x @ weight + bias`.

    The weight is drawn with a standard deviation of 1 / sqrt(fan_in), so that outputs are about as
    large as inputs.
    """

    def __init__(self, fan_in: int, fan_out: int, bias: bool = True) -> None:
        self.weight = torch.randn((fan_in, fan_out)) / fan_in**0.5
        self.bias = torch.zeros(fan_out) if bias else None

    def __call__(self, x: Float[Tensor, "... fan_in"]) -> Float[Tensor, "... fan_out"]:
        self.out = x @ self.weight
        if self.bias is not None:
            self.out = self.out + self.bias
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight] + ([] if self.bias is None else [self.bias])


# %%
class Tanh:
    """The squashing function, element by element."""

    def __call__(self, x: Float[Tensor, "..."]) -> Float[Tensor, "..."]:
        self.out = torch.tanh(x)
        return self.out

    def parameters(self) -> list[Tensor]:
        return []


# %% [markdown]
# ## Embedding
#
# An embedding is a table with a row of numbers for each character. Looking up is indexing: with `IX` of shape 4 x 8,
# `weight[IX]` puts a row in place of each index and has shape 4 x 8 x 10. A one-hot vector times the table gives the
# same numbers, after many multiplications by zero. On the way back, a character that occurs three times collects three
# gradients in its row.


# %%
class Embedding:
    """A lookup table from indices to vectors (lecture part 5; Bengio et al. 2003).

    `weight` has shape (num_embeddings, embedding_dim) and starts with draws from the standard
    normal distribution. Indices come in any shape, and the result has one more dimension, the
    vector, in the dtype of the table. They are never negative; an index of num_embeddings or more
    is an error, whichever torch raises. You may not use `torch.nn.Embedding`,
    `torch.nn.EmbeddingBag` or `F.embedding`.
    """

    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        raise NotImplementedError("Make the table `self.weight` of standard normal draws.")

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        raise NotImplementedError("Look up a row for each index, keep the result in `self.out` and return it.")

    def parameters(self) -> list[Tensor]:
        raise NotImplementedError("List the tensors that training should change.")


# %% [markdown]
# ## FlattenConsecutive
#
# Memory holds the numbers of a 4 x 8 x 10 tensor one after the other: ten for character 0, ten for character 1, and so
# on. The twenty numbers of two neighbours already lie side by side, so nothing has to move to fuse them. A *view* just
# says that rows are now 20 long, and costs the same for four examples as for four million. Concatenating slices gives
# the same numbers at the price of a copy, and passes too.
#
# When a single group is left, its dimension of size 1 has done its work and is dropped, so that the next layers see
# the plain (B, C) of lesson 2. Drop only that dimension: a batch may well hold a single example.


# %%
class FlattenConsecutive:
    """Lay every `n` consecutive positions side by side: (B, T, C) becomes (B, T // n, C * n) (lecture part 5).

    The first C numbers in a row of the result come from the earliest position, the next C from the
    one after it. If T // n is 1, that dimension is dropped: (B, C * n). T must be a multiple of n;
    anything else is an error. One layer serves inputs of any length T, one after the other; the
    last two dimensions of x lie next to each other in memory. You may not use `torch.nn.Flatten` or
    `torch.nn.Unflatten`.
    """

    def __init__(self, n: int) -> None:
        raise NotImplementedError("Remember how many neighbours to fuse.")

    def __call__(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B T//n C*n"] | Float[Tensor, "B C*n"]:
        raise NotImplementedError(
            "Fuse neighbours, drop the time dimension of a single group, keep the result in `self.out`."
        )

    def parameters(self) -> list[Tensor]:
        raise NotImplementedError("List the tensors that training should change, if any.")


# %% [markdown]
# ## BatchNorm1d, for two and for three dimensions
#
# The batch norm of lesson 3 averaged over dimension 0. Feed it 4 x 4 x 68 and it runs without complaint: the mean has
# shape (1, 4, 68), broadcasting makes it fit, and each of the four positions gets its own statistics, from just four
# numbers each. There is no error and the loss still falls, and yet it is wrong: a channel means the same thing at every
# position, so its 16 numbers, 4 examples times 4 positions, belong together. There are 68 means, not 4 x 68.
#
# In training the statistics come from the batch, and running averages follow them. In evaluation the running averages
# are used and nothing is updated, so that an example gets the same answer alone as in a batch.
#
# There are two conventions for the variance. To normalise, the lecture divides by n - 1, as `x.var(...)` does, and
# torch.nn divides by n. Either is right here. Both put the variance with n - 1 into the running average, and so should
# you.


# %%
class BatchNorm1d:
    """Normalise each channel over the batch and over time, then scale and shift (Ioffe and Szegedy 2015).

    Takes (B, C) or (B, T, C), in any memory layout; one of B and T may be 1. In training:
    `xhat = (x - mean) / sqrt(var + eps)` with one mean and one variance per channel, `out = gamma *
    xhat + beta`, and `running = (1 - momentum) * running + momentum * batch` for `running_mean`
    (from 0) and `running_var` (from 1; the variance with n - 1). With `training = False` the
    running averages take the place of the batch's statistics and stay as they are. A new layer has
    `training = True` and a gamma of ones and a beta of zeros; these and the averages hold dim
    numbers each, in any shape that broadcasts. Gradients flow through the mean and the variance of
    a batch, but the running averages have no graph. You may not use `torch.nn.BatchNorm1d`,
    `torch.nn.SyncBatchNorm`, `F.batch_norm`, `torch.batch_norm` or `torch.native_batch_norm`.
    """

    def __init__(self, dim: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        raise NotImplementedError(
            "Set `eps`, `momentum`, `training`, the parameters `gamma`, `beta`, and the running buffers."
        )

    def __call__(self, x: Float[Tensor, "B C"] | Float[Tensor, "B T C"]) -> Float[Tensor, "..."]:
        raise NotImplementedError(
            "Normalise with the batch's or the running statistics, then keep the result in `self.out`."
        )

    def parameters(self) -> list[Tensor]:
        raise NotImplementedError("List the tensors that training should change, `gamma` first.")


# %% [markdown] question="position_statistics" points=3
# ### Question: wrong without an error
#
# Suppose that your `BatchNorm1d` averaged (B, T, C) over dimension 0 alone, as the one of lesson 3 does, and that
# nobody had warned you. Where could you have seen it? Which numbers goes each mean over then, and which should it go
# over? And why is it wrong, although the network still learns?
#
# **Your answer here.** Write three or four sentences in place of this line.

# %% [markdown]
# ## Sequential
#
# A list of layers that behaves like one layer. It has no parameters of its own, only those of its layers.


# %%
class Sequential:
    """Call the layers one after the other (lecture part 5).

    `layers` is the list, in order: the caller's own layers, not copies of them, and no model shares
    its list with another. It may be empty, and then the input is the result. You may not use
    `torch.nn.Sequential`.
    """

    def __init__(self, layers: list) -> None:
        raise NotImplementedError("Keep the layers as `self.layers`, in a list or a tuple.")

    def __call__(self, x: Tensor) -> Tensor:
        raise NotImplementedError("Pass x through all layers, keep the last result in `self.out` and return it.")

    def parameters(self) -> list[Tensor]:
        raise NotImplementedError("List the parameters of all layers in one flat list, in the order of the layers.")


# %% [markdown]
# ## A loss curve that can be read
#
# The loss of a single small batch jumps about. Averages over a thousand consecutive steps show the trend: lay the
# losses out in rows of a thousand and take the mean of each row.


# %%
def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    """Return the means of consecutive, non-overlapping windows (lecture part 5).

    N is a multiple of `window`. The result is a tensor with one mean for each window, in the dtype
    of `losses`, which stay as they are.
    """
    raise NotImplementedError("Average each group of `window` consecutive losses.")


# %% [markdown]
# ## The model
#
# Each level halves the number of positions, so a context of eight takes three levels. A level fuses neighbours, applies
# a `Linear` without a bias (batch norm would subtract it again), then batch norm, then tanh. The untrained model should
# be unsure about every character and start at a loss of about log 27 = 3.3; the lecture divides the last layer's weight
# by ten.


# %%
class WaveNet:
    """A tree of pairs over the context (lecture part 5; van den Oord et al. 2016).

    Maps contexts of indices (B, block_size) to logits (B, vocab_size): scores, not probabilities.
    `block_size` is a power of two: 2, 4, 8 and so on. The untrained model's loss is within 0.4 of
    log(vocab_size), and yet contexts differ in their logits. In evaluation mode (`training = False`
    in every batch norm) a context gets the same logits again, whatever else is in the batch.

    With (27, 8, 10, 68) it has 22,397 parameters, with (27, 8, 24, 128) 76,579: the table, for each
    level the product's weight, then gamma and beta, and the output layer's weight and bias. A bias
    before batch norm may be there as well, and that of the output layer may be missing; no level
    shares a tensor with another. Each tensor in the list gets a gradient.

    The course's training takes these two to dev losses of 2.03 and 1.993. The logits come from the
    tensors in the list and from nothing else. The checks compute this tree again from the list, a
    threshold after its training as well.
    """

    def __init__(self, vocab_size: int, block_size: int, n_embd: int, n_hidden: int) -> None:
        raise NotImplementedError("Stack an embedding, one level for each halving of the context, and an output layer.")

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        raise NotImplementedError("Return the logits for the character that follows each context.")

    def parameters(self) -> list[Tensor]:
        raise NotImplementedError("List the parameters of all layers, the embedding first and the output layer last.")


# %% [markdown] question="gradual_fusion" points=3
# ### Question: why gradually?
#
# The network of lesson 2 could be given eight characters as well: one `Linear` over all 80 numbers. What is gained by
# fusing two neighbours at a time? Say what becomes easier to learn, what the positions share, and how many weights the
# first `Linear` has in either network, with ten numbers per character and 68 hidden units.
#
# **Your answer here.** Write three or four sentences in place of this line.

# %% [markdown]
# ## Train it and look
#
# The cells below run in a notebook, or with `python exercises/lesson5/wavenet.py`. The training loop is the
# grader's: large batches, with orthogonalised momentum (Muon) for the hidden matrices and AdamW for the rest. It
# reaches in seconds what plain gradient descent with batches of 32 reaches in minutes. The figures are also written
# into `plots/lesson5`.

# %%
if __name__ == "__main__":
    from data import context_windows, load_names, split, vocabulary
    from grader.training.loop import fit
    from grader.training.plots import mean_loss, plot_embedding, plot_loss, plot_train_dev

    words = load_names()
    stoi, itos = vocabulary(words)
    train_words, dev_words, _ = split(words)
    Xtr, Ytr = context_windows(train_words, 8, stoi)
    Xdev, Ydev = context_windows(dev_words, 8, stoi)

    torch.manual_seed(42)
    model = WaveNet(27, 8, 10, 68)
    history = []

    def after_step(step: int, steps: int, loss: float) -> None:
        if step % (steps // 4) == 0:
            history.append((mean_loss(model, Xtr, Ytr), mean_loss(model, Xdev, Ydev)))

    losses = fit(model, Xtr, Ytr, epochs=4, progress=after_step)
    print(f"train {history[-1][0]:.3f}, dev {history[-1][1]:.3f}")

# %%
if __name__ == "__main__":
    whole = len(losses) - len(losses) % 10
    plot_loss(smooth(torch.tensor(losses[:whole]), 10), 10, "plots/lesson5")

# %%
if __name__ == "__main__":
    plot_train_dev(history, "plots/lesson5")

# %%
if __name__ == "__main__":
    plot_embedding(model.parameters()[0], itos, "plots/lesson5")
