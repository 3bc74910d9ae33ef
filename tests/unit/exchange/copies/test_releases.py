"""What a member's node takes of the releases that the hub tells, and from whom it asks for none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse

from services.exchange.copies.errors import SenderAway, SenderRefused
from services.exchange.copies.releases import LONGEST_MS, MAX_TOLD, ToldReleases
from services.exchange.wire import encode
from services.values.copies import RECORDS
from services.values.exchange import CaseReference, KnownReleases, ReleasedRecord, ReleasesInForce
from services.values.exchange import PullChangesResponse as Answer
from tests.fakes.records_node import NOW_MS

HOLDER, ORDERS = "pk.customs", "orders"
ONE = ReleasedRecord("agencies/pk.fia/records/one", "cu-1", CaseReference("ENQUIRY", "CUS/1/2026"), NOW_MS + 1000)
TWO = replace(ONE, record="agencies/pk.fia/records/two", officer="cu-2")


@dataclass
class StatedReleases:
    """See :class:`services.exchange.copies.ports.Releases`, in memory."""

    held: ReleasesInForce = ReleasesInForce()  # noqa: RUF009  # a value that never changes
    taken: list[str] = field(default_factory=list)

    async def state(self) -> bytes:
        """See the port."""
        return self.held.state

    async def names(self) -> frozenset[str]:
        """See the port."""
        return frozenset(each.record for each in self.held.records)

    async def take(self, agency: str, told: ReleasesInForce) -> None:
        """See the port."""
        self.taken.append(agency)
        self.held = told


@dataclass
class Hub:
    """Tells ``list_`` to whoever knows another, or refuses. ``asked``: what each question said."""

    list_: ReleasesInForce | None = None
    refusals: list[Exception] = field(default_factory=list)
    asked: list[KnownReleases | None] = field(default_factory=list)
    fetched: list[tuple[list[str], frozenset[str]]] = field(default_factory=list)
    away: bool = False

    async def ask(self, known: KnownReleases | None) -> PullChangesResponse:
        self.asked.append(known)
        if self.refusals and known is not None:
            raise self.refusals.pop(0)
        news = self.list_ if known and self.list_ and self.list_.state != known.state else None
        return PullChangesResponse.FromString(encode(Answer(b"header", releases=news)))

    async def fetch(self, records: Sequence[str], released: frozenset[str]) -> None:
        if self.away:
            raise SenderAway
        self.fetched.append((list(records), released))


@pytest.fixture
def hub() -> Hub:
    return Hub(ReleasesInForce(bytes(31) + b"1", (ONE, TWO)))


@pytest.fixture
def store() -> StatedReleases:
    return StatedReleases()


def told(hub: Hub, store: StatedReleases) -> ToldReleases:
    return ToldReleases(store, HOLDER, lambda: NOW_MS, hub.fetch)


async def test_a_list_is_held_once_its_records_are(hub: Hub, store: StatedReleases) -> None:
    made = told(hub, store)
    assert (await made.asked(RECORDS, hub.ask)).header == b"header"
    assert (store.held, store.taken) == (hub.list_, [HOLDER])
    names = [ONE.record, TWO.record]
    assert hub.fetched == [(names, frozenset(names))]
    await made.asked(RECORDS, hub.ask)
    assert len(hub.fetched) == 1
    assert hub.asked == [KnownReleases(b""), KnownReleases(store.held.state)]


async def test_what_is_no_longer_released_is_asked_for_too_so_that_it_ends(hub: Hub, store: StatedReleases) -> None:
    made = told(hub, store)
    await made.asked(RECORDS, hub.ask)
    hub.list_ = ReleasesInForce(bytes(31) + b"2", (TWO,))
    await made.asked(RECORDS, hub.ask)
    assert hub.fetched[1:] == [([ONE.record, TWO.record], frozenset({TWO.record}))]
    assert store.held == hub.list_


async def test_a_list_whose_records_did_not_come_is_told_again(hub: Hub, store: StatedReleases) -> None:
    made, hub.away = told(hub, store), True
    for _ in range(2):
        with pytest.raises(SenderAway):
            await made.asked(RECORDS, hub.ask)
    assert (hub.asked, store.taken) == ([KnownReleases(b"")] * 2, [])


async def test_after_a_start_all_is_told_again(hub: Hub, store: StatedReleases) -> None:
    """The records may be an older copy, and the list is in another file."""
    await told(hub, store).asked(RECORDS, hub.ask)
    await told(hub, store).asked(RECORDS, hub.ask)
    assert len(hub.fetched) == 2


async def test_beside_orders_nothing_is_asked(hub: Hub, store: StatedReleases) -> None:
    await told(hub, store).asked(ORDERS, hub.ask)
    assert (hub.asked, store.taken) == ([None], [])


async def test_an_older_hub_is_asked_without_from_then_on(hub: Hub, store: StatedReleases) -> None:
    made = told(hub, store)
    hub.refusals = [SenderRefused("INVALID_ARGUMENT")]
    for _ in range(2):
        assert (await made.asked(RECORDS, hub.ask)).header == b"header"
    assert (hub.asked, store.taken) == ([KnownReleases(b""), None, None], [])


async def test_a_hub_that_tells_what_is_not_known_here_is_asked_without(hub: Hub, store: StatedReleases) -> None:
    """Else it would tell the same at each poll."""

    async def newer(known: KnownReleases | None) -> PullChangesResponse:
        answer = await hub.ask(known)
        if known is not None:
            answer.releases.MergeFromString(b"\x98\x06\x01")
        return answer

    made = told(hub, store)
    for _ in range(2):
        assert (await made.asked(RECORDS, newer)).header == b"header"
    assert (hub.asked, store.taken) == ([KnownReleases(b""), None], [])


async def test_where_nothing_is_given_any_more_none_is_held(hub: Hub, store: StatedReleases) -> None:
    made = told(hub, store)
    await made.asked(RECORDS, hub.ask)
    hub.refusals = [SenderRefused("NO_AGREEMENT"), SenderRefused("PEER_PAUSED")]
    with pytest.raises(SenderRefused, match="NO_AGREEMENT"):
        await made.asked(RECORDS, hub.ask)
    assert store.held == ReleasesInForce()
    with pytest.raises(SenderRefused, match="PEER_PAUSED"):
        await made.asked(RECORDS, hub.ask)


@pytest.mark.parametrize(
    "change",
    [
        {"record": "agencies/pk.fia/records/one/versions/1"},
        {"record": "one"},
        {"officer": ""},
        {"case": None},
        {"case": CaseReference("ENQUIRY", "")},
        {"until_ms": NOW_MS},
        {"until_ms": NOW_MS + LONGEST_MS + 300_001},
    ],
    ids=str,
)
async def test_what_does_not_hold_is_left_out(hub: Hub, store: StatedReleases, change: dict[str, object]) -> None:
    bad = replace(ONE, **change)  # type: ignore[arg-type]  # fields of several types by name
    hub.list_ = ReleasesInForce(bytes(32), (bad, TWO))
    await told(hub, store).asked(RECORDS, hub.ask)
    assert store.held.records == (TWO,)
    assert hub.fetched == [([TWO.record], frozenset({TWO.record}))]


async def test_no_more_are_held_than_a_list_may_tell(hub: Hub, store: StatedReleases) -> None:
    hub.list_ = ReleasesInForce(bytes(32), tuple(replace(ONE, officer=f"cu-{at}") for at in range(MAX_TOLD + 1)))
    await told(hub, store).asked(RECORDS, hub.ask)
    assert len(store.held.records) == MAX_TOLD


async def test_an_empty_list_asks_for_no_record(hub: Hub, store: StatedReleases) -> None:
    hub.list_ = ReleasesInForce(bytes(32))
    await told(hub, store).asked(RECORDS, hub.ask)
    assert (hub.fetched, store.held) == ([], hub.list_)
