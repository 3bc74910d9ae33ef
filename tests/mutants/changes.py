"""Every small fault of a module: a comparison turned, a guard always or never met, a step left out.

A mutant is named by its function and by what became of its line, so that its name outlives other changes of the file.
Documentation, annotations and what an exception says are left alone. Pure.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Final

COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
REPLACED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
OTHER: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}
AROUND: Final = 40
"""Characters of a line that a name shows on each side of the change."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """``name``: once in a module; ``lines``: 1-based, of the fault and of its statement; ``code``: the module with it.

    ``in_function``: whether the fault lies in a function's body. ``at_loading``: whether its module must be loaded with it,
    as it lies outside, or its function takes other names from around it than the one that is loaded does.
    """

    name: str
    lines: tuple[int, int]
    in_function: bool
    at_loading: bool
    code: CodeType


@dataclass(frozen=True, slots=True)
class _Site:
    node: ast.AST
    statement: ast.stmt
    where: str
    in_function: bool
    holder: ast.AST
    field: str
    new: ast.AST


def mutants(source: str, path: str) -> Iterator[Mutant]:
    """All of a module, in the order of its text. ``path``: whence the code says that it is."""
    tree = ast.parse(source)
    seen: Counter[str] = Counter()
    taken = _taken(compile(tree, path, "exec"))
    for site in list(_sites(tree)):
        before = _header(site.statement)
        _put(site, site.node, site.new)
        name = f"{site.where}: {_difference(before, _header(site.statement, site))}"
        seen[name] += 1
        name = f"{name} #{seen[name]}" if seen[name] > 1 else name
        line = getattr(site.node, "lineno", site.statement.lineno)
        code = compile(tree, path, "exec")
        same = all(taken.get(place, names) == names for place, names in _taken(code).items())
        yield Mutant(name, (line, site.statement.lineno), site.in_function, not (site.in_function and same), code)
        _put(site, site.new, site.node)


def _taken(code: CodeType) -> dict[tuple[str, int], tuple[str, ...]]:
    """Names that each function of a module takes from around it, by its own and its line."""
    found = {(code.co_qualname, code.co_firstlineno): code.co_freevars}
    for each in code.co_consts:
        if isinstance(each, CodeType):
            found |= _taken(each)
    return found


def _put(site: _Site, old: ast.AST, new: ast.AST) -> None:
    ast.fix_missing_locations(ast.copy_location(new, site.node))
    value = getattr(site.holder, site.field)
    if isinstance(value, list):
        value[next(place for place, each in enumerate(value) if each is old)] = new
    else:
        setattr(site.holder, site.field, new)


def _header(statement: ast.stmt, site: _Site | None = None) -> str:
    """A statement without what stands under it, on one line."""
    if site and site.node is statement:
        return "pass"
    if isinstance(getattr(statement, "body", None), list):
        statement = copy.copy(statement)
        for part in ("body", "orelse", "finalbody", "handlers"):
            if hasattr(statement, part):
                setattr(statement, part, [ast.Pass()] if part == "body" else [])
    return " ".join(ast.unparse(statement).split())


def _difference(before: str, after: str) -> str:
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    first, last = max(0, start - AROUND), max(0, end - AROUND)
    return f"{before[first : len(before) - last]} => {after[first : len(after) - last]}"


def _alike(one: str, other: str) -> int:
    """Characters with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _sites(tree: ast.Module) -> Iterator[_Site]:
    for statement in tree.body:
        yield from _of_statement(statement, tree, "body", "", False)


def _of_statement(statement: ast.stmt, holder: ast.AST, field: str, where: str, inside: bool) -> Iterator[_Site]:
    at = where
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        at = f"{where}.{statement.name}".strip(".")
    if inside and _may_be_left_out(statement):
        yield _Site(statement, statement, at or "module", inside, holder, field, ast.Pass())
    if isinstance(statement, ast.Raise):
        return
    within = inside or isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
    for name, value in ast.iter_fields(statement):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.stmt):
                yield from _of_statement(child, statement, name, at, within)
            elif isinstance(child, ast.ExceptHandler | ast.match_case):
                for under in child.body:
                    yield from _of_statement(under, child, "body", at, within)
            elif isinstance(child, ast.AST) and not _is_text(statement, name, child):
                yield from _of_expression(child, statement, name, statement, at or "module", inside)


def _of_expression(
    node: ast.AST, holder: ast.AST, field: str, statement: ast.stmt, at: str, inside: bool
) -> Iterator[_Site]:
    for new in _changed(node, holder, field):
        yield _Site(node, statement, at, inside, holder, field, new)
    if isinstance(node, ast.JoinedStr | ast.arg):
        return
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.expr_context):
                yield from _of_expression(child, node, name, statement, at, inside)


def _changed(node: ast.AST, holder: ast.AST, field: str) -> Iterator[ast.AST]:
    """What an expression becomes, one fault each."""
    if (field == "test" and not isinstance(holder, ast.Assert)) or field == "ifs":
        yield ast.Constant(False)
        if not isinstance(holder, ast.While):
            yield ast.Constant(True)
    match node:
        case ast.Compare(left, [operator], right) if type(operator) in COMPARED:
            yield ast.Compare(left, [COMPARED[type(operator)]()], right)
        case ast.Compare(left, operators, right):
            for place, operator in enumerate(operators):
                turned = [*operators[:place], COMPARED[type(operator)](), *operators[place + 1 :]]
                yield ast.Compare(left, turned, right)
        case ast.BoolOp(operator, values):
            for place in range(len(values)):
                rest = values[:place] + values[place + 1 :]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(operator, rest)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.BinOp(left, operator, right) if type(operator) in REPLACED and not _joins_text(left, right):
            yield ast.BinOp(left, REPLACED[type(operator)](), right)
        case ast.Call(ast.Name(name), arguments, keywords) if name in OTHER:
            yield ast.Call(ast.Name(OTHER[name], ast.Load()), arguments, keywords)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)
        case ast.Constant(str() as value) if value and not isinstance(holder, ast.FormattedValue):
            yield ast.Constant(value + "~")


def _joins_text(*operands: ast.AST) -> bool:
    """Whether a sum is of texts or bytes, which no other operation takes: that any test would find."""
    return any(
        isinstance(each, ast.JoinedStr) or isinstance(getattr(each, "value", None), str | bytes) for each in operands
    )


def _is_text(statement: ast.stmt, field: str, child: ast.AST) -> bool:
    """Documentation, annotations, decorators' and signatures' types: no fault of a rule."""
    if isinstance(statement, ast.Expr) and isinstance(child, ast.Constant):
        return True
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal):
        return True
    if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]).startswith("__"):
        return True
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return field != "args" or not isinstance(child, ast.arguments)
    return field == "annotation" or (isinstance(statement, ast.ClassDef) and field in ("bases", "keywords"))


def _may_be_left_out(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr):
        value = statement.value.value if isinstance(statement.value, ast.Await) else statement.value
        return isinstance(value, ast.Call)
    return isinstance(statement, ast.Raise | ast.AugAssign | ast.Continue | ast.Break)
