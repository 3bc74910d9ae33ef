"""No name and no number of anybody lies in clear in the engine's files and logs, nor in the link store, at any time.

What stands there sealed can be found by whoever holds the key as well, until the graph is made anew (ADR 53).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from graph.arcade import Arcade
from graph.engine import GraphEngine
from services.linkage.seal import KEY_BYTES, Seal
from services.linkage.sealed_graph import SealedWriter
from tests.fakes.record_changes import facts
from tests.unit.linkage.world import World

NAME, URDU, FATHER, STREET = "Zarghoonkhel Testzai", "زرغون خیل ٹیسٹ", "Shahbazkhel Testzai", "House 7, Street of Tests"
CARD, PHONE, ACCOUNT = "3520299900017", "+923009990017", "PK36SCBL0000001123456702"
SAID = (NAME, URDU, FATHER, STREET, CARD, PHONE, ACCOUNT, "pk.punjab-police/records/man")
MAN = facts(
    "man", label=NAME, label_ur=URDU, father=FATHER, address=STREET, documents=(f"CNIC:{CARD}",), phones=(PHONE,),
    accounts=(f"IBAN:{ACCOUNT}",),
)  # fmt: skip

GONE = replace(
    MAN, status="EXPUNGED", label="", label_ur="", father="", documents=(), phones=(), accounts=(), address="", cases=()
)


@asynccontextmanager
async def sealed_engine(folder: Path) -> AsyncIterator[SealedWriter]:
    arcade = Arcade(folder, "384m")
    at = await arcade.start()
    try:
        engine = await GraphEngine.connect(at.uri, at.user, at.password, at.database)
        await engine.migrate()
        yield SealedWriter(engine, Seal(bytes(KEY_BYTES)))
        await engine.close()
    finally:
        await arcade.stop()


def lying_in(*places: Path, said: tuple[str, ...] = SAID) -> list[tuple[str, str]]:
    """(file, what) wherever something of the man stands, in UTF-8 or UTF-16."""
    found = []
    files = [file for place in places for file in (place.rglob("*") if place.is_dir() else [place]) if file.is_file()]
    assert files
    for file in files:
        held = file.read_bytes()
        for each in said:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                if each.encode(encoding) in held:
                    found.append((file.name, each))
    return found


async def test_nothing_of_a_person_lies_in_the_engines_folder_before_or_after_it_is_expunged(tmp_path: Path) -> None:
    engine = tmp_path / "engine"
    async with sealed_engine(engine) as graph:
        world = World(tmp_path / "node", graph=graph)
        places = (engine, *(tmp_path / "node").glob("linkage.db*"))
        world.feed.put(MAN, facts("friend"))
        await world.projector.begin()
        await world.projector.catch_up()
        assert await world.differences() == [], "the room reads what it wrote"
        assert lying_in(*places) == []
        world.feed.put(GONE)
        await world.projector.catch_up()
        assert await world.differences() == []
        assert lying_in(*places) == []
    assert lying_in(engine, tmp_path / "node") == [], "nor where it was closed"


async def test_what_the_key_finds_is_in_no_graph_that_is_made_anew(tmp_path: Path) -> None:
    """Whoever holds the key finds the number's token in the engine's files; not in a graph of what records still say."""
    token = (Seal(bytes(KEY_BYTES)).token(f"CNIC:{CARD}"),)
    world = World(tmp_path / "node")
    world.feed.put(MAN, facts("friend"))
    for engine, told in ((tmp_path / "before", True), (tmp_path / "anew", False)):
        async with sealed_engine(engine) as graph:
            world.graph = graph
            await world.projector.begin()
            await world.projector.catch_up()
            assert await world.differences() == []
        assert bool(lying_in(engine, said=token)) == told
        world.feed.put(GONE)
