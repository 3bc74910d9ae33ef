"""Sets of other people load whole: as many edges as their files have rows, and no two alike in id."""

from __future__ import annotations

import io
import tarfile
from collections import Counter

import pytest

from services.sources.feeds.finbench import TABLES
from services.sources.feeds.options import Options
from services.sources.feeds.registry import readers
from services.sources.feeds.row import FeedEdge, FeedNode, Reject
from tests.shared import count_vectors, shared

SMALL = {
    "accounts.csv": {"ACCOUNT": 30, "SUBJECT": 30, "ACCOUNT_HELD_BY": 30},
    "alerts.csv": {"SUBJECT": 2, "CASE": 1, "PARTY_TO": 2},
    "cash_tx.csv": {"ACCOUNT": 22, "WITHDREW": 80, "TRANSFERRED": 8},
    "tx.csv": {"ACCOUNT": 27, "TRANSFERRED": 45},
}


def counted(kind: str, data: bytes, options: Options) -> Counter[str]:
    """Nodes by kind and id, edges by id: what the graph holds in the end. No rejects."""
    found: set[tuple[str, str]] = set()
    for item in readers()[kind].read(io.BytesIO(data), options):
        assert not isinstance(item, Reject), item
        if isinstance(item, FeedNode | FeedEdge):
            found.add((item.kind, item.id))
    return Counter(kind for kind, _ in found)


@pytest.mark.parametrize("name", SMALL)
def test_amlsim_small(name: str) -> None:
    data = shared("data", "amlsim", "sample", "outputs", name).read_bytes()
    assert counted("amlsim", data, Options()) == SMALL[name]
    count_vectors("AMLSim files", 1)


@pytest.mark.parametrize(("archive", "transfers"), [("20K_cycle200", 117_805), ("20K_fanin200", 118_250)])
def test_amlsim_sets(archive: str, transfers: int) -> None:
    path = shared("data", "amlsim", "sample", f"{archive}.tgz")
    with tarfile.open(path) as packed:
        files = {name: packed.extractfile(f"{archive}/{name}.csv").read() for name in ("nodes", "transactions")}  # type: ignore[union-attr]
    assert counted("amlsim", files["nodes"], Options()) == {"ACCOUNT": 20_000}
    assert files["transactions"].count(b"\n") - 1 == transfers
    found = counted("amlsim", files["transactions"], Options())
    assert found == {"ACCOUNT": found["ACCOUNT"], "TRANSFERRED": transfers}
    count_vectors("AMLSim files", 2)


@pytest.mark.parametrize("table", TABLES)
def test_finbench(table: str) -> None:
    data = shared("data", "ldbc-finbench", "data", "snapshot", f"{table}.csv").read_bytes()
    found = counted("finbench", data, Options(zone="UTC", table=table))
    kind = getattr(TABLES[table], "kind", "")
    kind = {
        "person": "SUBJECT",
        "company": "ORGANISATION",
        "account": "ACCOUNT",
        "loan": "LOAN",
        "medium": "DEVICE",
    }.get(kind, kind)
    assert found[kind] == data.count(b"\n") - 1
    count_vectors("FinBench files", 1)


def test_paxlst_sample_and_its_malformed_twin() -> None:
    data = shared("data", "edifact-api", "paxlst.txt").read_bytes()
    assert counted("paxlst", data, Options()) == {
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
