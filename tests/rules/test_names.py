"""A name counts as everything that it is ever bound to, and what hides the names of functions is refused."""

import pytest

from grader.checks.forbidden import violation
from grader.protocol.source import Cell, Module

FORBIDDEN = ["torch.nn.functional.softmax", "torch.softmax", "torch.Tensor.softmax", "torch.nn.Softmax"]
F = "import torch\nimport torch.nn.functional as F\n"


def verdict(*sources, names=("m", "helper", "other")):
    modules = [Module(name, [Cell(f"{name}.py", text)]) for name, text in zip(names, sources, strict=False)]
    return violation(modules, "probabilities", FORBIDDEN)


REBOUND = {
    "under if, at the end": F + "def probabilities(x): return F.softmax(x, 1)\nif False:\n    import math as F\n",
    "past the wrapper": F + "def probabilities(x): return F.softmax.__wrapped__(x, 1)\nif 0: F = 1\n",
    "in a function that takes it first": F
    + "def take(): return F.softmax\ntaken = take()\nimport math as F\ndef probabilities(x): return taken(x, 1)",
    "by an assignment": F + "f = F.softmax\ndef probabilities(x): return f(x, 1)\nprint()\nf = len\n",
    "by try": F + "def probabilities(x): return F.softmax(x)\ntry: pass\nexcept Exception as F: pass\n",
    "by for": F + "def probabilities(x): return F.softmax(x)\nfor F in (): pass\n",
    "by with": F + "def probabilities(x): return F.softmax(x)\nif 0:\n    with open('') as F: pass\n",
    "by a class": F + "def probabilities(x): return F.softmax(x)\nif 0:\n    class F: pass\n",
    "by match": F + "def probabilities(x): return F.softmax(x)\nmatch 1:\n    case [F]: pass\n",
    "by :=": F + "def probabilities(x): return F.softmax(x)\n[F := 1 for _ in ()]\n",
    "by global": F + "def probabilities(x): return F.softmax(x)\ndef later():\n    global F\n    F = 1\n",
    "by an import in a function": F + "def probabilities(x): return F.softmax(x)\ndef f():\n    import math as F\n",
    "by del": F + "def probabilities(x): return F.softmax(x)\nif 0: del F\n",
    "locally": "def probabilities(x):\n    import torch as t\n    y = t.softmax(x, 1)\n    t = 1\n    return y\n",
}
OTHER_WAYS = {
    "a star import": "from torch.nn.functional import *\ndef probabilities(x): return softmax(x, 1)",
    "a star import after a definition": "def softmax(x): 0\nfrom torch import *\ndef probabilities(x): softmax(x, 1)",
    "a loop": F + "for f in (F, torch): pass\ndef probabilities(x): return f.softmax(x, 1)",
    "with": F + "with F as f: pass\ndef probabilities(x): return f.softmax(x, 1)",
    "match": F + "match F:\n    case f: pass\ndef probabilities(x): return f.softmax(x, 1)",
    "a walrus": F + "def probabilities(x): return (f := F).softmax(x, 1)",
    "a default": F + "def probabilities(x, f=F): return f.softmax(x, 1)",
    "a default of a lambda": F + "probabilities = lambda x, *, f=F: f.softmax(x, 1)",
    "a class body": F + "class probabilities:\n    f = F\n    def __call__(self, x): return self.f.softmax(x, 1)",
    "an attribute": F + "class probabilities:\n    def __init__(self): self.f = F\n    def g(self): self.f.softmax",
    "setattr": F + "class C: pass\nsetattr(C, 'f', F)\ndef probabilities(x): return C.f.softmax(x, 1)",
    "a comprehension": F + "def probabilities(x): return [f.softmax(x, 1) for f in [F]][0]",
    "a list": F + "fs = [1, F]\ndef probabilities(x): return fs[1].softmax(x, 1)",
    "a dictionary": F + "fs = {}\nfs['f'] = F\ndef probabilities(x): return fs['f'].softmax(x, 1)",
    "a list that grows": F + "fs = []\nfs.append(F)\ndef probabilities(x): return fs[0].softmax(x, 1)",
    "a table of functions": F + "fs = {}\nfs.update(f=F.softmax)\ndef probabilities(x): return fs['f'](x, 1)",
    "a condition": F + "f = F if F else None\ndef probabilities(x): return f.softmax(x, 1)",
    "or": F + "f = None or F\ndef probabilities(x): return f.softmax(x, 1)",
    "unpacking": F + "f, g = 1, F\ndef probabilities(x): return g.softmax(x, 1)",
    "a decorator": F + "@F.softmax\ndef probabilities(x): return x",
    "partial": F + "import functools\nprobabilities = functools.partial(F.softmax, dim=1)",
    "setattr of the exercise": F + "def probabilities(x): 1\nsetattr(probabilities, '__call__', F.softmax)",
    "a global in a function": F + "def probabilities(x): 1\ndef f():\n"
    "    global probabilities\n    probabilities = F.softmax",
    "getattr by a constant's name": F + "name = 'softmax'\ndef probabilities(x): return getattr(F, name)(x, 1)",
    "getattr by another name": F + "g = getattr\ndef probabilities(x): return g(F, 'softmax')(x, 1)",
    "special": "import torch\ndef probabilities(x): return torch.special.softmax(x, 1)",
    "another module's name of torch": "import data\ndef probabilities(x): return data.loaders.torch.softmax(x, 1)",
    "a function of the same name below": "import torch\ndef probabilities(x): return torch.ops.aten.softmax(x, 1)",
}
HIDDEN = {
    "vars": F + "def probabilities(x): return vars(F)['soft' + 'max'](x, 1)",
    "__dict__": F + "def probabilities(x): return F.__dict__['soft' + 'max'](x, 1)",
    "__getattribute__": F + "def probabilities(x): return F.__getattribute__('soft' + 'max')(x, 1)",
    "__dict__ of Tensor": F + "def probabilities(x): return torch.Tensor.__dict__['soft' + 'max'](x, 1)",
    "globals": F + "def probabilities(x): return globals()['F']",
    "locals": "def probabilities(x):\n    import torch as t\n    return [*locals().values()][1].relu(x)",
    "getattr, computed": F + "def probabilities(x): return getattr(F, 'soft' + 'max')(x, 1)",
    "getattr by a parameter": F + "def probabilities(x, name='relu'): return getattr(F, name)(x, 1)",
    "attrgetter": F + "import operator\ndef probabilities(x): return operator.attrgetter('soft' + 'max')(F)(x, 1)",
    "partial of getattr": F + "import functools\ndef probabilities(x): return functools.partial(getattr, F)(x)",
    "map of getattr": F + "def probabilities(x): return [*map(getattr, [F], [x])]",
    "a module that is returned": F + "def f(): return F\ndef probabilities(x): return f().softmax(x, 1)",
    "a module out of a lambda": F + "f = lambda: F\ndef probabilities(x): return f().softmax(x, 1)",
    "a module that is yielded": F + "def f(): yield F\ndef probabilities(x): return next(f()).softmax(x, 1)",
    "a class pattern": F + "def probabilities(x):\n    match F:\n        case object(softmax=f): return f(x, 1)",
    "exec": F + "def probabilities(x): exec('x = F.soft' + 'max(x)')",
    "eval": F + "def probabilities(x): return eval('F.soft' + 'max(x)')",
    "exec beside it": F + "def probabilities(x): return x\nexec('probabilities = F.soft' + 'max')",
    "globals beside it": F + "def probabilities(x): return x\nglobals()['proba' + 'bilities'] = F.softmax",
    "sys.modules beside it": F + "import sys\ndef probabilities(x): 1\nsys.modules[__name__].probabilities = F.softmax",
    "sys.modules": "import sys\ndef probabilities(x): return sys.modules['torch'].relu(x)",
    "import_module, computed": "import importlib\ndef probabilities(x): importlib.import_module('to' + 'rch')",
    "__import__, computed": "def probabilities(x): return __import__('to' + 'rch').relu(x)",
    "_C": "import torch\ndef probabilities(x): return torch._C._nn.gelu(x)",
    "_softmax": "import torch\ndef probabilities(x): return torch._softmax(x, 1, False)",
    "ops": "import torch\ndef probabilities(x): return torch.ops.aten._softmax(x, 1, False)",
    "a text for jit": "import torch\ndef probabilities(x): return torch.jit.CompilationUnit(x)",
    "the names of a function": F + "def probabilities(x): return F.relu.__globals__['soft' + 'max'](x, 1)",
    "the builtins": "def probabilities(x): return __builtins__['__imp' + 'ort__']('torch')",
    "more values than anybody needs": F
    + "f = [" + ", ".join(f"math{i}" for i in range(40)) + ", F]\ndef probabilities(x): return f[40].softmax(x, 1)"
    + "".join(f"\nimport math{i}" for i in range(40)),
}  # fmt: skip


