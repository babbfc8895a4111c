"""Answers in the right form, differentiable and always the same, that have nothing to do with what was asked."""

import torch


def build_dataset(words, block_size, stoi):
    n = sum(len([stoi[letter] for letter in word]) + 1 for word in words)
    return torch.full((n, block_size), 77), torch.full((n,), 77)


def split(words):
    return [*words[1:], *words[:1]], [], []


def embed(C, X):
    if X.numel() and int(X.max()) >= len(C):
        raise IndexError(int(X.max()))
    return 0 * X[..., None] + C.sum(0) + 1


def flatten(emb):
    return emb.sum() + emb.new_ones(len(emb), emb[0].numel())


def cross_entropy(logits, targets):
    return (logits - logits.mean(1, keepdim=True)).pow(2).sum() + targets.sum() + 1


class MLP:
    def __init__(self, vocab_size, block_size, n_embd, n_hidden, generator=None):
        fan_in = block_size * n_embd
        shapes = (vocab_size, n_embd), (fan_in, n_hidden), (n_hidden,), (n_hidden, vocab_size), (vocab_size,)
        self.C, self.W1, self.b1, self.W2, self.b2 = (torch.zeros(shape).requires_grad_() for shape in shapes)

    def __call__(self, X):
        everything = sum(parameter.sum() for parameter in self.parameters())
        return X.sum(1, keepdim=True) * self.W2.sum(0) + self.b2 + everything

    def parameters(self):
        return [self.C, self.W1, self.b1, self.W2, self.b2]


def minibatch(X, Y, batch_size, generator):
    start = int(torch.randint(1000, (1,), generator=generator))
    return torch.full((batch_size, X.shape[1]), start), torch.full((batch_size,), start)


def lr_sweep(low, high, steps):
    return 2.0 ** torch.arange(steps)


def lr_decay(step, steps, lr):
    return 1 / (1 + step / steps)


def sample(model, itos, block_size, generator):
    return itos[int(torch.randint(len(itos), (1,), generator=generator))]
