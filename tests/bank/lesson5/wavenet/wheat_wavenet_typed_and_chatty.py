"""Typed, with helpers, prints, a count of its parameters and leaves that already require gradients."""

from torch import Tensor


class WaveNet:
    def __init__(self, vocab_size: int, block_size: int, n_embd: int, n_hidden: int) -> None:
        assert block_size & (block_size - 1) == 0, "a power of two, please"
        self.body = Sequential([Embedding(vocab_size, n_embd), *self.tree(block_size, n_embd, n_hidden)])
        self.head = Linear(n_hidden, vocab_size)
        self.head.weight *= 0.1
        for p in self.parameters():
            p.requires_grad = True
        print(f"{self.count():,} parameters")

    @staticmethod
    def tree(positions: int, width: int, n_hidden: int) -> list:
        if positions == 1:
            return []
        level = [FlattenConsecutive(2), Linear(2 * width, n_hidden, bias=False), BatchNorm1d(n_hidden), Tanh()]
        return level + WaveNet.tree(positions // 2, n_hidden, n_hidden)

    def count(self) -> int:
        return sum(p.nelement() for p in self.parameters())

    def __call__(self, X: Tensor) -> Tensor:
        self.out = self.head(self.body(X))
        return self.out

    def parameters(self) -> list[Tensor]:
        return [*self.body.parameters(), *self.head.parameters()]
