"""What each number of the records carries for one receiver: a copy, a removal, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

from services.access.class_text import class_text
from services.exchange.feed.pages import Carried
from services.exchange.feed.ports import Change, Given, Ledger, Records
from services.exchange.feed.rights import Rights
from services.values.exchange import Copy, Removal, SyncItem


class Decided(NamedTuple):
    """One change that carries something. ``agreement``: its id, of a copy; None where a copy ends."""

    change: Change
    agreement: str | None


async def decide(ledger: Ledger, rights: Rights, changes: Sequence[Change], since: int) -> list[Decided]:
    """The changes that carry something, in their order: copies, and the ends of copies that were given before.

    ``since``: up to where the receiver has taken the feed.
    """
    allowed = {each.record: rights.allows(each) for each in changes}
    others = [name for name, row in allowed.items() if row is None]
    held = await ledger.to_end(rights.receiver.id, others, since) if others else set()
    found = []
    for each in changes:
        row = allowed[each.record]
        if row is not None:
            found.append(Decided(each, row.id))
        elif each.record in held:
            found.append(Decided(each, None))
    return found


async def carried(records: Records, rights: Rights, decided: Sequence[Decided]) -> list[Carried]:
    """As items. A version that was erased meanwhile is left out: a later number says what became of it."""
    opened = await records.opened([each.change.seq for each in decided if each.agreement is not None])
    found = []
    for change, agreement in decided:
        if agreement is None:
            found.append(Carried(SyncItem(change.number, removal=Removal(change.record, rights.why_not(change)))))
            continue
        version = opened.versions.get(change.seq)
        if version is not None and version.proof is not None:
            copy = Copy(version, class_text(rights.class_for(change)), agreement)
            given = Given(change.record, change.version, sha256(version.version).digest(), agreement)
            page = opened.pages[version.proof.page_sha256]
            found.append(Carried(SyncItem(change.number, copy=copy), given, page))
    return found


def given_of(items: Iterable[Carried]) -> list[Given]:
    """Copies among items, as the ledger keeps them."""
    return [each.given for each in items if each.given is not None]


def removed_of(items: Iterable[Carried]) -> list[tuple[str, int]]:
    """Names of the records whose copy ends, each with the number of the change."""
    return [(each.item.removal.record, each.item.sequence) for each in items if each.item.removal is not None]


def disclosed(given: Iterable[Given]) -> list[str]:
    """Names of the versions, for the log."""
    return [f"{one.record}/versions/{one.version}" for one in given]
