"""Which versions of a page follow what is held: number by number, digest by digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from services.access.errors import Violation
from services.records.app.checked import Checked, Unsound
from services.records.app.copy_floor import Floor
from services.records.ports import Transaction
from services.records.rows import HeadRow
from services.values.records import RecordVersion
from services.vocabulary.records import RecordStatus


class _Latest(NamedTuple):
    version: int
    sha256: bytes
    kind: str
    status: str


@dataclass
class Taken:
    """What becomes of a page's versions. ``heads``: heads before the page, by record id; ``alarms``: for the trail.

    ``floors``: what protects them at least by the word of the node that gives them, by record id.
    """

    accepted: list[Checked] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Unsound] = field(default_factory=list)
    heads: dict[str, HeadRow] = field(default_factory=dict)
    alarms: list[str] = field(default_factory=list)
    floors: dict[str, Floor] = field(default_factory=dict)

    @cached_property
    def newest(self) -> dict[str, Checked]:
        """The last accepted version of each record; to be asked once all are taken."""
        return {each.record.record_id: each for each in self.accepted}


async def follow(tx: Transaction, agency: str, checked: Sequence[Checked]) -> Taken:
    """Take each version that is the next of its record; the same one again changes nothing."""
    taken = Taken()
    latest: dict[str, _Latest] = {}
    for named in await tx.heads_named(agency, sorted({each.record.record_id for each in checked})):
        head = named.head
        taken.heads[head.record_id] = head
        latest[head.record_id] = _Latest(head.version, named.sha256, head.kind, head.status)
    inside: dict[tuple[str, int], bytes] = {}
    for each in checked:
        record = each.record
        before = latest.get(record.record_id)
        if before is None:
            before = _Latest(0, b"", record.kind, "")
        if record.version <= before.version:
            held = inside.get((record.record_id, record.version)) or await _held(tx, taken, each, before)
            _again(taken, each, held)
            continue
        broken = _break(record, before)
        if broken is not None:
            taken.refused.append(refuse(each, broken))
            continue
        taken.accepted.append(each)
        latest[record.record_id] = _Latest(record.version, each.sha256, record.kind, record.status)
        inside[record.record_id, record.version] = each.sha256
    return taken


async def _held(tx: Transaction, taken: Taken, each: Checked, before: _Latest) -> bytes | None:
    if each.record.version == before.version:
        return before.sha256
    return await tx.digest_of(taken.heads[each.record.record_id].record, each.record.version)


def _again(taken: Taken, each: Checked, held: bytes | None) -> None:
    if held == each.sha256:
        taken.unchanged += 1
        return
    taken.alarms.append(f"equivocation:{each.name}")
    taken.refused.append(refuse(each, Violation("version", "equivocation", "is held with other content")))


def _break(record: RecordVersion, before: _Latest) -> Violation | None:
    if before.status == RecordStatus.EXPUNGED:
        return Violation("status", "expunged", "the record is expunged and takes no further version")
    if record.version != before.version + 1:
        return Violation("version", "version-order", f"is not the next; the record stands at {before.version}")
    if record.previous_sha256 != before.sha256:
        return Violation("previous_sha256", "previous-digest", "is not the digest of the version before")
    if record.kind != before.kind:
        return Violation("kind", "kind-changed", "differs from that of the version before")
    return None


def refuse(each: Checked, violation: Violation) -> Unsound:
    """A version that was sound alone and is refused beside others."""
    return Unsound(each.leaf, each.record.record_id, violation, each.sha256, each.body)
