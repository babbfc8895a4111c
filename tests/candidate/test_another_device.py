"""A tensor may be put on the other device in every way that torch documents; one that stays on the CPU is noticed."""

import pytest
import torch

from grader.candidate.executor import Executor
from grader.candidate.loader import Namespace
from grader.protocol import operations as op
from grader.protocol.source import Cell, Module

pytestmark = pytest.mark.filterwarnings("ignore:To copy construct")  # torch's advice; a warning is no mistake

PRELUDE = """
import numpy
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Variable

def call(x):
"""

# x is a (3, 4) float32 tensor on the other device. Each line leaves in `t` a tensor that is there too.
WAYS = {
    "device of x": "t = torch.zeros(4, device=x.device)",
    "its name": "t = torch.zeros(4, device=str(x.device))",
    "its type": "t = torch.zeros(4, device=x.device.type)",
    "its type and number": "t = torch.zeros(4, device=torch.device(x.device.type, x.device.index))",
    "its number": "t = torch.zeros(4, device=x.get_device() if x.is_cuda else None)",
    "ones": "t = torch.ones(4, device=x.device)",
    "empty": "t = torch.empty(4, device=x.device).fill_(1)",
    "full": "t = torch.full((4,), 2.0, device=x.device)",
    "arange": "t = torch.arange(4, device=x.device)",
    "linspace": "t = torch.linspace(0, 1, 4, device=x.device)",
    "eye": "t = torch.eye(4, device=x.device)[0]",
    "randn": "t = torch.randn(4, device=x.device, generator=None)",
    "rand": "t = torch.rand((4,), device=x.device)",
    "randint": "t = torch.randint(3, (4,), device=x.device)",
    "randperm": "t = torch.randperm(4, device=x.device)",
    "tril_indices": "t = torch.tril_indices(4, 4, device=x.device)[0, :4]",
    "tensor": "t = torch.tensor([1.0, 2, 3, 4], device=x.device)",
    "tensor of a tensor": "t = torch.tensor(x[0])",
    "as_tensor": "t = torch.as_tensor([1.0, 2, 3, 4], device=x.device)",
    "as_tensor of a tensor": "t = torch.as_tensor(torch.ones(4), device=x.device)",
    "as_tensor of an array": "t = torch.as_tensor(numpy.ones(4), device=x.device)",
    "asarray": "t = torch.asarray([1.0, 2, 3, 4], device=x.device)",
    "from_numpy": "t = torch.from_numpy(numpy.ones(4)).to(x.device)",
    "zeros_like": "t = torch.zeros_like(x)",
    "full_like": "t = torch.full_like(x[0], 3)",
    "randn_like": "t = torch.randn_like(x)",
    "a like of a CPU tensor": "t = torch.ones_like(torch.zeros(4), device=x.device)",
    "new_zeros": "t = x.new_zeros(4)",
    "new_ones": "t = x.new_ones((4,))",
    "new_full": "t = x.new_full((4,), 2)",
    "new_empty": "t = x.new_empty(4).zero_()",
    "new_tensor": "t = x.new_tensor([1, 2, 3, 4])",
    "new_tensor of a tensor": "t = x.new_tensor(torch.ones(4))",
    "new": "t = x.new(4).zero_()",
    "to a device": "t = torch.ones(4).to(x.device)",
    "to a name": "t = torch.ones(4).to(str(x.device))",
    "to a keyword": "t = torch.ones(4).to(device=x.device, dtype=x.dtype)",
    "to device and dtype": "t = torch.ones(4).to(x.device, torch.float64, non_blocking=True)",
    "to another tensor": "t = torch.ones(4, dtype=torch.float64).to(x)",
    "to a copy": "t = torch.ones(4).to(x.device, None, False, True)",
    "type_as": "t = torch.arange(4).type_as(x)",
    "type": "t = torch.ones(4).type(x.type())",
    "cuda": "t = torch.ones(4)\n    if x.is_cuda:\n        t = t.cuda()",
    "cuda with a number": "t = torch.ones(4).cuda(x.get_device()) if x.device.type == 'cuda' else torch.ones(4)",
    "not on the CPU": "t = torch.ones(4) if x.is_cpu else torch.ones(4).to(x.device)",
    "set_default_device": "torch.set_default_device(x.device)\n    t = torch.ones(4)",
    "with device": "with torch.device(x.device):\n        t = torch.ones(4)",
    "with x.device": "with x.device:\n        t = torch.arange(4)",
    "copy_": "t = torch.empty_like(x)\n    t.copy_(torch.ones(4))",
    "assignment": "t = torch.zeros(4, device=x.device)\n    t[:] = torch.ones(4)",
    "a number in a place": "t = x.clone()\n    t[0, 0] = 5",
    "Parameter": "t = nn.Parameter(torch.zeros(4, device=x.device))",
    "Variable": "t = Variable(torch.zeros(4, device=x.device))",
    "data of a Parameter": "p = nn.Parameter(torch.zeros(4))\n    p.data = p.data.to(x.device)\n    t = p",
    "requires_grad_": "t = torch.zeros(4, device=x.device).requires_grad_()",
    "detach": "t = x.detach()",
    "a view": "t = torch.zeros(2, 2, device=x.device).view(4)",
    "unbind": "t = torch.zeros(4, 4, device=x.device).unbind(0)[1]",
    "a layer of torch": "t = nn.Linear(4, 4, device=x.device)(x)",
    "a layer moved": "t = nn.Linear(4, 4).to(x.device)(x)",
    "a layer moved by cuda": "t = nn.Linear(4, 4).cuda()(x)",
    "a buffer": "m = nn.BatchNorm1d(4).to(x.device)\n    t = m(x)",
    "one_hot": "t = F.one_hot(torch.arange(4, device=x.device), 4)[0]",
    "cat": "t = torch.cat([x, torch.zeros(1, 4, device=x.device)])[0]",
    "stack": "t = torch.stack([x[0], x[1]])[0]",
    "einsum": "t = torch.einsum('bi,bi->i', x, x)",
    "max": "t = x.max(0).values",
    "out=": "t = torch.empty_like(x)\n    torch.add(x, 1, out=t)",
    "an index on the CPU": "t = x[torch.tensor([0, 1, 2])]",
    "a mask on the CPU": "t = x[torch.tensor([True, True, True])]",
    "a number from the CPU": "t = x * torch.tensor(2.0)",
    "the size of a CPU tensor": "t = x[0].expand_as(torch.zeros(3, 4))",
    "gradients": "t = torch.autograd.grad((x.requires_grad_() ** 2).sum(), x)[0]",
    "there and back": "t = x.cpu().mul(2).to(x.device)",
    "numpy and back": "t = torch.from_numpy(x.detach().cpu().numpy()).to(x.device)",
}

