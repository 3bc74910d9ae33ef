"""From an office's file to what a post is told: every list that a border lives by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.node.travellers import RecordedTravellers
from services.sources.exports import Origin, formats, of_row
from services.values.exchange import TravellerHit
from services.values.records import Identifier, RecordVersion
from tests.fakes.record_maker import CUSTOMS, POLICE
from tests.fakes.records_node import Node, caller
from tests.integration.records.asking import CHECKPOINT
from tests.unit.sources.exports.rows import PLAIN

ORIGIN = Origin(POLICE, "PB")
CNIC, PASSPORT = Identifier("CNIC", "3520299000011"), Identifier("PASSPORT", "AB1234567", "PK")


def versions(layout: str, **changes: str) -> list[RecordVersion]:
    """What an import would send of one row, each the first of its record."""
    found = of_row(formats()[layout], {**PLAIN[layout], **changes}, ORIGIN)
    assert found.rejects == ()
    return [replace(draft, version=1, status="ACTIVE") for draft in found.drafts]


async def hits(node: Node, document: Identifier) -> list[TravellerHit]:
    """What a post is told, without what no two answers share."""
    inquiry = node.inquiry(caller(CUSTOMS, "cu-1", **CHECKPOINT))
    found = await RecordedTravellers(node.context).by_document(inquiry, document, node.federation.registry)
    return [replace(each, handle="", desk=None, owner_name="", owner="") for each in found.hits]


def told(action: str, authority: str, listed: str = "", expires: str = "", caution: str = "") -> TravellerHit:
    """As it is told of somebody of whom the export states no age."""
    caution = "; ".join(filter(None, ("age not recorded: call desk" if action != "CHILD" else "", caution)))
    return TravellerHit(action=action, authority=authority, list_type=listed, expires=expires, caution=caution)


ROWS: dict[str, tuple[dict[str, str], Identifier, TravellerHit]] = {
    "exit_control_list": ({}, CNIC, told("PREVENT_EXIT", "MoI ECL 12/33-2024", "ECL")),
    "provisional_list": (
        {"person_cnic": "35202-9900001-1", "expires": "2099-04-02"},
        CNIC,
        told("PREVENT_EXIT", "Special Judge Central, order of 02-03-2026, asked by FIA AHTC Lahore", "PNIL", "2099-04-02"),
    ),
    "passport_control": ({}, PASSPORT, told("PREVENT_EXIT", "DGIP 41/2025", "BLACKLIST")),
    "warrants": (
        {"accused_cnic": "35202-9900001-1", "caution": "armed"},
        CNIC,
        told("ARREST", "SESSIONS COURT LAHORE, 44/2026", "WARRANT_NON_BAILABLE", caution="armed"),
    ),
    "missing_children": ({"child_cnic": "35202-9900001-1"}, CNIC, told("CHILD", "", caution="call the desk")),
    "lost_documents": ({}, PASSPORT, told("SEIZE_DOCUMENT", "report R-7/2026", "LOST_DOCUMENT")),
}  # fmt: skip


@pytest.mark.parametrize("layout", ROWS)
async def test_a_row_of_each_list_is_a_hit_at_a_post(node: Node, layout: str) -> None:
    changes, document, expected = ROWS[layout]
    await node.put(*versions(layout, **changes))
    assert await hits(node, document) == [expected]


OVER = {
    "exit_control_list": {"removed": "2024-06-01"},
    "passport_control": {"expires": "2025-06-01"},
    "warrants": {"accused_cnic": "35202-9900001-1", "ended": "2026-02-10"},
    "missing_children": {"child_cnic": "35202-9900001-1", "recovered": "2026-03-05"},
    "lost_documents": {"removed": "2026-02-20"},
}


@pytest.mark.parametrize("layout", OVER)
async def test_what_is_over_is_none(node: Node, layout: str) -> None:
    await node.put(*versions(layout, **OVER[layout]))
    assert await hits(node, CNIC) == []
    assert await hits(node, PASSPORT) == []


async def test_a_proclaimed_offender(node: Node) -> None:
    await node.put(*versions("warrants", process="512", accused_cnic="35202-9900001-1"))
    assert await hits(node, CNIC) == [told("ARREST", "SESSIONS COURT LAHORE, CrPC s. 512")]


async def test_a_provisional_entry_that_rests_on_nothing_is_none(node: Node) -> None:
    await node.put(*versions("provisional_list", authority="", person_cnic="35202-9900001-1"))
    assert await hits(node, CNIC) == []
