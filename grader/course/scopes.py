"""Which scope each name of a source belongs to, and everything that it is bound to there, in whatever order.

Nothing is run, and each node is visited once. The rules are Python's own (Language Reference, 4.2 "Naming and
binding"): a function's names are its own if it binds them anywhere, a class body's are not seen by its methods, a
comprehension has its own targets, and `:=` in it binds outside.
"""

import ast
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Self

FUNCTION, CLASS, MODULE, COMPREHENSION = "function", "class", "module", "comprehension"
BLOCKS = (ast.If, ast.Try, ast.ExceptHandler, ast.With, ast.For, ast.While, ast.Match, ast.match_case)
QUIET = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
    ast.Pass,
    ast.Global,
)  # statements that call nothing
Place = tuple[int, int, int]  # cell, line, column
END: Place = (2**62, 0, 0)
LONGEST = 200  # characters of a module's name that count
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Scope:
    """A module, class body, function or comprehension, the names that it binds, and where it begins."""

    def __init__(self, kind: str, parent: Self | None, place: Place) -> None:
        self.kind, self.parent, self.place = kind, parent, place
        self.bound: set[str] = set()
        self.declared: dict[str, str] = {}  # name -> "global" or "nonlocal"
        self.deferred: bool = kind == FUNCTION or (parent is not None and parent.deferred)  # runs when it is called
        self._known: dict[str, list[Scope]] = {}

    def homes(self, name: str) -> "list[Scope]":
        """Return the scopes in which a name that is written here may be bound; of several the first one that has it."""
        path: list[Scope] = []
        scope: Scope | None = self
        found: list[Scope] | None = None
        while scope is not None and found is None:
            found = scope._known.get(name)
            if found is None:
                path.append(scope)
                scope = scope._above(name)
        found = found or []
        for scope in reversed(path):
            own = name in scope.bound and name not in scope.declared
            if own:
                found = [scope] if scope.kind != CLASS else [scope, *found]
            if scope.kind != CLASS:  # what a class body binds is not seen from inside of its functions
                scope._known[name] = found
        return found

    def _above(self, name: str) -> "Scope | None":
        scope = self.parent
        if self.declared.get(name) == "global":
            while scope is not None and scope.kind != MODULE:
                scope = scope.parent
        while scope is not None and scope.kind == CLASS:
            scope = scope.parent
        return scope


class Binding(NamedTuple):
    """One way in which a name gets its value: an expression, what an import names, or None for what nobody can tell."""

    scope: Scope
    name: str
    value: ast.expr | str | None
    part: ast.AST  # what has to be read to know what the name does
    cell: int
    done: Place  # where it has taken place
    sure: bool  # it is a statement of the module itself, which always runs


class Change(NamedTuple):
    """A place where something is put into an object: `name.x = value`, `name.x[0] = value`, `name.x.append(value)`.

    `root` is the name at the beginning of what it is put into, `owner`; the attribute, `x`, is "" if there is none.
    """

    root: ast.Name | None
    owner: ast.expr
    attribute: str
    value: ast.expr | None
    part: ast.AST
    cell: int