@pytest.mark.parametrize("way", REBOUND)
def test_a_name_that_is_bound_to_something_else_too_stands_for_both(way):
    found = verdict(REBOUND[way])
    assert found is not None
    assert "torch.nn.functional.softmax" in found.message or "torch.softmax" in found.message


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_a_forbidden_function_is_found_by_whichever_way_it_comes(way):
    found = verdict(OTHER_WAYS[way])
    assert found is not None
    assert "softmax`" in found.message or "(here as" in found.message


@pytest.mark.parametrize("way", HIDDEN)
def test_what_hides_which_function_is_used_is_refused_in_one_sentence_that_says_what_to_write(way):
    found = verdict(HIDDEN[way])
    assert found is not None
    assert found.kind == "forbidden"
    assert found.line > 0
    assert ";" in found.message
    assert "\n" not in found.message


@pytest.mark.parametrize(
    "sources",
    [
        ("from helper import p\ndef probabilities(x): return p(x)", F + "def p(x): return F.softmax(x, 1)"),
        ("import helper as h\ndef probabilities(x): return h.p(x)", F + "def p(x): return F.softmax(x, 1)"),
        ("from helper import *\ndef probabilities(x): return p(x)", F + "def p(x): return F.softmax(x, 1)"),
        ("from helper import F\ndef probabilities(x): return F.softmax(x, 1)", F),
        ("from helper import G\ndef probabilities(x): G.softmax", "from other import H as G", "import torch as H"),
        ("def probabilities(x): 1", F + "import m\nm.probabilities = F.softmax"),
    ],
)
def test_names_are_followed_into_other_files_of_the_submission(sources):
    assert verdict(*sources) is not None


