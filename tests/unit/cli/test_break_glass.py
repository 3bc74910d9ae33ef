"""`rabta break-glass`: words from stdin, a request id that can be repeated, notices harmless and whole."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from rabta.access.v1.purpose_pb2 import PURPOSE_FIND_MISSING_CHILD
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.audit.v1.receipt_pb2 import (
    BREAK_GLASS_STATE_CLOSED,
    BREAK_GLASS_STATE_OPEN,
    BREAK_GLASS_STATE_WAITING,
    BREAK_GLASS_STATE_WITHOUT_SECOND,
)
from rabta.records.v1.records_service_pb2 import SearchResponse

from services.edge.call import Call
from services.listing.glass import WRITE_NOT
from tests.fakes import live
from tests.fakes.hub import ALONE, INLINE, WRITE
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import CONSENT_GLASS, REVIEW, SECOND_GLASS, WHY, answers, keep, rabta, refuses

WORDS = "a child is held in a moving car, number known"
AUDIT = ("--case", "REVIEW:1/2026")


def test_a_session_is_opened_with_words_from_stdin(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[WRITE] = keep(
        asked, pb.OpenBreakGlassResponse(break_glass="bg-1", expires_ms=1_780_000_000_000)
    )
    result = rabta("break-glass", "open", "--profile", hub_desk.profile(), *WHY, stdin=f"{WORDS}\n")
    assert result.stdout == "bg-1\n"
    first = pb.OpenBreakGlassRequest.FromString(asked[0][1])
    assert first.justification == WORDS
    assert first.request_id in result.stderr
    again = ("--request-id", first.request_id)
    rabta("break-glass", "open", "--profile", hub_desk.profile(), *WHY, *again, stdin=f"{WORDS}\n")
    assert asked[1][1] == asked[0][1]
    assert hub_desk.issuers[live.FIA].asked[0]["purpose"] == "INVESTIGATE_CASE"


def opened(desk: HubThread, *words: str, **stands: Any) -> str:
    """What the command says beside the session's number."""
    answer = pb.OpenBreakGlassResponse(break_glass="bg-1", expires_ms=1_780_000_000_000, **stands)
    desk.hub.bodies[WRITE] = keep([], answer)
    result = rabta("break-glass", "open", "--profile", desk.profile(), *WHY, *words, stdin=f"{WORDS}\n")
    assert result.stdout == "bg-1\n"
    return str(result.stderr)


def test_before_the_words_it_is_said_what_not_to_write(hub_desk: HubThread) -> None:
    text = " ".join(opened(hub_desk, state=BREAK_GLASS_STATE_OPEN).split())
    assert WRITE_NOT[0] in text
    assert "Write no name" in WRITE_NOT[0]
    assert len(WRITE_NOT) == 2


def test_one_that_is_open_says_until_when_a_second_person_must_join(hub_desk: HubThread) -> None:
    text = opened(hub_desk, state=BREAK_GLASS_STATE_OPEN, second_until_ms=1_779_990_000_000)
    assert "unless an officer of another agency joins: rabta break-glass second bg-1" in text
    assert "joins" not in opened(hub_desk, state=BREAK_GLASS_STATE_OPEN)


def test_one_that_waits_says_so_and_how_to_ask_again(hub_desk: HubThread) -> None:
    text = opened(hub_desk, "--request-id", "glass-mine", state=BREAK_GLASS_STATE_WAITING)
    assert "it waits for oversight's consent" in text
    assert "rabta break-glass open --request-id glass-mine" in text
    assert "--break-glass;" not in text


def test_one_that_ended_says_how(hub_desk: HubThread) -> None:
    assert "it is over: without second" in opened(hub_desk, state=BREAK_GLASS_STATE_WITHOUT_SECOND)


