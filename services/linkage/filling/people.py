"""Which persons of feeds and records are one, and who bears which number. Pure.

People decide who is one person, in the order of their decisions; then whoever shows one document is one person, but not
where a decision keeps two of them apart. A number that several persons bear is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from services.linkage.filling.columns import Fed, Said
from services.linkage.filling.read import Read

HELD, USED = 0, 1
"""How a number is a person's: by its issuer, or as somebody says. The issuer's word is taken where there is one."""


class Bearer(NamedTuple):
    """``row``: that says so."""

    node: int
    subject: int
    rank: int
    row: int


class People:
    """``of``: least token of each person, by token of each of its Subjects."""

    def __init__(self, subjects: Iterable[int], apart: Iterable[tuple[int, int]]) -> None:
        self._root = {subject: subject for subject in subjects}
        self._members = {subject: [subject] for subject in self._root}
        self._apart: dict[int, set[int]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    @property
    def of(self) -> dict[int, int]:
        """As said of the class."""
        return {subject: self._root[subject] for subject in sorted(self._root)}

    def join(self, one: int, other: int) -> None:
        """Let two be one person, unless a decision keeps any of theirs apart."""
        one, other = sorted((self._root[one], self._root[other]))
        if one == other or self._differ(one, other):
            return
        for subject in self._members[other]:
            self._root[subject] = one
        self._members[one] += self._members.pop(other)

    def _differ(self, one: int, other: int) -> bool:
        kept = {far for subject in self._members[one] for far in self._apart.get(subject, ())}
        return not kept.isdisjoint(self._members[other]) if kept else False


def people_of(read: Read) -> People:
    """The persons of a scope."""
    fed, said = read.fed, read.said
    subjects = set(fed["start"][fed["what"] == Fed.PERSON].tolist()) | set(said["person"].tolist()) - {0}
    for what, end in ((Fed.IDENTIFIED, "start"), (Fed.ACCOUNT_HELD, "end"), (Fed.PHONE_HELD, "end")):
        subjects |= set(fed[end][fed["what"] == what].tolist())
    for what in (Fed.CROSSING, Fed.FLIGHT):
        subjects |= set(fed["start"][fed["what"] == what].tolist())
    found = People(sorted(subjects), ((one, other) for each, one, other in read.decisions if each.sign == "DIFFERENT"))
    for each, one, other in read.decisions:
        if each.sign == "SAME":
            found.join(one, other)
    shown: dict[int, int] = {}
    for document, subject in sorted(_shown(read)):
        found.join(shown.setdefault(document, subject), subject)
    return found


def _shown(read: Read) -> Iterable[tuple[int, int]]:
    fed, said = read.fed, read.said
    papers = fed[fed["what"] == Fed.IDENTIFIED]
    yield from zip(papers["end"].tolist(), papers["start"].tolist(), strict=True)
    stated = said[(said["what"] == Said.BEARS) & said["flag"]]
    yield from zip(stated["node"].tolist(), stated["person"].tolist(), strict=True)


def bearers_of(read: Read) -> list[Bearer]:
    """Every word on who bears a number, in the order of rows."""
    fed, said = read.fed, read.said
    found = []
    for what, node, person in (
        (Fed.ACCOUNT_HELD, "start", "end"), (Fed.PHONE_HELD, "start", "end"), (Fed.IDENTIFIED, "end", "start")
    ):  # fmt: skip
        rows = fed[fed["what"] == what]
        told = zip(rows[node].tolist(), rows[person].tolist(), rows["row"].tolist(), strict=True)
        found += [Bearer(number, subject, HELD, row) for number, subject, row in told]
    rows = said[said["what"] == Said.BEARS]
    said_so = zip(*(rows[name].tolist() for name in ("node", "person", "flag", "row")), strict=True)
    found += [Bearer(number, subject, HELD if paper else USED, row) for number, subject, paper, row in said_so]
    return sorted(found, key=lambda each: (each.row, each.node))


def borne(bearers: Iterable[Bearer], of: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """By number, the persons who bear it, by the best word there is."""
    ranked: dict[int, tuple[int, set[int]]] = {}
    for each in bearers:
        rank, people = ranked.setdefault(each.node, (each.rank, set()))
        if each.rank < rank:
            ranked[each.node] = each.rank, {of[each.subject]}
        elif each.rank == rank:
            people.add(of[each.subject])
    return {node: frozenset(people) for node, (_, people) in ranked.items()}
