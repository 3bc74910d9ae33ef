"""A page of another node's feed taken whole: versions, what ends, what is kept aside and the cursor in one transaction.

A page that does not start at the cursor changes nothing, so that the effect of each is once. Where more of a page is
unfit than a fault of single records explains, or more is kept aside than one peer may have, nothing of it is taken, and
the feed stops until an operator looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from services.access.errors import Violation
from services.errors import RabtaError
from services.membership.registry import Registry
from services.records.app.checked import PART, Checked, PlacedLeaf, judge_placed
from services.records.app.context import Context
from services.records.app.copied_class import UNKNOWN, copied_class
from services.records.app.copied_versions import Given, Giver, take
from services.records.app.copies_aside import has_room, put_aside
from services.records.app.copies_ended import end_named
from services.records.app.erasing import finish
from services.records.app.precomputed import Precomputed
from services.records.copies_port import CursorRow
from services.records.ports import Snapshot, Transaction
from services.values.copies import RECORDS, START, Applied, AsideItem, CopiedVersion, CopiesPage, EndedCopy, FeedCursor

ACCEPTED: Final = "accepted"
"""What an operator sets in the place of a stop: the next page is taken however much of it is unfit."""
ASIDE_FULL: Final = "aside-full"
"""Rule by which a feed stops whose peer has as much kept aside as one may have."""
MAX_UNFIT: Final = 100
"""One of so many items of a page may be unfit, and one in any."""
LATER: Final = frozenset({"unknown-enum", "unknown-kind", UNKNOWN.rule, "body-required"})
"""Rules by which a newer program may find nothing wrong."""
_GONE: Final = frozenset({"erased", "expunged"})
"""Rules by which a peer gives what is erased here: in good faith, until the order has reached it too."""


class CursorMoved(RabtaError):
    """The page does not start where the feed is taken up to."""


class FeedStopped(RabtaError):
    """No page of the feed is taken. ``rule``: why."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"the feed is stopped: {rule}")
        self.rule = rule


@dataclass(slots=True)
class _Outcome:
    """What is gathered while a page is taken."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    older: int = 0
    ended: int = 0
    aside: list[AsideItem] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    erased: bool = False


async def cursor_of(view: Snapshot, peer: str, feed: str) -> CursorRow:
    """How far a feed is taken; before the first page at its start."""
    return await view.cursor(peer, feed) or CursorRow(peer, feed, 0, 0, START)


async def apply_page(context: Context, page: CopiesPage, registry: Registry, now_ms: int) -> Applied:
    """What became of a page, durable when it is told. Raises CursorMoved, FeedStopped, StorageUnavailable."""
    given, unfit = _judged_alone(context, page.versions, registry, now_ms)
    ahead = _precomputed(given, now_ms)

    async def job(tx: Transaction) -> _Outcome:
        at = await cursor_of(tx, page.peer, page.before.feed)
        if FeedCursor(at.feed, at.epoch, at.sequence, at.chain) != page.before:
            raise CursorMoved
        if at.stopped not in ("", ACCEPTED):
            raise FeedStopped(at.stopped)
        cursor = _moved(at, page)
        giver = Giver(page.peer, cursor.snapshot, registry, now_ms)
        outcome = await _take(context, tx, giver, ahead, [*page.aside, *unfit])
        outcome.ended = await end_named(context, tx, page.peer, page.ended)
        if at.stopped != ACCEPTED:
            _check_share(outcome.aside, page.count)
            if not await has_room(tx, page.peer, outcome.aside):
                raise _Stopping(ASIDE_FULL)
        await put_aside(context, tx, page.peer, page.after, outcome.aside, now_ms)
        await tx.put_cursor(cursor)
        return outcome

    try:
        outcome = await context.store.write(job)
    except _Stopping as stopping:
        await stop(context, page.peer, page.before.feed, stopping.rule)
        raise FeedStopped(stopping.rule) from None
    return await _applied(context, outcome)


async def take_named(
    context: Context,
    peer: str,
    versions: Sequence[CopiedVersion],
    ended: Sequence[EndedCopy],
    registry: Registry,
    now_ms: int,
) -> Applied:
    """What a peer gave beside its feed, by name, which moves no cursor.

    What cannot be taken is counted, and not kept aside. Raises StorageUnavailable.
    """
    given, unfit = _judged_alone(context, versions, registry, now_ms)
    ahead = _precomputed(given, now_ms)

    async def job(tx: Transaction) -> _Outcome:
        at = await cursor_of(tx, peer, RECORDS)
        outcome = await _take(context, tx, Giver(peer, at.snapshot, registry, now_ms), ahead, unfit)
        outcome.ended = await end_named(context, tx, peer, ended)
        return outcome

    return await _applied(context, await context.store.write(job))


async def _applied(context: Context, outcome: _Outcome) -> Applied:
    """What became of it, once the keys of what went are destroyed."""
    if outcome.erased or outcome.ended:
        context.prepared.clear()
        await finish(context)
    return Applied(
        tuple(outcome.written), outcome.unchanged, outcome.older, outcome.ended, len(outcome.aside),
        tuple(outcome.alarms),
    )  # fmt: skip


async def stop(context: Context, peer: str, feed: str, rule: str) -> None:
    """Take no page of a feed until it is let go on; ``""`` and ACCEPTED let it. Raises StorageUnavailable."""

    async def job(tx: Transaction) -> None:
        await tx.put_cursor((await cursor_of(tx, peer, feed))._replace(stopped=rule))

    await context.store.write(job)


async def begin_anew(context: Context, peer: str, feed: str) -> None:
    """Take a feed from its start again: what it does not bring by the end of that goes. Raises StorageUnavailable."""

    async def job(tx: Transaction) -> None:
        at = await cursor_of(tx, peer, feed)
        await tx.put_cursor(at._replace(epoch=0, sequence=0, chain=START, sweep_at=-1))

    await context.store.write(job)


async def end_all(context: Context, peer: str) -> None:
    """Take a peer's records as given up: a sweep ends every copy. Raises StorageUnavailable."""

    async def job(tx: Transaction) -> None:
        at = await cursor_of(tx, peer, RECORDS)
        if await tx.copies_counted(peer):
            await tx.put_cursor(at._replace(epoch=0, sequence=0, chain=START, snapshot=at.snapshot + 1, sweep_at=0))

    await context.store.write(job)


