# %% [markdown]
# # Lesson 6: a recurrent network is a loop
#
# The models so far look at a fixed number of characters and have separate weights for each place in the window. Yet an
# "e" does not become a different letter when it moves one place to the left. Here every place shares the same matrices:
# one that reads a character into the state, one that carries the state on, one that turns the state into logits. Then
# the window may have any length, and the number of weights does not grow with it.
#
# Source: fast.ai, Practical Deep Learning (2018), lesson 6, and the "RNN" notebook that goes with it.
#
# Shapes: B rows in a batch, T characters in time, V characters in the vocabulary, D numbers per character, H hidden
# units. B, T, D and H may be 1, and a single row still has two dimensions, 1×T.
#
# What a model computes has the dtype and the device of its parameters, and that holds for a state of zeros too: a plain
# `torch.zeros(B, H)` is float32 on the CPU and does not fit a model in float64 or on a GPU. Parameters are the very
# tensors, in a list, a tuple or a generator. An exercise names what it does not allow; all else in torch is yours to
# use.

# %%
import torch
import torch.nn.functional as F
from jaxtyping import Float, Int
from torch import Tensor

# %% [markdown]
# ## The data: one stream of characters
#
# Names follow one another as `.emma.olivia.ava.`: a single long sequence in which the dot is just one more character.
# The same code can also read Nietzsche, as the lecture does.


# %%
def encode(text: str, stoi: dict[str, int]) -> Int[Tensor, " N"]:
    """Provided. A text as a stream of character numbers."""
    return torch.tensor([stoi[character] for character in text])


# %%
def names_as_text(words: list[str]) -> str:
    """Provided. All names in one string, with a dot before, between and after them."""
    return f".{'.'.join(words)}."


# %%
def linear(fan_in: int, fan_out: int, generator: torch.Generator | None) -> tuple[Tensor, Tensor]:
    """Provided; lesson 3 taught it. Weights (fan_in, fan_out) that keep the size of their input, and a zero bias."""
    weight = torch.randn((fan_in, fan_out), generator=generator) * fan_in**-0.5
    return weight.requires_grad_(), torch.zeros(fan_out, requires_grad=True)


# %% [markdown]
# ## Three characters, three matrices
#
# Read "emm" and guess the "a". The state `h`, one row of H numbers for each example, starts at zero. Then, three times:
# read the next character (look up its row, multiply by `W_in`, relu), **add** it to the state, and squash the sum
# through `W_hidden` and tanh. For a batch of 64 with D = 16 and H = 128, each character goes
#
# 64 → 64×16 → 64×128, and the state stays 64×128 all the way; at the end, 64×128 → 64×27.
#
# The third character passes through one tanh, the first through three: the order is in the depth, not in the weights.


