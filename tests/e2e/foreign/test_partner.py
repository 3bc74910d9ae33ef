"""The partner's client in Go against a hub: a history, ten thousand changes, and what is erased again."""

from __future__ import annotations

import json
import subprocess
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from rabta.exchange.v1.order_pb2 import RECEIPT_STATE_ERASED, ErasureReceipt
from rabta.exchange.v1.order_service_pb2 import ORDER_STATE_CONFIRMED

from services.signing.keyfile import replace_private
from services.values.records import RecordVersion
from tests.e2e.attacks.test_orders import listed as listed_orders
from tests.e2e.exchange import GIVER, PARTNER
from tests.e2e.foreign.building import build_partner
from tests.e2e.people import AUDITOR, FIA_CASE
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

MANY, PAGE = 10_000, 500
PATIENCE_S = 240


class Stand(NamedTuple):
    """The world, the program and the file that says where everything is."""

    world: World
    client: Path
    place: Path


@pytest.fixture(scope="module")
def stand(exchange_world: World, tmp_path_factory: pytest.TempPathFactory) -> Stand:
    """A partner whom one agency alone gives copies, of which none is planted before."""
    world, folder = exchange_world, tmp_path_factory.mktemp("partner")
    client = build_partner(folder)
    copies = folder / "copies"
    copies.mkdir(mode=0o700)
    place = folder / "place.json"
    node = world.node(PARTNER)
    where = {
        "Endpoint": f"127.0.0.1:{world.local.port}",
        "CA": str(node.ca_crt),
        "Anchor": str(world.files.anchor),
        "Registry": str(node.registry / "1.signed"),
        "Node": str(node.folder),
        "Agency": PARTNER,
        "System": "node",
        "Copies": str(copies),
    }
    replace_private(place, json.dumps(where).encode())
    return Stand(world, client, place)


def run(stand: Stand, command: str, given: str = "") -> str:
    done = subprocess.run(
        [str(stand.client), str(stand.place), command],
        input=given, capture_output=True, text=True, timeout=PATIENCE_S, check=False, env={},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def listed(number: int) -> RecordVersion:
    """One of many entries of a list, which the agreement gives."""
    who = make.person(make.cnic(20_000 + number))
    return make.listing(f"pr-many-{number}", agency=GIVER, subject=who, case_references=())


def held(stand: Stand) -> bytes:
    """Every item that the partner holds, as it came."""
    copies = Path(json.loads(stand.place.read_text())["Copies"]) / "copies.jsonl"
    steps = [json.loads(line) for line in copies.read_text().splitlines()]
    items = [record["Item"] for step in steps for record in (step.get("Records") or step.get("Set") or {}).values()]
    return b"".join(map(b64decode, items))


def test_ten_thousand_changes_are_pulled_and_each_signature_is_checked(stand: Stand) -> None:
    for start in range(0, MANY, PAGE):
        stand.world.plant([listed(number) for number in range(start, start + PAGE)])
    said = run(stand, "pull")
    words = dict(zip(said.split()[::2], map(int, said.split()[1::2]), strict=True))
    assert words["records"] == MANY
    assert (words["aside"], words["blocked"]) == (0, 0)
    assert words["pages"] >= MANY // 500
    assert run(stand, "pull").split()[2:] == said.split()[2:], "nothing comes twice"


def test_what_changes_is_pulled_alone(stand: Stand) -> None:
    before = run(stand, "pull")
    stand.world.plant([listed(MANY)])
    after = run(stand, "pull").split()
    assert int(after[3]) == int(before.split()[3]) + 1
    assert int(after[1]) <= 2


def test_what_is_forbidden_is_nowhere_in_what_is_held(stand: Stand) -> None:
    victim = make.party("pr-victim-9", agency=GIVER, role="VICTIM", subject=make.person(make.cnic(19_999)))
    stand.world.plant([replace(victim, case_references=ref(FIA_CASE))])
    run(stand, "pull")
    assert make.cnic(19_999).encode() not in held(stand)
    assert make.cnic(20_000).encode() in held(stand)


def test_what_is_expunged_is_erased_and_a_receipt_proves_it(stand: Stand) -> None:
    """The order comes before anything else, is proven by its owner's word, and its receipt is the owner's to read."""
    record = listed(MANY + 1)
    number = make.cnic(20_001 + MANY).encode()
    stand.world.plant([record])
    run(stand, "pull")
    assert number in held(stand)
    stand.world.plant([make.expunged(record)])
    assert run(stand, "pull").endswith("blocked 1")
    assert number not in held(stand)
    (standing,) = listed_orders(stand.world, AUDITOR, record=record.record_name)
    assert standing.state == ORDER_STATE_CONFIRMED
    said = ErasureReceipt.FromString(standing.receipt.receipt)
    assert (said.agency, said.state) == (PARTNER, RECEIPT_STATE_ERASED)
    assert [(each.store, each.erased) for each in said.counts] == [("copies.jsonl", 1)]
