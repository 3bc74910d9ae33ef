"""The whole set measured: the fate of every row, the table of it, and the list of what is known to be wrong."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple

from tests.conformance.truth.group import FAMILIES, Group
from tests.conformance.truth.reading import verdicts
from tests.conformance.truth.truth import FATES, LOST, WRONG, Verdict

KNOWN: Final = Path(__file__).with_name("known.tsv")
KIND: Final = "mutation"
"""Stands for the family where a line names a kind of mutation."""
HEADING: Final = ("family", "group", "row", "fate")


class Measured(NamedTuple):
    family: str
    group: str
    row: int
    verdict: Verdict
    readable: bool


class Known(NamedTuple):
    """A line of the list: a row of a group, or a kind of mutation, that is wrong or lost today."""

    family: str
    group: str
    row: str
    fate: str


@cache
def groups() -> tuple[Group, ...]:
    """Each file of each family, in the order of the families: a family is a module of its name."""
    modules = (import_module(f"{__package__}.{family.lower()}") for family in FAMILIES)
    return tuple(group for module in modules for group in module.groups())


def measured() -> Iterator[Measured]:
    """Every row of every group."""
    with tempfile.TemporaryDirectory() as folder:
        for group in groups():
            for row, verdict in sorted(verdicts(group, Path(folder)).items()):
                truth = group.truths.get(row)
                yield Measured(group.family, group.name, row, verdict, truth is None or bool(truth.readings))


def failing(rows: Iterable[Measured]) -> set[Known]:
    return {
        Known(one.family, one.group, str(one.row), one.verdict.fate)
        for one in rows
        if one.verdict.fate in {WRONG, LOST}
    }


def known(path: Path = KNOWN) -> set[Known]:
    """The list as it stands. ValueError for a line of another form."""
    heading, *lines = path.read_text("utf-8").splitlines()
    if heading.split("\t") != list(HEADING):
        raise ValueError(f"{path.name}: the heading is {HEADING}")
    cells = [line.split("\t") for line in lines]
    if bad := [line for line in cells if len(line) != len(HEADING)]:
        raise ValueError(f"{path.name}: four cells a line: {bad[0]}")
    return {Known(*line) for line in cells}


def write(lines: Iterable[Known], path: Path = KNOWN) -> None:
    ordered = sorted(lines, key=lambda one: (one.family, one.group, one.row.zfill(4)))
    path.write_text("\n".join("\t".join(line) for line in (HEADING, *ordered)) + "\n", "utf-8")


def figures(rows: Iterable[Measured]) -> Iterator[str]:
    """The table: a line a group, then a family, then all."""
    by_group = dict[tuple[str, str], Counter[str]]()
    for one in rows:
        count = by_group.setdefault((one.family, one.group), Counter())
        count[one.verdict.fate] += 1
        count["must"] += not one.readable
    yield f"{'family':8} {'group':62}" + "".join(f"{fate:>9}" for fate in FATES) + f"{'rows':>7}{'to refuse':>11}"
    for family in FAMILIES:
        mine = {name: count for (of, name), count in by_group.items() if of == family}
        yield from (_line(family, name, count) for name, count in mine.items())
        yield _line(family, f"ALL OF {len(mine)} GROUPS", sum(mine.values(), Counter()))
    yield _line("ALL", f"{len(by_group)} GROUPS", sum(by_group.values(), Counter()))


def _line(family: str, name: str, count: Counter[str]) -> str:
    rows = sum(count[fate] for fate in FATES)
    share = f"  right {count['right'] / rows:.0%}" if name.endswith("GROUPS") and rows else ""
    return (
        f"{family:8} {name:62}" + "".join(f"{count[fate]:9}" for fate in FATES) + f"{rows:7}{count['must']:11}{share}"
    )
