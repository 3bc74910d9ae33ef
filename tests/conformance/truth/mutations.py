"""Thousands of changed files, each read: what contradicts its file is refused or read right, never read wrong.

The seed is the number of the mutation, so that the same number gives the same file each time.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from tests.conformance.truth.group import Group
from tests.conformance.truth.measure import KIND, Known, groups
from tests.conformance.truth.mutators import CONTRADICTED, UNCONTRADICTED, Sheet, group_of, sheet_of
from tests.conformance.truth.reading import verdicts
from tests.conformance.truth.truth import LOST, WRONG

CUT: Final = "end cut off"
CUT_CELL: Final = "last cell cut off"
COUNT: Final = "count altered"
ELEMENT: Final = "unknown element"
DIGITS: Final = "check digits altered"
_COUNTS: Final = re.compile(rb"(?<=UNT\+)\d+|(?<=UNZ\+)\d+|(?<=CNT\+42:)\d+")
_ELEMENTS: Final = (b"amount_local", b"date_transaction", b"to_account", b"from_account")
_IBAN: Final = re.compile(rb"(?<=<iban>PK)\d\d")


class Mutated(NamedTuple):
    """``contradicts``: something in the file says otherwise than the change."""

    kind: str
    contradicts: bool
    group: Group


class Outcome(NamedTuple):
    seed: int
    kind: str
    contradicts: bool
    fates: Counter[str]

    @property
    def fails(self) -> bool:
        return bool(self.fates[WRONG] or self.fates[LOST])


@cache
def _clean() -> Mapping[str, tuple[Group, ...]]:
    """Files without a contradiction, by family: each family is drawn as often as another."""
    families: dict[str, list[Group]] = defaultdict(list)
    for group in groups():
        if group.clean:
            families[group.family].append(group)
    return {family: tuple(those) for family, those in families.items()}


@cache
def _sheet(group_name: tuple[str, str]) -> Sheet:
    return sheet_of(next(group for group in groups() if (group.family, group.name) == group_name))


def mutated(seed: int) -> Mutated:
    """The changed file of this number."""
    chance = Random(seed)
    while True:
        family = chance.choice(list(_clean()))
        group = chance.choice(_clean()[family])
        made = _table(group, chance) if group.suffix == "csv" else _message(group, chance)
        if made is not None and made.group.data != group.data:
            return made


def _table(group: Group, chance: Random) -> Mutated | None:
    kind = chance.choice([*CONTRADICTED, *UNCONTRADICTED, CUT])
    if kind == CUT:
        return _cut_table(group, chance)
    mutator = CONTRADICTED.get(kind) or UNCONTRADICTED[kind]
    sheet = mutator(_sheet((group.family, group.name)), chance)
    return None if sheet is None else Mutated(kind, kind in CONTRADICTED, group_of(sheet, group))


def _cut_table(group: Group, chance: Random) -> Mutated:
    """Cut at any byte behind the heading. Where all cells of the last line are there, nothing tells that one is short."""
    lines = group.data.splitlines(keepends=True)
    first = min(group.truths)
    start = sum(map(len, lines[: first - 1]))
    data = group.data[: chance.randrange(start + 1, len(group.data))]
    rows = data.count(b"\n") + (not data.endswith(b"\n"))
    truths = {row: truth for row, truth in group.truths.items() if row <= rows}
    last = data.rpartition(b"\n")[2].decode(errors="replace")
    width = len(next(csv.reader(io.StringIO(lines[first - 2].decode()), delimiter=group.delimiter)))
    cells = next(csv.reader(io.StringIO(last), delimiter=group.delimiter), [])
    whole = not cells or len(cells) >= width
    return Mutated(CUT_CELL if whole else CUT, not whole, replace(group, data=data, truths=truths))


def _message(group: Group, chance: Random) -> Mutated | None:
    end = len(group.data.rstrip())
    if chance.random() < 1 / 2:
        cut = chance.randrange(1, end)
        return Mutated(CUT, True, replace(group, data=group.data[:cut]))
    if group.suffix == "edi":
        place = chance.choice(list(_COUNTS.finditer(group.data)))
        count = b"%d" % (int(place[0]) + chance.choice((-1, 1, 10)))
        return Mutated(
            COUNT, True, replace(group, data=group.data[: place.start()] + count + group.data[place.end() :])
        )
    if chance.random() < 1 / 2:
        name = chance.choice(_ELEMENTS)
        return Mutated(ELEMENT, True, replace(group, data=group.data.replace(name, b"x_" + name)))
    place = chance.choice(list(_IBAN.finditer(group.data)))
    digits = b"%02d" % ((int(place[0]) + chance.randrange(1, 97)) % 97 + 2)
    return Mutated(
        DIGITS,
        digits != place[0],
        replace(group, data=group.data[: place.start()] + digits + group.data[place.end() :]),
    )


def outcomes(numbers: Iterable[int]) -> Iterator[Outcome]:
    """What became of the rows of each of these mutations."""
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            one = mutated(number)
            fates = Counter(verdict.fate for verdict in verdicts(one.group, Path(folder)).values())
            yield Outcome(number, f"{one.group.family}: {one.kind}", one.contradicts, fates)


def failing_kinds(results: Iterable[Outcome]) -> set[Known]:
    """Kinds of which a mutation was read wrong, or lost rows, though its file contradicts it."""
    return {Known(KIND, one.kind, "-", WRONG) for one in results if one.contradicts and one.fails}


def table(results: Iterable[Outcome]) -> Iterator[str]:
    """A line for each kind: mutations, those of which no row is wrong or lost, the others, and the number of one."""
    kinds: dict[tuple[bool, str], list[Outcome]] = defaultdict(list)
    for one in results:
        kinds[not one.contradicts, one.kind].append(one)
    yield f"{'kind':52}{'mutations':>10}{'sound':>8}{'wrong':>8}  first"
    for (apart, kind), those in sorted(kinds.items()):
        bad = [one for one in those if one.fails]
        mark = "  (nothing contradicts it)" if apart else ""
        yield f"{kind:52}{len(those):10}{len(those) - len(bad):8}{len(bad):8}  {bad[0].seed if bad else '':>6}{mark}"
    for apart, name in ((False, "contradicted"), (True, "not contradicted, counted apart")):
        those = [one for (of, _), some in kinds.items() if of == apart for one in some]
        bad_count = sum(one.fails for one in those)
        yield f"{'ALL ' + name:52}{len(those):10}{len(those) - bad_count:8}{bad_count:8}"
