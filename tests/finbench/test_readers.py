"""The simulators' readers: figures of their samples, whatever the order of rows; what is no such file is refused."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from graph.model import EDGE_KINDS, NODE_KINDS
from graph.statements import statements
from services.sources.feeds.options import Options
from services.sources.feeds.registry import readers
from services.sources.feeds.row import BARE, FeedEdge, FeedNode, FileRefused, Item, Reject, RowRead
from services.tables.days import is_day
from services.values.node_ids import is_canonical
from tests.finbench.kinds import EDGES, LOAN
from tests.finbench.registry import simulated

FOLDER = Path(__file__).with_name("samples")
OPTIONS = {"amlsim": Options(), "finbench": Options(zone="UTC", table="AccountTransferAccount")}
SAMPLES = {"amlsim": "amlsim.csv", "finbench": "finbench.AccountTransferAccount.csv"}
FIGURES = {"amlsim": (2, 2, 2), "finbench": (3, 2, 2)}
each = pytest.mark.parametrize("kind", SAMPLES)


def items(kind: str, data: bytes | None = None) -> list[Item]:
    data = (FOLDER / SAMPLES[kind]).read_bytes() if data is None else data
    return list(simulated()[kind].read(io.BytesIO(data), OPTIONS[kind]))


def of(kind: str, sort: type, data: bytes | None = None) -> list[Item]:
    return [item for item in items(kind, data) if isinstance(item, sort)]


def test_the_product_has_no_reader_of_a_simulator() -> None:
    assert simulated().keys() == SAMPLES.keys()
    assert not simulated().keys() & readers().keys()


def test_the_product_takes_no_id_of_a_simulator() -> None:
    assert not is_canonical("SUBJECT", "finbench:person:7")
    assert not is_canonical("DEVICE", "finbench:medium:7")
    assert not is_canonical("ACCOUNT", "amlsim:7")


@each
def test_figures_of_each_sample(kind: str) -> None:
    assert tuple(len(of(kind, sort)) for sort in (FeedNode, FeedEdge, Reject)) == FIGURES[kind]


@each
def test_ids_do_not_depend_on_the_order_of_rows(kind: str) -> None:
    heading, *rows = (FOLDER / SAMPLES[kind]).read_bytes().splitlines(keepends=True)
    random.Random(4).shuffle(rows)
    ids = {edge.id for edge in of(kind, FeedEdge) if isinstance(edge, FeedEdge)}
    again = of(kind, FeedEdge, heading + b"".join(rows))
    assert {edge.id for edge in again if isinstance(edge, FeedEdge)} == ids
    assert len(ids) == FIGURES[kind][1]


def test_steps_of_a_simulator_are_days() -> None:
    edges = of("amlsim", FeedEdge)
    assert edges
    assert all(is_day(edge.at_ms, edge.until_ms) for edge in edges if isinstance(edge, FeedEdge))


def test_equal_transactions_of_a_simulator_are_all_there() -> None:
    rows = b"sourceNodeId,targetNodeId,value,time\n1,2,5,0\n1,2,5,0\n1,x,5,0\n"
    assert len(of("amlsim", FeedEdge, rows)) == 2
    assert [reject.reason for reject in of("amlsim", Reject, rows) if isinstance(reject, Reject)] == ["missing"]


def test_accounts_of_a_simulator_say_nothing_alone() -> None:
    rows = b"nodeid,isFraud,init_balance,fraudStep\n1,0,5,-1\n2,0,5,-1\n"
    assert [read.fate for read in of("amlsim", RowRead, rows) if isinstance(read, RowRead)] == [BARE, BARE]


@each
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04zip", b"\xff\xfe\x00\x00", b"a,b\n1,2\n", b"\x00" * 64])
def test_what_is_no_such_file_is_refused_whole(kind: str, data: bytes) -> None:
    with pytest.raises(FileRefused):
        items(kind, data)


def test_the_product_has_no_kind_of_the_benchmark() -> None:
    assert LOAN.name not in NODE_KINDS
    assert not {kind.name for kind in EDGES} & EDGE_KINDS.keys()
    assert not [name for name in statements() if name.startswith("tcr_")]
