"""What the names and expressions of a submission may stand for: modules, their functions, and texts.

A name stands for everything that it is bound to anywhere in its scope, whatever the order, because a line below may
replace what a function above has already used. Only what a statement of the module replaces before anybody reads it is
left out. Values go through assignments, loops, `with`, `match`, defaults of parameters, attributes and containers, and
from one module of the submission to another; what calls return is unknown.

A value is a dotted name (`torch.nn.functional.relu`), a text with a quote before it, `NAMES` for the names of a module
as an object, or UNKNOWN. Nothing is run or imported. An expression has at most `MOST` values, and CROWD if it should
have more, so the time is proportional to the length of the source.
"""

import ast
import builtins
import functools
import inspect
import sys
from bisect import bisect_left
from collections import deque
from collections.abc import Hashable, Iterable, Mapping
from itertools import islice
from types import ModuleType
from typing import Any

from grader.course.parsed import Source
from grader.course.scopes import CLASS, END, FUNCTION, MODULE, Binding, Change, Place, Scope

UNKNOWN, NAMES, CROWD = "?", "globals()", "*"
MOST, MOST_TEXTS = 32, 16  # values of an expression, and texts among them
LENGTH_LIMIT = 200  # characters of a dotted name; the longest that anybody would forbid has half of it
ROOTS = ("torch", "numpy")
MEETING = (*ROOTS, "sys", "builtins", "importlib", "gc", "ctypes")  # every module that imports them holds them too
BUILTIN: Place = (-1, 0, 0)
Edge = tuple[str, Any, Hashable]  # how a value goes on, with what, and to where


