"""`rabta link review` for oversight: pairs that owners are to state, as its page in the console shows them."""

from __future__ import annotations

from rabta.linkage.v1 import graph_pb2, link_pb2

from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import LINKAGE, WHY, keep, rabta

ONE, OTHER = (
    graph_pb2.NodeKey(kind=graph_pb2.NODE_KIND_SUBJECT, id=f"agencies/pk.fia/records/{name}") for name in ("r1", "r2")
)


def test_oversight_is_shown_who_is_to_state_what_by_when(hub_desk: HubThread) -> None:
    decided = link_pb2.LinkDecision(id="d1", one=ONE, other=OTHER, sign=link_pb2.LINK_SIGN_SAME, by="pk.fia/fia-1")
    found = link_pb2.ListLinkReviewsResponse(
        reviews=[
            {"one": {"key": ONE}, "other": {"key": OTHER}, "owner": owner, "due_ms": 1_780_000_000_000,
             "decisions": [decided]}
            for owner in ("pk.punjab-police", "")
        ]
    )  # fmt: skip
    hub_desk.hub.bodies[f"{LINKAGE}/ListLinkReviews"] = keep([], found)
    words = ("link", "review", "--profile", hub_desk.profile(), *WHY)
    header, punjab, nobody = rabta(*words, "--output", "csv").stdout.splitlines()[-3:]
    assert header == "one,other,waits for,until"
    assert ",pk.punjab-police,2026-" in punjab
    assert ",oversight,2026-" in nobody
    shown = rabta(*words).stdout
    assert "d1" in shown
    assert "Decisions" in shown
