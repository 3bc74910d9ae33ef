"""Rows that classes allow -> those that the versions themselves allow: by their own word, and never the officer's own.

Whatever is left out here looks as if it were not there: before papers are joined, counts made and pages cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from services.access.decision import Relation
from services.access.gates import is_own_or_kin
from services.access.trail import Inquiry
from services.records import identifiers
from services.records.app.opening import open_versions
from services.records.app.room import Room
from services.records.domain import RecordVersion, SignedPageHeader, VisibleVersion
from services.records.ports import Snapshot
from services.records.rows import NOW, ViewRow
from services.records.view import NOTHING, Ask, View, version_level


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
    room: Room, view: Snapshot, ask: Ask, decided: View, rows: Sequence[ViewRow], as_of_ms: int, of: Relation = NOTHING
) -> Shown:
    """What stays of rows; as known at the as-of time. ``of``: what is true of their person."""
    seqs = {row.record: row.seq for row in rows}
    if as_of_ms != NOW:
        seqs = await view.versions_as_of(sorted(seqs), as_of_ms)
    heads = {row.seq for row in rows if row.record in seqs}
    opened = await open_versions(room, view, sorted(heads.union(seqs.values())))
    kept: list[ViewRow] = []
    seen: set[str] = set()
    own = False
    for row in rows:
        version = opened.versions.get(seqs.get(row.record, -1))
        if version is None or not _allows(ask, decided, row, version.record, of, as_of_ms):
            continue
        texts = set(texts_of([version.record, opened.versions[row.seq].record]))
        if is_own_or_kin(ask.inquiry.caller, texts):
            own = True
            continue
        seen |= texts
        kept.append(row)
    if own:
        note_own(ask.inquiry)
    versions = {row.record: opened.versions[seqs[row.record]] for row in kept}
    return Shown(kept, versions, opened.pages, frozenset(seen), own)


def _allows(ask: Ask, decided: View, row: ViewRow, record: RecordVersion, of: Relation, as_of_ms: int) -> bool:
    """The record's class of now has allowed it; whether this version's own word does, where that may be another."""
    if as_of_ms == NOW and not decided.held(row.code):
        return True
    return version_level(ask, decided.classes[row.code], row.code, of, record) >= decided.decisions[row.code].level


def texts_of(records: Iterable[RecordVersion]) -> list[str]:
    """Every ``TYPE:canonical`` under which the persons of records may be declared."""
    subjects = [record.subject for record in records if record.subject]
    return [text for subject in subjects for one in subject.identifiers for text in identifiers.search_keys(one)]


def note_own(inquiry: Inquiry) -> None:
    """Tell oversight, in the sealed part alone."""
    if "own-or-kin" not in inquiry.trail.alarms:
        inquiry.trail.alarms.append("own-or-kin")