# What stays on the CPU and then meets x, or is returned; CUDA would raise, or return what is not there.
MISTAKES = {
    "no device": "t = torch.zeros(4)",
    "the CPU by name": "t = torch.zeros(4, device='cpu')",
    "the default device is the CPU": "with torch.device('cpu'):\n        t = torch.zeros(4)",
    "cpu": "t = torch.zeros(4, device=x.device).cpu()",
    "to the CPU": "t = x.to('cpu')[0]",
    "a like on the CPU": "t = torch.zeros_like(x, device='cpu')",
    "Parameter": "t = nn.Parameter(torch.zeros(4))",
    "through a list": "t = torch.tensor(x[0].tolist())",
    "type_as a CPU tensor": "t = x.type_as(torch.zeros(1))",
    "copy_ into a CPU tensor": "t = torch.zeros(3, 4)\n    t.copy_(x)",
    "assigned into a CPU tensor": "t = torch.zeros(3, 4)\n    t[0] = x[0]",
    "numpy": "t = torch.from_numpy(x.numpy()).to(x.device)",
    "an index that is there": "t = torch.zeros(9, 4)[(x[:, 0] > 9).long()]",
    "to after use": "t = (x + torch.zeros(4)).to(x.device)",
}


def there(body):
    """What comes of a call that adds `t` to x: True, False, or `Raised`."""
    source = PRELUDE + f"    {body}\n    return x.detach() + t\n"
    executor = Executor(Namespace([Module("m", [Cell("m.py", source)])]))
    x = torch.arange(12.0).reshape(3, 4)
    assert not isinstance(executor.run(op.Call(op.Symbol("call"), [x])), op.Raised) or ".cuda()" in body
    return executor.run(op.Device(op.Symbol("call"), [x]))


@pytest.mark.parametrize("body", WAYS.values(), ids=WAYS)
def test_every_documented_way_of_putting_a_tensor_there_is_accepted(body):
    assert there(body) is True


@pytest.mark.parametrize("body", MISTAKES.values(), ids=MISTAKES)
def test_a_tensor_that_stays_on_the_cpu_is_noticed(body):
    assert there(body) is not True


def test_the_sentence_says_what_was_seen():
    raised = there("t = nn.Parameter(torch.zeros(4))")
    assert raised.message == (
        "Expected all tensors to be on the same device, but `add` combines a tensor on the input's device with one of "
        "shape (4,) on the CPU"
    )


def test_nothing_of_the_other_device_is_left():
    there("torch.set_default_device(x.device)\n    t = torch.ones(4)")
    assert torch.zeros(1).device.type == "cpu"
    assert torch.get_default_device().type == "cpu"


def test_no_tensor_of_the_caller_moves():
    source = PRELUDE + "    global kept\n    kept = torch.ones(4)\n    moved = kept.to(x.device)\n    return x + kept\n"
    executor = Executor(Namespace([Module("m", [Cell("m.py", source)])]))
    assert isinstance(executor.run(op.Device(op.Symbol("call"), [torch.zeros(3, 4)])), op.Raised)
