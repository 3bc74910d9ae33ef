"""Rows of an agency's export as the feed takes them: what is wrong with a row is found here, sent or only checked.

Nothing is left for the sending to find that can be known without the hub: rows that break one of its rules, and rows
that say otherwise of an entry than a row above, go to the reject file whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace

from services.access.errors import Violation
from services.client.contribute import RowRead
from services.client.drafts import Draft
from services.sources.exports import Outcome
from services.sources.repeated import Repeated
from services.tables.rejects import Reject, RejectFile
from services.values.encoding import RECORDS
from services.values.records import RecordVersion
from services.values.validation.validate import violations
from services.vocabulary.records import RecordStatus


def rows_of(outcomes: Iterable[Outcome], rejected: RejectFile) -> Iterator[RowRead]:
    """Rows for the feed, in order; what is wrong with one is written down, by shape and never by value."""
    with closing(Repeated()) as repeated:
        for outcome in outcomes:
            drafts = [Draft(one.record_id, RECORDS.encode(one), outcome.row) for one in outcome.drafts]
            unlawful = _unlawful(outcome)
            found = [*outcome.rejects] or ([] if unlawful else _again(outcome.row, drafts, repeated))
            for reject in found:
                rejected.write(reject)
            for broken in unlawful:
                rejected.refused(outcome.row, broken.field, broken.rule, broken.text, "reader")
            bad = bool(found or unlawful)
            yield RowRead(outcome.row, [] if bad else drafts, rejected=bad)


def _unlawful(outcome: Outcome) -> list[Violation]:
    """Rules of the hub that a record of the row breaks whatever else is held, each once."""
    return list(dict.fromkeys(found for one in outcome.drafts for found in violations(_first(one))))


def _first(draft: RecordVersion) -> RecordVersion:
    return replace(draft, version=1, status=RecordStatus.ACTIVE)


def _again(row: int, drafts: list[Draft], repeated: Repeated) -> list[Reject]:
    """A record that a row above states otherwise; the same words again are no news and no fault."""
    if any(repeated.otherwise(draft.record_id, draft.content) for draft in drafts):
        return [Reject(row, "", "", "key-twice")]
    return []
