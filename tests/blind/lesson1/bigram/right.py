# %% [markdown]
# # Lesson 1: names from pairs of characters
#
# A language model says how likely each character is to come next. The smallest one that deserves the name looks back at a
# single character: after `q` it expects `u`, and after a dot, which stands for the beginning, an `a` rather than an `x`.
# Such pairs are called bigrams. In this lesson you build the model twice: by counting, and as a layer of weights that
# finds the same table by gradient descent. The second way looks like a detour. It is the one that still works when the
# context grows, and everything up to the WaveNet of lesson 5 is built on it.
#
# The names, their vocabulary, the pictures and the loop around your gradient step are given, because none of them is a
# new idea. You write what turns words into numbers, numbers into probabilities, and probabilities into words and a loss.
#
# What you write depends on what it is given and on nothing else: nothing is remembered from one call to the next.
#
# Source: part 1 of the makemore lectures.
#
# In the shapes below, N is the number of bigrams and V the size of the vocabulary.

# %%
from itertools import pairwise

import torch
import torch.nn.functional as F
from jaxtyping import Float, Int
from torch import Tensor

# %% [markdown]
# ## Bigrams
#
# A word says more than which letters follow each other: it says how names begin and how they end. So a dot goes before
# and after every word, and "emma" holds five bigrams:
#
# | first | second |
# |---|---|
# | `.` | `e` |
# | `e` | `m` |
# | `m` | `m` |
# | `m` | `a` |
# | `a` | `.` |
#
# A network works on numbers. `stoi` gives each character its number, the dot included, and `itos` maps back.


# %%
def bigrams(words: list[str], stoi: dict[str, int]) -> tuple[Int[Tensor, " N"], Int[Tensor, " N"]]:
    """Every pair of neighbours in the words, with a dot before and after each word.

    Args:
        words: any number of words, each without dots; the list is left unchanged. "emma" gives five pairs, the empty
            word gives one, and no words give none. A word that is listed twice gives its pairs twice.
        stoi: the number of every character; that of the dot is `stoi["."]`, whatever it is.

    Returns:
        xs (N,) and ys (N,), both int64: the first and the second character of each pair, the words in the order given
        and each from left to right. No pair reaches from one word into the next.

    Raises:
        KeyError: a character of a word is not in `stoi`.

    Source: makemore part 1.
    """
    xs, ys = [], []
    for w in words:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            xs.append(stoi[ch1])
            ys.append(stoi[ch2])
    return torch.tensor(xs, dtype=torch.int64), torch.tensor(ys, dtype=torch.int64)


# %% [markdown]
# ## Counting
#
# How often does each character follow each other one? The answer is a table of V × V whole numbers: the row is the first
# character of the pair, the column the second.
#
# One line is tempting and wrong: `counts[xs, ys] += 1`. Torch reads all the old counts, adds 1 to each, and writes the
# results back. A pair that occurs a thousand times is written a thousand times with the same number, so it counts once.


# %%
def count_bigrams(words: list[str], stoi: dict[str, int]) -> Int[Tensor, "V V"]:
    """How often each character follows each other one.

    Args:
        words: any number of words, as for `bigrams`; no words give a table of zeros.
        stoi: the numbers 0 to V - 1 of the V characters, the dot among them. V is the length of `stoi`, whether or not
            all of its characters occur.

    Returns:
        A new int64 table at every call: row i and column j hold how often character j follows character i.

    Raises:
        KeyError: a character of a word is not in `stoi`.

    You may use your own `bigrams`. Source: makemore part 1.
    """
    V = len(stoi)
    N = torch.zeros((V, V), dtype=torch.int64)
    for w in words:
        chs = ["."] + list(w) + ["."]
        for ch1, ch2 in zip(chs, chs[1:]):
            ix1 = stoi[ch1]
            ix2 = stoi[ch2]
            N[ix1, ix2] += 1
    return N