class Scopes:
    """The scopes of a module's cells, with all that is bound and changed in them."""

    def __init__(self, trees: Sequence[ast.Module]) -> None:
        self.module = Scope(MODULE, None, (0, 0, 0))
        self.bindings: list[Binding] = []
        self.changes: list[Change] = []
        self.names: list[tuple[ast.Name, Scope, Place]] = []  # all that are read
        self.scope_of: dict[int, Scope] = {}  # by the id of a name
        self.stars: dict[str, Place] = {}  # modules of which everything is imported, and where it was last
        self.loud: list[Place] = []  # statements of the module that may call something, in order
        for self._cell, tree in enumerate(trees):
            todo: list[tuple[ast.AST, Scope, bool]] = [(node, self.module, True) for node in reversed(tree.body)]
            while todo:
                node, scope, sure = todo.pop()
                self._note(node, scope, sure)
                todo += reversed(list(self._inside(node, scope, sure)))

    def _place(self, node: ast.AST) -> Place:
        return self._cell, getattr(node, "lineno", 0), getattr(node, "col_offset", 0)

    def _end(self, node: ast.AST) -> Place:
        return self._cell, getattr(node, "end_lineno", None) or 0, getattr(node, "end_col_offset", None) or 0

    # -- what is inside of a node, and in which scope ----------------------------------------------------------------

    def _inside(self, node: ast.AST, scope: Scope, sure: bool) -> Iterator[tuple[ast.AST, Scope, bool]]:
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            inner = Scope(CLASS if isinstance(node, ast.ClassDef) else FUNCTION, scope, self._place(node))
            if isinstance(node, _FUNCTIONS):
                self._parameters(node, inner)
            body = node.body if isinstance(node.body, list) else [node.body]
            kept = {id(part) for part in body}
            for part in ast.iter_child_nodes(node):
                if id(part) not in kept:
                    yield part, scope, False
            yield from ((part, inner, False) for part in body)
        elif isinstance(node, _COMPREHENSIONS):
            inner = Scope(COMPREHENSION, scope, self._place(node))
            for generator in node.generators:
                self._bind_all(generator.target, generator.iter, inner, generator.iter, False)
            first = node.generators[0]
            yield first.iter, scope, False  # the only part that is evaluated outside
            yield from ((part, inner, False) for part in ast.iter_child_nodes(node) if part is not first)
            yield from ((part, inner, False) for part in (first.target, *first.ifs))
        else:
            sure = sure and not isinstance(node, BLOCKS)
            yield from ((part, scope, sure) for part in ast.iter_child_nodes(node))

    def _parameters(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, inner: Scope) -> None:
        given = node.args
        plain = [*given.posonlyargs, *given.args]
        defaults: list[ast.expr | None] = [*[None] * (len(plain) - len(given.defaults)), *given.defaults]
        pairs = [*zip(plain, defaults, strict=True), *zip(given.kwonlyargs, given.kw_defaults, strict=True)]
        for parameter, value in pairs:
            self._bind(inner, parameter.arg, None, node, False)
            if value is not None:
                self._bind(inner, parameter.arg, value, node, False)
        for rest in (given.vararg, given.kwarg):
            if rest is not None:
                self._bind(inner, rest.arg, None, node, False)

    # -- what a node binds and changes -------------------------------------------------------------------------------

    def _note(self, node: ast.AST, scope: Scope, sure: bool) -> None:
        if isinstance(node, ast.Name):
            self.scope_of[id(node)] = scope
            if isinstance(node.ctx, ast.Load):
                self.names.append((node, scope, self._place(node)))
        elif isinstance(node, ast.stmt) and not scope.deferred and not self._is_quiet(node):
            self.loud.append(self._place(node))
        kind = type(node).__name__.lower().removeprefix("async")
        noted = getattr(self, f"_note_{kind}", None)
        if noted is not None:
            noted(node, scope, sure)

    def _note_functiondef(self, node: ast.FunctionDef, scope: Scope, sure: bool) -> None:
        self._bind(scope, node.name, None, node, sure)

    _note_classdef = _note_functiondef

    def _note_assign(self, node: ast.Assign, scope: Scope, sure: bool) -> None:
        for target in node.targets:
            self._bind_all(target, node.value, scope, node, sure)

    def _note_annassign(self, node: ast.AnnAssign, scope: Scope, sure: bool) -> None:
        self._bind_all(node.target, node.value, scope, node, sure and node.value is not None)

    def _note_augassign(self, node: ast.AugAssign, scope: Scope, sure: bool) -> None:
        self._bind_all(node.target, node.value, scope, node, False)

    def _note_typealias(self, node: Any, scope: Scope, sure: bool) -> None:  # since Python 3.12
        self._bind_all(node.name, node.value, scope, node, False)

    def _note_namedexpr(self, node: ast.NamedExpr, scope: Scope, sure: bool) -> None:
        while scope.kind == COMPREHENSION and scope.parent is not None:
            scope = scope.parent
        self._bind_all(node.target, node.value, scope, node, False)

    def _note_for(self, node: ast.For, scope: Scope, sure: bool) -> None:
        self._bind_all(node.target, node.iter, scope, node.iter, False)

    def _note_withitem(self, node: ast.withitem, scope: Scope, sure: bool) -> None:
        if node.optional_vars is not None:
            self._bind_all(node.optional_vars, node.context_expr, scope, node.context_expr, False)

    def _note_match(self, node: ast.Match, scope: Scope, sure: bool) -> None:
        for part in (part for case in node.cases for part in ast.walk(case.pattern)):
            name = part.rest if isinstance(part, ast.MatchMapping) else getattr(part, "name", None)
            if name is not None:
                self._bind(scope, name, node.subject, node.subject, False)

    def _note_excepthandler(self, node: ast.ExceptHandler, scope: Scope, sure: bool) -> None:
        if node.name is not None:
            self._bind(scope, node.name, None, node.type or node, False)

    def _note_global(self, node: ast.Global, scope: Scope, sure: bool) -> None:
        scope.declared.update(dict.fromkeys(node.names, type(node).__name__.lower()))

    _note_nonlocal = _note_global

    @staticmethod
    def _is_quiet(node: ast.stmt) -> bool:
        if isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign):
            return isinstance(node.value, ast.Constant | ast.Name | None)
        return isinstance(node, QUIET) and not getattr(node, "decorator_list", None)

    def _note_import(self, node: ast.Import | ast.ImportFrom, scope: Scope, sure: bool) -> None:
        for name in node.names:
            if isinstance(node, ast.Import):
                first = name.name.split(".", maxsplit=1)[0]
                self._bind(scope, name.asname or first, name.name[:LONGEST] if name.asname else first, node, sure)
            elif name.name == "*":
                self.stars[(node.module or "")[:LONGEST]] = self._end(node)
            else:
                self._bind(scope, name.asname or name.name, f"{(node.module or '')[:LONGEST]}.{name.name}", node, sure)

    _note_importfrom = _note_import

    def _note_call(self, node: ast.Call, scope: Scope, sure: bool) -> None:
        """`setattr(name, ...)`, and a method that is called on a name and may keep its arguments."""
        function, values = node.func, [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(function, ast.Name) and function.id in ("setattr", "delattr") and len(values) > 1:
            owner, values = values[0], values[1:]
        elif isinstance(function, ast.Attribute):
            owner = function.value
            if function.attr in ("__setattr__", "__setitem__") and len(values) > 2:  # as of `object`
                owner, values = values[0], values[1:]
        else:
            return
        named = values[0].value if len(values) == 2 and isinstance(values[0], ast.Constant) else None
        attribute = named if isinstance(named, str) else _attribute(owner)
        self.changes += [Change(_root(owner), owner, attribute, value, node, self._cell) for value in values]

    def _bind(self, scope: Scope, name: str, value: ast.expr | str | None, part: ast.AST, sure: bool) -> None:
        if name not in scope.declared:
            scope.bound.add(name)
        elif scope.declared[name] == "global":
            self.module.bound.add(name)
        self.bindings.append(Binding(scope, name, value, part, self._cell, self._end(part), sure))

    def _bind_all(self, target: ast.AST, value: ast.expr | None, scope: Scope, part: ast.AST, sure: bool) -> None:
        todo = [target]
        while todo:
            target = todo.pop()
            if isinstance(target, ast.Name):
                self._bind(scope, target.id, value, part, sure)
            elif isinstance(target, ast.Tuple | ast.List):
                todo += target.elts
            elif isinstance(target, ast.Starred):
                todo.append(target.value)
            elif isinstance(target, ast.Attribute | ast.Subscript):
                change = Change(_root(target), target.value, _attribute(target), value, part, self._cell)
                self.changes.append(change)


def _root(target: ast.expr) -> ast.Name | None:
    """Return the name that an expression begins with: `Embedding` of `Embedding.table[0]`."""
    while isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
        target = target.value
    return target if isinstance(target, ast.Name) else None


def _attribute(target: ast.expr) -> str:
    """Return the attribute of an expression, or of what it is an item of."""
    while isinstance(target, ast.Subscript | ast.Starred):
        target = target.value
    return target.attr if isinstance(target, ast.Attribute) else ""