def _moved(at: CursorRow, page: CopiesPage) -> CursorRow:
    """The cursor after a page. The first page of a feed begins a snapshot, which ends at the head of then."""
    if page.before.chain == START:
        at = at._replace(snapshot=at.snapshot + 1, sweep_at=page.head)
    after = page.after
    return at._replace(epoch=after.epoch, sequence=after.sequence, chain=after.chain, stopped="")


def _judged_alone(
    context: Context, versions: Sequence[CopiedVersion], registry: Registry, now_ms: int
) -> tuple[list[Given], list[AsideItem]]:
    """Versions that are sound alone with the sender's class of them; and what is not."""
    voices = context.voices.of(registry, now_ms)
    given: list[Given] = []
    unfit: list[AsideItem] = []
    for start in range(0, len(versions), PART):
        part = versions[start : start + PART]
        leaves = [PlacedLeaf(one.page.agency, one.leaf, one.salt, one.path, one.version) for one in part]
        judged = judge_placed(context.blinder, context.codec.held, leaves, voices, now_ms)
        for copied, each in zip(part, judged, strict=True):
            if not isinstance(each, Checked):
                unfit.append(_unfit(copied, each.violation, each.record_id))
                continue
            klass = copied_class(copied.klass, each.member.own)
            if isinstance(klass, Violation):
                unfit.append(_unfit(copied, klass, each.record.record_id))
            else:
                given.append(Given(each, copied, klass))
    return given, unfit


def _precomputed(given: Sequence[Given], now_ms: int) -> list[tuple[str, list[Given], Precomputed]]:
    """The versions of each owner with what they come to by themselves, which no transaction need wait for."""
    by_agency: dict[str, list[Given]] = {}
    for each in given:
        by_agency.setdefault(each.copied.page.agency, []).append(each)
    return [
        (agency, theirs, Precomputed([each.checked for each in theirs], now_ms)) for agency, theirs in by_agency.items()
    ]


async def _take(
    context: Context,
    tx: Transaction,
    giver: Giver,
    precomputed: Sequence[tuple[str, list[Given], Precomputed]],
    unfit: Sequence[AsideItem],
) -> _Outcome:
    await tx.settle_classes(giver.now_ms)
    outcome = _Outcome(aside=list(unfit))
    for agency, theirs, ahead in precomputed:
        taken = await take(context, tx, giver, agency, theirs, ahead)
        outcome.written += taken.written
        outcome.unchanged += taken.unchanged
        outcome.older += taken.older
        outcome.alarms += taken.alarms
        outcome.erased = outcome.erased or taken.erased
        of = {each.checked.sha256: each.copied for each in theirs}
        outcome.aside += [_unfit(of[each.sha256], each.violation, each.record_id) for each in taken.refused]
    return outcome


def _unfit(copied: CopiedVersion, broken: Violation, record_id: str) -> AsideItem:
    page = copied.page
    waits = broken.rule in LATER
    return AsideItem(
        copied.sequence,
        copied.item,
        broken.field,
        broken.rule,
        waits,
        page.header,
        page.signature,
        page.agency,
        record_id,
    )


class _Stopping(RabtaError):
    """A page of which nothing is taken, and after which none is."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def _check_share(aside: Sequence[AsideItem], count: int) -> None:
    """Raise where more than one item, and more than a hundredth of a page, is unfit for good."""
    unfit = [each for each in aside if not each.waits and each.rule not in _GONE]
    if len(unfit) > max(1, count // MAX_UNFIT):
        raise _Stopping(unfit[0].rule)
