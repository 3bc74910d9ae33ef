"""Sets of other people load whole: as many edges as their files have rows, and no two alike in id."""

from __future__ import annotations

import io
from collections import Counter

from services.sources.feeds.options import Options
from services.sources.feeds.registry import readers
from services.sources.feeds.row import FeedEdge, FeedNode, Reject
from tests.shared import count_vectors, shared


def counted(data: bytes) -> Counter[str]:
    """Nodes by kind and id, edges by id: what the graph holds in the end. No rejects."""
    found: set[tuple[str, str]] = set()
    for item in readers()["paxlst"].read(io.BytesIO(data), Options()):
        assert not isinstance(item, Reject), item
        if isinstance(item, FeedNode | FeedEdge):
            found.add((item.kind, item.id))
    return Counter(kind for kind, _ in found)


def test_paxlst_sample_and_its_malformed_twin() -> None:
    data = shared("data", "edifact-api", "paxlst.txt").read_bytes()
    assert counted(data) == {
        "SUBJECT": 1,
        "JOURNEY": 1,
        "DOCUMENT": 2,
        "TRAVELLED": 1,
        "IDENTIFIED_BY": 2,
    }
    twin = data.replace(b"RFF+RF:03'", b"RFF+RF:03'\nRFF+RF:04'")
    items = list(readers()["paxlst"].read(io.BytesIO(twin), Options()))
    assert [item for item in items if isinstance(item, Reject)] == [Reject(6, "RFF", "", "edifact-order")]
    assert not any(isinstance(item, FeedNode | FeedEdge) for item in items)
    count_vectors("PAXLST samples", 2)


def test_paxlst_says_what_its_expected_parse_says() -> None:
    """Names, birth, nationality, documents and date are those of the reference parse."""
    expected = shared("data", "edifact-api", "expected.xml").read_text("utf-8")
    data = shared("data", "edifact-api", "paxlst.txt").read_bytes()
    items = list(readers()["paxlst"].read(io.BytesIO(data), Options()))
    person = next(item for item in items if isinstance(item, FeedNode) and item.kind == "SUBJECT")
    assert person.label == "CHRIS AOMAD"
    for word in ("AOMAD", "CHRIS", "P100971204141", "15504141", "20041230", "19350919"):
        assert f">{word}<" in expected
    assert '"born":"1935-09-19"' in person.note
    assert '"nationality":"US"' in person.note
    assert '"sex":"M"' in person.note
    documents = {item.id for item in items if isinstance(item, FeedNode) and item.kind == "DOCUMENT"}
    assert documents == {"TRAVEL_DOCUMENT:5/US/P100971204141", "TRAVEL_DOCUMENT:39/US/15504141"}
    journey = next(item for item in items if isinstance(item, FeedNode) and item.kind == "JOURNEY")
    assert journey.id == "FLIGHT:LOCK:2004-12-30:-"
