"""Rows that classes allow -> those that the versions themselves allow: by their own word, and never the officer's own.

Whatever is left out here looks as if it were not there: before papers are joined, counts made and pages cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from services.access.caller import Caller
from services.access.decision import Relation
from services.access.gates import is_own_or_kin
from services.access.trail import Inquiry
from services.records.app.context import Context
from services.records.app.opening import open_versions
from services.records.ports import Snapshot
from services.records.protection.view import NOTHING, Ask, View, version_level
from services.records.rows import NOW, ViewRow
from services.records.tokens import names_one
from services.values import identifiers
from services.values.records import RecordVersion, SignedPageHeader, VisibleVersion
from services.vocabulary.records import RecordStatus


class Shown(NamedTuple):
    """``versions`` of the ``rows`` by record, with the page headers that their proofs name.

    ``texts``: every ``TYPE:canonical`` of the persons in them; ``own``: whether records were left out for row 2.
    """

    rows: list[ViewRow]
    versions: Mapping[int, VisibleVersion]
    pages: Mapping[bytes, SignedPageHeader]
    texts: frozenset[str]
    own: bool


async def shown_rows(
    context: Context,
    view: Snapshot,
    ask: Ask,
    decided: View,
    rows: Sequence[ViewRow],
    as_of_ms: int,
    of: Relation = NOTHING,
) -> Shown:
    """What stays of rows; as known at the as-of time. ``of``: what is true of their person."""
    if not rows:
        return Shown([], {}, {}, frozenset(), own=False)
    seqs = {row.record: row.seq for row in rows}
    if as_of_ms != NOW:
        seqs = await view.versions_as_of(sorted(seqs), as_of_ms)
    heads = {row.seq for row in rows if row.record in seqs}
    opened = await open_versions(context, view, sorted(heads.union(seqs.values())))
    allowed: list[tuple[ViewRow, tuple[RecordVersion, ...]]] = []
    for row in rows:
        version = opened.versions.get(seqs.get(row.record, -1))
        if version is None or not _allows(ask, decided, row, version.record, of, as_of_ms):
            continue
        head = opened.versions[row.seq].record
        if not (head.status == RecordStatus.WITHDRAWN and decided.claims(row.code)):
            allowed.append((row, (version.record, head)))
    mine = own_ones(ask.inquiry.caller, [records for _, records in allowed])
    kept = [row for index, (row, _) in enumerate(allowed) if index not in mine]
    seen = {text for index, (_, records) in enumerate(allowed) if index not in mine for text in texts_of(records)}
    if mine:
        note_own(ask.inquiry)
    versions = {row.record: _told(opened.versions[seqs[row.record]], decided, row) for row in kept}
    return Shown(kept, versions, opened.pages, frozenset(seen), bool(mine))


def own_ones(caller: Caller, shown: Sequence[Iterable[RecordVersion]]) -> set[int]:
    """Which of some records are the officer's own or their kin's, by index: by a declared number, or by one that names
    one person and stands beside such a number in another of these records.

    Only what would itself be shown ties: what is hidden must not show by what is left out.
    """
    if not caller.own_and_kin:
        return set()
    numbers = [set(texts_of(records, strong=True)) for records in shown]
    found = {index for index, records in enumerate(shown) if is_own_or_kin(caller, texts_of(records))}
    tied: set[str] = set()
    while new := set().union(*(numbers[index] for index in found)) - tied:
        tied |= new
        found |= {index for index, each in enumerate(numbers) if not each.isdisjoint(tied)}
    return found


def _allows(ask: Ask, decided: View, row: ViewRow, record: RecordVersion, of: Relation, as_of_ms: int) -> bool:
    """The record's class of now has allowed it; whether this version's own word does, where that may be another."""
    if as_of_ms == NOW and not decided.held(row.code):
        return True
    klass = decided.classes[row.code]
    return version_level(ask, klass, row.code, of, record, decided.company) >= decided.decisions[row.code].level


def _told(version: VisibleVersion, decided: View, row: ViewRow) -> VisibleVersion:
    """With what its class says of whose word it is."""
    return replace(version, claimed=True) if decided.classes[row.code].misuse_claimed else version


def texts_of(records: Iterable[RecordVersion], *, strong: bool = False) -> list[str]:
    """Every ``TYPE:canonical`` under which the persons of records may be declared; ``strong``: of one person."""
    subjects = [record.subject for record in records if record.subject]
    numbers = [one for subject in subjects for one in subject.identifiers if not strong or names_one(one)]
    return [text for one in numbers for text in identifiers.search_keys(one)]


def note_own(inquiry: Inquiry) -> None:
    """Tell oversight, in the sealed part alone."""
    if "own-or-kin" not in inquiry.trail.alarms:
        inquiry.trail.alarms.append("own-or-kin")
