"""A number that more people bear than can be one is put before oversight, with the page that makes them so many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.app.handle import new_handle
from services.records.app.neighbours import Neighbourhood
from services.records.app.write import Written
from services.records.claim_rows import ClaimRow
from services.records.ports import Transaction
from services.records.protection.bearers import MAX_BEARERS, at_least, bearer_in

OF_MANY: Final = "NUMBER_OF_MANY"


async def tell_crowded(tx: Transaction, agency: str, around: Neighbourhood, written: Written) -> None:
    """A notice to oversight for each number that the page's records make one of many. Called after they are written."""
    numbers = frozenset(written.records.values())
    rows = [row for token in around.crowded for row in await _rows(tx, token, numbers, agency, written)]
    if rows:
        await tx.raise_claims(rows)


async def _rows(tx: Transaction, token: str, numbers: frozenset[int], agency: str, written: Written) -> list[ClaimRow]:
    heads = await tx.heads_of_people([token])
    now = [bearer_in(head) for head in heads]
    before = [bearer_in(head) for head in heads if head.record not in numbers]
    if not at_least(before) <= MAX_BEARERS < at_least(now):
        return []
    return list(_notice([head.record for head in heads if head.record in numbers], agency, written))


def _notice(new: list[int], agency: str, written: Written) -> Iterator[ClaimRow]:
    """Of the first of the page's records under the number."""
    for record in sorted(new)[:1]:
        handle = new_handle()
        yield ClaimRow(handle, OF_MANY, 0, "", record, agency, "", "", written.head.recorded_ms, 0, "NOTICE")
