"""Which versions of a peer's page are taken: the newest of each record counts, whatever lies between.

Only the version in force travels, so that numbers may be missing. The owner and the number decide: a lower one changes
nothing, the same one with other content is equivocation, and what was expunged takes nothing ever again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from services.access.errors import Violation
from services.records.app.chain import Taken, refuse
from services.records.app.checked import Checked
from services.records.ports import Transaction
from services.vocabulary.records import RecordStatus

EQUIVOCATION = "equivocation"


class _Held(NamedTuple):
    version: int
    sha256: bytes
    kind: str
    gone: bool
    ended: bool


@dataclass
class TakenCopies:
    """``taken``: versions to be written; ``same``: those held already; ``older``: how many were lower than is held.

    ``returned``: numbers of records that had ended as copies and come again.
    """

    taken: Taken = field(default_factory=Taken)
    same: list[Checked] = field(default_factory=list)
    older: int = 0
    returned: list[int] = field(default_factory=list)


async def follow_copies(tx: Transaction, agency: str, checked: Sequence[Checked]) -> TakenCopies:
    """What becomes of one owner's versions."""
    found = TakenCopies()
    named = await tx.heads_named(agency, sorted({each.record.record_id for each in checked}))
    ended = await tx.copies_ended(each.head.record for each in named)
    held: dict[str, _Held] = {}
    for head, sha256 in named:
        found.taken.heads[head.record_id] = head
        gone, again = head.status == RecordStatus.EXPUNGED, head.record in ended
        held[head.record_id] = _Held(head.version, sha256, head.kind, gone and not again, again)
    for each in checked:
        record_id = each.record.record_id
        before = held.get(record_id)
        if before is None or await _newer(tx, found, each, before):
            if before is not None and before.ended:
                found.returned.append(found.taken.heads[record_id].record)
            found.taken.accepted.append(each)
            gone = each.record.status == RecordStatus.EXPUNGED
            held[record_id] = _Held(each.record.version, each.sha256, each.record.kind, gone, ended=False)
    return found


async def _newer(tx: Transaction, found: TakenCopies, each: Checked, before: _Held) -> bool:
    """Whether a version of a record that is held is to be written; where it is refused, that is noted."""
    record, taken = each.record, found.taken
    if before.gone and record.version > before.version:
        taken.refused.append(refuse(each, Violation("status", "expunged", "the record is expunged")))
        return False
    if record.version > before.version:
        if record.kind != before.kind:
            taken.refused.append(
                refuse(each, Violation("kind", "kind-changed", "differs from that of the version held"))
            )
            return False
        return True
    if record.version == before.version:
        if each.sha256 == before.sha256:
            if not before.ended:
                found.same.append(each)
            return before.ended
    else:
        head = taken.heads.get(record.record_id)
        digest = await tx.digest_of(head.record, record.version) if head else None
        if digest in (None, each.sha256):
            found.older += 1
            return False
    taken.alarms.append(f"{EQUIVOCATION}:{each.name}")
    taken.refused.append(refuse(each, Violation("version", EQUIVOCATION, "is held with other content")))
    return False
