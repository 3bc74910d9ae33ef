"""How long the words last that papers around a page state: when each began by the store, and what oversight decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from services.records.app.people import People
from services.records.authority.clocks import TO_CONFIRM
from services.records.law.ages import shown_by_document
from services.records.ports import Transaction
from services.records.protection.groups import Member
from services.records.protection.interim import ON_PAPER, Ends, Key, begun, order_fact, speaking, stated
from services.records.protection.parts import holding
from services.records.rows import HeadRow
from services.records.time_rows import InterimRow


async def ends_of(
    tx: Transaction,
    new: Sequence[Member],
    old: Sequence[Member],
    records: Collection[int],
    people: People,
    now_ms: int,
) -> tuple[Ends, list[InterimRow]]:
    """How long words last from ``now_ms`` on, and those that begin now. ``new``: a page's; ``records``: of the old.

    A copy of an order by who has no part in its case holds nothing of others, and so begins no clock.
    """
    new_words, old_words = speaking(new), speaking(old)
    on_paper = [member for member in (*new_words, *old_words) if order_fact(member) == ON_PAPER]
    idle = {id(member) for member in on_paper} - {id(member) for member in holding([*new, *old], on_paper)}
    new_words = [member for member in new_words if id(member) not in idle]
    old_words = [member for member in old_words if id(member) not in idle]
    tokens = {key.token for member in (*new_words, *old_words) for keys in stated(member) for key in keys}
    tokens |= {token for token, facts in people.said.items() if any(shown_by_document(word) for word in facts.words)}
    known = await clocks(tx, tokens)
    rows = begun(old_words, new_words, known, now_ms) if tokens else {}
    upheld = await tx.upheld(sorted({*records, *(head.record for head in people.orders)}))
    confirmed = {(each.speaker, each.source_id) for each in upheld if each.fact in TO_CONFIRM}
    if confirmed:
        confirmed -= {(member.record.agency, member.record.record_id) for member in new}
    ends = Ends(rows, frozenset(confirmed), tuple(each for each in upheld if each.record_id), now_ms)
    return ends, [row for key, row in rows.items() if known.get(key) != row]


async def clocks(tx: Transaction, tokens: Iterable[str]) -> dict[Key, InterimRow]:
    """When words of these tokens began."""
    asked = sorted(tokens)
    return {Key(row.fact, row.token, row.speaker): row for row in (await tx.interim(asked) if asked else ())}


async def clock_mates(tx: Transaction, new: Sequence[Member], now_ms: int) -> list[HeadRow]:
    """Records of persons of whom a page moves a clock that runs: it says that two numbers are one person's."""
    said = speaking(new)
    words = [keys for member in said for keys in stated(member)]
    if not words:
        return []
    known = await clocks(tx, {key.token for keys in words for key in keys})
    rows = begun((), said, known, now_ms)
    moved = sorted({key.token for key, row in known.items() if rows[key] != row})
    return await tx.heads_of_people(moved) if moved else []
