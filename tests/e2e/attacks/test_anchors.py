"""AnchorLog over a real socket: another's log, no log at all, an officer in a system's place. Nothing is anchored."""

from __future__ import annotations

from rabta.audit.v1.audit_service_pb2 import GetReceiptsRequest, GetReceiptsResponse
from rabta.exchange.v1.anchor_service_pb2 import AnchorLogRequest

from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.people import AUDITOR, CUSTOMS, FIA
from tests.e2e.world import World

ANCHOR = "/rabta.exchange.v1.AnchorService/AnchorLog"
RECEIPTS = "/rabta.audit.v1.AuditService/GetReceipts"


def note(world: World) -> bytes:
    """The hub's own head, as it hands it to everybody."""
    seen = put(world, world.ask(RECEIPTS, GetReceiptsRequest().SerializeToString(), agency=FIA))
    return GetReceiptsResponse.FromString(answered(world, seen)).checkpoint


def body(checkpoint: bytes) -> bytes:
    return AnchorLogRequest(checkpoint=checkpoint).SerializeToString()


def test_a_head_of_another_agencys_log_anchors_nothing(world: World) -> None:
    """Who has no log of their own brings the hub's."""
    seen = put(world, world.ask(ANCHOR, body(note(world)), agency=CUSTOMS))
    refused(world, seen, "INVALID_ARGUMENT", "checkpoint", leaves=2)
    assert not seen.entries[-1].open.feed


def test_bytes_that_are_no_head_anchor_nothing(world: World) -> None:
    honest = note(world)
    for altered in (b"", b"\xff", honest[:-40], honest.replace(b"/audit/", b"/audit/pk.customs/"), honest * 200):
        seen = put(world, world.ask(ANCHOR, body(altered), agency=CUSTOMS))
        refused(world, seen, "INVALID_ARGUMENT", leaves=2)


def test_an_officer_anchors_nothing(world: World) -> None:
    refused(world, put(world, world.asking(AUDITOR, ANCHOR, body(note(world)))), "POLICY_DENIED", leaves=2)