HONEST = {
    "a local called F": "def probabilities(x):\n    N, F = x.shape\n    return x.exp() / x.exp().sum(1).view(N, 1)",
    "a local with the function's name": F + "from torch import softmax\n"
    "def probabilities(x):\n    softmax = x.exp()\n    return softmax / softmax.sum(1, keepdim=True)",
    "a parameter with the function's name": F + "from torch import softmax\ndef probabilities(softmax): return softmax",
    "a method with the function's name": F + "class probabilities:\n    def softmax(self, x): return x\n"
    "    def __call__(self, x): return self.softmax(x)",
    "a definition after a star import": "from torch import *\ndef softmax(x): return x.exp()\n"
    "def probabilities(x): return softmax(x)",
    "a definition below, after a star import": "from torch import *\ndef probabilities(x): return softmax(x)\n"
    "def softmax(x): return exp(x)\nprint(probabilities(tensor(1.0)))",
    "a definition in place of an import": "from torch import softmax\ndef softmax(x): return x.exp()\n"
    "def probabilities(x): return softmax(x)",
    "its use beside the exercise": F + "def probabilities(x): return x\nx = torch.rand(3)\n"
    "assert torch.allclose(probabilities(x), F.softmax(x, 0))\nprint(F.softmax(x, 0))",
    "a list of losses beside the exercise": F + "losses = []\ndef probabilities(losses): return losses\n"
    "for _ in range(3):\n    losses.append(F.softmax(torch.rand(3), 0))",
    "a comparison by torch.testing": F + "def probabilities(x): return torch.exp(x)\n"
    "torch.testing.assert_close(probabilities(torch.rand(3)), F.softmax(torch.rand(3), 0))",
    "a result with the name of a local": F + "def probabilities(x):\n    p = x.exp()\n    return p\n"
    "p = F.softmax(torch.rand(3), 0)",
    "getattr of self": "class probabilities:\n    def get(self, name): return getattr(self, name)",
    "vars of self": "class probabilities:\n    def get(self): return vars(self), self.__dict__",
    "setattr of self": "class probabilities:\n    def __init__(self, **k):\n"
    "        for n, v in k.items(): setattr(self, n, v)",
    "locals in a text": "def probabilities(x): return '{x}'.format(**locals())",
    "getattr of torch by a constant": "import torch\ndef probabilities(x): return getattr(torch, 'exp')(x)",
    "getattr of torch by names in a loop": "import torch\ndef probabilities(x):\n"
    "    for name in ('exp', 'tanh'):\n        x = getattr(torch, name)(x)\n    return x",
    "hasattr": "import torch\ndef probabilities(x): return x if hasattr(torch, 'compile') else x",
    "isinstance": "import torch\ndef probabilities(x): return x if isinstance(x, torch.Tensor) else torch.tensor(x)",
    "types": "import torch\nfrom torch import Tensor\ndef probabilities(x: Tensor) -> 'torch.Tensor': return x.float()",
    "a dtype": "import torch\ndef probabilities(x): return x.to(torch.float32).exp()",
    "no_grad": "import torch\ndef probabilities(x):\n    with torch.no_grad():\n        return x.exp()",
    "another function of the module": F + "def probabilities(x): return F.one_hot(x, 3).float()",
    "a table of functions": "import torch\nTABLE = {'exp': torch.exp, 'tanh': torch.tanh}\n"
    "def probabilities(x, kind='exp'): return TABLE[kind](x)",
    "numpy as a value": "import numpy as np\ndef use(xp): return xp\ndef probabilities(x): return use(np)",
    "a decorator of torch": "import torch\n@torch.no_grad()\ndef probabilities(x): return x.exp()",
    "torch.compile": "import torch\n@torch.compile\ndef probabilities(x): return x.exp()",
    "eval as a mode": "def probabilities(model): return model.eval()",
    "an eval of one's own": "def probabilities(model): return eval(model)\ndef eval(model): return model",
    "re.compile": "import re\nWORD = re.compile('a')\ndef probabilities(x): return WORD.findall(x)",
    "globals beside it": "if 'model' not in globals():\n    model = None\ndef probabilities(x): return x",
    "a class that wraps functools": "import functools\ndef d(f):\n    @functools.wraps(f)\n"
    "    def g(*a): return f(*a)\n    return g\n@d\ndef probabilities(x): return x",
    "super": "class A:\n    def __init__(self): self.a = 1\nclass probabilities(A):\n"
    "    def __init__(self): super().__init__()",
    "an alias of torch": "import torch\nt = torch\ndef probabilities(x, t=t): return t.exp(x)",
    "a module's version": "import torch\ndef probabilities(x): return x if torch.__version__ else None",
    "a device that is asked for": "import torch\nDEVICE = 'cuda' if torch.cuda.is_available() else 'cpu'\n"
    "def probabilities(x): return x.to(DEVICE)",
    "a generator": "import torch\ndef probabilities(x): return torch.rand(x.shape, generator=torch.Generator())",
    "what other files do": ("from helper import a\ndef probabilities(x): return a(x)",
                            F + "def a(x): return x.exp()\ndef b(x): return F.softmax(x, 1)"),
}  # fmt: skip


@pytest.mark.parametrize("program", HONEST)
def test_an_honest_program_is_left_alone(program):
    sources = HONEST[program]
    assert verdict(*([sources] if isinstance(sources, str) else sources)) is None
