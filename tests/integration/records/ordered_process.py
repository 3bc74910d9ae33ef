"""Carries out an order again and again, each time in a process that is killed one step later; prints how many were.

``python -m tests.integration.records.ordered_process FEDERATION MEMBER KEY ORDERS WHERE``: a step is a call into or a
return from what an order goes through, from its being written down to its receipt. ORDERS: a file that holds them.
Copies of MEMBER are left below WHERE, numbered by step; the last one was not killed.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import shutil
import signal
import sys
import threading
from pathlib import Path

from services.exchange.orders.inbox import Upto
from services.signing.es256 import PrivateKey
from services.values.exchange import ErasureOrder
from tests.fakes.copies_sender import HUB
from tests.fakes.killing import Killing
from tests.fakes.ordering import carrying_of, orders_of, self_of
from tests.fakes.records_node import Federation, open_node
from tests.fakes.world.registries import first_version

STEPS = {
    "services/exchange/orders/inbox.py": {"add", "done"},
    "services/records/app/ordered.py": {"block"},
    "services/records/app/erasers.py": {"erase_records", "_emptied"},
    "services/records/app/erasing.py": {"_destroyed"},
}
Orders = list[tuple[ErasureOrder, bytes]]


async def carry_out(folder: Path, known: Federation, key: PrivateKey, orders: Orders, step: int) -> None:
    """Orders taken and carried out by a node that is killed at a step."""
    watch = Killing(step, STEPS)
    threading.setprofile(watch)
    node = open_node(folder, known)
    carrying = carrying_of(node, orders_of(node, folder))
    sys.setprofile(watch)
    watch.armed = True
    await carrying.take(HUB, orders, Upto(1, len(orders)), known.registry, node.now_ms)
    await carrying.carry_out(HUB, self_of(node, key), node.now_ms)
    watch.armed = False
    await node.context.store.close()


def main(federation: Path, folder: Path, key: Path, sent: Path, where: Path) -> None:
    """Each step in a fork, as long as it kills."""
    known = Federation(first_version(federation), {})
    orders, signer = pickle.loads(sent.read_bytes()), PrivateKey.load(key)
    step, killed = 0, True
    while killed:
        step += 1
        target = where / f"{step:04d}"
        shutil.copytree(folder, target)
        child = os.fork()
        if not child:
            asyncio.run(carry_out(target, known, signer, orders, step))
            os._exit(0)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    print(step - 1)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
