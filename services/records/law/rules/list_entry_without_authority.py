"""No act without law: an entry that names no order, court or office is stored and flagged, never actionable."""

from __future__ import annotations

from collections.abc import Iterator

from services.records.law.rule import FLAG, RECORD, Dossier, Finding, Rule
from services.values.records import ListEntry


def check(dossier: Dossier) -> Iterator[Finding]:
    """List entries and warrants without authority."""
    for record in dossier.of("LIST_ENTRY"):
        if isinstance(record.body, ListEntry) and not record.body.authority.strip():
            yield Finding(record.name, "list_entry.authority", "names no order, court or office; not actionable")


RULE = Rule("list-entry-without-authority", "Constitution Arts. 4, 15", FLAG, RECORD, frozenset({"LIST_ENTRY"}), check)
