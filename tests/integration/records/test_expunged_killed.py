"""``kill -9`` at each step of an expungement: the record is whole or expunged, and soon no key of it is in any file."""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
from pathlib import Path

from services.access.errors import NotFound
from services.records.app.erasing import settle
from services.records.key_tree import index_of
from services.signing.page import Page
from tests.fakes.record_maker import CNIC, POLICE, case_file, expunged, party
from tests.fakes.records_node import Federation, Node, caller, keeper, open_node
from tests.integration.records.asking import name
from tests.integration.records.erased import bodies_of, found_in, root_of, rows, way_down
from tests.integration.records.expunging_process import REQUEST

ROOT = Path(__file__).resolve().parents[3]
MIN_STEPS = 40
"""So many at least there are between the page's coming and its answer."""


def killed_at_each_step(*places: Path) -> int:
    """How many processes were killed; ``places``: as the process is told them."""
    command = [sys.executable, "-m", "tests.integration.records.expunging_process"]
    env = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'proto/gen'}"}
    done = subprocess.run([*command, *map(str, places)], capture_output=True, env=env, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    return int(done.stdout)


async def seen(node: Node) -> bool:
    """Whether the record is there whole, for its owner and in a history; False where it is expunged for both."""
    shown = [line.version for line in (await node.history(caller())).timeline if "/party/" in line.version]
    try:
        found = await node.record(keeper(POLICE), name(party()))
    except NotFound:
        raise AssertionError("neither whole nor expunged") from None
    assert (found.remains is None) == (found.version is not None)
    assert len(shown) == (found.remains is None)
    return found.remains is None


def test_nothing_is_half_done(home: Path, known: Federation, tmp_path: Path) -> None:
    folder, where = tmp_path / "node", tmp_path / "killed"
    where.mkdir()

    async def fill() -> tuple[Page, list[bytes], list[bytes]]:
        node = open_node(folder, known)
        await node.put(case_file(), party())
        bodies = await bodies_of(node.context.store, 2)
        assert list(bodies) == [(1, 1)]
        way = way_down(root_of(node.context.keys.bodies), (1, 1))
        assert found_in(folder, bodies.values())
        page = node.page(POLICE, [expunged(party())])
        await node.context.store.close()
        return page, way, [*bodies.values()]

    page, way, bodies = asyncio.run(fill())
    sent = tmp_path / "page"
    sent.write_bytes(pickle.dumps(page))
    steps = killed_at_each_step(home / "federation", folder, sent, where)
    assert steps >= MIN_STEPS
    stood = [asyncio.run(begun_again(each, known, page, way, bodies)) for each in sorted(where.iterdir())]
    assert len(stood) == steps + 1
    assert stood == sorted(stood, reverse=True), "once it is expunged no later step shows it again"
    assert {*stood} == {True, False}


async def begun_again(folder: Path, known: Federation, page: Page, way: list[bytes], bodies: list[bytes]) -> bool:
    """Whether a killed node's record is whole once it has begun again; then the owner sends the page again."""
    node = open_node(folder, known)
    await settle(node.context)
    whole = await seen(node)
    if not whole:
        nothing_left(folder, node, way, bodies)
    answer = await node.send(page, POLICE, REQUEST)
    assert answer.accepted == 1
    assert not await seen(node)
    nothing_left(folder, node, way, bodies)
    await node.context.store.close()
    return whole


def nothing_left(folder: Path, node: Node, way: list[bytes], bodies: list[bytes]) -> None:
    assert found_in(folder, [*way, *bodies, CNIC.encode()]) == []
    assert not node.context.keys.bodies.held().tree.holds(index_of(1, 1))
    assert rows(folder, "SELECT count(*) FROM key_due") == [(0,)]
