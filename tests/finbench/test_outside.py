"""Sets of simulators load whole: as many edges as their files have rows, and no two alike in id."""

from __future__ import annotations

import io
import tarfile
from collections import Counter

import pytest

from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode, Reject
from tests.finbench.feeds.finbench import TABLES
from tests.finbench.registry import simulated
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
    for item in simulated()[kind].read(io.BytesIO(data), options):
        assert not isinstance(item, Reject), item
        if isinstance(item, FeedNode | FeedEdge):
            found.add((item.kind, item.id))
    return Counter(kind for kind, _ in found)


@pytest.mark.parametrize("name", SMALL)
def test_amlsim_small(name: str) -> None:
    data = shared("data", "amlsim", "sample", "outputs", name).read_bytes()
    assert counted("amlsim", data, Options()) == SMALL[name]
    count_vectors("AMLSim files", 1)


def content(packed: tarfile.TarFile, name: str) -> bytes:
    file = packed.extractfile(name)
    assert file is not None
    return file.read()


@pytest.mark.parametrize(("archive", "transfers"), [("20K_cycle200", 117_805), ("20K_fanin200", 118_250)])
def test_amlsim_sets(archive: str, transfers: int) -> None:
    path = shared("data", "amlsim", "sample", f"{archive}.tgz")
    with tarfile.open(path) as packed:
        files = {name: content(packed, f"{archive}/{name}.csv") for name in ("nodes", "transactions")}
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
