"""Detectors over worlds of our own (:mod:`tests.accuracy.own_worlds`), and over other people's.

These are IBM AMLSim's samples of fan-ins and cycles, by account.

A label says that an account took part in some scheme, at which step, and not in which. It is money alone, so that all that
is found is leads. A step is taken for a day. Only cycles in the order of time are looked for.
"""

from __future__ import annotations

import csv
import io
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from services.linkage.detectors.naming import run
from services.linkage.detectors.registry import detectors
from services.linkage.snapshot.columns import NODE, TRANSFER, NodeKind, Snapshot, in_order
from tests.accuracy import own_worlds
from tests.accuracy.figures import Figure
from tests.fakes.snapshot_world import START_S, SnapshotWorld
from tests.shared import shared

SAMPLES: Final = ("20K_fanin200", "20K_cycle200")
WIDE: Final = {"G2": {"accounts": 4.0, "hours": 480.0}, "G6": {"hours": 480.0, "window": 4800.0, "kept": 0.5}}
"""Parameters beside the defaults: a month of steps, and half of the money kept back."""


def sample(name: str) -> tuple[Snapshot, set[int]]:
    """Its transfers, and the accounts that are labelled."""
    with tarfile.open(shared("data", "amlsim", "sample", f"{name}.tgz")) as archive:
        nodes, transfers = (_rows(archive, f"{name}/{file}") for file in ("nodes.csv", "transactions.csv"))
    labelled = {int(row["nodeid"]) for row in nodes if row["isFraud"] == "1"}
    accounts = np.zeros(len(nodes), NODE)
    accounts["kind"], accounts["person"], accounts["household"] = NodeKind.ACCOUNT, -1, -1
    told = np.zeros(len(transfers), TRANSFER)
    told["at"] = [START_S + int(row["time"]) * 86_400 for row in transfers]
    told["payer"] = [int(row["sourceNodeId"]) for row in transfers]
    told["payee"] = [int(row["targetNodeId"]) for row in transfers]
    told["amount"] = [round(float(row["value"]) * 100) for row in transfers]
    told["place"] = told["named"] = -1
    told["row"] = np.arange(len(told))
    empty = SnapshotWorld().snapshot()
    return replace(empty, nodes=accounts, transfers=in_order(told)), labelled


def _rows(archive: tarfile.TarFile, name: str) -> list[dict[str, str]]:
    held = archive.extractfile(name)
    assert held is not None, name
    return list(csv.DictReader(io.TextIOWrapper(held, "utf-8", newline="")))


def accounts(number: str, snapshot: Snapshot, given: dict[str, float]) -> set[int]:
    """Who takes part in what a detector finds: the subject and the parties."""
    found = run(detectors()[number], snapshot, given).findings
    return {node for each in found for node in (each.subject, *each.parties)}


def figures() -> Iterator[Figure]:
    """Those of our own worlds; then precision and recall by account, at the defaults and at wide parameters."""
    yield from own_worlds.figures()
    for name in SAMPLES:
        snapshot, labelled = sample(name)
        for number in ("G2", "G4", "G6", "G7"):
            for words, given in (("default", {}), ("wide", WIDE.get(number, {}))):
                if words == "wide" and not given:
                    continue
                found = accounts(number, snapshot, given)
                right = len(found & labelled)
                yield Figure(f"detect {name} {number} {words} precision", right / max(len(found), 1))
                yield Figure(f"detect {name} {number} {words} recall", right / len(labelled))
        yield Figure(f"detect {name} labelled accounts", float(len(labelled)))
