"""Changes to the source of a submission, as `real_class.py` needs them: nothing is run here."""

import ast
import builtins
import random


def definitions(text: str) -> dict[str, str]:
    """Return the code of the functions and classes of a module by name, decorators included."""
    lines, found = text.split("\n"), {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            found[node.name] = "\n".join(lines[first - 1 : node.end_lineno])
    return found


def functions_of(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return the functions of a module and the methods of its classes, in their order."""
    bodies = [node.body if isinstance(node, ast.ClassDef) else [node] for node in tree.body]
    return [node for body in bodies for node in body if isinstance(node, ast.FunctionDef)]


def assigned_names(tree: ast.Module) -> set[str]:
    """Return the names that a module defines or assigns at its top level."""
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    return defined | {target.id for target in targets if isinstance(target, ast.Name)}


def beginning(solved: str, stub: str) -> str:
    """Return the stub of a class with its first method solved, mostly the constructor; a function's stub as it is."""
    done, todo = functions_of(ast.parse(solved)), functions_of(ast.parse(stub))
    lines = stub.split("\n")
    if len(todo) > 1:
        lines[todo[0].lineno - 1 : todo[0].end_lineno] = solved.split("\n")[done[0].lineno - 1 : done[0].end_lineno]
    return "\n".join(lines)


def looping(solved: str, stub: str, rng: random.Random) -> str:
    """Return the code of an exercise with a loop without end in one of the functions that the stub leaves open."""
    given = {ast.unparse(function) for function in functions_of(ast.parse(stub))}
    written = [function for function in functions_of(ast.parse(solved)) if ast.unparse(function) not in given]
    first = rng.choice(written).body[0]
    lines, indent = solved.split("\n"), " " * first.col_offset
    lines[first.lineno - 1 : first.lineno - 1] = [f"{indent}while True:", f"{indent}    pass"]
    return "\n".join(lines)


def without_a_colon(text: str, rng: random.Random) -> str:
    """Return a module with the colon after one `def` missing."""
    lines = text.split("\n")
    number = rng.choice([n for n, line in enumerate(lines) if line.lstrip().startswith("def ") and line.endswith(":")])
    lines[number] = lines[number][:-1]
    return "\n".join(lines)


def renamed(text: str) -> str:
    """Return a module with other names for the local variables of its functions; the layout changes too."""
    tree = ast.parse(text)
    functions = functions_of(tree)
    shared = {*dir(builtins), *assigned_names(tree), *(function.name for function in functions)}
    for function in functions:
        local = local_names(function) - shared
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id in local:
                node.id = f"my_{node.id}"
    return ast.unparse(tree) + "\n"


def local_names(function: ast.FunctionDef) -> set[str]:
    """Return the variables that may be renamed: assigned as plain names, and bound in no other way."""
    nodes = list(ast.walk(function))
    if any(isinstance(node, ast.ClassDef) or (isinstance(node, ast.Name) and node.id == "locals") for node in nodes):
        return set()
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    other: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.arg):
            other.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ExceptHandler | ast.alias):
            other.add(node.name or "")
        elif isinstance(node, ast.Global | ast.Nonlocal):
            other.update(node.names)
    return stored - other