# %%
class CharThree:
    """Three characters in, logits for the fourth out, with the same matrices at each of the three places.

    Attributes (all given): C (V, D) the embedding; W_in (D, H) and b_in (H,) from a character to
    the hidden size; W_hidden (H, H) and b_hidden (H,) from state to state; W_out (H, V) and b_out
    (V,) from the last state to logits.

    You may not use `torch.nn.RNN`, `torch.nn.Linear` or `torch.nn.Embedding`. With 16 numbers per
    character and 128 hidden units, the course's training takes it to a dev loss of 2.17; the logits
    have to come from the parameters and from nothing else. Source: fast.ai lesson 6, the
    three-character model.
    """

    def __init__(self, vocab_size: int, n_embd: int, n_hidden: int, generator: torch.Generator | None = None):
        self.C = torch.randn((vocab_size, n_embd), generator=generator).requires_grad_()
        self.W_in, self.b_in = linear(n_embd, n_hidden, generator)
        self.W_hidden, self.b_hidden = linear(n_hidden, n_hidden, generator)
        self.W_out, self.b_out = linear(n_hidden, vocab_size, generator)

    def __call__(self, X: Int[Tensor, "B 3"]) -> Float[Tensor, "B V"]:
        """Read the three characters of each row, oldest first.

        With e_t = relu(C[X[:, t]] W_in + b_in) and h = 0 before the first character:
        h becomes tanh((h + e_t) W_hidden + b_hidden) for t = 0, 1, 2, and the logits are h W_out +
        b_out. Gradients of all three steps meet in the matrices.

        Raises:
            ValueError: the rows do not have exactly three characters.
        """
        ### BEGIN SOLUTION Read three characters into the state one after the other, then turn the state into logits.
        if X.shape[1] != 3:
            raise ValueError(f"CharThree reads exactly 3 characters, and X has shape {tuple(X.shape)}.")
        e1 = F.relu(self.C[X[:, 0]] @ self.W_in + self.b_in)
        e2 = F.relu(self.C[X[:, 1]] @ self.W_in + self.b_in)
        e3 = F.relu(self.C[X[:, 2]] @ self.W_in + self.b_in)
        h = torch.tanh(e1 @ self.W_hidden + self.b_hidden)  # the state before is zero
        h = torch.tanh((h + e2) @ self.W_hidden + self.b_hidden)
        h = torch.tanh((h + e3) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
        ### END SOLUTION

    def parameters(self) -> list[Tensor]:
        """Each parameter once, in the order of the attributes above."""
        return [self.C, self.W_in, self.b_in, self.W_hidden, self.b_hidden, self.W_out, self.b_out]


# %% [markdown]
# ## The same as a loop of eight
#
# Three lines that differ only in an index are a loop. Written as one, it reads eight characters as easily as three,
# without a single additional weight: that is all there is to a recurrent network.


# %%
class CharLoop(CharThree):
    """`CharThree` for rows of any length T >= 1: the same attributes, the same steps, in a loop.

    You may not use `torch.nn.RNN`, `torch.nn.Linear` or `torch.nn.Embedding`. With 16 numbers per
    character, 128 hidden units and eight characters, the course's training takes it to a dev loss
    of 2.1; the logits have to come from the parameters and from nothing else.
    """

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        """Read all characters of each row, oldest first; at T = 3 this is `CharThree`.

        Returns:
            The logits after the last character. Gradients of all steps meet in the matrices.

        Source: fast.ai lesson 6, the character loop.
        """
        ### BEGIN SOLUTION Repeat the step of CharThree for every column of X, then turn the last state into logits.
        h = self.C.new_zeros(X.shape[0], self.W_hidden.shape[0])
        for t in range(X.shape[1]):
            e = F.relu(self.C[X[:, t]] @ self.W_in + self.b_in)
            h = torch.tanh((h + e) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
        ### END SOLUTION


# %% [markdown]
# ## Add or concatenate?
#
# Adding mixes two different kinds of things, what was read before and what is read now, and after the sum nobody can
# tell them apart. The alternative is to lay them side by side and let the matrix decide: 64×128 beside 64×16 makes
# 64×144, and `W_in` grows to 144×128. The lecture reports 1.72 for adding and 1.66 for concatenating on Nietzsche.


# %%
class ConcatRNN:
    """The character loop with input and state side by side instead of added up.

    Attributes, all of them leaf tensors that require gradients:
        C: (V, D)
        W_in: (H + D, H); its first H rows meet the state, its last D rows the character
        b_in: (H,)
        W_hidden: (H, H)
        b_hidden: (H,)
        W_out: (H, V)
        b_out: (V,)

    You may use `linear` to draw a weight and its bias. You may not use `torch.nn.RNN`,
    `torch.nn.Linear` or `torch.nn.Embedding`. With 16 numbers per character, 128 hidden units and
    eight characters, the course's training takes it to a dev loss of 2.09; the logits have to come
    from the parameters and from nothing else. Source: fast.ai lesson 6, the concatenating model.
    """

    def __init__(self, vocab_size: int, n_embd: int, n_hidden: int, generator: torch.Generator | None = None):
        """Draw the parameters (V = vocab_size, D = n_embd, H = n_hidden), with `generator` if one is given."""
        ### BEGIN SOLUTION Draw the embedding and the three pairs of weight and bias, W_in with n_hidden + n_embd rows.
        self.C = torch.randn((vocab_size, n_embd), generator=generator).requires_grad_()
        self.W_in, self.b_in = linear(n_hidden + n_embd, n_hidden, generator)
        self.W_hidden, self.b_hidden = linear(n_hidden, n_hidden, generator)
        self.W_out, self.b_out = linear(n_hidden, vocab_size, generator)
        ### END SOLUTION

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B V"]:
        """Read the characters of each row, oldest first, and return the logits after the last.

        With [h, c] the state and the embedded character side by side, state first, and h = 0 before
        the first
        character: h becomes tanh(relu([h, c] W_in + b_in) W_hidden + b_hidden), and the logits are
        h W_out + b_out. Gradients of all steps meet in the matrices.
        """
        ### BEGIN SOLUTION Loop over the columns of X with state and character side by side, then return the logits.
        h = self.C.new_zeros(X.shape[0], self.W_hidden.shape[0])
        for t in range(X.shape[1]):
            both = torch.cat([h, self.C[X[:, t]]], 1)
            h = torch.tanh(F.relu(both @ self.W_in + self.b_in) @ self.W_hidden + self.b_hidden)
        return h @ self.W_out + self.b_out
        ### END SOLUTION

    def parameters(self) -> list[Tensor]:
        """Each parameter once, in the order of the attributes above."""
        ### BEGIN SOLUTION List the seven parameters in the order of the docstring.
        return [self.C, self.W_in, self.b_in, self.W_hidden, self.b_hidden, self.W_out, self.b_out]
        ### END SOLUTION


# %% [markdown]
# ## `torch.nn.RNN`, rebuilt
#
# torch's own layer is slightly different again: input and state each have a matrix and a bias, the two products are
# added, and one tanh follows. It returns the state after **every** step, and the last one once more on its own.
#
# Two conventions come with it. Weights are stored as (out, in), so they are transposed before the product. And time
# comes first, T×B×I, because the loop then walks along the first dimension; `batch_first=True` asks for B×T×I instead.
# The state is 1×B×H in both cases (the 1 counts layers).


# %%
class RNN:
    """One tanh layer of recurrence, equal to `torch.nn.RNN` on the same weights.

    Attributes, all of them leaf tensors that require gradients, drawn uniformly between -1/sqrt(H)
    and 1/sqrt(H):
        weight_ih: (H, I)
        weight_hh: (H, H)
        bias_ih: (H,)
        bias_hh: (H,)
        out: the output of the last call

    You may not use `torch.nn.RNN`, `torch.nn.RNNCell`, `torch.nn.Linear`, `torch.rnn_tanh` or
    `torch.rnn_tanh_cell`.
    Source: fast.ai lesson 6; the formula in the documentation of
    `torch.nn.RNN`; J. L. Elman, "Finding Structure in Time" (1990).
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        batch_first: bool = False,
        generator: torch.Generator | None = None,
    ):
        """Draw the parameters (I = input_size, H = hidden_size), with `generator` if one is given."""
        ### BEGIN SOLUTION Draw two weights and two biases between -1/sqrt(H) and 1/sqrt(H), and remember batch_first.
        bound = hidden_size**-0.5

        def draw(*shape: int) -> Tensor:
            return torch.empty(shape).uniform_(-bound, bound, generator=generator).requires_grad_()

        self.weight_ih = draw(hidden_size, input_size)
        self.weight_hh = draw(hidden_size, hidden_size)
        self.bias_ih = draw(hidden_size)
        self.bias_hh = draw(hidden_size)
        self.batch_first = batch_first
        ### END SOLUTION

    def __call__(
        self, x: Float[Tensor, "T B I"], h0: Float[Tensor, "1 B H"] | None = None
    ) -> tuple[Float[Tensor, "T B H"], Float[Tensor, "1 B H"]]:
        """Run over the sequence: h_t = tanh(x_t weight_ih^T + bias_ih + h_(t-1) weight_hh^T + bias_hh).

        Args:
            x: (T, B, I), or (B, T, I) if `batch_first`; any T >= 1.
            h0: the state before the first step, (1, B, H) whatever `batch_first` is; zeros if None.
                It and x stay as they were.

        Returns:
            output: the state after every step, (T, B, H), or (B, T, H) if `batch_first`; also kept
                as `self.out`.
            h_n: the state after the last step, (1, B, H); it may share its memory with `output`.
            Gradients flow through both, to the parameters, to x and to h0.
        """
        ### BEGIN SOLUTION Loop over time, collect the state after every step, and return all of them and the last.
        steps = x.unbind(1 if self.batch_first else 0)
        h = x.new_zeros(steps[0].shape[0], self.weight_hh.shape[0]) if h0 is None else h0[0]
        states = []
        for x_t in steps:
            h = torch.tanh(x_t @ self.weight_ih.T + self.bias_ih + h @ self.weight_hh.T + self.bias_hh)
            states.append(h)
        self.out = torch.stack(states, 1 if self.batch_first else 0)
        return self.out, h.unsqueeze(0)
        ### END SOLUTION

    def parameters(self) -> list[Tensor]:
        """Each parameter once, in the order weight_ih, weight_hh, bias_ih, bias_hh."""
        ### BEGIN SOLUTION List weight_ih, weight_hh, bias_ih and bias_hh in this order.
        return [self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh]
        ### END SOLUTION


# %% [markdown]
# ## A loss at every step
#
# `CharLoop` works through eight characters and is asked one question. But the state after the third character could
# have guessed the fourth: ask at every step, and the same work gives eight losses instead of one. The logits are now
# B×T×V and the targets B×T.
#
# `F.cross_entropy` wants one row for each question, so 64×8×27 becomes 512×27, and 64×8 becomes 512. Both must be
# flattened in the same order. If one has time first and the other the batch, every shape still fits, no error is
# raised, and the model learns to answer a question that was put to another row.


# %%
def sequence_cross_entropy(logits: Float[Tensor, "B T V"], targets: Int[Tensor, "B T"]) -> Float[Tensor, ""]:
    """The cross-entropy averaged over all B * T steps.

    Args:
        logits: the logits of row b at time t, `logits[b, t]`, belong to `targets[b, t]`. Neither
            has to be contiguous.
        targets: int64.

    Returns:
        A scalar: the mean over rows and steps (not their sum, and not the sum over time of means
        over rows).

    Raises:
        ValueError: the first two dimensions of `logits` are not the shape of `targets`. Transposed
            targets have just as many elements, and would otherwise go unnoticed.

    You may use `F.cross_entropy`: lesson 2 taught it. Source: fast.ai lesson 6.
    """
    ### BEGIN SOLUTION Average the cross-entropy over all rows and steps, and refuse targets of another shape.
    if logits.shape[:2] != targets.shape:
        raise ValueError(
            f"logits {tuple(logits.shape)} need targets {tuple(logits.shape[:2])}, and they are {tuple(targets.shape)}."
        )
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten())
    ### END SOLUTION


# %% [markdown]
# ## Starting from the identity
#
# The hidden matrix is applied once per step. Multiply by a random matrix eight or a hundred times, and what was read
# at the beginning has been stretched in some directions and lost in most. With the identity the state passes on
# unchanged until training finds something better to do: memory is the starting point, and forgetting has to be learned.
# (Le, Jaitly and Hinton 2015 did this with relu and found that it lets a plain loop compete with an LSTM.)


# %%
def identity_init(W: Float[Tensor, "H H"]) -> Float[Tensor, "H H"]:
    """Fill the matrix with the identity, in place.

    Args:
        W: a square matrix, usually a leaf that requires gradients, like `rnn.weight_hh`.

    Returns:
        `W` itself: the same storage, still a leaf, and the change is not part of any graph.

    Raises:
        ValueError: W is not square.

    You may not use `torch.nn.init.eye_` or `torch.nn.init.dirac_`. Source: fast.ai lesson 6; Q. V.
    Le, N. Jaitly, G. E. Hinton, "A Simple Way to Initialize Recurrent Networks of Rectified Linear
    Units" (2015).
    """
    ### BEGIN SOLUTION Overwrite W in place with the identity, outside the graph, and return it.
    if W.ndim != 2 or W.shape[0] != W.shape[1]:
        raise ValueError(f"Only a square matrix can become the identity, and W has shape {tuple(W.shape)}.")
    with torch.no_grad():
        W.copy_(torch.eye(W.shape[0], dtype=W.dtype, device=W.device))
    return W
    ### END SOLUTION


# %% [markdown]
# ## Batches that continue
#
# If a stream is cut at random places, each piece begins with an empty memory. Instead, cut the stream into B long
# strips, put them below one another, and walk along them: batch k holds columns kT ... (k+1)T of the strips, so row i
# of batch k+1 goes on exactly where row i of batch k ended. For a stream `abcdefghijklmnopqrstuvwxyz`, B = 2 and T = 4:
#
# | | batch 0 | batch 1 | batch 2 |
# |---|---|---|---|
# | row 0 | `abcd` | `efgh` | `ijkl` |
# | row 1 | `mnop` | `qrst` | `uvwx` |
#
# Each strip has 12 characters; the `y` is only a target (the last one, of `x`) and the `z` is left over.


# %%
def stream_batches(
    stream: Int[Tensor, " N"], batch_size: int, seq_len: int
) -> tuple[Int[Tensor, "K B T"], Int[Tensor, "K B T"]]:
    """Cut a stream into K batches, each of which continues the one before.

    Args:
        stream: N characters.
        batch_size: B strips of equal length. Strip i + 1 begins where strip i ends.
        seq_len: T characters of each strip in every batch.

    Returns:
        X and Y of shape (K, B, T) with K = (N - 1) // (B * T): `X[k + 1, i]` follows `X[k, i]` in
        the stream, and `Y[k, i, t]` is the character that follows `X[k, i, t]`. What is left at the
        end of the stream is dropped.

    Raises:
        ValueError: the stream is too short for a single batch.

    Source: fast.ai lesson 6, the stateful model.
    """
    ### BEGIN SOLUTION Cut the stream into batch_size strips and the strips into pieces of seq_len, inputs and targets.
    K = (len(stream) - 1) // (batch_size * seq_len)
    if K < 1:
        raise ValueError(
            f"A stream of {len(stream)} is too short for a batch of {batch_size} x {seq_len} and a target."
        )
    used = K * batch_size * seq_len
    X = stream[:used].view(batch_size, K, seq_len)
    Y = stream[1 : used + 1].view(batch_size, K, seq_len)
    return X.transpose(0, 1), Y.transpose(0, 1)
    ### END SOLUTION


# %% [markdown]
# ## A model that remembers, and forgets how it came to remember
#
# The state now survives from batch to batch: `h` at the end of one is the start of the next. That has a price. The new
# state was computed from the old, the old from the one before, and autograd keeps it all: after a thousand batches
# `backward` would walk a thousand batches back (in fact it stops with an error, since the older graph has already been
# freed).
#
# So we keep the numbers and cut their history: `detach` gives a tensor with the same values and no memory of where they
# came from. The state is carried on, the gradient is not; this is backpropagation through time, truncated to T steps.


# %%
class StatefulRNN:
    """Embedding, `RNN` and output layer: logits at every step, and a state that is carried from call to call.

    Attributes (the parameters are given): C (V, D); rnn, an `RNN` with batch first; W_out (H, V),
    b_out (V,); h, the state (1, B, H) after the last call, and None in a new model.

    You may not use `torch.nn.RNN` or `torch.rnn_tanh`. With 16 numbers per character and 128 hidden
    units, the course's training takes it to a dev loss of 2.08 on the stream of names; the logits
    have to come from the parameters and the state, and from nothing else. Source: fast.ai lesson 6,
    the stateful model.
    """

    def __init__(self, vocab_size: int, n_embd: int, n_hidden: int, generator: torch.Generator | None = None):
        self.C = torch.randn((vocab_size, n_embd), generator=generator).requires_grad_()
        self.rnn = RNN(n_embd, n_hidden, batch_first=True, generator=generator)
        self.W_out, self.b_out = linear(n_hidden, vocab_size, generator)
        self.h = None

    def __call__(self, X: Int[Tensor, "B T"]) -> Float[Tensor, "B T V"]:
        """Go on from the state of the last call, keep the new one, and return the logits of every step.

        A step never sees a later character. A call may have another number of steps than the one
        before. The state starts from zeros after `reset`, and whenever the number of rows is not
        that of the previous call. The kept state has no graph: `backward` on the logits of this
        call never reaches an earlier call.
        """
        ### BEGIN SOLUTION Run the rnn from the kept state, keep the last state without its graph, return the logits.
        if self.h is not None and self.h.shape[1] != X.shape[0]:
            self.reset()
        output, h = self.rnn(self.C[X], self.h)
        self.h = h.detach()
        return output @ self.W_out + self.b_out
        ### END SOLUTION

    def reset(self) -> None:
        """Forget the state: the next call starts from zeros, whether `h` is None or zeros until then."""
        ### BEGIN SOLUTION Forget the state.
        self.h = None
        ### END SOLUTION

    def parameters(self) -> list[Tensor]:
        """Each parameter once."""
        return [self.C, *self.rnn.parameters(), self.W_out, self.b_out]


# %% [markdown]
# ## Writing
#
# A model with a state does not have to reread its own text for every letter: feed it the prompt once, then only the
# letter that was drawn last.


# %%
@torch.no_grad()
def generate(
    model: StatefulRNN,
    prompt: str,
    length: int,
    stoi: dict[str, int],
    itos: dict[int, str],
    generator: torch.Generator | None = None,
) -> str:
    """Let the model continue a text.

    Args:
        model: maps (1, T) characters to (1, T, V) logits, carries its state from call to call, and
            has `reset()`.
        prompt: what to continue; at least one character. The model is reset before it reads it.
        length: how many characters to draw; none at all if it is 0.
        stoi, itos: from characters to their numbers and back.
        generator: the only source of randomness.

    Returns:
        The prompt and the `length` characters drawn, each from the softmax of the logits after all
        the text before it. The model reads each character once: its state remembers the others.

    You may use `torch.softmax` and `torch.multinomial`. Source: fast.ai lesson 6.
    """
    ### BEGIN SOLUTION Reset the model, let it read the prompt, then draw character after character and feed each back.
    model.reset()
    text = prompt
    unread = prompt
    for _ in range(length):
        logits = model(encode(unread, stoi).unsqueeze(0))[0, -1]
        index = torch.multinomial(F.softmax(logits, 0), 1, generator=generator).item()
        unread = itos[index]
        text += unread
    return text
    ### END SOLUTION


# %% [markdown]
# ## Training
#
# Two loops: one draws windows at random and asks once per window, the other walks along the strips and asks at every
# step. Both use AdamW and lower the rate to zero linearly.


# %%
def steps_of(model, loss_of, batches, total: int, lr: float) -> list[float]:
    """Provided. Take one step of AdamW for every batch, with a rate that falls to zero; returns the losses."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / total)
    losses = []
    for X, Y in batches:
        loss = loss_of(model(X), Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses


# %%
def train_windows(
    model, stream: Tensor, seq_len: int, steps: int, batch_size: int = 512, lr: float = 0.01, seed: int = 0
):
    """Provided. Train a loop that answers once, on windows of `seq_len` characters from random places of the stream."""
    generator = torch.Generator().manual_seed(seed)
    windows = stream.unfold(0, seq_len + 1, 1)

    def batches():
        for _ in range(steps):
            rows = windows[torch.randint(0, len(windows), (batch_size,), generator=generator)]
            yield rows[:, :-1], rows[:, -1]

    return steps_of(model, F.cross_entropy, batches(), steps, lr)


# %%
def train_stateful(
    model: StatefulRNN, stream: Tensor, seq_len: int, epochs: int, batch_size: int = 128, lr: float = 0.005
):
    """Provided. Train a stateful model along the strips of the stream, from an empty state in every epoch."""
    X, Y = stream_batches(stream, batch_size, seq_len)

    def batches():
        for _ in range(epochs):
            model.reset()
            yield from zip(X, Y, strict=True)

    return steps_of(model, sequence_cross_entropy, batches(), epochs * len(X), lr)


# %%
@torch.no_grad()
def evaluate_windows(model, stream: Tensor, seq_len: int) -> float:
    """Provided. The loss of a model that answers once, over all windows of a stream."""
    windows = stream.unfold(0, seq_len + 1, 1)
    return F.cross_entropy(model(windows[:, :-1]), windows[:, -1]).item()


# %%
@torch.no_grad()
def evaluate_stateful(model: StatefulRNN, stream: Tensor) -> float:
    """Provided. The loss of a stateful model that reads a stream from one end to the other."""
    model.reset()
    loss = sequence_cross_entropy(model(stream[None, :-1]), stream[None, 1:]).item()
    model.reset()
    return loss


# %% [markdown]
# ## What the identity start is good for
#
# Two measurements, plain start against identity start, nothing else changed.
#
# On names, the identity does not help. Whatever a letter decides, it decides within a few steps, and a plain start
# remembers for that long; with the identity, the state at first adds up everything it reads, and the tanh saturates.
#
# On recall, it makes all the difference. Twenty random digits go by, and the model is asked for the first. With the
# plain start, the gradient shrinks by half at every step back, a millionth of it arrives at the first digit, and the
# loss stays at ln 10 = 2.30, pure guessing. With the identity start, a twentieth arrives, and the model learns the
# task. (At thirty digits both fail, and it takes a gated cell.) So measure what a trick does for your data; do not just
# believe in it.


# %%
def recall_losses(
    identity: bool, seq_len: int = 20, steps: int = 600, batch_size: int = 128, seed: int = 0
) -> list[float]:
    """Provided. Train a model to name the first of `seq_len` random digits; returns the losses."""
    generator = torch.Generator().manual_seed(seed)
    model = StatefulRNN(10, 16, 64, generator)
    if identity:
        identity_init(model.rnn.weight_hh)

    def batches():
        for _ in range(steps):
            X = torch.randint(0, 10, (batch_size, seq_len), generator=generator)
            model.reset()
            yield X, X[:, 0]

    return steps_of(model, lambda logits, Y: F.cross_entropy(logits[:, -1], Y), batches(), steps, lr=0.003)


# %%
def stream_losses(identity: bool, stream: Tensor, vocab_size: int, epochs: int = 3) -> list[float]:
    """Provided. Train a stateful model on a stream; returns the losses."""
    model = StatefulRNN(vocab_size, 16, 128, torch.Generator().manual_seed(0))
    if identity:
        identity_init(model.rnn.weight_hh)
    return train_stateful(model, stream, seq_len=8, epochs=epochs)


# %%
def plot_identity_start(stream: Tensor, vocab_size: int):
    """Provided. The losses of a plain and an identity start, on a stream of text and on recall."""
    import matplotlib.pyplot as plt

    figure, (text, recall) = plt.subplots(1, 2, figsize=(11, 4))
    for identity, label in ((False, "plain start"), (True, "identity start")):
        text.plot(averaged(stream_losses(identity, stream, vocab_size)), label=label)
        recall.plot(averaged(recall_losses(identity)), label=label)
    text.set(title="the stream of names", xlabel="steps / 10", ylabel="training loss")
    recall.set(title="recalling the first of 20 digits", xlabel="steps / 10", ylim=(0, None))
    recall.legend()
    return figure


# %%
def averaged(losses: list[float], window: int = 10) -> Tensor:
    """Provided. The losses, averaged over windows."""
    return torch.tensor(losses[: len(losses) // window * window]).view(-1, window).mean(1)


# %% [markdown]
# ## Everything together, on the names
#
# One stream for training and one for dev, each made of its own words. `python exercises/lesson6/rnn.py` runs these
# cells too and writes the figure into `plots/lesson6`.


# %%
def name_streams():
    """Provided. The training and the dev stream of the names, stoi and itos."""
    from data import load_names, split, vocabulary

    words = load_names()
    stoi, itos = vocabulary(words)
    train_words, dev_words, _ = split(words)
    return encode(names_as_text(train_words), stoi), encode(names_as_text(dev_words), stoi), stoi, itos


# %%
if __name__ == "__main__":
    train_stream, dev_stream, stoi, itos = name_streams()
    for kind in (CharLoop, ConcatRNN):
        model = kind(len(stoi), 16, 128, torch.Generator().manual_seed(0))
        train_windows(model, train_stream, seq_len=8, steps=800)
        print(f"{kind.__name__}: dev loss {evaluate_windows(model, dev_stream, 8):.3f}")

# %%
if __name__ == "__main__":
    model = StatefulRNN(len(stoi), 16, 128, torch.Generator().manual_seed(0))
    train_stateful(model, train_stream, seq_len=8, epochs=6)
    print(f"StatefulRNN: dev loss {evaluate_stateful(model, dev_stream):.3f}")
    print(generate(model, ".", 200, stoi, itos, torch.Generator().manual_seed(1)).replace(".", "\n"))

# %%
if __name__ == "__main__":
    from grader.training.plots import show

    show(plot_identity_start(train_stream, len(stoi)), "identity_start.png", "plots/lesson6")

# %% [markdown]
# ## The lecture's text (optional)
#
# The lecture reads 600,893 characters of Nietzsche. They are not part of this repository; the first call downloads
# them.


# %%
def nietzsche_losses(steps: int = 3000) -> dict[str, float]:
    """Provided. The loss on the last tenth of the text for each of the models, in about two minutes."""
    from data import download

    text = download("nietzsche").read_text(encoding="utf-8")
    stoi = {character: index for index, character in enumerate(sorted(set(text)))}
    stream = encode(text, stoi)
    cut = len(stream) * 9 // 10
    train_part, dev_part = stream[:cut], stream[cut:]
    losses = {}
    for kind in (CharLoop, ConcatRNN):
        model = kind(len(stoi), 42, 256, torch.Generator().manual_seed(0))
        train_windows(model, train_part, seq_len=8, steps=steps, lr=0.005)
        losses[kind.__name__] = evaluate_windows(model, dev_part, 8)
    model = StatefulRNN(len(stoi), 42, 256, torch.Generator().manual_seed(0))
    train_stateful(model, train_part, seq_len=8, epochs=4)
    losses["StatefulRNN"] = evaluate_stateful(model, dev_part)
    return losses
