"""``kill -9`` at each step of an order that is carried out: no receipt is signed before the record is in no file."""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
from pathlib import Path

from services.exchange.orders.inbox import Upto
from services.records.app.erasing import settle
from services.signing.erasure import ERASED, parse_receipt
from services.signing.es256 import PrivateKey
from tests.fakes.copies_sender import HUB, CopiesSender
from tests.fakes.copying import held, pull
from tests.fakes.ordering import carrying_of, orders_for, orders_of, self_of, sent
from tests.fakes.record_maker import case_file, expunged, party
from tests.fakes.records_node import Federation, open_node
from tests.integration.records.asking import name
from tests.integration.records.erased import bodies_of, found_in
from tests.integration.records.ordered_process import Orders

ROOT = Path(__file__).resolve().parents[3]
MIN_STEPS = 12
"""So many at least there are from an order's coming to its receipt."""
PARTY = name(party())


def test_a_receipt_comes_after_all_of_it(home: Path, known: Federation, tmp_path: Path) -> None:
    folder, where, key = tmp_path / "member", tmp_path / "killed", tmp_path / "message.key"
    where.mkdir()
    PrivateKey.generate().save(key)
    orders, bodies = asyncio.run(prepared(tmp_path, known))
    (tmp_path / "orders").write_bytes(pickle.dumps(orders))
    assert found_in(folder, bodies), "what is looked for is there before"
    places = map(str, (home / "federation", folder, key, tmp_path / "orders", where))
    env = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'proto/gen'}"}
    command = [sys.executable, "-m", "tests.integration.records.ordered_process", *places]
    done = subprocess.run(command, capture_output=True, env=env, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    steps = int(done.stdout)
    assert steps >= MIN_STEPS
    told = [
        asyncio.run(begun_again(each, known, PrivateKey.load(key), orders, bodies)) for each in sorted(where.iterdir())
    ]
    assert len(told) == steps + 1
    assert {*told} == {True, False}, "some were killed before the receipt was signed, and some after"


async def prepared(folder: Path, known: Federation) -> tuple[Orders, list[bytes]]:
    """Orders that were given, and sealed bytes of the member's copy."""
    hub, member = open_node(folder / "hub", known), open_node(folder / "member", known)
    await hub.put(case_file(), party())
    await pull(member, CopiesSender(hub))
    async with member.context.store.snapshot() as view:
        (record,) = [row.record for row in await view.heads_changed(0, 9) if row.record_id == "party"]
    bodies = [*(await bodies_of(member.context.store, record)).values()]
    desk = orders_of(hub, folder / "hub")
    await sent(folder / "hub", PARTY)
    await hub.put(expunged(party()))
    orders = await orders_for(desk)
    for each in (hub, member):
        await each.context.store.close()
    return orders, bodies


async def begun_again(folder: Path, known: Federation, key: PrivateKey, orders: Orders, bodies: list[bytes]) -> bool:
    """Whether the killed node had signed a receipt; then nothing was left, and nothing is once it has begun again."""
    node = open_node(folder, known)
    desk = orders_of(node, folder)
    signed = any(row.state for row in await desk.inbox.due(HUB, 0, 9))
    assert not signed or not found_in(folder, bodies)
    await settle(node.context)
    carrying = carrying_of(node, desk)
    await carrying.take(HUB, orders, Upto(1, len(orders)), known.registry, node.now_ms)
    (brought,) = await carrying.carry_out(HUB, self_of(node, key), node.now_ms)
    assert parse_receipt(brought.receipt.receipt).state == ERASED
    assert not found_in(folder, bodies)
    assert PARTY not in await held(node)
    await node.context.store.close()
    return signed