def test_an_officer_joins_and_oversight_consents(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[SECOND_GLASS] = keep(asked, pb.SecondBreakGlassResponse(state=BREAK_GLASS_STATE_OPEN))
    hub_desk.hub.bodies[CONSENT_GLASS] = keep(
        asked, pb.ConsentBreakGlassResponse(state=BREAK_GLASS_STATE_OPEN, expires_ms=1_780_000_000_000)
    )
    assert rabta("break-glass", "second", "bg-1", "--profile", hub_desk.profile(), *WHY).stdout == "open\n"
    result = rabta("break-glass", "consent", "bg-1", "--profile", hub_desk.profile(), *AUDIT)
    assert result.stdout.startswith("open until ")
    assert [pb.SecondBreakGlassRequest.FromString(raw).break_glass for _, raw in asked] == ["bg-1", "bg-1"]


def test_an_owner_is_shown_months(hub_desk: HubThread) -> None:
    answer = pb.ListNoticesResponse(months=[pb.GlassMonth(month="2026-05", sessions=3)])
    hub_desk.hub.bodies[ALONE] = keep([], answer)
    arguments = ("break-glass", "notices", "--profile", hub_desk.profile(), "--case", "RECORD:PK.FIA")
    assert "2026-05" in rabta(*arguments).stdout
    assert "2026-05,3" in rabta(*arguments, "--output", "csv").stdout


def test_a_session_that_may_not_be_opened_is_denied(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[WRITE] = refuses("BREAK_GLASS_LIMIT")
    result = rabta("break-glass", "open", "--profile", hub_desk.profile(), *WHY, stdin=WORDS, code=3)
    assert "BREAK_GLASS_LIMIT" in result.stderr


def test_a_review_says_what_was_found_and_the_state_reached(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[REVIEW] = keep(asked, pb.ReviewBreakGlassResponse(state=BREAK_GLASS_STATE_CLOSED))
    arguments = ("break-glass", "review", "bg-1", "--verdict", "not-justified", "--profile", hub_desk.profile())
    assert rabta(*arguments, *AUDIT, stdin="no car\n").stdout == "closed\n"
    request = pb.ReviewBreakGlassRequest.FromString(asked[0][1])
    assert (request.break_glass, request.comment) == ("bg-1", "no car")
    assert request.verdict == pb.REVIEW_VERDICT_NOT_JUSTIFIED
    assert hub_desk.issuers[live.FIA].asked[0]["query_class"] == "AUDIT"


def test_notices_are_shown_harmless_in_every_form_and_say_when_cut(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    answer = pb.ListNoticesResponse(next_page_token="abc")
    answer.notices.add(
        break_glass="bg-1", agency="pk.fia", officer="fia-1", justification="=1+1\x1b[2J", opened_ms=1, expires_ms=2,
        state=BREAK_GLASS_STATE_OPEN,
    )  # fmt: skip
    hub_desk.hub.bodies[ALONE] = keep(asked, answer)
    arguments = ("break-glass", "notices", "--profile", hub_desk.profile(), "--case", "RECORD:PK.FIA")
    for output in ("table", "csv", "json"):
        result = rabta(*arguments, "--output", output, "--only", "find-missing-child")
        assert "bg-1" in result.stdout
        assert "\x1b" not in result.stdout
        assert "abc" in result.stderr
    assert json.loads(result.stdout)["notices"][0]["agency"] == "pk.fia"
    assert pb.ListNoticesRequest.FromString(asked[0][1]).purpose == PURPOSE_FIND_MISSING_CHILD
    assert hub_desk.issuers[live.FIA].asked[0]["purpose"] == "RECORD_UPKEEP"
    assert "unknown purpose" in rabta(*arguments, "--only", "fun", code=2).stderr


def test_a_second_person_approves_this_very_question(hub_desk: HubThread) -> None:
    seen: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[INLINE] = keep(seen, SearchResponse())
    profile = hub_desk.profile()
    rabta("search", "--profile", profile, *WHY, "--approver-profile", profile)
    call, raw = seen[0]
    assert call.caller is not None
    assert call.caller.approver is not None
    assert call.caller.approver.officer == "officer-2"
    assert call.header.body_sha256 == sha256(raw).digest()


def test_an_issuer_that_refuses_the_second_person_ends_it_unasked(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[INLINE] = answers(SearchResponse())
    first, second = hub_desk.profile(), hub_desk.profile(live.OVERSIGHT)
    hub_desk.issuers[live.OVERSIGHT].refuse = "invalid_grant"
    rabta("search", "--profile", first, *WHY, "--approver-profile", second, code=3)
    assert INLINE not in hub_desk.hub.ran