class Flow:
    """The values of all expressions of a submission's modules."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self._values: dict[Hashable, set[str]] = {}
        self._edges: dict[Hashable, list[Edge]] = {}
        self._queue: deque[tuple[Hashable, str]] = deque()
        self._unbound: set[Hashable] = set()
        self._imported: dict[tuple[int, str], set[tuple[str, str]]] = {}  # what a source's names are in other modules
        for source in sources.values():
            for tree in source.trees:
                for node in ast.walk(tree):
                    self._connect(node)
            self._connect_names(source)
        while self._queue:
            key, value = self._queue.popleft()
            for how, what, target in tuple(self._edges.get(key, ())):
                self._send(value, how, what, target)

    def of(self, node: ast.AST) -> set[str]:
        """Return what an expression may stand for."""
        return self._values.get(id(node), set())

    def is_module(self, value: str) -> bool:
        """Return whether a value is a module, or its names as an object."""
        return value in self.sources or _is_module(value)

    def elsewhere(self, source: Source, node: ast.AST) -> set[tuple[str, str]]:
        """Return module and name of what an expression stands for in another module of the submission."""
        if isinstance(node, ast.Attribute):
            return {(owner, node.attr) for owner in self.of(node.value) if owner in self.sources}
        if isinstance(node, ast.Name):
            return self._imported.get((id(source), node.id), set())
        return set()

    # -- what is connected with what ---------------------------------------------------------------------------------

    def _connect(self, node: ast.AST) -> None:
        connect = getattr(self, f"_connect_{type(node).__name__.lower()}", None)
        if connect is not None:
            connect(node, id(node))
        elif isinstance(node, ast.expr) and not isinstance(node, ast.Name):
            self._add(id(node), UNKNOWN)

    def _connect_attribute(self, node: ast.Attribute, key: int) -> None:
        self._link(id(node.value), "attribute", node.attr, key)
        self._link(("field", node.attr), "copy", None, key)

    def _connect_subscript(self, node: ast.Subscript | ast.Starred, key: int) -> None:
        self._link(id(node.value), "item", None, key)

    _connect_starred = _connect_subscript

    def _connect_tuple(self, node: ast.Tuple | ast.List | ast.Set, key: int) -> None:
        self._gather(node.elts, key)

    _connect_list = _connect_set = _connect_tuple

    def _connect_dict(self, node: ast.Dict, key: int) -> None:
        self._gather([part for part in (*node.keys, *node.values) if part is not None], key)

    def _connect_binop(self, node: ast.BinOp, key: int) -> None:
        self._gather([node.left, node.right], key, "modules")
        self._add(key, UNKNOWN)

    def _connect_ifexp(self, node: ast.IfExp, key: int) -> None:
        self._gather([node.body, node.orelse], key, "copy")

    def _connect_boolop(self, node: ast.BoolOp, key: int) -> None:
        self._gather(node.values, key, "copy")

    def _connect_namedexpr(self, node: ast.NamedExpr, key: int) -> None:
        self._gather([node.value], key, "copy")

    def _connect_constant(self, node: ast.Constant, key: int) -> None:
        self._add(key, f"'{node.value[:LENGTH_LIMIT]}" if isinstance(node.value, str) else UNKNOWN)

    def _connect_call(self, node: ast.Call, key: int) -> None:
        self._add(key, UNKNOWN)
        self._link(id(node.func), "call", node, key)

    def _gather(self, parts: Iterable[ast.expr], key: Hashable, how: str = "item") -> None:
        for part in parts:
            self._link(id(part), how, None, key)

    def _connect_names(self, source: Source) -> None:
        scopes = source.scopes
        homes = {id(node): scope.homes(node.id) for node, scope, _ in scopes.names}
        first = _first_reads(source, homes)
        replaced: dict[str, Place] = {}  # where a name of the module has certainly been bound anew before it is read
        for binding in scopes.bindings:
            if binding.sure and binding.done <= first.get(binding.name, END):
                replaced[binding.name] = max(binding.done, replaced.get(binding.name, BUILTIN))
        for binding in scopes.bindings:
            for home in binding.scope.homes(binding.name)[:1]:
                if home.kind != MODULE or binding.done >= replaced.get(binding.name, BUILTIN):
                    self._connect_binding(source, binding, home)
        for change in scopes.changes:
            self._connect_change(source, change)
        for node, _, _ in scopes.names:
            found = homes[id(node)]
            for home in found:
                self._link((id(home), node.id), "copy", None, id(node))
            if all(home.kind in (CLASS, MODULE) for home in found):
                self._connect_unbound(source, node, replaced.get(node.id, BUILTIN))

    def _connect_unbound(self, source: Source, node: ast.Name, since: Place) -> None:
        """Add what a name is where no statement has bound it since then: from a star import, or of Python."""
        key = (id(source), "unbound", node.id)
        self._link(key, "copy", None, id(node))
        if key in self._unbound:
            return
        self._unbound.add(key)
        if since == BUILTIN and (hasattr(builtins, node.id) or node.id == "__builtins__"):
            self._add(key, f"builtins.{node.id}")
        stars = source.scopes.stars
        if len(stars) > MOST:
            self._add(key, CROWD)
        for name in [name for name, place in islice(stars.items(), MOST) if since < place]:
            self._from_module(name, node.id, key, certain=False)
            if name in self.sources:
                self._imported.setdefault((id(source), node.id), set()).add((name, node.id))

    def _connect_change(self, source: Source, change: Change) -> None:
        if change.value is None:
            return
        if change.attribute:
            self._link(id(change.value), "copy", None, ("field", change.attribute))
        elif change.root is not None:
            for home in source.scopes.scope_of[id(change.root)].homes(change.root.id):
                self._link(id(change.value), "modules", None, (id(home), change.root.id))

    def _connect_binding(self, source: Source, binding: Binding, home: Scope) -> None:
        key = (id(home), binding.name)
        if isinstance(binding.value, str):
            owner, _, name = binding.value.rpartition(".")
            if isinstance(binding.part, ast.ImportFrom):
                self._from_module(owner, name, key)
                if owner.lstrip(".") in self.sources:
                    found = self._imported.setdefault((id(source), binding.name), set())
                    found.add((owner.lstrip("."), name))
            else:
                self._add(key, normal(binding.value))
        elif binding.value is None:
            self._add(key, UNKNOWN)
        else:
            self._link(id(binding.value), "copy", None, key)
        if home.kind == CLASS:
            self._link(key, "copy", None, ("field", binding.name))

    def _from_module(self, owner: str, name: str, key: Hashable, certain: bool = True) -> None:
        owner = owner.lstrip(".")
        if owner in self.sources:
            self._link((id(self.sources[owner].scopes.module), name), "copy", None, key)
        elif certain or loaded(f"{owner}.{name}") is not None:
            self._add(key, normal(f"{owner}.{name}"))

    # -- how values go on --------------------------------------------------------------------------------------------

    def _link(self, source: Hashable, how: str, what: Any, target: Hashable) -> None:
        self._edges.setdefault(source, []).append((how, what, target))
        for value in tuple(self._values.get(source, ())):
            self._send(value, how, what, target)

    def _add(self, key: Hashable, value: str) -> None:
        have = self._values.setdefault(key, set())
        if value[0] == "'" and value not in have and sum(one[0] == "'" for one in have) >= MOST_TEXTS:
            value = UNKNOWN
        if value not in have and len(have) >= MOST:
            value = CROWD
        if value not in have:
            have.add(value)
            self._queue.append((key, value))

    def _send(self, value: str, how: str, what: Any, target: Hashable) -> None:
        getattr(self, f"_send_{how}")(value, what, target)

    def _send_copy(self, value: str, what: None, target: Hashable) -> None:
        self._add(target, value)

    def _send_modules(self, value: str, what: None, target: Hashable) -> None:
        if value == CROWD or self.is_module(value):
            self._add(target, value)

    def _send_item(self, value: str, what: None, target: Hashable) -> None:
        if value == "sys.modules":
            self._add(target, NAMES)
        elif value[0] in "'?*" or self.is_module(value):
            self._add(target, value)

    def _send_named(self, value: str, owner: Hashable, target: Hashable) -> None:
        for one in tuple(self._values.get(owner, ())) if value[0] == "'" else ():
            self._send_attribute(one, value[1:], target)

    def _send_owns(self, value: str, name: Hashable, target: Hashable) -> None:
        for one in tuple(self._values.get(name, ())):
            if one[0] == "'":
                self._send_attribute(value, one[1:], target)

    def _send_import(self, value: str, what: None, target: Hashable) -> None:
        if value[0] == "'":
            self._add(target, normal(value[1:]))
            self._add(target, normal(value[1:].partition(".")[0]))

    def _send_attribute(self, owner: str, name: str, target: Hashable) -> None:
        if owner in self.sources:
            self._link((id(self.sources[owner].scopes.module), name), "copy", None, target)
        elif owner[0] in "'?*" or len(owner) + len(name) >= LENGTH_LIMIT:
            self._add(target, CROWD if owner == CROWD else UNKNOWN)
        else:
            self._add(target, member(owner, name))

    def _send_call(self, function: str, call: ast.Call, target: Hashable) -> None:
        if function == "builtins.getattr" and len(call.args) > 1:
            owner, name = id(call.args[0]), id(call.args[1])
            self._link(owner, "owns", name, target)
            self._link(name, "named", owner, target)
            self._gather(call.args[2:], target, "copy")
        elif function in ("builtins.__import__", "importlib.import_module") and call.args:
            self._link(id(call.args[0]), "import", None, target)
        elif function == "builtins.globals" or (self.is_locals(call) and not self.own_scope(call)):
            self._add(target, NAMES)

    def is_locals(self, call: ast.Call) -> bool:
        """Return whether a call may be `locals()` or `vars()`."""
        return bool(self.of(call.func) & {"builtins.locals", "builtins.vars"}) and not (call.args or call.keywords)

    def own_scope(self, call: ast.Call) -> set[str]:
        """Return what the names of the function stand for in which a function is called by its name, {} elsewhere."""
        for source in self.sources.values():
            scope = source.scopes.scope_of.get(id(call.func))
            if scope is not None and scope.kind == FUNCTION:
                return {UNKNOWN}.union(*(self._values.get((id(scope), name), ()) for name in scope.bound))
        return set()


def _first_reads(source: Source, homes: Mapping[int, list[Scope]]) -> dict[str, Place]:
    """Return where each name of a module can be read first: in a function, no earlier than something is called."""
    first: dict[str, Place] = {}
    loud = source.scopes.loud
    for node, scope, place in source.scopes.names:
        if all(home.kind in (CLASS, MODULE) for home in homes[id(node)]):
            later = bisect_left(loud, scope.place) if scope.deferred else 0
            called = loud[later] if later < len(loud) else END
            first[node.id] = min(called if scope.deferred else place, first.get(node.id, END))
    return first


def normal(dotted: str) -> str:
    """Return the shortest name by which the same thing is known: `torch.functional.F` is `torch.nn.functional`.

    What other packages hold of those in `MEETING` has their name.
    """
    first, *parts = dotted[:LENGTH_LIMIT].split(".")
    return functools.reduce(member, parts, first)


@functools.lru_cache(maxsize=2**12)  # bounded, as a submission may name anything
def member(owner: str, name: str) -> str:
    """Return the shortest name of what a thing with such a name has under another."""
    if name in MEETING:
        return name
    dotted = f"{owner}.{name}"
    found = loaded(dotted)
    if isinstance(found, ModuleType) and sys.modules.get(found.__name__) is found:
        return found.__name__
    return dotted


@functools.lru_cache(maxsize=2**12)
def loaded(dotted: str) -> Any:
    """Return the object of torch or numpy that a dotted name of a submission stands for, None if there is none.

    Nothing of these packages is run: `torch._inductor` would otherwise be imported because somebody has written it.
    """
    if dotted.partition(".")[0] not in ROOTS:
        return None
    found: Any = sys.modules.get(dotted)
    owner, _, name = dotted.rpartition(".")
    if found is None and owner:
        holder = loaded(owner)
        found = None if holder is None else inspect.getattr_static(holder, name, None)
    return found


def _is_module(value: str) -> bool:
    if value[0] in "'?*":
        return False
    return "." not in value or isinstance(loaded(value), ModuleType)
