"""Break-glass use cases: who may open, who may review, who may close, who is told, and what the log learns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.access.caller import Caller
from services.access.errors import BreakGlassInvalid, InvalidArgument, OfficerUnfit, PolicyDenied, PurposeUnfit, Refused
from services.membership.spec import ROLES
from services.oversight.app.admit import admit
from services.oversight.app.break_glass import Oversight
from services.oversight.domain import LONGEST_MS
from services.oversight.errors import BreakGlassLimit, RequestIdReused
from services.oversight.store.database import open_database
from services.oversight.store.sessions import StoredSessions
from services.vocabulary.access import Permission
from tests.rows import of_rows
from tests.unit.oversight.world import (
    CUSTOMS,
    FIA,
    NOW,
    OVERSIGHT,
    PRISONS,
    PUNJAB,
    TOKENS,
    WHY,
    inquiry,
    opener,
    recorder,
    reviewer,
)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Oversight]:
    file = open_database(tmp_path / "oversight.db")
    yield Oversight(StoredSessions(file), TOKENS)
    file.close()


async def opened(app: Oversight, who: Caller | None = None, request_id: str = "request-1") -> str:
    return (await app.open(inquiry(who or opener()), WHY, request_id)).id


async def test_a_session_lasts_four_hours_by_the_servers_clock(app: Oversight) -> None:
    asked = inquiry(opener())
    session = await app.open(asked, WHY, "request-1")
    assert (session.opened_ms, session.expires_ms - NOW, session.state(NOW)) == (NOW, LONGEST_MS, "OPEN")
    assert LONGEST_MS == 4 * 3600 * 1000
    assert (session.agency, session.officer, session.purpose) == (FIA, "fia-1", "INVESTIGATE_CASE")
    assert (asked.trail.break_glass, asked.trail.request_id) == (session.id, "request-1")
    assert asked.trail.alarms == ["break-glass-opened"]
    assert await app.sessions.usable(session.id, FIA, "fia-1", NOW)


async def test_ids_cannot_be_guessed_and_sort_by_time(app: Oversight) -> None:
    first = await opened(app)
    second = (await app.open(inquiry(opener(officer="fia-2"), NOW + 1), WHY, "request-2")).id
    assert first < second
    assert first.rpartition("-")[2] != second.rpartition("-")[2]


@pytest.mark.parametrize("length", [0, 19, 2001])
async def test_a_justification_has_words(app: Oversight, length: int) -> None:
    with pytest.raises(InvalidArgument) as caught:
        await app.open(inquiry(opener()), "x" * length, "request-1")
    assert caught.value.violations[0].field == "justification"


@pytest.mark.parametrize("request_id", ["", "short", "x" * 65, "request-\u06f1", "request-\n1"])
async def test_a_request_id_has_its_length(app: Oversight, request_id: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        await app.open(inquiry(opener()), WHY, request_id)
    assert caught.value.violations[0].field == "request_id"


@pytest.mark.parametrize(
    "who",
    [
        opener(roles=frozenset({"INVESTIGATOR"})),
        opener(PRISONS, agency_kind="PRISON"),
        opener("pk.court", agency_kind="COURT"),
        opener(OVERSIGHT, agency_kind="OVERSIGHT"),
    ],
)
async def test_only_the_role_in_an_agency_that_saves_lives_opens(app: Oversight, who: Caller) -> None:
    with pytest.raises(PolicyDenied):
        await app.open(inquiry(who), WHY, "request-1")


@pytest.mark.parametrize(("agency", "kind"), [(PUNJAB, "POLICE"), (CUSTOMS, "BORDER"), ("pk.cp", "CHILD_PROTECTION")])
async def test_those_that_do_open(app: Oversight, agency: str, kind: str) -> None:
    assert await opened(app, opener(agency, agency_kind=kind))


async def test_a_second_session_waits_and_a_fresh_officer_does_not_help_for_ever(app: Oversight) -> None:
    await opened(app)
    with pytest.raises(BreakGlassLimit):
        await opened(app, request_id="request-2")
    await opened(app, opener(officer="fia-2"), "request-2")
    await opened(app, opener(officer="fia-3"), "request-3")
    with pytest.raises(BreakGlassLimit):
        await opened(app, opener(officer="fia-4"), "request-4")


async def test_asked_again_it_is_the_same_and_with_other_words_refused(app: Oversight) -> None:
    assert await opened(app) == await opened(app)
    with pytest.raises(RequestIdReused):
        await app.open(inquiry(opener()), WHY + ", and a lorry", "request-1")


async def test_another_person_of_the_agency_reviews(app: Oversight) -> None:
    name = await opened(app)
    asked = inquiry(reviewer())
    session = await app.review(asked, name, "JUSTIFIED", "the child was found")
    assert (session.reviewed_by, session.verdict) == ("pk.fia/fia-2", "JUSTIFIED")
    assert asked.trail.break_glass == name
    assert not await app.sessions.usable(name, FIA, "fia-1", NOW)


async def test_nobody_reviews_themselves(app: Oversight) -> None:
    name = await opened(app)
    with pytest.raises(BreakGlassInvalid):
        await app.review(inquiry(reviewer(officer="fia-1")), name, "JUSTIFIED", "")


async def test_the_same_id_in_another_agency_is_another_person(app: Oversight) -> None:
    name = await opened(app)
    await app.sessions.touched(name, [PUNJAB], NOW)
    session = await app.review(inquiry(reviewer(PUNJAB, "fia-1")), name, "JUSTIFIED", "")
    assert session.state(NOW) == "CLOSED"


async def test_from_outside_only_oversight_or_an_owner_that_was_touched_closes(app: Oversight) -> None:
    name = await opened(app)
    with pytest.raises(BreakGlassInvalid):
        await app.review(inquiry(reviewer(PRISONS, "pr-2")), name, "JUSTIFIED", "")
    await app.sessions.touched(name, [PRISONS], NOW)
    assert (await app.review(inquiry(reviewer(PRISONS, "pr-2")), name, "JUSTIFIED", "")).closed_by == "pk.prisons/pr-2"


async def test_oversight_closes_whatever_was_opened(app: Oversight) -> None:
    name = await opened(app)
    session = await app.review(inquiry(reviewer(OVERSIGHT, "ov-1")), name, "NOT_JUSTIFIED", "no car, no child")
    assert (session.closed_by, session.state(NOW)) == ("pk.oversight/ov-1", "CLOSED")


@pytest.mark.parametrize("verdict", ["", "MAYBE"])
async def test_a_review_finds_something(app: Oversight, verdict: str) -> None:
    name = await opened(app)
    with pytest.raises(InvalidArgument) as caught:
        await app.review(inquiry(reviewer()), name, verdict, "")
    assert caught.value.violations[0].field == "verdict"


async def test_a_comment_has_its_length_and_the_refusal_says_so(app: Oversight) -> None:
    name = await opened(app)
    with pytest.raises(InvalidArgument) as caught:
        await app.review(inquiry(reviewer()), name, "JUSTIFIED", "x" * 2001)
    assert caught.value.violations[0].field == "comment"
    assert (await app.review(inquiry(reviewer()), name, "JUSTIFIED", "x" * 2000)).verdict == "JUSTIFIED"


async def test_no_session_and_anothers_session_look_the_same(app: Oversight) -> None:
    name = await opened(app)
    seen = set()
    for session_id in (name, "bg-none"):
        with pytest.raises(BreakGlassInvalid) as caught:
            await app.review(inquiry(reviewer(PUNJAB, "pb-2")), session_id, "JUSTIFIED", "")
        seen.add((caught.value.reason, caught.value.violations))
    assert len(seen) == 1


async def test_notices_show_oversight_everything_and_others_their_own(app: Oversight) -> None:
    one, two = await opened(app), await opened(app, opener(PUNJAB, "pb-1", agency_kind="POLICE"), "request-2")
    await app.sessions.touched(one, [PRISONS], NOW)

    async def seen(who: Caller, purpose: str = "") -> list[str]:
        return [session.id for session in (await app.notices(inquiry(who), purpose, "", 50, 1)).sessions]

    assert await seen(reviewer(OVERSIGHT, "ov-1")) == sorted([one, two])
    assert await seen(recorder(FIA)) == [one]
    assert await seen(recorder(PRISONS)) == [one]
    assert await seen(recorder(CUSTOMS)) == []
    assert await seen(recorder(PRISONS), "CHECKPOINT") == []


ADMITTED: list[tuple[Caller, Permission, type[Refused] | None]] = [
    (opener(), Permission.BREAK_GLASS_OPEN, None),
    (opener(roles=frozenset({"INVESTIGATOR"})), Permission.BREAK_GLASS_OPEN, PolicyDenied),
    (opener(suspended=True), Permission.BREAK_GLASS_OPEN, OfficerUnfit),
    (opener(trained_until_ms=NOW - 1), Permission.BREAK_GLASS_OPEN, OfficerUnfit),
    (opener(legal_basis="EXIT_CONTROL"), Permission.BREAK_GLASS_OPEN, PurposeUnfit),
    (opener(purpose="WHATEVER"), Permission.BREAK_GLASS_OPEN, PurposeUnfit),
    (reviewer(OVERSIGHT, "ov-1"), Permission.LOG_READ, None),
    (reviewer(OVERSIGHT, "ov-1"), Permission.BREAK_GLASS_REVIEW, None),
    (opener(), Permission.LOG_READ, Refused),
    (opener(), Permission.BREAK_GLASS_REVIEW, Refused),
    (recorder(), Permission.NOTICE_READ, None),
    (opener(), Permission.NOTICE_READ, Refused),
]


@of_rows(("who", "permission", "refusal"), ADMITTED)
def test_the_gates_are_asked_and_what_decided_is_noted(
    who: Caller, permission: Permission, refusal: type[Refused] | None
) -> None:
    asked: Any = inquiry(who)
    if refusal is None:
        admit(asked, permission)
        assert asked.trail.policies
        return
    with pytest.raises(refusal):
        admit(asked, permission)


async def test_a_review_that_comes_twice_is_one_and_another_finding_is_refused(app: Oversight) -> None:
    name = await opened(app)
    first = await app.review(inquiry(reviewer()), name, "JUSTIFIED", "found")
    assert await app.review(inquiry(reviewer()), name, "JUSTIFIED", "found") == first
    for who, verdict, comment in (
        (reviewer(officer="fia-3"), "JUSTIFIED", "found"),
        (reviewer(), "NOT_JUSTIFIED", "found"),
        (reviewer(), "JUSTIFIED", "found later"),
    ):
        with pytest.raises(BreakGlassInvalid):
            await app.review(inquiry(who), name, verdict, comment)


@pytest.mark.parametrize(
    "who",
    [
        reviewer(officer="FIA-1"),
        reviewer(officer="\uff46ia-1"),
        reviewer(officer="fia-2", superiors=frozenset({"fia-1"})),
        reviewer(officer="fia-3", superiors=frozenset({"fia-2", "fia-1", "fia-0"})),
    ],
)
async def test_neither_another_spelling_nor_a_subordinate_is_another_person(app: Oversight, who: Caller) -> None:
    with pytest.raises(BreakGlassInvalid):
        await app.review(inquiry(who), await opened(app), "JUSTIFIED", "")


def test_every_agency_that_may_break_glass_or_be_read_can_have_a_reviewer() -> None:
    for kind in {*ROLES} - {"HUB", "IDENTITY_REGISTRY"}:
        assert "OVERSIGHT" in ROLES[kind]
        admit(inquiry(reviewer(agency_kind=kind)), Permission.BREAK_GLASS_REVIEW)
        if kind != "OVERSIGHT":
            with pytest.raises(PolicyDenied):
                admit(inquiry(reviewer(agency_kind=kind)), Permission.LOG_READ)
