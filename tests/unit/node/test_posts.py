"""Crossings out of a link store, anchored logs, and the figure of an agency's posts as its own node keeps it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from services.exchange.anchors.ports import AnchoredHead
from services.exchange.check.errors import PostsUnavailable
from services.exchange.check.ports import FedCrossing
from services.exchange.check.store.checks import Waiting
from services.exchange.copies.errors import SenderAway, SenderRefused
from services.node.posts import AnchoredLogs, FeedCrossings
from services.node.posts_told import FILE, PAGE, Posts, Telling, read_posts
from services.signing.keyfile import replace_private
from services.values.exchange import CountCrossingsResponse, Identifier, PostCheck, PostDay
from tests.fakes.feed_crossings import crossed, linked
from tests.fakes.record_maker import CNIC, CUSTOMS, FIA

NOW_MS = 1_780_000_000_000
SHOWN, PASSPORT = Identifier("CNIC", CNIC), Identifier("PASSPORT", "P0123456", "AF")


# -- crossings


async def test_a_feeds_crossings_are_told_with_every_document(tmp_path: Path) -> None:
    links = linked(tmp_path)
    await crossed(links, CUSTOMS, "TAFTAN", NOW_MS, "CNIC:" + CNIC, "PASSPORT:AF/P0123456")
    await crossed(links, FIA, "WAGAH", NOW_MS + 1, "CNIC:" + CNIC)
    await crossed(links, FIA, "", NOW_MS, "CNIC:" + CNIC, journey="FLIGHT:PK211:2026-05-29")
    found = FeedCrossings(links.feeds)
    taftan, wagah = (
        FedCrossing(CUSTOMS, "TAFTAN", NOW_MS, (SHOWN, PASSPORT)),
        FedCrossing(FIA, "WAGAH", NOW_MS + 1, (SHOWN,)),
    )
    assert await found.between("", NOW_MS, NOW_MS + 2) == [taftan, wagah]
    assert await found.between(FIA, NOW_MS, NOW_MS + 2) == [wagah]
    assert await found.between("", NOW_MS, NOW_MS + 1) == [taftan]
    await links.close()


async def test_a_crossing_without_a_document_is_one_all_the_same(tmp_path: Path) -> None:
    links = linked(tmp_path)
    await crossed(links, CUSTOMS, "TAFTAN", NOW_MS)
    assert await FeedCrossings(links.feeds).between(CUSTOMS, 0, NOW_MS + 1) == [
        FedCrossing(CUSTOMS, "TAFTAN", NOW_MS, ())
    ]
    await links.close()


# -- anchored logs


@dataclass
class StatedHeads:
    """Heads of logs."""

    heads: list[AnchoredHead]

    async def last(self, origin: str) -> AnchoredHead | None:
        """See the port, as for all methods here."""
        return next((each for each in self.heads if each.origin == origin), None)

    async def keep(self, head: AnchoredHead, since: int) -> bool:
        return since < 0 or head in self.heads

    async def all(self) -> list[AnchoredHead]:
        return self.heads


async def test_of_an_agencys_logs_the_one_that_was_anchored_last() -> None:
    heads = [AnchoredHead(who, f"{who}/{at}", 1, bytes(32), at) for who, at in ((CUSTOMS, 5), (CUSTOMS, 7), (FIA, 9))]
    logs = AnchoredLogs(StatedHeads(heads))
    assert [await logs.until_ms(who) for who in (CUSTOMS, FIA, "pk.anf")] == [7, 9, 0]
    assert await AnchoredLogs(None).until_ms(CUSTOMS) == 0


# -- brought, and written down


@dataclass
class Held:
    """Checks that wait, by place."""

    rows: dict[int, PostCheck] = field(default_factory=dict)
    fails: bool = False

    async def waiting(self, most: int) -> list[Waiting]:
        """See the port, as for both methods."""
        if self.fails:
            raise PostsUnavailable
        return [Waiting(*each) for each in sorted(self.rows.items(), key=lambda row: row[1].at_ms)[:most]]

    async def brought(self, places: Sequence[int]) -> None:
        for each in places:
            del self.rows[each]


@dataclass
class StatedHub:
    """A hub by which the log is anchored until ``until_ms``. ``fault``: raised instead."""

    until_ms: int = NOW_MS
    fault: Exception | None = None
    asked: list[tuple[int, str, str]] = field(default_factory=list)

    async def count(self, checks: Sequence[PostCheck], from_day: str, to_day: str) -> CountCrossingsResponse:
        """See the port."""
        if self.fault:
            raise self.fault
        self.asked.append((len(checks), from_day, to_day))
        return CountCrossingsResponse((PostDay(CUSTOMS, "TAFTAN", to_day, 2, 1, 1),), self.until_ms)


def held(number: int, first_ms: int = NOW_MS - PAGE * 2) -> Held:
    return Held({place: PostCheck("TAFTAN", SHOWN, first_ms + place) for place in range(number)})


def telling(folder: Path, kept: Held, hub: StatedHub) -> Telling:
    folder.chmod(0o700)
    return Telling(folder, kept, hub, lambda: NOW_MS)


async def test_what_waits_is_brought_page_by_page_and_the_figure_kept(tmp_path: Path) -> None:
    kept, hub = held(PAGE + 1), StatedHub()
    await telling(tmp_path, kept, hub).once()
    assert kept.rows == {}
    assert hub.asked == [(PAGE, "2026-05-23", "2026-05-29"), (1, "2026-05-23", "2026-05-29")]
    assert read_posts(tmp_path) == Posts(NOW_MS, (PostDay(CUSTOMS, "TAFTAN", "2026-05-29", 2, 1, 1),))


async def test_what_is_not_anchored_yet_waits(tmp_path: Path) -> None:
    kept, hub = held(3, NOW_MS), StatedHub(NOW_MS + 1)
    await telling(tmp_path, kept, hub).once()
    assert sorted(kept.rows) == [2]


async def test_a_hub_that_does_not_count_is_a_line_once_and_no_other_trouble(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept, hub = held(1), StatedHub(fault=SenderRefused("METHOD_UNKNOWN"))
    made = telling(tmp_path, kept, hub)
    await made.once()
    await made.once()
    kept.fails = True
    await made.once()
    assert [line.getMessage().rpartition(" ")[2] for line in caplog.records] == [
        "METHOD_UNKNOWN",
        "STORAGE_UNAVAILABLE",
    ]
    assert (len(kept.rows), read_posts(tmp_path)) == (1, None)


async def test_a_hub_that_is_away_is_its_callers_to_try_again(tmp_path: Path) -> None:
    with pytest.raises(SenderAway):
        await telling(tmp_path, held(1), StatedHub(fault=SenderAway())).once()


DAY = {"agency": CUSTOMS, "post": "TAFTAN", "day": "2026-05-29", "crossings": 2, "unchecked": 1, "checks": 1}


@pytest.mark.parametrize(
    "said", [b"", b"[]", b"{", b'{"at_ms": 1}', json.dumps({"at_ms": 1, "days": [DAY | {"checks": "1"}]}).encode(),
             json.dumps({"at_ms": 1, "days": [DAY | {"name": "1"}]}).encode()],
)  # fmt: skip
def test_a_file_that_nobody_can_read_is_none(tmp_path: Path, said: bytes) -> None:
    tmp_path.chmod(0o700)
    replace_private(tmp_path / FILE, said)
    assert read_posts(tmp_path) is None
