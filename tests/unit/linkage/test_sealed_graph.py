"""The engine holds tokens and sealed texts; the room sees what it wrote, and nothing of a graph that is not its own."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.batch import Batch
from graph.errors import GraphRefused
from graph.model import EdgeRow, NodeRow
from graph.statements import statements
from services.access.kin import kin_digest
from services.linkage.projection.check import contents
from services.linkage.projection.rebuild import rebuild
from services.linkage.seal import KEY_BYTES, Seal
from services.linkage.sealed_graph import CLEAR, IDS, LISTS, TEXTS, SealedGraph, SealedWriter
from tests.fakes.memory_graph import MemoryGraph
from tests.fakes.record_changes import CASE, facts
from tests.unit.linkage.world import NOW, World, account, edge, person

SEAL, OTHER = Seal(bytes(KEY_BYTES)), Seal(b"\1" * KEY_BYTES)
NAME, FATHER, STREET = "Zarghoon Testzai", "Shahbaz Testzai", "House 7, Street of Tests"
SAID = (NAME, FATHER, STREET, "3520212345671", "+923001234567", "PK-PB-LHR", "512/2024", "records/man", "Narration")


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_what_is_sealed_is_found_again_and_not_read(text: str, of: str, other: str) -> None:
    assert SEAL.id(SEAL.token(text)) == text
    assert SEAL.token(text) == SEAL.token(text)
    sealed = SEAL.text(text, of)
    assert SEAL.opened(sealed, of) == text
    assert len(text) < 8 or text not in sealed
    if text and other != of:
        assert SEAL.text(text, other) != sealed, "two persons of one name do not look alike"
        with pytest.raises(GraphRefused):
            SEAL.opened(sealed, other)


@given(st.text(min_size=1, max_size=60).filter(lambda text: len(text) != 24))
def test_another_key_or_none_reads_nothing(text: str) -> None:
    for of in ("", text):
        with pytest.raises(GraphRefused):
            OTHER.opened(SEAL.text(text, of), of)
    with pytest.raises(GraphRefused):
        OTHER.id(SEAL.token(text))
    with pytest.raises(GraphRefused):
        SEAL.id("IBAN:PK36SCBL0000001123456702")
    assert SEAL.form != OTHER.form


def test_every_column_of_every_statement_is_known_to_be_an_id_a_text_or_clear() -> None:
    """A new column that nobody thought of must not leave the engine as it lies there, nor enter it in clear."""
    known = IDS | LISTS | set(TEXTS) | CLEAR | {"properties"}
    assert {name for each in statements().values() for name in each.columns} <= known
    parameters = {name for each in statements().values() for name in each.parameters}
    assert parameters - {"id", "after", "ids", "others", "steps", "marks"} <= {
        *(
            "shown",
            "kinds",
            "single",
            "since",
            "till",
            "as_of",
            "most",
            "rows",
            "source",
            "from_ms",
            "to_ms",
            "position",
        ),
    }


def strings(graph: MemoryGraph) -> Iterator[str]:
    rows: list[NodeRow | EdgeRow] = [*graph.nodes.values(), *graph.edges]
    for row in rows:
        for each in fields(row):
            if isinstance(value := getattr(row, each.name), str):
                yield value


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "node", graph=SealedWriter(MemoryGraph(), SEAL))


def inside(world: World) -> MemoryGraph:
    held: MemoryGraph = world.graph._graph
    return held


async def filled(world: World) -> None:
    man = facts("man", label=NAME, label_ur="زرغون", father=FATHER, address=STREET, accounts=(account("A").id,))
    file = facts("file", kind="CASE_FILE", role="", about_person=False, cases=(CASE, "COURT_CASE:LHC/1/2024"))
    world.feed.put(man, facts("friend"), file)
    await world.register()
    moved = edge("TRANSFERRED", account("A"), account("B"), amount_minor=5, currency="PKR", note="Narration")
    await world.page(nodes=(person(NAME),), edges=(moved, edge("ACCOUNT_HELD_BY", account("A"), person(NAME))))
    await world.projector.begin()
    await world.projector.catch_up()


async def test_the_engine_is_told_no_name_and_no_number(world: World) -> None:
    await filled(world)
    told = "\n".join(strings(inside(world)))
    assert not [said for said in SAID if said in told]
    assert await world.differences() == []
    rows = [row async for row in contents(world.graph)]
    assert any(isinstance(row, NodeRow) and row.label == NAME for row in rows)


async def test_through_the_seal_every_statement_of_the_projection_says_the_same(tmp_path: Path, world: World) -> None:
    plain = World(tmp_path / "plain")
    for each in (world, plain):
        await filled(each)
    assert sorted(map(repr, [row async for row in contents(world.graph)])) == sorted(
        map(repr, [row async for row in contents(plain.graph)])
    )
    record = facts("man").record
    asked: list[tuple[str, dict[str, Any]]] = [
        ("subject_edges", {"ids": [record]}),
        ("case_members", {"ids": [CASE]}),
        ("case_pairs", {"ids": [CASE]}),
        ("classes_of", {"ids": [record]}),
        ("progress", {"source": "records"}),
    ]
    for name, parameters in asked:
        found = [sorted(map(repr, await each.graph.run(name, **parameters))) for each in (world, plain)]
        assert found[0] == found[1], name
        assert found[0]


async def test_what_is_expunged_is_in_no_string_of_the_engine(world: World) -> None:
    await filled(world)
    token = SEAL.token(facts("man").record)
    assert token in set(strings(inside(world)))
    world.feed.put(replace(facts("man"), status="EXPUNGED", label="", documents=(), phones=(), cases=()))
    await world.projector.catch_up()
    assert token not in set(strings(inside(world)))
    assert await world.differences() == []


@pytest.mark.parametrize("before", ["in clear", "under another key"])
async def test_a_graph_of_another_form_is_behind_and_then_made_anew(tmp_path: Path, world: World, before: str) -> None:
    memory = MemoryGraph()
    old = memory if before == "in clear" else SealedWriter(memory, OTHER)
    await filled(World(tmp_path / "old", graph=old))
    world.graph = SealedWriter(memory, SEAL)
    reader = SealedGraph(memory, SEAL)
    assert await reader.run("progress", source="records") == [], "a question finds it behind, and is refused"
    await filled(world)
    assert await reader.run("progress", source="records")
    assert not [said for said in SAID if said in "\n".join(strings(memory))]
    assert await world.differences() == []


async def test_a_rebuild_bears_its_form_again(world: World) -> None:
    await filled(world)
    await rebuild(world.graph, world.projector)
    assert await world.differences() == []
    assert inside(world).positions[SEAL.form] == 1


async def test_a_batch_that_was_written_is_not_written_again(world: World) -> None:
    batch = Batch("feeds", NOW, nodes=[NodeRow("PHONE", "+923001234567")])
    assert [await world.graph.write(batch) for _ in range(2)] == [True, False]


@pytest.mark.parametrize(
    ("kind", "number", "declared"),
    [
        ("DOCUMENT", "CNIC:3520212345671", "CNIC:3520212345671"),
        ("DOCUMENT", "NICOP:3520212345671", "POC:3520212345671"),
        ("PHONE", "+923001234567", "PHONE:+923001234567"),
        ("ACCOUNT", account("A").id, account("A").id),
        ("DEVICE", "IMEI:490154203237518", "IMEI:490154203237518"),
        ("VEHICLE", "LEA1234", "VEHICLE:LEA1234"),
    ],
)
async def test_a_number_is_found_by_what_an_officer_declared(
    world: World, kind: str, number: str, declared: str
) -> None:
    """And by no clear word in the engine: whoever reads it cannot try numbers on the mark."""
    await world.graph.write(Batch("feeds", 1, nodes=[NodeRow(kind, number), NodeRow(kind, f"{number}0")]))
    digest = kin_digest(declared)
    assert await SealedGraph(inside(world), SEAL).run("declared", marks=[digest, bytes(32)]) == [(kind, number)]
    assert await SealedGraph(inside(world), OTHER).run("declared", marks=[digest]) == []
    told = "\n".join(strings(inside(world)))
    assert not [each for each in (digest.hex(), urlsafe_b64encode(digest).decode().rstrip("=")) if each in told]
    assert all(row.kin == "" for row in [row async for row in contents(world.graph)] if isinstance(row, NodeRow))


async def test_what_is_no_number_bears_no_mark(world: World) -> None:
    await filled(world)
    marked = {kind for (kind, _), row in inside(world).nodes.items() if row.kin}
    assert marked == {"DOCUMENT", "PHONE", "ACCOUNT"}
    assert all(row.kin for (kind, _), row in inside(world).nodes.items() if kind in marked)
