# %% [markdown]
# # Lesson 5: a WaveNet out of four small layers
#
# In lesson 2 the whole context was squashed in one step: three characters were embedded, laid side by side, and one
# hidden layer had to make sense of all of them at once. With eight characters that is a lot to swallow. This lesson
# fuses the context slowly instead, two neighbours at a time, as WaveNet does (van den Oord et al., 2016): characters
# become pairs, pairs become fours, fours become one vector of eight.
#
# Watch the shapes of four examples with eight characters each, ten numbers a character and 68 hidden units:
#
# | after | shape | what one row along the second dimension stands for |
# |---|---|---|
# | the input | 4 x 8 | a character, as an index |
# | `Embedding(27, 10)` | 4 x 8 x 10 | a character |
# | `FlattenConsecutive(2)` | 4 x 4 x 20 | two neighbours, side by side |
# | `Linear(20, 68)`, batch norm, tanh | 4 x 4 x 68 | what the network made of a pair |
# | `FlattenConsecutive(2)` | 4 x 2 x 136 | two pairs |
# | `Linear(136, 68)`, batch norm, tanh | 4 x 2 x 68 | four characters |
# | `FlattenConsecutive(2)` | 4 x 136 | two fours; the dimension of size 1 is gone |
# | `Linear(136, 68)`, batch norm, tanh | 4 x 68 | all eight |
# | `Linear(68, 27)` | 4 x 27 | a score for every next character |
#
# You will write the four layers, a helper for the loss curve, and the model. Run the cell under an exercise, or
# `pytest exercises/lesson5` in a terminal, as often as you like: it tells what is still wrong.
#
# Shapes in annotations use the lecture's letters: B examples in a batch, T positions in time, C channels.

# %%
import torch
from jaxtyping import Float, Int
from torch import Tensor

# %% [markdown]
# ## Given: the layers of lesson 3
#
# A layer is called like a function, keeps its last result in `out`, and lists its `parameters()`. Nothing more.


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
# A table with a row of numbers for every character. To look up is to index: with `ix` of shape 4 x 8, `weight[ix]` puts
# a row in place of every index and has shape 4 x 8 x 10. A one-hot vector times the table gives the same numbers after
# many multiplications by zero. Going backward, a character that occurs three times collects three gradients in its row.


# %%
class Embedding:
    """A lookup table from indices to vectors (lecture part 5; Bengio et al. 2003).

    `weight` has shape (num_embeddings, embedding_dim) and starts with draws from the standard normal distribution.
    An index outside of the table is an error. Not allowed: `torch.nn.Embedding`, `F.embedding`.
    """

    def __init__(self, num_embeddings: int, embedding_dim: int) -> None:
        ### BEGIN SOLUTION Make the table `self.weight` of standard normal draws.
        self.weight = torch.randn((num_embeddings, embedding_dim))
        ### END SOLUTION

    def __call__(self, IX: Int[Tensor, "..."]) -> Float[Tensor, "... embedding_dim"]:
        ### BEGIN SOLUTION Look up a row for every index, keep the result in `self.out` and return it.
        self.out = self.weight[IX]
        return self.out
        ### END SOLUTION

    def parameters(self) -> list[Tensor]:
        ### BEGIN SOLUTION List the tensors that training should change.
        return [self.weight]
        ### END SOLUTION


# %% [markdown]
# ## FlattenConsecutive
#
# Memory holds the numbers of a 4 x 8 x 10 tensor one after the other: ten of character 0, ten of character 1, and so on.
# The twenty numbers of two neighbours already lie side by side. So to fuse them nothing has to move; a *view* only says
# that rows are 20 long now, and costs the same for four examples and for four million. Concatenating slices gives the same
# numbers, and pays for a copy.
#
# When a single group is left, its dimension of size 1 has done its work and goes away, so that the next layers see
# the plain (B, C) of lesson 2. Only that dimension: a batch may well hold a single example.


