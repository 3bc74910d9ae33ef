"""Bulk records as signed pages, made before any clock runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from rabta.records.v1.records_service_pb2 import SubmitPageRequest
from rabta.signing.v1.page_pb2 import PageLeaf, SignedPageHeader

from services.client.drafts import Draft, version_bytes
from services.demo.population import bulk
from services.membership.registry import Registry
from services.records.wire import encode
from services.signing.es256 import PrivateKey
from services.signing.page import FIRST, Feed, build_page
from services.signing.page import Page as Built
from services.sources.exports import Origin, formats, of_row
from tests.bench.hub import ASKER, CASE, OFFICERS, OWNER, officer

PAGE = 500


@dataclass
class Page:
    """One SubmitPage body, and how many versions it holds. ``number``, ``sha256``: by which the next page follows it."""

    body: bytes
    versions: int
    number: int
    sha256: bytes


def drafts(
    agency: str, rows: Iterator[dict[str, str]], province: str = "PB", kind: str = "fir_register"
) -> Iterator[bytes]:
    """Version bytes of each draft of each row of a layout."""
    layout, origin = formats()[kind], Origin(agency, province)
    for number, row in enumerate(rows, 1):
        outcome = of_row(layout, row, origin, number)
        if outcome.rejects:
            raise AssertionError(outcome.rejects[0].reason)
        for draft in outcome.drafts:
            yield version_bytes(agency, Draft(draft.record_id, encode(draft)), None)


def pages(
    registry: Registry,
    agency: str,
    key: PrivateKey,
    versions: Iterator[bytes],
    after: Page | None = None,
    size: int = PAGE,
) -> Iterator[Page]:
    """Chained pages of so many versions, behind a page where one is given."""
    number, previous = (after.number, after.sha256) if after else (0, FIRST)
    while batch := list(islice(versions, size)):
        number += 1
        page = _page(registry, agency, key, number, previous, batch)
        previous = page.sha256
        yield _request(page, number)


def _page(registry: Registry, agency: str, key: PrivateKey, number: int, previous: bytes, batch: list[bytes]) -> Built:
    feed = Feed(registry.federation_id, agency, registry.hub, "records", number, previous)
    return build_page(key, feed, batch, time.time_ns() // 1_000_000)


def _request(page: Built, number: int) -> Page:
    message = SubmitPageRequest(
        header=SignedPageHeader(header=page.header, signature=page.signature),
        leaves=[PageLeaf(salt=salt, version=version) for salt, version in page.leaves],
        request_id=f"bench-{number:08d}",
    )
    return Page(message.SerializeToString(), len(page.leaves), number, page.sha256)


def bulk_pages(registry: Registry, key: PrivateKey, versions: int, seed: object = 1) -> Iterator[Page]:
    """Pages of the owner's bulk records."""
    return pages(registry, OWNER, key, drafts(OWNER, bulk(versions, seed)))


def cited_case(registry: Registry, key: PrivateKey) -> Iterator[Page]:
    """The case that the asking officers cite, assigned to all of them."""
    _, district, station, number, _ = CASE[1].split("/")
    row = {
        "fir_no": number, "province": "FIA", "district": district, "station": station, "registered": "2024-01-05",
        "sections": "3/4 PTPA", "accused": "Nobody Known s/o Nobody Else", "accused_cnic": "99999-0000000-1",
        "officers": ",".join(officer(n) for n in range(OFFICERS)), "step": "under investigation",
    }  # fmt: skip
    return pages(registry, ASKER, key, drafts(ASKER, iter([row]), "FIA"))


def cnics(versions: int, seed: object = 1) -> list[str]:
    """Distinct CNICs of the same bulk records, 13 digits."""
    return sorted({row["accused_cnic"].replace("-", "") for row in bulk(versions, seed)})
