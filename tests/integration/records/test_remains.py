"""What an agency sees of its own record that is expunged, or sealed from it too: name and order number, and nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

import pytest

from services.access.caller import Caller
from services.access.errors import NotFound
from services.access.kin import kin_digest
from services.records import wire
from services.values.records import CaseReference, ProtectionOrder, RecordVersion, Remains
from tests.fakes.record_maker import (
    CNIC,
    FIA,
    HIGH_COURT,
    POLICE,
    SESSIONS,
    SINDH,
    case_file,
    changed_body,
    cnic,
    expunged,
    fir,
    following,
    order,
    party,
    person,
)
from tests.fakes.records_node import Node, caller, keeper

PARTY = party()
NEVER = f"agencies/{POLICE}/records/never"


def numbered(record: RecordVersion, number: str) -> RecordVersion:
    assert isinstance(record.body, ProtectionOrder)
    return replace(record, body=changed_body(record, order_no=number))


def seal(record_id: str = "seal", number: str = "W.P. 12/2022", **more: Any) -> RecordVersion:
    return numbered(order(record_id, "SEALED", from_owner_too=True, **more), number)


def put(node: Node, *versions: RecordVersion) -> None:
    asyncio.run(node.put(*versions))


async def finished(call: Awaitable[object]) -> None:
    await call


def remains(node: Node, who: Caller, name: str = PARTY.record_name) -> Remains:
    answer = asyncio.run(node.record(who, name))
    assert answer.remains is not None
    assert (answer.version, answer.page) == (None, None)
    assert node.trail.records[-1].startswith(name)
    return answer.remains


def refused(node: Node, who: Caller, name: str) -> tuple[object, ...]:
    """The whole of what a caller learns of a record that is not there for them, by both ways of asking."""
    told: list[object] = []
    for call in (node.record(who, name), node.versions(who, name)):
        with pytest.raises(NotFound) as failed:
            asyncio.run(finished(call))
        told.append((failed.value.reason, failed.value.violations, str(failed.value), list(node.trail.records)))
    return tuple(told)


FILES = [
    case_file(
        "fia-file", agency=FIA, officers=("fia-1",), case_references=(CaseReference("FIR", "FIA/LAHORE/AHTC/7/2024"),)
    ),
    case_file("pp-file", officers=("pp-9",), case_references=(fir(88),)),
    case_file(
        "si-file", agency=SINDH, officers=("si-1",), case_references=(CaseReference("FIR", "SD/KARACHI/SADDAR/1/2020"),)
    ),
]
STRANGERS = [
    keeper(FIA),
    caller(FIA, "fia-1", case_key="FIA/LAHORE/AHTC/7/2024"),
    caller(POLICE, "pp-9", case_key=fir(88).key),
    caller(SINDH, "si-1", case_key="SD/KARACHI/SADDAR/1/2020"),
]


class TestExpunged:
    def test_the_owner_s_record_officer_sees_that_it_is_expunged_and_why(self, node: Node) -> None:
        put(node, case_file(), PARTY, replace(expunged(PARTY), status_note="order 7/2022 of the High Court"))
        found = remains(node, keeper(POLICE))
        assert found == Remains(PARTY.record_name, True, ("order 7/2022 of the High Court",))
        put(node, party("bare"), expunged(party("bare")))
        assert remains(node, keeper(POLICE), party("bare").record_name).order_nos == ()

    def test_nobody_else_does(self, node: Node) -> None:
        put(node, *FILES, case_file(), PARTY, expunged(PARTY))
        for who in (*STRANGERS, caller()):
            assert refused(node, who, PARTY.record_name) == refused(node, who, NEVER)

    def test_its_versions_are_gone_for_the_owner_too(self, node: Node) -> None:
        put(node, PARTY, expunged(PARTY))
        with pytest.raises(NotFound):
            asyncio.run(node.versions(keeper(POLICE), PARTY.record_name))


class TestSealedFromTheOwnerToo:
    @pytest.mark.parametrize("who", [keeper(POLICE), caller()], ids=["record-officer", "assigned"])
    def test_its_owner_sees_name_and_order_number(self, node: Node, who: Caller) -> None:
        put(node, case_file(), PARTY, seal())
        assert remains(node, who) == Remains(PARTY.record_name, False, ("W.P. 12/2022",))

    def test_nobody_else_sees_even_that(self, node: Node) -> None:
        put(node, *FILES, case_file(), PARTY, seal())
        for who in STRANGERS:
            assert refused(node, who, PARTY.record_name) == refused(node, who, NEVER)

    def test_what_it_said_is_in_no_answer(self, node: Node) -> None:
        put(node, case_file(), PARTY, seal())
        raw = wire.encode(asyncio.run(node.record(keeper(POLICE), PARTY.record_name)))
        assert CNIC.encode() not in raw
        assert b"Amjad" not in raw
        assert b"379" not in raw

    def test_a_seal_that_spares_the_owner_leaves_it_as_written(self, node: Node) -> None:
        put(node, case_file(), PARTY, numbered(order("seal", "SEALED"), "W.P. 1/2022"))
        answer = asyncio.run(node.record(keeper(POLICE), PARTY.record_name))
        assert answer.remains is None
        assert answer.version is not None

    def test_only_orders_that_seal_it_are_named(self, node: Node) -> None:
        """Not a stranger's, not one that is lifted, not of another person or another case of a court below."""
        put(
            node,
            case_file(),
            PARTY,
            seal(),
            seal("by-stranger", "S 1", agency=SINDH),
            seal("of-another", "S 2", subject=person(cnic(9), name="Another")),
            seal("far", "S 3", agency=SESSIONS, court="Sessions Court Lahore", case_references=(fir(99),)),
            numbered(order("kind", "SEALED"), "S 4"),
        )
        lifted = seal("lifted", "S 5")
        put(node, lifted, following(lifted, body=changed_body(lifted, lifted="2023-01-01")))
        put(node, seal("wide", "W.P. 13/2022", case_references=()))
        assert remains(node, keeper(POLICE)).order_nos == ("W.P. 12/2022", "W.P. 13/2022")

    def test_a_stranger_s_order_takes_nothing_from_the_owner(self, node: Node) -> None:
        put(node, case_file(), PARTY, seal("by-stranger", "S 1", agency=SINDH))
        assert asyncio.run(node.record(keeper(POLICE), PARTY.record_name)).version is not None

    def test_of_the_officer_s_own_or_kin_not_even_that(self, node: Node) -> None:
        put(node, case_file(), PARTY, seal())
        who = keeper(POLICE)
        own = frozenset({kin_digest(f"CNIC:{CNIC}")})
        with pytest.raises(NotFound):
            asyncio.run(node.record(replace(who, own_and_kin=own), PARTY.record_name))
        assert node.trail.alarms == ["own-or-kin"]

    def test_when_the_order_is_lifted_all_is_back(self, node: Node) -> None:
        put(node, case_file(), PARTY, seal())
        put(node, following(seal(), body=changed_body(seal(), lifted="2023-01-01")))
        assert asyncio.run(node.record(keeper(POLICE), PARTY.record_name)).version is not None

    def test_the_court_s_own_record_is_as_written_to_the_court(self, node: Node) -> None:
        put(node, case_file(), PARTY, seal())
        answer = asyncio.run(node.record(keeper(HIGH_COURT), seal().record_name))
        assert (answer.version is None) == (answer.remains is not None)
