"""When a page says it was made: within its key's validity, and not ahead of the clock here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.membership.registry import Registry
from services.records import wire
from services.records.app.intake import AHEAD_MS, open_page
from services.records.errors import PageInvalid
from services.signing.page import FIRST, Feed, build_page
from services.values.records import PageLeaf, SignedPageHeader, SubmitPageRequest
from tests.fakes.record_maker import FIA, case_file
from tests.fakes.records_node import NOW_MS, Federation, federation


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("federation"))


def request(known: Federation, time_ms: int) -> SubmitPageRequest:
    registry = known.registry
    feed = Feed(registry.federation_id, FIA, registry.hub, "records", 1, FIRST)
    page = build_page(known.page_keys[FIA], feed, [wire.encode(case_file(agency=FIA))], time_ms)
    return SubmitPageRequest(
        SignedPageHeader(page.header, page.signature), tuple(PageLeaf(*leaf) for leaf in page.leaves), "request-1"
    )


def with_key(known: Federation, **changes: int) -> Registry:
    kid = known.page_keys[FIA].kid
    keys = {**known.registry.keys, kid: replace(known.registry.keys[kid], **changes)}  # type: ignore[arg-type]  # fields of several types by name
    return replace(known.registry, keys=keys)


def rule(known: Federation, time_ms: int, registry: Registry | None = None) -> str:
    try:
        open_page(request(known, time_ms), FIA, registry or known.registry, NOW_MS)
    except PageInvalid as refused:
        return refused.violations[0].rule
    return ""


def test_a_page_of_now_or_of_long_ago_is_taken(known: Federation) -> None:
    assert rule(known, NOW_MS) == ""
    assert rule(known, NOW_MS + AHEAD_MS) == ""
    assert rule(known, known.registry.keys[known.page_keys[FIA].kid].not_before_ms) == ""


def test_a_page_of_more_than_half_a_minute_ahead_is_refused(known: Federation) -> None:
    assert rule(known, NOW_MS + AHEAD_MS + 1) == "page-time"


@pytest.mark.parametrize("change", [{"not_before_ms": NOW_MS - 500}, {"not_after_ms": NOW_MS + 500}])
def test_a_page_dated_outside_its_keys_validity_is_refused(known: Federation, change: dict[str, int]) -> None:
    registry = with_key(known, **change)
    assert rule(known, NOW_MS, registry) == ""
    time_ms = NOW_MS - 501 if "not_before_ms" in change else NOW_MS + 501
    assert rule(known, time_ms, registry) == "page-time"


@pytest.mark.parametrize(
    "change", [{"revoked_ms": NOW_MS - 1}, {"not_after_ms": NOW_MS - 1}, {"not_before_ms": NOW_MS + 1}]
)
def test_a_key_that_is_not_in_force_now_signs_no_page(known: Federation, change: dict[str, int]) -> None:
    assert rule(known, NOW_MS, with_key(known, **change)) == "page-key"
