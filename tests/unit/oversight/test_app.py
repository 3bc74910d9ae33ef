"""Break-glass use cases: who may open, join, consent and review, who is told what, and what the log learns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
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

AUDITOR = reviewer(OVERSIGHT, "ov-1", agency_kind="OVERSIGHT")


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


async def test_a_second_session_beside_an_open_one_is_refused(app: Oversight) -> None:
    await opened(app)
    with pytest.raises(BreakGlassLimit):
        await opened(app, request_id="request-2")


async def third(app: Oversight) -> str:
    """The id of an officer's third session of a day, after oversight has reviewed the first two."""
    for number in (1, 2):
        await app.review(inquiry(AUDITOR), await opened(app, request_id=f"request-{number}"), "JUSTIFIED", "")
    return await opened(app, request_id="request-3")


async def test_one_that_waits_says_so_to_its_officer_and_to_oversight(app: Oversight) -> None:
    name, asked = await third(app), inquiry(opener())
    again = await app.open(asked, WHY, "request-3")
    assert (again.id, again.state(NOW), asked.trail.alarms) == (name, "WAITING", ["break-glass-waits"])
    with pytest.raises(BreakGlassInvalid):
        await app.second(inquiry(opener(PUNJAB, "pb-1", agency_kind="POLICE")), name)
    asked = inquiry(AUDITOR)
    consented = await app.consent(asked, name)
    assert (consented.state(NOW), consented.second) == ("OPEN", "pk.oversight/ov-1")
    assert asked.trail.break_glass == name
    assert (await app.open(inquiry(opener()), WHY, "request-3")).state(NOW) == "OPEN"


@pytest.mark.parametrize("who", [opener(), reviewer(), reviewer(PRISONS, "pr-2"), recorder()])
async def test_nobody_but_oversight_consents_or_reviews(app: Oversight, who: Caller) -> None:
    """Neither a colleague nor an owner whose records were read."""
    name = await opened(app)
    await app.sessions.touched(name, [PRISONS], NOW)
    for act in (app.consent(inquiry(who), name), app.review(inquiry(who), name, "JUSTIFIED", "")):
        with pytest.raises(Refused):
            await act
    assert await app.sessions.usable(name, FIA, "fia-1", NOW)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (opener(), BreakGlassInvalid),
        (opener(officer="fia-2"), BreakGlassInvalid),
        (opener(PUNJAB, "pb-1", agency_kind="POLICE", roles=frozenset({"INVESTIGATOR"})), PolicyDenied),
        (opener(PRISONS, "pr-1", agency_kind="PRISON"), PolicyDenied),
    ],
)
async def test_a_second_person_is_of_another_agency_that_may_break_glass(
    app: Oversight, who: Caller, refusal: type[Refused]
) -> None:
    name = await opened(app)
    with pytest.raises(refusal):
        await app.second(inquiry(who), name)


async def test_an_officer_of_another_agency_is_the_second_person(app: Oversight) -> None:
    name, asked = await opened(app), inquiry(opener(PUNJAB, "fia-1", agency_kind="POLICE"))
    assert (await app.second(asked, name)).second == "pk.punjab-police/fia-1"
    assert asked.trail.break_glass == name
    with pytest.raises(BreakGlassInvalid):
        await app.second(inquiry(opener(PUNJAB, "pb-1", agency_kind="POLICE")), "bg-none")


async def test_asked_again_it_is_the_same_and_with_other_words_refused(app: Oversight) -> None:
    assert await opened(app) == await opened(app)
    with pytest.raises(RequestIdReused):
        await app.open(inquiry(opener()), WHY + ", and a lorry", "request-1")


async def test_oversight_closes_whatever_was_opened(app: Oversight) -> None:
    name = await opened(app)
    asked = inquiry(AUDITOR)
    session = await app.review(asked, name, "NOT_JUSTIFIED", "no car, no child")
    assert (session.closed_by, session.state(NOW)) == ("pk.oversight/ov-1", "CLOSED")
    assert asked.trail.break_glass == name
    assert not await app.sessions.usable(name, FIA, "fia-1", NOW)


@pytest.mark.parametrize("verdict", ["", "MAYBE"])
async def test_a_review_finds_something(app: Oversight, verdict: str) -> None:
    name = await opened(app)
    with pytest.raises(InvalidArgument) as caught:
        await app.review(inquiry(AUDITOR), name, verdict, "")
    assert caught.value.violations[0].field == "verdict"


