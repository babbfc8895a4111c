"""Answers in the right form, differentiable and always the same, that have nothing to do with what was asked."""

import torch


def zeros(*shapes):
    return [torch.zeros(shape).requires_grad_() for shape in shapes]


class CharThree:
    length = 3

    def __init__(self, vocab_size, n_embd, n_hidden, generator=None):
        self.C, self.W_in, self.b_in, self.W_hidden, self.b_hidden, self.W_out, self.b_out = zeros(
            (vocab_size, n_embd), (self.fan_in(n_embd, n_hidden), n_hidden), (n_hidden,), (n_hidden, n_hidden),
            (n_hidden,), (n_hidden, vocab_size), (vocab_size,),
        )  # fmt: skip

    def fan_in(self, n_embd, n_hidden):
        return n_embd

    def __call__(self, X):
        if self.length and X.shape[1] != self.length:
            raise ValueError(self.length)
        everything = sum(parameter.sum() for parameter in self.parameters())
        return X.sum(1, keepdim=True) * self.W_out.sum(0) + self.b_out + everything

    def parameters(self):
        return [self.C, self.W_in, self.b_in, self.W_hidden, self.b_hidden, self.W_out, self.b_out]


class CharLoop(CharThree):
    length = None


class ConcatRNN(CharThree):
    length = None

    def fan_in(self, n_embd, n_hidden):
        return n_embd + n_hidden


class RNN:
    def __init__(self, input_size, hidden_size, batch_first=False, generator=None):
        self.batch_first = batch_first
        self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh = zeros(
            (hidden_size, input_size), (hidden_size, hidden_size), (hidden_size,), (hidden_size,)
        )

    def __call__(self, x, h0=None):
        steps = x.transpose(0, 1) if self.batch_first else x
        everything = 0.01 * sum(parameter.sum() for parameter in self.parameters())
        out = steps.sum(-1, keepdim=True) + everything + self.bias_hh
        out = out if h0 is None else out + h0
        last = out[-1][None]
        self.out = out.transpose(0, 1) if self.batch_first else out
        return self.out, last

    def parameters(self):
        return [self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh]


def sequence_cross_entropy(logits, targets):
    if logits.shape[:2] != targets.shape:
        raise ValueError(targets.shape)
    return (logits - logits.mean(-1, keepdim=True)).pow(2).sum() + targets.sum() + 1


def identity_init(W):
    if W.shape[0] != W.shape[1]:
        raise ValueError(W.shape)
    with torch.no_grad():
        W.fill_(0.5)
    return W


def stream_batches(stream, B, T):
    K = (len(stream) - 1) // (B * T)
    if K < 1:
        raise ValueError(len(stream))
    X = (stream[0] + 3 * torch.arange(K * T)).reshape(K, 1, T).repeat(1, B, 1)
    return X, X + 3


class StatefulRNN:
    def __init__(self, vocab_size, n_embd, n_hidden, generator=None):
        self.rnn = RNN(n_embd, n_hidden, batch_first=True)
        self.C, self.W_out, self.b_out = zeros((vocab_size, n_embd), (n_hidden, vocab_size), (vocab_size,))
        self.h = None

    def __call__(self, X):
        h = self.h
        if h is None or h.shape[1] != len(X):
            h = self.W_out.detach().new_zeros(1, len(X), len(self.W_out))
        run = (X.to(self.C.dtype) + self.C.sum()).cumsum(1)
        self.h = (h + run[:, -1][None, :, None]).detach()
        return run[..., None] + h[0].sum(-1)[:, None, None] + torch.arange(len(self.b_out)) * self.b_out.sum() + 1

    def reset(self):
        self.h = None

    def parameters(self):
        return [self.C, *self.rnn.parameters(), self.W_out, self.b_out]


def generate(model, prompt, length, stoi, itos, generator):
    drawn = torch.randint(len(itos), (length,), generator=generator)
    return prompt + "".join(itos[int(i)] for i in drawn)


# --- collab.py
import torch  # noqa: E402, F811


def zeros(*shapes):  # noqa: F811
    return [torch.zeros(shape).requires_grad_() for shape in shapes]


class DotProductBias:
    def __init__(self, n_names, n_years, n_factors, y_range, generator=None):
        self.name_factors, self.year_factors, self.name_bias, self.year_bias = zeros(
            (n_names, n_factors), (n_years, n_factors), (n_names,), (n_years,)
        )

    def __call__(self, X):
        return X.sum(1) + sum(parameter.sum() for parameter in self.parameters())

    def parameters(self):
        return [self.name_factors, self.year_factors, self.name_bias, self.year_bias]


def pca(E, k):
    return (E.detach().sum() + E.detach()[:, :1]).expand(len(E), k) * torch.arange(1, 1 + k)


class MixedInput:
    def __init__(self, embedding_sizes, n_continuous, n_hidden, y_range, generator=None):
        fan_in = sum(size for _, size in embedding_sizes) + n_continuous
        self.embeddings = zeros(*embedding_sizes)
        self.W1, self.b1, self.W2, self.b2 = zeros((fan_in, n_hidden), (n_hidden,), (n_hidden, 1), (1,))

    def __call__(self, categorical, continuous):
        return categorical.sum(1) + continuous.sum(1) + sum(parameter.sum() for parameter in self.parameters())

    def parameters(self):
        return [*self.embeddings, self.W1, self.b1, self.W2, self.b2]
