"""Size and shape: modules, functions, lines, docstrings; no printing, no catching of everything."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.tree import PACKAGE, ROOT, modules, nothing, parsed, room, short

MODULE_LINES, FUNCTION_LINES, LINE_LENGTH, PLAIN_ARGUMENTS = 500, 40, 100, 4
CHECKER_LINES = 400

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    """Every function of a module."""
    return (node for node in ast.walk(parsed(path)) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_module_is_longer_than_five_hundred_lines() -> None:
    everything = [*modules(), *modules(ROOT / "tests"), *PACKAGE.rglob("*.sql")]
    counted = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in everything}
    nothing(f"{short(path)}: {n}" for path, n in counted.items() if n > MODULE_LINES)


def test_no_function_is_longer_than_forty_lines() -> None:
    nothing(
        f"{short(path)}:{function.lineno} {function.name}: {length(function)}"
        for path in modules()
        for function in functions(path)
        if length(function) > FUNCTION_LINES
    )


def test_lines_of_sql_end_by_one_hundred() -> None:
    # those of Python are held to it by the linter
    nothing(
        f"{short(path)}:{number}"
        for path in PACKAGE.rglob("*.sql")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LINE_LENGTH
    )


def test_a_function_takes_four_plain_arguments_and_the_rest_by_keyword() -> None:
    # commands are called by the command line, by name
    nothing(
        f"{short(path)}:{function.lineno} {function.name}: {plain(function)}"
        for path in modules()
        if room(path) != "cli"
        for function in functions(path)
        if plain(function) > PLAIN_ARGUMENTS
    )


def plain(function: Function) -> int:
    """Arguments a caller must give by place, `self` and `cls` left out."""
    names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args)]
    required = len(names) - len(function.args.defaults)
    return required - (1 if names[:1] in (["self"], ["cls"]) else 0)


def test_every_module_public_class_and_public_function_has_a_docstring() -> None:
    nothing(f"{short(path)}: {name}" for path in modules() for name in undocumented(path))


def undocumented(path: Path) -> Iterator[str]:
    """The names of a module that say nothing of themselves."""
    tree = parsed(path)
    if not tree.body or path.parent.name == "migrations":
        return
    if ast.get_docstring(tree) is None:
        yield "the module"
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                yield node.name
            if isinstance(node, ast.ClassDef):
                yield from (f"{node.name}.{name}" for name in bare_methods(node))


def bare_methods(node: ast.ClassDef) -> Iterator[str]:
    """Public methods without a docstring, where nobody else tells what they do."""
    for each in node.body:
        public = isinstance(each, Function) and not each.name.startswith("_")
        if public and ast.get_docstring(each) is None and each.name not in told_elsewhere(node):
            yield each.name


def told_elsewhere(node: ast.ClassDef) -> frozenset[str]:
    """Methods documented by a class of ours; a class of a library's explains its own hooks."""
    foreign = any(not isinstance(base, ast.Name) or base.id in HOOKED for base in node.bases)
    if foreign:
        return frozenset(each.name for each in node.body if isinstance(each, Function))
    return documented_methods()


HOOKED = {"HTMLParser", "Thread", "Handler", "BaseCommand", "AppConfig"}


@cache
def documented_methods() -> frozenset[str]:
    """Names of methods that some class of the package documents."""
    return frozenset(
        each.name
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
        for each in node.body
        if isinstance(each, Function) and ast.get_docstring(each) is not None
    )


def test_the_init_of_a_room_holds_no_logic() -> None:
    # a room's `__init__.py` is its docstring and its public names
    nothing(
        f"{short(path)}: {node.name}"
        for path in PACKAGE.glob("*/__init__.py")
        for node in parsed(path).body
        if isinstance(node, Function | ast.ClassDef)
    )


def test_printing_is_for_the_command_line() -> None:
    nothing(
        f"{short(path)}:{node.lineno}"
        for path in modules()
        if room(path) != "cli"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    )


def test_everything_is_caught_only_at_the_edge() -> None:
    nothing(
        f"{short(path)}:{node.lineno}"
        for path in modules()
        if room(path) not in {"cli", "web", "sync"} and path.name != "worker.py"  # runs tasks
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    )


def catches_everything(node: ast.ExceptHandler) -> bool:
    """Whether a handler names no exception, or the root of all, and does not pass it on."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    passed_on = any(isinstance(part, ast.Raise) and part.exc is None for part in node.body)
    return not passed_on and (node.type is None or bool(names & {"Exception", "BaseException"}))


def test_no_module_is_a_drawer_for_anything() -> None:
    drawers = {"utils", "util", "common", "helpers", "helper", "misc", "manager", "handler"}
    nothing(short(path) for path in modules() if path.stem in drawers)


def test_the_checker_can_be_read_in_one_sitting() -> None:
    """Under four hundred lines of code: without comments, docstrings and blank lines."""
    assert sum(len(code_lines(path)) for path in modules(PACKAGE / "verify")) < CHECKER_LINES


def code_lines(path: Path) -> list[int]:
    """The lines of a module that are code."""
    told = [
        node.body[0]
        for node in ast.walk(parsed(path))
        if isinstance(node, Function | ast.ClassDef | ast.Module)
        and ast.get_docstring(node) is not None
    ]
    said = {n for doc in told for n in range(doc.lineno, (doc.end_lineno or 0) + 1)}
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return [n for n, line in lines if line.strip(" ") and line.lstrip()[0] != "#" and n not in said]