async def test_a_comment_has_its_length_and_the_refusal_says_so(app: Oversight) -> None:
    name = await opened(app)
    with pytest.raises(InvalidArgument) as caught:
        await app.review(inquiry(AUDITOR), name, "JUSTIFIED", "x" * 2001)
    assert caught.value.violations[0].field == "comment"
    assert (await app.review(inquiry(AUDITOR), name, "JUSTIFIED", "x" * 2000)).verdict == "JUSTIFIED"


async def test_oversight_reads_the_words_and_an_agency_its_own_sessions_without_them(app: Oversight) -> None:
    one, two = await opened(app), await opened(app, opener(PUNJAB, "pb-1", agency_kind="POLICE"), "request-2")
    await app.sessions.touched(one, [PRISONS], NOW)
    await app.second(inquiry(opener(PUNJAB, "pb-2", agency_kind="POLICE")), one)

    async def seen(who: Caller, purpose: str = "") -> list[tuple[str, str, str]]:
        page = await app.notices(inquiry(who), purpose, "", 50, 1)
        return [(session.id, session.justification, session.second) for session in page.sessions]

    assert await seen(AUDITOR) == sorted([(one, WHY, "pk.punjab-police/pb-2"), (two, WHY, "")])
    assert await seen(recorder(FIA)) == [(one, "", "")]
    assert await seen(recorder(PRISONS)) == []
    assert await seen(recorder(FIA), "CHECKPOINT") == []


async def test_an_owner_is_told_by_the_month_once_it_is_over(app: Oversight) -> None:
    """NOW is of May 2026: nothing of the month, the day, the agency or the words before June."""
    one, two = await opened(app), await opened(app, opener(PUNJAB, "pb-1", agency_kind="POLICE"), "request-2")
    for name in (one, two):
        await app.sessions.touched(name, [PRISONS, FIA], NOW)

    async def months(who: Caller, now_ms: int, purpose: str = "") -> tuple[tuple[str, int], ...]:
        return (await app.notices(inquiry(who, now_ms), purpose, "", 50, 1)).months

    june = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp() * 1000)
    assert await months(recorder(PRISONS), june - 1) == ()
    assert await months(recorder(PRISONS), june) == (("2026-05", 2),)
    assert await months(recorder(FIA), june) == (("2026-05", 1),), "its own session is none of others"
    assert await months(recorder(PRISONS), june, "CHECKPOINT") == ()
    assert await months(recorder(CUSTOMS), june) == ()
    assert await months(AUDITOR, june) == ()


ADMITTED: list[tuple[Caller, Permission, type[Refused] | None]] = [
    (opener(), Permission.BREAK_GLASS_OPEN, None),
    (opener(roles=frozenset({"INVESTIGATOR"})), Permission.BREAK_GLASS_OPEN, PolicyDenied),
    (opener(suspended=True), Permission.BREAK_GLASS_OPEN, OfficerUnfit),
    (opener(trained_until_ms=NOW - 1), Permission.BREAK_GLASS_OPEN, OfficerUnfit),
    (opener(legal_basis="EXIT_CONTROL"), Permission.BREAK_GLASS_OPEN, PurposeUnfit),
    (opener(purpose="WHATEVER"), Permission.BREAK_GLASS_OPEN, PurposeUnfit),
    (AUDITOR, Permission.LOG_READ, None),
    (AUDITOR, Permission.BREAK_GLASS_REVIEW, None),
    (opener(), Permission.LOG_READ, Refused),
    (opener(), Permission.BREAK_GLASS_REVIEW, Refused),
    (reviewer(), Permission.BREAK_GLASS_REVIEW, PolicyDenied),
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
    first = await app.review(inquiry(AUDITOR), name, "JUSTIFIED", "found")
    assert await app.review(inquiry(AUDITOR), name, "JUSTIFIED", "found") == first
    for who, verdict, comment in (
        (reviewer(OVERSIGHT, "ov-3", agency_kind="OVERSIGHT"), "JUSTIFIED", "found"),
        (AUDITOR, "NOT_JUSTIFIED", "found"),
        (AUDITOR, "JUSTIFIED", "found later"),
    ):
        with pytest.raises(BreakGlassInvalid):
            await app.review(inquiry(who), name, verdict, comment)


def test_of_all_agencies_oversight_alone_reviews_and_reads_the_log() -> None:
    for kind in {*ROLES} - {"HUB", "IDENTITY_REGISTRY", "OVERSIGHT"}:
        for permission in (Permission.BREAK_GLASS_REVIEW, Permission.LOG_READ):
            with pytest.raises(PolicyDenied):
                admit(inquiry(reviewer(agency_kind=kind)), permission)