# %% [markdown]
# ## From counts to probabilities
#
# Divide each row by its sum, and it says what comes after one character. Here is the bug that the lecture lingers on,
# because it makes no noise. `counts.sum(1)` has the right sums and the shape (V,). Divide (V, V) by (V,), and broadcasting
# lines the V sums up with the **columns**: a dimension that is missing is always added on the left. Every number is then
# divided by the sum of some other row. The code runs, the table looks fine, and the names get worse. With `keepdim=True`
# the sums have the shape (V, 1), a column that stands beside the rows it belongs to.
#
# Some pairs never occur, such as `jq`. A probability of exactly 0 says more than we know, and one name with a `jq` in it
# would make the loss infinite. Smoothing adds a little to **every** count before the division; the more is added, the
# more even the table becomes.


# %%
def normalize(counts: Int[Tensor, "V V"], smoothing: float) -> Float[Tensor, "V V"]:
    """Probabilities of the next character: each row of the smoothed counts, divided by its sum.

    Args:
        counts: an int64 table of any size V, left unchanged.
        smoothing: what is added to every count: a number that is not negative, such as 0, 1 or 0.5. With 0, a count of
            0 gives a probability of 0, and every row holds a count.

    Returns:
        A table in float32 or float64 whose rows sum to 1.

    Source: makemore part 1.
    """
    P = (counts + smoothing).float()
    P = P / P.sum(1, keepdim=True)
    return P


# %% [markdown]
# ## Sampling
#
# The table is a model already, and it can write. Begin at the dot, draw the next character from the dot's row, go on in
# the row of the character drawn, and stop when a dot comes up. `torch.multinomial` draws from a row; which number it
# draws depends on the state of the generator alone, so the same state gives the same names.
#
# The names are poor, like `mor`, `axx` or `minaymoryles` in the lecture. A table of equal probabilities does far worse:
# the model has learned something, and it knows only one character of the past.


# %%
def sample(probs: Float[Tensor, "V V"], itos: dict[int, str], generator: torch.Generator) -> str:
    """Draw one word: begin at the dot, draw each character from the row of the one before, and stop at the dot.

    Args:
        probs: the probability of each next character (column) after each character (row); rows sum to 1. The table is
            left unchanged.
        itos: the character for every number; the dot is one of them, whatever its number.
        generator: the only source of randomness. It moves on with every draw, so the next call gives another word.

    Returns:
        The word, a string without dots, however long; empty if the first character drawn is the dot. A character may
        come up any number of times.

    You may use `torch.multinomial`. Source: makemore part 1.
    """
    dot = next(i for i, c in itos.items() if c == ".")
    out = []
    ix = dot
    while True:
        p = probs[ix]
        ix = torch.multinomial(p, num_samples=1, replacement=True, generator=generator).item()
        if ix == dot:
            break
        out.append(itos[ix])
    return "".join(out)


# %% [markdown]
# ## One number for how good the model is
#
# A good model finds the names that exist likely. The likelihood of all bigrams is the product of their probabilities: a
# number so small that no float can hold it. Its logarithm is a sum, which can be held; with the sign turned around, good
# is small; and as a mean it no longer depends on how many words there are. That is the negative log-likelihood, the loss
# of this whole course.
#
# Guessing evenly among 27 characters gives log 27 = 3.30. Counting reaches 2.45 on the lecture's list and 2.47 on words
# of ours that were left out of the counts.


# %%
def nll(probs: Float[Tensor, "V V"], words: list[str], stoi: dict[str, int]) -> Float[Tensor, ""] | float:
    """The mean negative log-likelihood of all bigrams of the words, with the natural logarithm.

    Args:
        probs: the probability of each next character (column) after each character (row), left unchanged.
        words: one or more words, as for `bigrams`, left unchanged too; thousands of them are no difficulty.
        stoi: the number of every character, the dot among them.

    Returns:
        The mean, in which every bigram counts once for each time it occurs, as a number or as a tensor that holds one.
        It is infinite if a bigram of the words has probability 0, and that is no error. Probabilities of bigrams that
        do not occur make no difference.

    With the counts of the training words, smoothed by 1, the dev words of the course get 2.472, and other words what
    their table gives. You may use your own `bigrams`. Source: makemore part 1.
    """
    xs, ys = bigrams(words, stoi)
    return -probs[xs, ys].log().mean()


