"""What a decision of two officers of oversight changes at once: the clock of a word, and the classes around it.

Runs in the transaction that keeps the decision. What it changes may be kept between calls for anybody, so that every
prepared answer is made anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from services.records.app.again import raised_only
from services.records.app.classing import reclass
from services.records.app.closure import members
from services.records.app.context import ClassBook
from services.records.app.lasting import clocks
from services.records.app.neighbours import Neighbourhood, judge_again
from services.records.claim_rows import ClaimLine
from services.records.ports import Transaction
from services.records.protection.interim import ON_PAPER, PROTECTED, keys, own_keys
from services.records.rows import HeadRow
from services.records.time_rows import InterimRow


async def take_effect(
    tx: Transaction, book: ClassBook, line: ClaimLine, decision: str, until_ms: int, now_ms: int
) -> None:
    """Let a decision work on the claim's ``line`` of before it. ``until_ms``: of what is upheld."""
    await tx.settle_classes(now_ms)
    sources = await _heads(tx, line.speaker, line.source_id)
    if line.fact in (PROTECTED, ON_PAPER):
        await _move_clock(tx, book, sources, line.fact, decision, until_ms, now_ms)
    about = [*sources, *await _heads(tx, line.agency, line.record_id)]
    if about:
        await reclass(tx, await _judged(tx, book, about, now_ms), {})
    await tx.count_verdict()


async def _judged(tx: Transaction, book: ClassBook, about: Sequence[HeadRow], now_ms: int) -> Neighbourhood:
    """Where versions are still to be judged by a newer registry nothing is lowered yet (``again.py``)."""
    around, at = await judge_again(tx, book, about, now_ms), await tx.judging()
    under_way = bool(at.registry) and at.position < (await tx.log_head()).seq
    return await raised_only(tx, book, around, {}) if under_way else around


async def _heads(tx: Transaction, agency: str, record_id: str) -> list[HeadRow]:
    return [named.head for named in await tx.heads_named(agency, [record_id])] if record_id else []


async def _move_clock(
    tx: Transaction,
    book: ClassBook,
    sources: Sequence[HeadRow],
    fact: str,
    decision: str,
    until_ms: int,
    now_ms: int,
) -> None:
    """A body's word goes on, or is over; its speaker's orders on paper hold nothing more where one is refused."""
    kept_under = keys if fact == PROTECTED else own_keys
    found = {key for member in await members(tx, book, sources) for key in kept_under(member, fact)}
    held = await clocks(tx, {key.token for key in found})
    rows = [held.get(key) or InterimRow(*key, now_ms) for key in sorted(found)]
    if decision == "REJECTED":
        await tx.put_interim([row._replace(extended_ms=0, ended=1) for row in rows])
    elif fact == PROTECTED:
        await tx.put_interim([row._replace(extended_ms=until_ms, ended=0) for row in rows])
