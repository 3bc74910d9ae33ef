"""Pages as a store holds them and as the log says they were taken, apart: so that one can be behind the other."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Final

from audit.client import Item
from audit.entry import EntryKind, OpenEntry, encode_open
from services.node.level import SUBMIT
from services.records.ports import Store, Transaction
from services.records.rows import PageRow
from tests.fakes.hub_log import FakeLog
from tests.fakes.live import FIA

TAKEN: Final = OpenEntry(kind=EntryKind.OUTCOME, method=SUBMIT)


def digest(number: int, word: str = "") -> bytes:
    """Of a page's header."""
    return sha256(f"{number}{word}".encode()).digest()


async def hold(store: Store, number: int, agency: str = FIA, word: str = "") -> None:
    """The store takes a page as the last of the agency's feed."""

    async def job(tx: Transaction) -> None:
        head = await tx.log_head()
        page = head.page + 1
        await tx.put_page(PageRow(page, agency, "records", number, digest(number, word), b"", b"", b""))
        await tx.advance(head._replace(page=page))

    await store.write(job)


async def say(log: FakeLog, number: int, agency: str = FIA, word: str = "", entry: OpenEntry = TAKEN) -> None:
    """The log's outcome of a page; ``entry``: what else stands in it."""
    told = replace(entry, agency=agency, feed="records", feed_page=number, feed_chain_sha256=digest(number, word))
    await log.append([Item(encode_open(told), b"", agency, 1)])
