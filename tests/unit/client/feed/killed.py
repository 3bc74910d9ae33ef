"""Child of ``test_kill.py``: contributes a file to a hub whose state is a file too, sends again what it lost, or makes
its journal anew.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from services.client.contribute import RowRead, contribute
from services.client.feed import Feed
from services.client.rebuild import rebuild
from services.client.store.feed_journal import Journal
from services.signing.es256 import PrivateKey
from tests.fakes.feed_hub import FeedHub
from tests.fakes.feed_pages import FeedPages
from tests.unit.client.feed.agency import NOW, TERMS, draft

ROWS = 1500


def rows() -> Iterator[RowRead]:
    """Two records a row."""
    for number in range(1, ROWS + 1):
        yield RowRead(number, [draft(f"r{number}-{part}", "only", number) for part in range(2)])


def _ignore(_page: int, _last: int) -> None:
    return None


def main(folder: Path, work: str = "") -> None:
    """One run; prints when it starts and when it is done. ``work``: ``again`` for what the hub lost, ``rebuild``."""
    key = PrivateKey.load(folder / "page.key")
    hub = FeedHub(key.public(), folder / "hub.db")
    journal = Journal(folder / "state" / "feed.db", TERMS)
    feed = Feed(journal, TERMS, key, lambda: NOW, patience_s=0)
    print("started", flush=True)

    async def send(body: bytes, request_id: str) -> bytes:
        """Over lines of different length: pages arrive in any order."""
        await asyncio.sleep(random.uniform(0, 0.004))
        return await hub.send(body, request_id)

    if work:
        asyncio.run(feed.resend(send) if work == "again" else rebuild(journal, "records", FeedPages(hub).page, _ignore))
        print("done", flush=True)
        return
    summary = asyncio.run(contribute(feed, rows(), send))
    assert summary.rows == summary.accepted + summary.unchanged == ROWS
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