# %%
class FlattenConsecutive:
    """Lay every `n` consecutive positions side by side: (B, T, C) becomes (B, T // n, C * n) (lecture part 5).

    The first C numbers of a result row are the earliest position, the next C the one after. If T // n is 1, that
    dimension is dropped: (B, C * n). T must be a multiple of n; anything else is an error.
    """

    def __init__(self, n: int) -> None:
        ### BEGIN SOLUTION Remember how many neighbours to fuse.
        self.n = n
        ### END SOLUTION

    def __call__(self, x: Float[Tensor, "B T C"]) -> Float[Tensor, "B T//n C*n"] | Float[Tensor, "B C*n"]:
        ### BEGIN SOLUTION Fuse neighbours with a view, drop the time dimension if one group is left, keep it in `self.out`.
        B, T, C = x.shape
        if T % self.n != 0:
            raise ValueError(f"{T} positions do not divide into groups of {self.n}")
        x = x.view(B, T // self.n, C * self.n)
        self.out = x.squeeze(1) if self.n == T else x
        return self.out
        ### END SOLUTION

    def parameters(self) -> list[Tensor]:
        ### BEGIN SOLUTION List the tensors that training should change, if any.
        return []
        ### END SOLUTION


# %% [markdown]
# ## BatchNorm1d, for two and for three dimensions
#
# The batch norm of lesson 3 averaged over dimension 0. Feed it 4 x 4 x 68 and it runs without complaint: broadcasting
# makes a mean of shape (1, 4, 68), and every one of the four positions gets statistics of its own, out of four numbers each.
# No error, a loss that still falls, and yet it is wrong: a channel means the same thing at every position, so its 16
# numbers, 4 examples times 4 positions, belong together. There are 68 means, not 4 x 68.
#
# While training, statistics come from the batch, and running averages follow them. To evaluate, the running averages are
# used and nothing is updated, so that one example alone gets the same answer as in company.
#
# On the variance there are two customs. The lecture divides by n - 1, as `x.var(...)` does, torch.nn by n to normalise.
# Either is right here. Both put the n - 1 kind into the running average, and so should you.


# %%
class BatchNorm1d:
    """Normalise every channel over the batch and over time, then scale and shift (Ioffe and Szegedy 2015).

    Takes (B, C) or (B, T, C). In training: `gamma * (x - mean) / sqrt(var + eps) + beta`, with one mean and one variance a
    channel, and `running = (1 - momentum) * running + momentum * batch` for `running_mean` (from 0) and `running_var`
    (from 1; the variance with n - 1). With `training = False` the running averages take the place of the
    batch's and stay as they are. Not allowed: `torch.nn.BatchNorm1d`, `F.batch_norm`.
    """

    def __init__(self, dim: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        ### BEGIN SOLUTION Set `eps`, `momentum`, `training`, the parameters `gamma` and `beta`, and the running buffers.
        self.eps = eps
        self.momentum = momentum
        self.training = True
        self.gamma = torch.ones(dim)
        self.beta = torch.zeros(dim)
        self.running_mean = torch.zeros(dim)
        self.running_var = torch.ones(dim)
        ### END SOLUTION

    def __call__(self, x: Float[Tensor, "B C"] | Float[Tensor, "B T C"]) -> Float[Tensor, "..."]:
        ### BEGIN SOLUTION Normalise each channel with the batch's or the running statistics, and keep the result in `self.out`.
        if self.training:
            dims = (0,) if x.ndim == 2 else (0, 1)
            n = x.numel() // x.shape[-1]
            mean = x.mean(dims)
            centred = x - mean
            var = (centred**2).sum(dims) / (n - 1)
            with torch.no_grad():
                self.running_mean = (1 - self.momentum) * self.running_mean + self.momentum * mean
                self.running_var = (1 - self.momentum) * self.running_var + self.momentum * var
        else:
            centred, var = x - self.running_mean, self.running_var
        self.out = self.gamma / torch.sqrt(var + self.eps) * centred + self.beta
        return self.out
        ### END SOLUTION

    def parameters(self) -> list[Tensor]:
        ### BEGIN SOLUTION List the tensors that training should change, `gamma` first.
        return [self.gamma, self.beta]
        ### END SOLUTION


# %% [markdown]
# ## Sequential
#
# A list of layers that behaves as one layer. It has no parameters of its own, only those of its layers.


# %%
class Sequential:
    """Call the layers one after the other (lecture part 5). `layers` is the list, in order."""

    def __init__(self, layers: list) -> None:
        ### BEGIN SOLUTION Keep the list as `self.layers`.
        self.layers = layers
        ### END SOLUTION

    def __call__(self, x: Tensor) -> Tensor:
        ### BEGIN SOLUTION Pass x through all layers, keep the last result in `self.out` and return it.
        for layer in self.layers:
            x = layer(x)
        self.out = x
        return self.out
        ### END SOLUTION

    def parameters(self) -> list[Tensor]:
        ### BEGIN SOLUTION List the parameters of all layers in one flat list, in the order of the layers.
        return [p for layer in self.layers for p in layer.parameters()]
        ### END SOLUTION


# %% [markdown]
# ## A loss curve that can be read
#
# The loss of one small batch jumps about. Averages of a thousand neighbours in time show the trend: lay the losses out
# in rows of a thousand and take the mean of each row.


# %%
def smooth(losses: Float[Tensor, "N"], window: int) -> Float[Tensor, "N//window"]:
    """Return the means of consecutive, non-overlapping windows (lecture part 5). N is a multiple of `window`."""
    ### BEGIN SOLUTION Average every `window` losses that follow one another.
    return losses.view(-1, window).mean(1)
    ### END SOLUTION


# %% [markdown]
# ## The model
#
# Every level halves the number of positions, so a context of eight takes three levels: fuse, `Linear` without a bias (batch norm
# would subtract it again), batch norm, tanh. The last layer's weight is shrunk by ten, so that the untrained model is
# unsure about every character and starts at a loss of about log 27 = 3.3.


# %%
class WaveNet:
    """A tree of pairs over the context (lecture part 5; van den Oord et al. 2016).

    Maps contexts (B, block_size) of indices to logits (B, vocab_size). `block_size` is a power of two. With (27, 8, 10, 68)
    it has 22,397 parameters, with (27, 8, 24, 128) 76,579.
    """

    def __init__(self, vocab_size: int, block_size: int, n_embd: int, n_hidden: int) -> None:
        ### BEGIN SOLUTION Stack an embedding, one fusing level for each halving of the context, and an output layer.
        layers = [Embedding(vocab_size, n_embd)]
        width = n_embd
        while block_size > 1:
            layers += [FlattenConsecutive(2), Linear(2 * width, n_hidden, bias=False), BatchNorm1d(n_hidden), Tanh()]
            width = n_hidden
            block_size //= 2
        output = Linear(width, vocab_size)
        output.weight *= 0.1
        self.model = Sequential([*layers, output])
        ### END SOLUTION

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        ### BEGIN SOLUTION Return the logits for the next character of every context.
        self.out = self.model(X)
        return self.out
        ### END SOLUTION

    def parameters(self) -> list[Tensor]:
        ### BEGIN SOLUTION List the parameters of all layers, the embedding first and the output layer last.
        return self.model.parameters()
        ### END SOLUTION


# %% [markdown]
# ## Train it and look
#
# The cells below run in a notebook, or with `python wavenet.py`. The loop is the grader's: large batches, orthogonalised
# momentum for the hidden matrices (Muon) and AdamW for the rest, which reaches in seconds what plain gradient
# descent with batches of 32 reaches in minutes. Figures are also written to the folder `plots`.

# %%
if __name__ == "__main__":
    from data import context_windows, load_names, split, vocabulary
    from grader.candidate.training import fit
    from grader.plots import mean_loss, plot_embedding, plot_loss, plot_train_dev

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
    plot_loss(smooth(torch.tensor(losses[:whole]), 10), 10)

# %%
if __name__ == "__main__":
    plot_train_dev(history)

# %%
if __name__ == "__main__":
    plot_embedding(model.parameters()[0], itos)
