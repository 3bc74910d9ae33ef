"""Tables out of facts: counted, and those that share totals protected together. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from services.statistics.facts import AccusedPerson, CountedCase, Facts
from services.statistics.funnel import Stage
from services.statistics.layout import LAYOUTS, OUTCOMES, SPECIAL, YES_NO
from services.statistics.ranges import Figure, with_totals
from services.statistics.suppression import MARK, Published, suppressed
from services.statistics.woven import Size, Woven, accused, beside, cases, funnel, single

Unit = tuple[str, str, frozenset[str]]
Sizes = Mapping[str, Size]


class Family(NamedTuple):
    """Tables that share totals, the one that the others hang on first."""

    tables: tuple[str, ...]
    weave: Callable[[Sizes], Woven]


def _victims(sizes: Sizes) -> Woven:
    first, *others = [each for each in ("T2", "T3") if each in sizes]
    return beside(first, others[0], sizes) if others else single(first, sizes[first])


def _cases(sizes: Sizes) -> Woven:
    return cases(sizes, SPECIAL)


def _accused(sizes: Sizes) -> Woven:
    names = list(OUTCOMES)
    return accused(sizes, names.index("OPEN"), names.index("CONVICTED"))


def _funnel(sizes: Sizes) -> Woven:
    return funnel(sizes, list(YES_NO).index("YES"))


FAMILIES: Final = (
    Family(("T2", "T3"), _victims),
    Family(("T4", "T1", "T11"), _cases),
    Family(("T6", "T5", "S1", "T7"), _accused),
    Family(("F1", "F2", "F3"), _funnel),
    Family(("T8",), lambda sizes: single("T8", sizes["T8"])),
    Family(("T9",), lambda sizes: single("T9", sizes["T9"])),
    Family(("T10",), lambda sizes: single("T10", sizes["T10"])),
)
NEEDS: Final = {"T1": "T4", "T11": "T4", "T5": "T6", "S1": "T6", "T7": "S1", "F2": "F1", "F3": "F1"}
"""A table that hangs on another: each is planned with the one that it hangs on, so that both are protected together."""


def units(table: str, facts: Facts) -> Iterator[Unit]:
    """What a table counts: row, column and who wrote it, of each."""
    if table == "T8":
        yield from ((each.help, each.answer, each.by) for each in facts.referrals)
        return
    if table == "T9":
        yield from ((each.state, each.band, each.by) for each in facts.children)
        return
    if table == "T10":
        yield from ((each.state, each.offender, each.by) for each in facts.claims)
        return
    of_case, of_victim, of_accused = _OF_CASE.get(table), _OF_VICTIM.get(table), _OF_ACCUSED.get(table)
    for case in facts.cases:
        if of_case and (placed := of_case(case)):
            yield *placed, case.by
        for victim in case.victims if of_victim else ():
            yield case.form, getattr(victim, of_victim or ""), victim.by | case.by
        for person in case.accused if of_accused else ():
            if of_accused and (placed := of_accused(case, person)):
                yield *placed, person.by | case.by


Placed = tuple[str, str] | None
_OF_CASE: Final[dict[str, Callable[[CountedCase], Placed]]] = {
    "T1": lambda case: (case.province, "ALL") if case.statute in ("PTPA", "BOTH") else None,
    "T4": lambda case: (case.province, case.statute),
    "T11": lambda case: (case.border, case.investigator),
}
_OF_VICTIM: Final = {"T2": "band", "T3": "sex"}


def _punished(person: AccusedPerson, word: str) -> Placed:
    if person.outcome != "CONVICTED":
        return None
    if person.punished is None:
        return "NOT_TOLD", "OTHER" if word == "version" else "NONE"
    return person.punished.form, getattr(person.punished, word)


def _told(person: AccusedPerson, place: Callable[[frozenset[Stage]], Placed]) -> Placed:
    return place(person.told) if person.told is not None else None


def _changed(stages: frozenset[Stage], place: str) -> Placed:
    return (place, "ALL") if Stage.CHANGED in stages else None


def _fate(stages: frozenset[Stage]) -> Placed:
    changed = Stage.CHANGED in stages
    acquitted = (Stage.ACQUITTED_AFTER if changed else Stage.ACQUITTED) in stages
    return "YES" if changed else "NO", "ACQUITTED" if acquitted else "NOT"


def _bail(stages: frozenset[Stage]) -> str:
    return "AFTER" if Stage.BAILED_AFTER in stages else "BEFORE" if Stage.BAILED in stages else "NONE"


def _measure(stages: frozenset[Stage]) -> str:
    return "YES" if Stage.PROTECTED in stages else "NO"


_OF_ACCUSED: Final[dict[str, Callable[[CountedCase, AccusedPerson], Placed]]] = {
    "T5": lambda _, person: (person.stage, "ALL"),
    "T6": lambda case, person: (person.outcome, case.statute),
    "T7": lambda _, person: _punished(person, "version"),
    "S1": lambda _, person: _punished(person, "point"),
    "F1": lambda _, person: _told(person, _fate),
    "F2": lambda _, person: _told(person, lambda stages: _changed(stages, _bail(stages))),
    "F3": lambda _, person: _told(person, lambda stages: _changed(stages, _measure(stages))),
}


def printed(tables: Iterable[str], facts: Facts, k: Mapping[str, int]) -> dict[str, list[list[str]] | None]:
    """Each table with totals as it is printed; None where it is withheld.

    Where a family cannot be protected whole, its last table is withheld, and so on.
    """
    wanted, found = set(tables), dict[str, list[list[str]] | None]()
    for family in FAMILIES:
        named = [each for each in family.tables if each in wanted]
        counted = {each: list(units(each, facts)) for each in named}
        found |= dict.fromkeys(named)
        while named:
            of, woven = _published(family, named, counted, max(k[each] for each in named))
            hidden = suppressed(of)
            if hidden is not None:
                found |= {each: _texts(each, of, woven, hidden) for each in named}
                break
            named.pop()
    return found


def _published(
    family: Family, named: Sequence[str], counted: Mapping[str, Sequence[Unit]], k: int
) -> tuple[Published, Woven]:
    woven = family.weave({each: size_of(each) for each in named})
    agencies = sorted({agency for each in named for *_, by in counted[each] for agency in by})
    others = [_values(named, counted, agency) for agency in agencies]
    return Published(woven.arcs, _values(named, counted), k, tuple(others)), woven


def size_of(table: str) -> Size:
    """Rows and columns of a table."""
    return Size(len(LAYOUTS[table].rows), len(LAYOUTS[table].columns))


def _values(named: Iterable[str], counted: Mapping[str, Sequence[Unit]], without: str = "") -> dict[Figure, int]:
    """All figures, by what agencies other than one wrote."""
    found: dict[Figure, int] = {}
    for table in named:
        rows, columns = list(LAYOUTS[table].rows), list(LAYOUTS[table].columns)
        inner = [[0] * len(columns) for _ in rows]
        for row, column, by in counted[table]:
            if without not in by:
                inner[rows.index(row)][columns.index(column)] += 1
        found |= {(table, r, c): value for r, line in enumerate(with_totals(inner)) for c, value in enumerate(line)}
    return found


def _texts(table: str, of: Published, woven: Woven, hidden: frozenset[Figure]) -> list[list[str]]:
    size = size_of(table)
    return [
        [
            _text(woven.same.get((table, row, column), (table, row, column)), of, hidden)
            for column in range(size.columns + 1)
        ]
        for row in range(size.rows + 1)
    ]


def _text(one: Figure, of: Published, hidden: frozenset[Figure]) -> str:
    return MARK if one in hidden else str(of.values[one])
