"""Records that a peer is asked for by name, beside its feed: each answer proven as an item of a page is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from services.exchange.copies.errors import PageUnproven
from services.exchange.copies.items import Prover
from services.exchange.copies.ports import Comparer
from services.exchange.copies.wire import decode_item, decode_name
from services.values.copies import AsideItem, CopiedVersion, EndedCopy
from services.values.exchange import FetchRecordsResponse

AT_ONCE: Final = 100
Found = CopiedVersion | EndedCopy | AsideItem


async def fetched(sender: Comparer, prover: Prover, records: Sequence[str]) -> dict[str, Found]:
    """What the peer gives of the first of these records, by name: as many as fit its page, one at least.

    Raises SenderRefused, SenderAway, PageUnproven where the answer is not of what was asked.
    """
    asked = records[:AT_ONCE]
    answer = await sender.fetch(asked)
    if not 0 < len(answer.items) <= len(asked):
        raise PageUnproven("fetched-number")
    pages = _pages(answer)
    found = {}
    for name, raw in zip(asked, answer.items, strict=False):
        each = prover.item(raw, decode_item(raw), pages, 0)
        if _name(each) not in ("", name):
            raise PageUnproven("fetched-other")
        found[name] = each
    return found


def _pages(answer: FetchRecordsResponse) -> Mapping[bytes, tuple[bytes, bytes]]:
    return {sha256(page.header).digest(): (page.header, page.signature) for page in answer.pages}


def _name(found: Found) -> str:
    """Of the record; "" where an unfit item tells none."""
    if isinstance(found, CopiedVersion):
        return name_in(found.version)
    return f"agencies/{found.agency}/records/{found.record_id}" if found.record_id else ""


def name_in(version: bytes) -> str:
    """Name of the record that a version is of, as far as it can be read."""
    agency, record_id = decode_name(version)
    return f"agencies/{agency}/records/{record_id}" if agency and record_id else ""