# %% [markdown]
# ## The same table as a layer of weights
#
# Now the second way. A number such as 5 is not a quantity: `e` is not five times `a`. So each character goes into the
# network as V inputs, all of them 0 but the one with its number, which is 1: the one-hot encoding. Multiply it by a
# V × V matrix `W`, and the 1 picks its row while the zeros wipe out the others. A one-hot row times W **is** a row of W.
#
# The numbers in that row can be anything, so they cannot be probabilities. Take them for the logarithms of counts, called
# logits. Exponentials turn them into something like counts, above 0, and what you know from the table turns these into
# probabilities. Exponentiate and divide by the sum of the row: that is the softmax.


# %%
def one_hot_logits(xs: Int[Tensor, " N"], W: Float[Tensor, "V V"]) -> Float[Tensor, "N V"]:
    """The logits after each character: its one-hot row times W.

    Equal to the rows of W with these numbers, in value and in the gradient of W: a row that is used k times collects k
    gradients.

    Args:
        xs: one or more int64 numbers from 0 to V - 1, left unchanged; not all of these need to occur.
        W: the float32 weights of the layer, for a vocabulary of any size V; left unchanged.

    Any way to compute it is right, the product as well as indexing. Source: makemore part 1.
    """
    xenc = F.one_hot(xs, num_classes=W.shape[0]).float()
    return xenc @ W


# %% [markdown]
# ## One step downhill
#
# Start with any W. Forward: logits, softmax, the probability of the character that really came, the mean of the negative
# logarithms. Backward: torch follows the graph and leaves in `W.grad` how the loss changes with every weight. Update: a
# small step against the gradient. Torch **adds** to `W.grad` what each backward pass finds, so the old gradient has to go
# first.
#
# Smoothing has its counterpart here. If all weights are 0, all characters are equally likely; so the mean of the squared
# weights, times `decay`, is added to the loss, and it pulls the table towards even rows just as a larger count does.
#
# This W is small and its logits stay moderate, so you may take exponentials without a second thought. Lesson 2 says what
# to do when they overflow.


# %%
def gradient_step(
    W: Float[Tensor, "V V"], xs: Int[Tensor, " N"], ys: Int[Tensor, " N"], lr: float, decay: float
) -> Float[Tensor, ""] | float:
    """Take one step of gradient descent on `mean(-log p) + decay * mean(W ** 2)`.

    Here p is the probability that the softmax of a row of `one_hot_logits(xs, W)` gives to the character in ys.

    Args:
        W: float32 weights, a leaf that requires gradients, and so it stays. This very tensor gets the new numbers,
            W - lr * (the gradient of the loss). `W.grad` is None or what an earlier step left there, which does not
            count in this one.
        xs, ys: one or more pairs of characters, as `bigrams` returns them, left unchanged.
        lr: the learning rate.
        decay: how much the mean of the squared weights counts; 0 if it does not.

    Returns:
        The loss before the update, all of it, as a number or as a tensor that holds one.

    Steps on batches of the training words bring the dev loss to within 0.01 of what the counts reach. You may use your
    own `one_hot_logits`. You may not use `F.cross_entropy`, `F.nll_loss`, `F.softmax`, `F.log_softmax` or their classes
    `nn.CrossEntropyLoss`, `nn.NLLLoss`, `nn.Softmax`, `nn.LogSoftmax`; `torch.logsumexp` is allowed. Source: makemore
    part 1.
    """
    logits = one_hot_logits(xs, W)
    counts = logits.exp()
    probs = counts / counts.sum(1, keepdim=True)
    loss = -probs[torch.arange(len(ys)), ys].log().mean() + decay * (W**2).mean()
    W.grad = None
    loss.backward()
    W.data += -lr * W.grad
    return loss.item()


# %% [markdown]
# Nothing in this step knows that counting exists. Yet it ends at the same table, because the counts are where the loss is
# smallest.


# %%
def train(W: Float[Tensor, "V V"], xs: Tensor, ys: Tensor, steps: int, lr: float, decay: float) -> list[float]:
    """Provided. Take steps on all pairs at once; returns the loss at every step."""
    return [float(gradient_step(W, xs, ys, lr, decay)) for _ in range(steps)]


