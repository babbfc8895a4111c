"""Hypothesis strategies for shapes and tensors.

A tensor is drawn as a small shape, a seed and a memory layout, so that shrinking is quick and non-contiguous tensors
come up without further effort. Values are drawn from a normal distribution with one shift and one scale per column, so
that rows and columns differ, means are not zero and variances are not one.
"""

import torch
from hypothesis import strategies as st
from torch import Tensor

LAYOUTS = ("contiguous", "transposed", "strided", "offset")


def seeds() -> st.SearchStrategy[int]:
    """Seeds for the values of an example."""
    return st.integers(0, 2**16 - 1)


def sizes(low: int = 1, high: int = 5) -> st.SearchStrategy[int]:
    """Small sizes for a dimension, both ends included; 1 comes last, so that a message shows an ordinary case."""
    return st.integers(low, high) if low != 1 else st.sampled_from([*range(2, high + 1), 1])


def lay_out(tensor: Tensor, layout: str) -> Tensor:
    """Return a tensor with the same values and another memory layout."""
    if layout == "transposed" and tensor.dim() >= 2:
        return tensor.transpose(0, -1).contiguous().transpose(0, -1)
    if layout == "strided" and tensor.dim() >= 1:
        wide = tensor.new_zeros(*tensor.shape[:-1], 2 * tensor.shape[-1])
        wide[..., ::2] = tensor
        return wide[..., ::2]
    if layout == "offset" and tensor.dim() >= 1:
        return torch.cat([tensor[:1], tensor])[1:]
    return tensor.contiguous()


def normal(shape: tuple[int, ...], seed: int, dtype: torch.dtype = torch.float64) -> Tensor:
    """Return seeded values whose mean and spread differ from column to column."""
    generator = torch.Generator().manual_seed(seed)
    values = torch.randn(shape, generator=generator, dtype=torch.float64)
    if len(shape) >= 2:
        columns = shape[-1]
        scale = 0.5 + 1.5 * torch.rand(columns, generator=generator, dtype=torch.float64)
        values = values * scale + torch.randn(columns, generator=generator, dtype=torch.float64)
    return values.to(dtype)


@st.composite
def tensors(
    draw: st.DrawFn,
    *dims: int | st.SearchStrategy[int],
    dtype: torch.dtype = torch.float64,
    layouts: tuple[str, ...] = LAYOUTS,
) -> Tensor:
    """Tensors of floating-point values; each of `dims` is a size or a strategy for one."""
    shape = tuple(dim if isinstance(dim, int) else draw(dim) for dim in dims)
    return lay_out(normal(shape, draw(seeds()), dtype), draw(st.sampled_from(layouts)))


@st.composite
def index_tensors(
    draw: st.DrawFn,
    *dims: int | st.SearchStrategy[int],
    high: int,
    layouts: tuple[str, ...] = LAYOUTS,
) -> Tensor:
    """Tensors of int64 indices below `high`, repeats allowed; each of `dims` is a size or a strategy for one."""
    shape = tuple(dim if isinstance(dim, int) else draw(dim) for dim in dims)
    generator = torch.Generator().manual_seed(draw(seeds()))
    return lay_out(torch.randint(high, shape, generator=generator), draw(st.sampled_from(layouts)))
