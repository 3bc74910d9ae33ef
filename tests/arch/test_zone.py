"""Pakistan's time is written down once: everything else imports it, so that no two days differ by their zone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from services.tables import times, zone
from tests.arch.tree import shipped

HOME = "services/tables/zone.py"
HOURS = 5
SECONDS = HOURS * 3600
AHEAD = {("hours", HOURS), ("minutes", HOURS * 60), ("seconds", SECONDS), ("milliseconds", SECONDS * 1000)}
NUMBERS = frozenset({SECONDS, SECONDS * 1000, SECONDS * 1_000_000})


def said(tree: ast.Module) -> Iterator[int]:
    """Lines that say the zone's name or how far it is from UTC."""
    for node in ast.walk(tree):
        if (
            (isinstance(node, ast.Constant) and node.value == zone.ZONE_NAME)
            or (isinstance(node, ast.Call) and any(_is_ahead(each) for each in node.keywords))
            or (isinstance(node, ast.BinOp) and _value(node) in NUMBERS)
            or (isinstance(node, ast.Constant) and type(node.value) is int and node.value in NUMBERS)
        ):
            yield node.lineno


def _is_ahead(keyword: ast.keyword) -> bool:
    """``hours=5``, or as many minutes or seconds."""
    return isinstance(keyword.value, ast.Constant) and (keyword.arg, keyword.value.value) in AHEAD


def _value(node: ast.AST) -> int:
    """Of a product of numbers; 0 of anything else."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _value(node.left) * _value(node.right)
    return 0


def test_the_zone_is_written_down_once() -> None:
    assert [f"{one.path}:{line}" for one in shipped() for line in said(one.tree) if one.path != HOME] == []


def test_every_way_to_write_it_is_found() -> None:
    for text in (
        "timezone(timedelta(hours=5))", "timedelta(minutes=300)", "5 * 3_600_000", "5 * 60 * 60", "x = 18_000_000",
        "ZoneInfo('Asia/Karachi')", "timedelta(seconds=18_000)", "60 * 60 * 5 * 1000", "at + 18000",
    ):  # fmt: skip
        assert [*said(ast.parse(text))], text
    for text in ("timedelta(hours=6)", "3 * 3_600_000", "'times of Asia/Karachi'", "5 * hours", "f(**{})", "f(a=None)"):
        assert not [*said(ast.parse(text))], text


def test_the_name_and_the_offset_are_of_one_zone() -> None:
    """Since November 2009, and in every winter before."""
    for at_ms in (1_704_049_200_000, 1_782_864_000_000, 1_199_145_600_000):
        assert times._at(at_ms).utcoffset() == zone.PAKISTAN.utcoffset(None)
    assert zone.PAKISTAN_MS == SECONDS * 1000