# %% [markdown]
# ## Looking
#
# The cells at the end draw in a notebook; `python exercises/lesson1/bigram.py` writes the same figures into `plots/lesson1`.
#
# First the table itself. The row of the dot says how names begin, its column how they end. Look at the row of `q`, and
# at the many pairs that never occur.


# %%
def plot_counts(counts: Int[Tensor, "V V"], itos: dict[int, str]):
    """Provided. The table as a picture: in every square the pair and how often it occurs."""
    import matplotlib.pyplot as plt

    V = len(counts)
    figure, axes = plt.subplots(figsize=(16, 16))
    axes.imshow(counts, cmap="Blues")
    dark = counts.max().item() / 2
    for i in range(V):
        for j in range(V):
            count = counts[i, j].item()
            style = {"ha": "center", "color": "white" if count > dark else "dimgray"}
            axes.text(j, i - 0.08, itos[i] + itos[j], va="bottom", fontsize=11, **style)
            axes.text(j, i + 0.08, f"{count}", va="top", fontsize=8, **style)
    axes.set_xticks(range(V), [itos[j] for j in range(V)])
    axes.set_yticks(range(V), [itos[i] for i in range(V)])
    axes.tick_params(length=0, labelsize=13, top=True, labeltop=True, bottom=False, labelbottom=False)
    axes.set_title("How often the second character (column) follows the first (row)", pad=16, fontsize=16)
    figure.tight_layout()
    return figure


# %% [markdown]
# Then the layer on its way: the loss falls towards that of the table and does not get below it.


# %%
def plot_losses(losses: list[float], floor: float):
    """Provided. The loss at every step, and that of the counts."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots()
    axes.plot(losses, label="the layer, trained by gradient steps")
    axes.axhline(floor, color="tab:orange", linestyle="--", label=f"the table of counts ({floor:.3f})")
    axes.set(xlabel="step", ylabel="training loss (nats per character)", title="Gradient descent finds the table")
    axes.legend(frameon=False)
    return figure


# %% [markdown]
# ## Everything together, on the names
#
# The words are split at random: the counts come from four fifths of them, and the loss is measured on dev words that were
# not counted. Lesson 2 says why.

# %%
if __name__ == "__main__":
    from data import load_names, split, vocabulary
    from grader.training.plots import show

    words = load_names()
    stoi, itos = vocabulary(words)
    train_words, dev_words, _ = split(words)
    counts = count_bigrams(train_words, stoi)
    show(plot_counts(counts, itos), "counts.png", "plots/lesson1")

# %%
if __name__ == "__main__":
    probs = normalize(counts, 1)
    print(f"counting: training loss {nll(probs, train_words, stoi):.3f}, dev loss {nll(probs, dev_words, stoi):.3f}")
    generator = torch.Generator().manual_seed(2147483647)
    print("by the table:", *(sample(probs, itos, generator) for _ in range(10)))
    even = torch.ones(len(stoi), len(stoi)) / len(stoi)
    print("all equally likely:", *(sample(even, itos, generator) for _ in range(5)))

# %% [markdown]
# The layer starts from random weights, in the lecture from these very ones, and gets 200 steps on all pairs at once.

# %%
if __name__ == "__main__":
    W = torch.randn((len(stoi), len(stoi)), generator=torch.Generator().manual_seed(2147483647), requires_grad=True)
    losses = train(W, *bigrams(train_words, stoi), steps=200, lr=50, decay=0.01)
    show(plot_losses(losses, float(nll(probs, train_words, stoi))), "loss.png", "plots/lesson1")

# %%
if __name__ == "__main__":
    trained = W.detach().exp()
    trained = trained / trained.sum(1, keepdim=True)
    print(f"the layer: dev loss {nll(trained, dev_words, stoi):.3f}")
    generator = torch.Generator().manual_seed(2147483647)
    print("by the layer:", *(sample(trained, itos, generator) for _ in range(10)))

# %% [markdown]
# The two lists of names are nearly the same: the generator is in the same state, and the tables hardly differ.
