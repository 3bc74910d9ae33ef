"""A page that is not for this node, does not follow what was taken, or is not whole: nothing of it is taken."""

from __future__ import annotations

from typing import Any

import pytest
from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse
from rabta.signing.v1.page_pb2 import SignedPageHeader

from services.exchange.copies.errors import PageUnproven
from services.exchange.copies.page import MAX_BYTES, MAX_ITEMS, Expected, OpenPage, open_page
from services.values.copies import RECORDS, START, FeedCursor
from tests.fakes.records_node import NOW_MS, Federation
from tests.fakes.sync_pages import HOLDER, HUB, answer, digest, removal

NAME = "agencies/pk.fia/records/r-{}"
ITEMS = [removal(number, NAME.format(number)) for number in range(1, 5)]
LATER = FeedCursor(RECORDS, 7, 40, bytes(31) + b"c")


def expected(known: Federation, cursor: FeedCursor = FeedCursor(RECORDS)) -> Expected:  # noqa: B008
    return Expected(known.registry.federation_id, HUB, HOLDER, cursor, NOW_MS)


def rule(found: PullChangesResponse, to: Expected) -> str:
    with pytest.raises(PageUnproven) as refused:
        open_page(found, to)
    return refused.value.rule


def test_a_page_that_holds_moves_the_cursor_to_its_end(known: Federation) -> None:
    found = answer(known, ITEMS, to_sequence=9, passed=5, head=30)
    page = open_page(found, expected(known))
    assert page == OpenPage(FeedCursor(RECORDS), FeedCursor(RECORDS, 1, 9, digest(found)), 30, tuple(found.items), {})


def test_items_are_decoded_once_for_all_who_read_them(known: Federation) -> None:
    page = open_page(answer(known, [*ITEMS, b"\xff"]), expected(known))
    assert page.read == (*ITEMS, None)
    assert page.read is page.read


def test_pages_chain(known: Federation) -> None:
    first = open_page(answer(known, ITEMS, head=8), expected(known))
    items = [removal(number, NAME.format(number)) for number in range(5, 9)]
    second = open_page(answer(known, items, cursor=first.after), expected(known, first.after))
    assert second.after.sequence == 8
    assert rule(answer(known, items, cursor=first.after), expected(known)) == "page-order"


def test_a_page_of_nothing_new_moves_nothing(known: Federation) -> None:
    page = open_page(answer(known, [], cursor=LATER), expected(known, LATER))
    assert page.after == LATER
    begun = open_page(answer(known, []), expected(known))
    assert begun.after == FeedCursor(RECORDS, 1, 0, START), "the epoch is told at once"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": 2}, "page-format"),
        ({"federation_id": bytes(32)}, "page-federation"),
        ({"sender": "pk.fia"}, "page-sender"),
        ({"receiver": "pk.fia"}, "page-receiver"),
        ({"feed": "orders"}, "page-feed"),
        ({"epoch": 0}, "page-epoch"),
        ({"epoch": 6}, "page-epoch"),
        ({"from_sequence": 39}, "page-order"),
        ({"from_sequence": 41}, "page-order"),
        ({"to_sequence": 39}, "page-order"),
        ({"previous_sha256": START}, "page-chain"),
        ({"count": 3}, "page-count"),
        ({"count": 5, "passed": (1 << 64) - 1}, "page-count"),
        ({"passed": 1}, "page-count"),
        ({"to_sequence": 45}, "page-count"),
        ({"head": 43}, "page-count"),
        ({"root": bytes(32)}, "page-root"),
        ({"time_ms": NOW_MS + 30_001}, "page-time"),
    ],
)
def test_what_a_header_says_otherwise_is_refused(known: Federation, change: dict[str, Any], why: str) -> None:
    items = [removal(40 + number, NAME.format(number)) for number in range(1, 5)]
    assert open_page(answer(known, items, cursor=LATER), expected(known, LATER)).after.sequence == 44
    assert rule(answer(known, items, cursor=LATER, **change), expected(known, LATER)) == why


def test_a_page_that_is_cut_reordered_or_altered_is_refused(known: Federation) -> None:
    whole = answer(known, ITEMS)
    cut = PullChangesResponse(header=whole.header, items=whole.items[:-1])
    turned = PullChangesResponse(header=whole.header, items=[*whole.items[1:], whole.items[0]])
    changed = PullChangesResponse(header=whole.header, items=[*whole.items[:3], whole.items[3] + b"\x08\x04"])
    assert [rule(each, expected(known)) for each in (cut, turned, changed)] == ["page-count", "page-root", "page-root"]


@pytest.mark.parametrize("header", [b"", b"\xff", b"\x08\x01" * 2, bytes(2000)])
def test_a_header_in_another_form_is_refused(known: Federation, header: bytes) -> None:
    whole = answer(known, ITEMS)
    found = PullChangesResponse(header=header or whole.header + b"\xd8\x3e\x01", items=whole.items)
    assert rule(found, expected(known)) == "header-form"


def test_pages_like_bombs_are_refused_before_they_are_read(known: Federation) -> None:
    many = answer(known, [b""] * (MAX_ITEMS + 1))
    large = answer(known, [bytes(MAX_BYTES + 1)])
    headers = answer(known, ITEMS)
    headers.pages.extend(SignedPageHeader(header=b"h", signature=b"s") for _ in range(5))
    assert [rule(each, expected(known)) for each in (many, large, headers)] == ["page-size"] * 3


def test_an_epoch_is_the_senders_to_say_at_the_start_alone(known: Federation) -> None:
    begun = FeedCursor(RECORDS, 1, 0, START)
    assert rule(answer(known, ITEMS, cursor=LATER._replace(epoch=8)), expected(known, LATER)) == "page-epoch"
    assert open_page(answer(known, ITEMS, cursor=begun, epoch=2), expected(known, FeedCursor(RECORDS))).after.epoch == 2
