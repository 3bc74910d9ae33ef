"""An entry past its expiry, not cancelled, is no ground to act (vocabulary, row 32; Exit Ordinance 1981)."""

from __future__ import annotations

from collections.abc import Iterator

from services.records.law.rule import FLAG, RECORD, Dossier, Finding, Rule
from services.values.dates import span_or_none
from services.values.records import ListEntry


def check(dossier: Dossier) -> Iterator[Finding]:
    """List entries and warrants whose last day is over."""
    for record in dossier.of("LIST_ENTRY"):
        body = record.body
        if isinstance(body, ListEntry) and not body.cancelled:
            expires = span_or_none(body.expires)
            if expires is not None and expires.last_ms < dossier.now_ms:
                yield Finding(record.name, "list_entry.expires", "past its expiry; no ground to act")


RULE = Rule("list-entry-expired", "decision table, row 32", FLAG, RECORD, frozenset({"LIST_ENTRY"}), check)
