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
# `pytest exercises/lesson5` in a terminal, as often as you like: it tells you what is still wrong.
#
# Shapes in annotations use the lecture's letters: B for examples in a batch, T for positions in time, C for channels.

# %%
import torch
from jaxtyping import Float, Int
from torch import Tensor

# %% [markdown]
# ## Given: the layers of lesson 3
#
# A layer is called like a function, keeps its last result in `out`, and lists its `parameters()`. That is all.


# %%
class Linear:
    """A matrix product over the last dimension, and a bias: `x @ weight + bias`.

    The weight is drawn with a standard deviation of 1 / sqrt(fan_in), so that outputs are about as large as inputs.
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
# `weight[IX]` puts a row in place of each index and has shape 4 x 8 x 10. A one-hot vector times the table gives the same
# numbers, after many multiplications by zero. On the way back, a character that occurs three times collects three
# gradients in its row.


# %%
class Embedding:
    """A lookup table from indices to vectors (lecture part 5; Bengio et al. 2003).

    `weight` has shape (num_embeddings, embedding_dim) and starts with draws from the standard normal distribution.
    An index outside the table is an error. Not allowed: `torch.nn.Embedding`, `F.embedding`.
    """

    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        self.weight = torch.randn((num_embeddings, embedding_dim))

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        self.out = self.weight[IX]
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.weight]


# %% [markdown]
# ## FlattenConsecutive
#
# Memory holds the numbers of a 4 x 8 x 10 tensor one after the other: ten for character 0, ten for character 1, and so on.
# The twenty numbers of two neighbours already lie side by side, so nothing has to move to fuse them. A *view* just says
# that rows are now 20 long, and costs the same for four examples as for four million. Concatenating slices gives the
# same numbers at the price of a copy.
#
# When a single group is left, its dimension of size 1 has done its work and is dropped, so that the next layers see
# the plain (B, C) of lesson 2. Drop only that dimension: a batch may well hold a single example.


# %%
class FlattenConsecutive:
    """Lay every `n` consecutive positions side by side: (B, T, C) becomes (B, T // n, C * n) (lecture part 5).

    The first C numbers in a row of the result come from the earliest position, the next C from the one after it. If
    T // n is 1, that dimension is dropped: (B, C * n). T must be a multiple of n; anything else is an error.
    """

    def __init__(self, n: int) -> None:
        self.n = n

    def __call__(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B T//n C*n"] | Float[Tensor, "B C*n"]:
        B, T, C = x.shape
        if T % self.n != 0:
            raise ValueError(f"{T} positions cannot be fused in groups of {self.n}")
        x = x.view(B, T // self.n, C * self.n)
        if x.shape[1] == 1:
            x = x.squeeze(1)
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return []


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
# There are two conventions for the variance. To normalise, the lecture divides by n - 1, as `x.var(...)` does, and torch.nn
# divides by n. Either is right here. Both put the variance with n - 1 into the running average, and so should you.


# %%
class BatchNorm1d:
    """Normalise each channel over the batch and over time, then scale and shift (Ioffe and Szegedy 2015).

    Takes (B, C) or (B, T, C). In training: `xhat = (x - mean) / sqrt(var + eps)` with one mean and one variance per
    channel, `out = gamma * xhat + beta`, and `running = (1 - momentum) * running + momentum * batch` for `running_mean`
    (from 0) and `running_var` (from 1; the variance with n - 1). With `training = False` the running averages take the
    place of the batch's statistics and stay as they are. Not allowed: `torch.nn.BatchNorm1d`, `F.batch_norm`.
    """

    def __init__(self, dim: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        self.eps = eps
        self.momentum = momentum
        self.training = True
        self.gamma = torch.ones(dim)
        self.beta = torch.zeros(dim)
        self.running_mean = torch.zeros(dim)
        self.running_var = torch.ones(dim)

    def __call__(self, x: Float[Tensor, "B C"] | Float[Tensor, "B T C"]) -> Float[Tensor, "..."]:
        if self.training:
            dims = tuple(range(x.ndim - 1))
            mean = x.mean(dims)
            var = x.var(dims)
            with torch.no_grad():
                self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
                self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var
        else:
            mean = self.running_mean
            var = self.running_var
        xhat = (x - mean) / torch.sqrt(var + self.eps)
        self.out = self.gamma * xhat + self.beta
        return self.out

    def parameters(self) -> list[Tensor]:
        return [self.gamma, self.beta]


# %% [markdown]
# ## Sequential
#
# A list of layers that behaves like one layer. It has no parameters of its own, only those of its layers.


# %%
class Sequential:
    """Call the layers one after the other (lecture part 5). `layers` is the list, in order."""

    def __init__(self, layers: list) -> None:
        self.layers = layers

    def __call__(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        self.out = x
        return self.out

    def parameters(self) -> list[Tensor]:
        return [p for layer in self.layers for p in layer.parameters()]


# %% [markdown]
# ## A loss curve that can be read
#
# The loss of a single small batch jumps about. Averages over a thousand consecutive steps show the trend: lay the losses
# out in rows of a thousand and take the mean of each row.


# %%
def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    """Return the means of consecutive, non-overlapping windows (lecture part 5). N is a multiple of `window`."""
    return losses.view(-1, window).mean(1)


# %% [markdown]
# ## The model
#
# Each level halves the number of positions, so a context of eight takes three levels. A level fuses neighbours, applies a
# `Linear` without a bias (batch norm would subtract it again), then batch norm, then tanh. The last layer's weight is
# divided by ten, so that the untrained model is unsure about every character and starts at a loss of about log 27 = 3.3.


# %%
class WaveNet:
    """A tree of pairs over the context (lecture part 5; van den Oord et al. 2016).

    Maps contexts of indices (B, block_size) to logits (B, vocab_size). `block_size` is a power of two. With (27, 8, 10, 68)
    it has 22,397 parameters, with (27, 8, 24, 128) 76,579.
    """

    def __init__(self, vocab_size: int, block_size: int, n_embd: int, n_hidden: int) -> None:
        layers = [Embedding(vocab_size, n_embd)]
        fan_in = n_embd
        positions = block_size
        while positions > 1:
            layers += [FlattenConsecutive(2), Linear(2 * fan_in, n_hidden, bias=False), BatchNorm1d(n_hidden), Tanh()]
            fan_in = n_hidden
            positions //= 2
        if block_size == 1:
            layers.append(FlattenConsecutive(1))
        output = Linear(fan_in, vocab_size)
        output.weight *= 0.1
        layers.append(output)
        self.model = Sequential(layers)

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        return self.model(X)

    def parameters(self) -> list[Tensor]:
        return self.model.parameters()


# %% [markdown]
# ## Train it and look
#
# The cells below run in a notebook, or with `python exercises/lesson5/wavenet.py`. The training loop is the
# grader's: large batches, with orthogonalised momentum (Muon) for the hidden matrices and AdamW for the rest. It reaches
# in seconds what plain gradient descent with batches of 32 reaches in minutes. The figures are also written into
# `plots/lesson5`.

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
