"""CompareRanges, FetchRecords, Negotiate: what both sides hold, what differs, and what both can read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.merkle import leaf_hash, root_from_leaves
from services.access.errors import InvalidArgument
from services.exchange import wire
from services.exchange.errors import CursorWrongEpoch, OrdersFirst, ProtocolUnsupported
from services.exchange.feed.app.compare import compare_ranges, fetch_records
from services.exchange.feed.app.negotiate import negotiate
from services.exchange.ranges import PARTS, SHORT, Digesting, checked, leaf_of
from services.values.exchange import (
    CompareRangesRequest,
    CompareRangesResponse,
    FeedState,
    FetchRecordsRequest,
    FetchRecordsResponse,
    HeldVersion,
    NameRange,
    NegotiateRequest,
    NegotiateResponse,
    RangeDigest,
    SyncItem,
)
from tests.fakes.given_records import CUSTOMS, listed, name_of
from tests.unit.exchange.feed.site import ORDERS, RECORDS, START, Page, Site

HELD = st.integers(0, 400).map(lambda n: [HeldVersion(f"r{i:04}", i + 1, bytes(32)) for i in range(n)])


@given(HELD, st.integers(1, 90))
def test_a_digest_is_the_tree_over_all_however_they_come(held: list[HeldVersion], step: int) -> None:
    digesting = Digesting()
    for at in range(0, len(held), step):
        digesting.add(held[at : at + step])
    found = digesting.digest()
    assert found.count == len(held)
    assert found.root == (root_from_leaves([leaf_hash(leaf_of(one)) for one in held]) if held else bytes(32))
    if len(held) <= SHORT:
        assert (found.held, found.splits) == (tuple(held), ())
    else:
        assert found.held == ()
        assert list(found.splits) == sorted({*found.splits})
        assert 1 <= len(found.splits) <= PARTS
        assert {*found.splits} <= {one.record for one in held[1:]}


@pytest.mark.parametrize(
    "ranges",
    [
        [],
        [NameRange()] * 65,
        [NameRange("b", "a")],
        [NameRange("a", "a")],
        [NameRange("a", "c"), NameRange("b", "d")],
        [NameRange("a"), NameRange("b")],
        [NameRange("x" * 161)],
    ],
)
def test_ranges_that_may_not_be_asked_for(ranges: list[NameRange]) -> None:
    with pytest.raises(InvalidArgument):
        checked(ranges)


async def compare(site: Site, page: Page, *ranges: NameRange) -> tuple[RangeDigest, ...]:
    request = CompareRangesRequest(RECORDS, page.header.epoch, ranges)
    return wire.decode(CompareRangesResponse, await compare_ranges(site.context, site.system(), request)).ranges


async def test_splits_lead_to_what_differs(site: Site) -> None:
    """The parts together hold what the whole does; a version more is another digest of its part alone."""
    for each in range(200):
        site.records.put(name_of(f"r{each:03}"))
    page = (await site.everything(most=500))[-1]
    (whole,) = await compare(site, page, NameRange())
    edges = ["", *whole.splits, ""]
    parts = [NameRange(*edge) for edge in pairwise(edges)]
    before = await compare(site, page, *parts)
    assert sum(one.count for one in before) == whole.count == 200
    site.records.put(name_of("r100"))
    await site.everything(page.cursor)
    after = await compare(site, page, *parts)
    (changed,) = [place for place, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    assert (parts[changed].from_name or "") <= name_of("r100")
    (one,) = [held for held in after[changed].held if held.record == name_of("r100")]
    assert one.version == 2


async def test_what_ended_is_in_no_range(site: Site) -> None:
    site.records.put(name_of("r1"))
    site.records.put(name_of("r2"))
    (page,) = await site.everything()
    site.records.judge(name_of("r1"), listed(sealed=True))
    await site.everything(page.cursor)
    (found,) = await compare(site, page, NameRange())
    assert [one.record for one in found.held] == [name_of("r2")]


async def test_ranges_of_another_epoch_or_feed(site: Site) -> None:
    page = await site.pull()
    for request in (
        CompareRangesRequest(ORDERS, page.header.epoch, (NameRange(),)),
        CompareRangesRequest(RECORDS, page.header.epoch, ()),
    ):
        with pytest.raises(InvalidArgument):
            await compare_ranges(site.context, site.system(), request)
    with pytest.raises(CursorWrongEpoch):
        await compare_ranges(site.context, site.system(), CompareRangesRequest(RECORDS, 1, (NameRange(),)))


async def fetch(site: Site, *names: str) -> tuple[SyncItem, ...]:
    raw = await fetch_records(site.context, site.system(), FetchRecordsRequest(names))
    return tuple(wire.decode(SyncItem, item) for item in wire.decode(FetchRecordsResponse, raw).items)


async def test_by_name_only_what_may_be_held(site: Site) -> None:
    """In the order of the question, under no number; what is absent looks as what is forbidden."""
    site.records.put(name_of("r1"))
    site.records.put(name_of("secret"), listed(sealed=True))
    secret, absent, one = await fetch(site, name_of("secret"), name_of("absent"), name_of("r1"))
    assert secret.removal
    assert absent.removal
    assert secret.removal.reason == absent.removal.reason == "RIGHT_ENDED"
    assert (secret.sequence, absent.sequence, one.sequence) == (0, 0, 0)
    assert one.copy
    page = await site.pull()
    (found,) = await compare(site, page, NameRange())
    assert [held.record for held in found.held] == [name_of("r1")]


async def test_names_that_may_not_be_asked_for(site: Site) -> None:
    for names in ((), ("a", "a"), tuple(f"r{n}" for n in range(101))):
        with pytest.raises(InvalidArgument):
            await fetch(site, *names)
    site.orders.give(CUSTOMS, name_of("r1"))
    with pytest.raises(OrdersFirst):
        await fetch(site, name_of("r1"))


async def test_large_records_by_name_are_as_many_as_fit(site: Site) -> None:
    names = [name_of(f"large{n}") for n in range(4)]
    for name in names:
        site.records.put(name, size=400_000)
    assert len(await fetch(site, *names)) == 2


async def agree(site: Site, request: NegotiateRequest) -> NegotiateResponse:
    return wire.decode(NegotiateResponse, await negotiate(site.context, site.system(), request))


async def test_both_read_what_both_know(site: Site) -> None:
    site.records.put(name_of("r1"))
    said = await agree(site, NegotiateRequest((3, 1, 2), (1, 9), 100, 5_000_000, "other 2.0"))
    assert (said.protocol, said.record_formats) == (1, (1,))
    assert (said.max_items, said.max_bytes, said.software) == (100, 1 << 20, "rabta test")
    page = await site.pull()
    assert said.feeds == (FeedState(ORDERS, site.now_ms, 0), FeedState(RECORDS, page.header.epoch, 1))
    assert page.header.previous_sha256 == START


@pytest.mark.parametrize(("protocols", "formats"), [((2,), (1,)), ((1,), (2, 3))])
async def test_nothing_in_common(site: Site, protocols: tuple[int, ...], formats: tuple[int, ...]) -> None:
    with pytest.raises(ProtocolUnsupported):
        await agree(site, NegotiateRequest(protocols, formats))


@pytest.mark.parametrize(
    "request_",
    [NegotiateRequest((), (1,)), NegotiateRequest((1,), ()), NegotiateRequest((1,) * 9, (1,)), NegotiateRequest((1,), (1,), software="x" * 65)],
)  # fmt: skip
async def test_what_says_nothing(site: Site, request_: NegotiateRequest) -> None:
    with pytest.raises(InvalidArgument):
        await agree(site, request_)
