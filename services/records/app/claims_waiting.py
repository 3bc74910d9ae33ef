"""Claims over their bounds wait until there is place: none is dropped, those with documents come up first.

An agency has so many claims open about one person, and raises so many a day. A claim that equals an open one of another
record waits behind it, so that nobody silences a word by saying the same first and taking it back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from services.records.app.context import Context
from services.records.app.handle import new_handle
from services.records.authority.clocks import DAY_MS
from services.records.claim_rows import ClaimRow, WaitingClaim
from services.records.ports import Transaction
from services.values.dates import today

A_PERSON: Final = 3
"""Claims that one agency may have open about one person (policy)."""
A_DAY: Final = 50
"""Claims that one agency may raise in a day (policy)."""


class Bounded(NamedTuple):
    """A claim that has to have place; ``documented``: whether its source names a document."""

    row: ClaimRow
    documented: bool


async def raise_bounded(tx: Transaction, claims: Sequence[Bounded], now_ms: int) -> None:
    """Raise those for which there is place; the others wait. Those that waited before come up before them."""
    waiting = sorted((_waiting(each, now_ms) for each in claims), key=attrgetter("speaker"))
    for speaker, theirs in groupby(waiting, key=attrgetter("speaker")):
        await _raise(tx, speaker, list(theirs), now_ms)


async def come_up(context: Context, now_ms: int) -> bool:
    """Raise what may come up now, in one transaction; whether there was anything. Raises StorageUnavailable."""
    since_ms = now_ms - DAY_MS
    async with context.store.snapshot() as view:
        speakers = await view.speakers_coming(since_ms, A_DAY, A_PERSON)

    async def job(tx: Transaction) -> None:
        for speaker in speakers:
            place = await tx.claims_place(speaker, since_ms)
            await _come_up(tx, speaker, A_DAY - place.raised, now_ms)

    if speakers:
        await context.store.write(job)
    return bool(speakers)


async def _raise(tx: Transaction, speaker: str, claims: Sequence[WaitingClaim], now_ms: int) -> None:
    place = await tx.claims_place(speaker, now_ms - DAY_MS)
    left = A_DAY - place.raised
    if place.waiting:
        await tx.wait_claims(claims)
        await _come_up(tx, speaker, left, now_ms)
        return
    persons = sorted({each.person for each in claims} - {""})
    fitting = _fitting(claims, left, await tx.claims_open(speaker, persons) if persons else {})
    await tx.raise_claims([_raised(each, now_ms) for each in fitting])
    await tx.wait_behind(fitting)
    await tx.wait_claims([each for each in claims if each not in fitting])


async def _come_up(tx: Transaction, speaker: str, left: int, now_ms: int) -> None:
    coming = await tx.claims_coming(speaker, A_PERSON, left) if left > 0 else []
    persons = sorted({each.person for each in coming} - {""})
    once = {(each.fact, each.record, each.owner): each for each in reversed(coming)}
    distinct = [each for each in coming if once[each.fact, each.record, each.owner] is each]
    fitting = _fitting(distinct, left, await tx.claims_open(speaker, persons) if persons else {})
    await tx.raise_claims([_raised(each, now_ms) for each in fitting])
    await tx.end_waiting(fitting)


def _fitting(claims: Sequence[WaitingClaim], left: int, already: dict[str, int]) -> list[WaitingClaim]:
    """Those for which there is place, in their order. ``already``: open ones by person."""
    count, fitting = Counter(already), list[WaitingClaim]()
    for each in claims:
        if len(fitting) < left and (not each.person or count[each.person] < A_PERSON):
            count[each.person] += 1
            fitting.append(each)
    return fitting


def _waiting(claim: Bounded, now_ms: int) -> WaitingClaim:
    row = claim.row
    return WaitingClaim(
        row.speaker,
        row.fact,
        row.record,
        row.owner,
        row.source,
        row.person,
        int(claim.documented),
        today(now_ms),
        now_ms,
        row.due_ms - row.raised_ms,
    )


def _raised(claim: WaitingClaim, now_ms: int) -> ClaimRow:
    """The clock begins when the claim comes up."""
    return ClaimRow(
        new_handle(),
        claim.fact,
        claim.record,
        claim.owner,
        claim.source,
        claim.speaker,
        "",
        "",
        now_ms,
        now_ms + claim.clock_ms,
        "OPEN",
        claim.person,
    )
