"""Statements of a page beside what is held: a later version says the same, and earlier ones that it names are there.

Whether a record of somebody else is there is not told, so only the agency's own are looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.access.errors import Violation
from services.records.app.chain import Taken
from services.records.app.checked import Checked
from services.records.app.context import Context
from services.records.app.opening import open_versions
from services.records.ports import Transaction
from services.values.records import Body, Statement
from services.vocabulary.protection import LIVE
from services.vocabulary.records import RecordKind, RecordStatus

IMMUTABLE: Final = Violation(
    "statement", "statement-immutable", "says otherwise than the version before; a correction is a statement of its own"
)
MISSING: Final = Violation("statement.earlier", "earlier-missing", "names a record that is no statement of this agency")


async def unfit_statements(context: Context, tx: Transaction, agency: str, taken: Taken) -> dict[str, Violation]:
    """By version name, why a statement of the page cannot be taken. Raises StorageUnavailable."""
    said = [each for each in taken.accepted if isinstance(each.record.body, Statement)]
    if not said:
        return {}
    return await _altered(context, tx, taken, said) | await _missing(tx, agency, said)


async def _altered(context: Context, tx: Transaction, taken: Taken, said: Sequence[Checked]) -> dict[str, Violation]:
    """Versions whose body is not that of the version before; an expunged one has none."""
    heads = {
        each.record.record_id: taken.heads[each.record.record_id]
        for each in said
        if each.record.record_id in taken.heads
    }
    held = (await open_versions(context, tx, [head.seq for head in heads.values()])).versions
    first: dict[str, Body | None] = {name: held[head.seq].record.body for name, head in heads.items()}
    found = {}
    for each in said:
        record = each.record
        if record.status == RecordStatus.EXPUNGED:
            continue
        if record.body != first.setdefault(record.record_id, record.body):
            found[each.name] = IMMUTABLE
    return found


async def _missing(tx: Transaction, agency: str, said: Sequence[Checked]) -> dict[str, Violation]:
    """Versions that name an earlier record of the agency which is neither held nor before them in the page."""
    own = f"agencies/{agency}/records/"
    named = {each.name: [name.removeprefix(own) for name in _earlier(each) if name.startswith(own)] for each in said}
    wanted = sorted({name for names in named.values() for name in names})
    heads = await tx.heads_named(agency, wanted) if wanted else []
    there = {each.head.record_id for each in heads if each.head.kind == RecordKind.STATEMENT}
    found = {}
    for each in said:
        if not there.issuperset(named[each.name]):
            found[each.name] = MISSING
        there.add(each.record.record_id)
    return found


def _earlier(each: Checked) -> tuple[str, ...]:
    body = each.record.body
    return body.earlier if isinstance(body, Statement) and each.record.status in LIVE else ()
