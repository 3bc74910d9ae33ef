"""Referrals from end to end without a socket: whose turn it is, who sees what, and what police are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.access.caller import Approver, Caller, CaseFacts
from services.access.errors import CaseNotYours, InvalidArgument, NotFound, PageTokenInvalid, PolicyDenied, PurposeUnfit
from services.referral import wire
from services.referral.errors import ConsentMissing, OutOfOrder, RequestIdReused
from services.values.referral import GetReferralStatusResponse, Interview, ListReferralsRequest, Referral, ReferralNote
from services.vocabulary.access import CaseState
from tests.fakes.records_node import caller
from tests.unit.referral.desk import ReferralRoom
from tests.unit.referral.made import CASE, CONSENT, FIRST, HOUR, NOTES, NOW, SECOND, SENDER, STRANGER, asking, protector

AUDITOR = caller(
    "pk.oversight", "ov-1", roles=frozenset({"OVERSIGHT"}), purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT",
    query_class="AUDIT", case_type="REVIEW", case_key="2026/1",
)  # fmt: skip
INVESTIGATOR = caller("pk.fia", "fia-1", case_key=CASE)
OTHER_CASE = caller("pk.fia", "fia-1", case_key="FIA/LAHORE/AHTC/8/2024")
NOTHING = GetReferralStatusResponse()


async def test_f1_a_body_takes_it_begins_and_is_done(desk: ReferralRoom) -> None:
    made = await desk.send()
    assert (made.state, made.bearer, made.answer_by_ms) == ("SENT", FIRST, NOW + 2 * HOUR)
    desk.now_ms += HOUR
    for act, state in (("ACCEPT", "ACCEPTED"), ("BEGIN", "IN_SERVICE"), ("COMPLETE", "COMPLETED")):
        assert (await desk.change(made.id, act, FIRST)).state == state
    assert (await desk.listed(protector()))[0].state == "COMPLETED"


async def test_f2_who_is_silent_is_passed_over_once_and_the_whole_is_late_as_before(desk: ReferralRoom) -> None:
    made = await desk.send()
    desk.now_ms += 2 * HOUR
    assert [each.id for each in await desk.listed(protector(FIRST))] == [made.id]
    assert await desk.listed(protector(SECOND)) == ()
    desk.now_ms += 1
    for _ in range(2):
        (told,) = await desk.listed(protector())
        assert (told.bearer, told.rejections, told.overdue) == (SECOND, ("EXPIRED",), True)
        assert told.answer_by_ms == made.answer_by_ms
        desk.again()
    assert await desk.listed(protector(FIRST)) == ()
    assert (await desk.listed(protector(SECOND)))[0].rejections == (), (
        "who did not take it before is not said to others"
    )
    with pytest.raises(NotFound):
        await desk.change(made.id, "ACCEPT", FIRST)
    assert (await desk.change(made.id, "ACCEPT", SECOND)).state == "ACCEPTED"


async def test_f3_after_the_last_one_there_is_nobody_and_oversight_is_told(desk: ReferralRoom) -> None:
    made = await desk.send()
    assert await desk.change(made.id, "REJECT", FIRST, "NO_PLACE") == Referral(id=made.id)
    assert await desk.listed(AUDITOR) == ()
    await desk.change(made.id, "REJECT", SECOND, "UNSAFE")
    (told,) = await desk.listed(AUDITOR)
    assert (told.state, told.rejections, told.sender) == ("NO_BEARER", ("NO_PLACE", "UNSAFE"), SENDER)
    assert (told.subject, told.bearer, told.notes) == ("", "", ())


async def test_f4_where_nobody_gives_the_help_it_is_kept_as_such_and_counted(desk: ReferralRoom) -> None:
    made = await desk.sends(help="REHAB_DRUG", child="YES", guardian="FIT")
    assert (made.state, made.bearer) == ("NO_BEARER", "")
    assert [each.help for each in await desk.listed(AUDITOR)] == ["REHAB_DRUG"]


async def test_f5_a_consent_that_is_withdrawn_leaves_the_body_nothing(desk: ReferralRoom) -> None:
    made = await desk.send()
    await desk.change(made.id, "ACCEPT", FIRST)
    with pytest.raises(OutOfOrder):
        await desk.change(made.id, "STOP", FIRST)
    assert (await desk.change(made.id, "STOP", SENDER)).state == "STOPPED"
    assert await desk.listed(protector(FIRST)) == (Referral(id=made.id, state="STOPPED", sender=SENDER),)
    assert (await desk.listed(protector()))[0].notes == ()


async def test_f6_an_officer_who_acts_in_an_emergency_has_a_court_see_it_in_a_day(desk: ReferralRoom) -> None:
    consent = replace(CONSENT, by="OFFICER_EMERGENCY")
    made = await desk.sends(child="YES", guardian="UNFIT", consent=consent)
    assert made.court_by_ms == NOW + 24 * HOUR
    with pytest.raises(ConsentMissing):
        await desk.sends(child="YES", guardian="UNFIT", consent=replace(CONSENT, by="GUARDIAN"))


async def test_f8_an_investigator_is_told_three_words_and_nothing_else(desk: ReferralRoom) -> None:
    assert await desk.status(INVESTIGATOR) == NOTHING
    made = await desk.send()
    waits = GetReferralStatusResponse(True, False, Interview("NOT_BEFORE", "2026-06-10"))
    assert await desk.status(INVESTIGATOR) == waits
    await desk.change(made.id, "ACCEPT", FIRST)
    assert await desk.status(INVESTIGATOR) == replace(waits, accepted=True)
    await desk.sends(interview=None)
    strict = await desk.status(INVESTIGATOR)
    assert strict.interview == Interview("THROUGH_DESK"), "unsaid is the strictest, and the strictest of all holds"
    raw = wire.encode(strict)
    assert not any(word.encode() in raw for word in ("cp-", "SHELTER", "Lahore", "p-17", made.id))


async def test_f8_who_has_another_case_is_told_what_a_case_without_referrals_is(desk: ReferralRoom) -> None:
    await desk.send()
    assert wire.encode(await desk.status(OTHER_CASE)) == wire.encode(NOTHING)
    desk.gates.case = CaseFacts(CaseState.RESOLVED, False)
    with pytest.raises(CaseNotYours):
        await desk.status(INVESTIGATOR)


async def test_f9_an_analyst_has_no_class_by_which_to_ask(desk: ReferralRoom) -> None:
    analyst = caller("pk.fia", "fia-9", roles=frozenset({"ANALYST"}), purpose="ANALYSE_NETWORK", clearance=3)
    with pytest.raises(PurposeUnfit):
        await desk.listed(replace(analyst, query_class="PROTECTION"))


POLICE = {
    "investigator": INVESTIGATOR,
    "border": replace(protector("pk.fia"), agency_kind="BORDER"),
    "police-of-the-purpose": replace(protector("pk.fia"), agency_kind="POLICE"),
}


@pytest.mark.parametrize("who", POLICE)
async def test_no_other_agency_has_a_list_whether_or_not_there_is_something_in_it(desk: ReferralRoom, who: str) -> None:
    for _ in range(2):
        with pytest.raises(PolicyDenied):
            await desk.listed(POLICE[who])
        await desk.send()


async def test_f10_nobody_near_a_threat_is_asked_and_nothing_tells_why(desk: ReferralRoom) -> None:
    made = await desk.sends(threat_near="Lahore")
    assert (made.bearer, made.rejections) == (SECOND, ())
    assert "threat" not in repr(await desk.listed(protector(SECOND)))


async def test_f11_an_overruled_objection_is_reviewed_in_three_days(desk: ReferralRoom) -> None:
    objects = replace(CONSENT, by="GUARDIAN", view="OBJECTS")
    with pytest.raises(ConsentMissing) as refusal:
        await desk.sends(child="YES", guardian="FIT", consent=objects)
    assert [each.rule for each in refusal.value.violations] == ["child-objects"]
    consent = replace(objects, reasons="The home is not safe.")
    assert (await desk.sends(child="YES", guardian="FIT", consent=consent)).review_by_ms == NOW + 72 * HOUR


async def test_f14_it_goes_to_those_alone_whom_the_consent_names(desk: ReferralRoom) -> None:
    made = await desk.sends(consent=replace(CONSENT, recipients=(SECOND,)))
    assert made.bearer == SECOND
    with pytest.raises(ConsentMissing):
        await desk.sends(consent=replace(CONSENT, recipients=(STRANGER,)))
    with pytest.raises(ConsentMissing):
        await desk.sends(consent=None)
    assert len(await desk.listed(protector())) == 1, "what was refused is not kept"


async def test_g4_what_the_consent_lacks_is_left_out_and_said_to_be(desk: ReferralRoom) -> None:
    made = await desk.send()
    (told,) = await desk.listed(protector(FIRST))
    assert made.notes == told.notes == NOTES[:1]
    assert told.left_out == ("HEALTH",)
    await desk.sends(consent=replace(CONSENT, notes=("NEEDS", "HEALTH")))
    assert (await desk.listed(protector(FIRST)))[1].notes == NOTES


async def test_without_consent_the_least_goes_where_a_life_is_at_risk(desk: ReferralRoom) -> None:
    made = await desk.sends(consent=None, life_at_risk=True)
    assert (made.minimum, made.notes, made.left_out) == (True, NOTES[:1], ("HEALTH",))
    with pytest.raises(ConsentMissing):
        await desk.sends(consent=None, life_at_risk=True, urgency="DAY")


async def test_f15_the_same_request_id_is_one_referral_and_one_act(desk: ReferralRoom) -> None:
    request = asking()
    made = [await desk.send(request) for _ in range(2)]
    assert made[0] == made[1]
    with pytest.raises(RequestIdReused):
        await desk.send(replace(request, subject="p-18"))
    for _ in range(2):
        assert await desk.change(made[0].id, "REJECT", FIRST, "NO_PLACE", "reject-1") == Referral(id=made[0].id)
    assert (await desk.listed(protector()))[0].rejections == ("NO_PLACE",)
    assert desk.trail.request_id == ""


STRANGERS = {
    "stranger-accepts": ("ACCEPT", STRANGER),
    "stranger-stops": ("STOP", STRANGER),
    "next-one-accepts-early": ("ACCEPT", SECOND),
}


@pytest.mark.parametrize("case", STRANGERS)
async def test_what_is_not_theirs_is_as_what_is_not_there(desk: ReferralRoom, case: str) -> None:
    made, (act, agency) = await desk.send(), STRANGERS[case]
    for id_ in (made.id, "A" * 22):
        with pytest.raises(NotFound):
            await desk.change(id_, act, agency)
    assert await desk.listed(protector(agency)) == ()
    assert (await desk.listed(protector()))[0] == made


async def test_nobody_refers_to_themself_or_to_who_is_no_child_protection(desk: ReferralRoom) -> None:
    made = await desk.send(asking(), protector(FIRST))
    assert made.bearer == SECOND
    duties = desk.folder / "duty_bearers.toml"
    duties.write_text(duties.read_text().replace(SECOND, "pk.fia").replace(FIRST, "pk.unknown"))
    assert (await desk.sends()).state == "NO_BEARER"


async def test_f7_a_girl_goes_where_women_receive_her(desk: ReferralRoom) -> None:
    duties = desk.folder / "duty_bearers.toml"
    duties.write_text(duties.read_text().replace("women = true", "women = false", 1))
    assert (await desk.sends(girl=True)).bearer == SECOND
    assert (await desk.sends()).bearer == FIRST


def by_two(who: Caller) -> Caller:
    return replace(who, approver=Approver("ov-2", 3, frozenset(), bytes(32)))


async def test_oversight_sees_whom_it_is_about_by_two_alone(desk: ReferralRoom) -> None:
    await desk.sends(help="LEGAL", consent=replace(CONSENT, help=("LEGAL",)))
    desk.now_ms += 2 * HOUR + 1
    assert [each.subject for each in await desk.listed(AUDITOR)] == [""]
    (told,) = await desk.listed(by_two(AUDITOR))
    assert (told.subject, told.notes) == ("p-17", ())


async def test_pages_go_on_for_who_began_them(desk: ReferralRoom) -> None:
    made = [(await desk.send()).id for _ in range(3)]
    first = await desk.page(protector(), ListReferralsRequest(page_size=2))
    assert [each.id for each in first.referrals] == made[:2]
    last = await desk.page(protector(), ListReferralsRequest(2, first.next_page_token))
    assert ([each.id for each in last.referrals], last.next_page_token) == (made[2:], "")
    for who in (protector(FIRST), AUDITOR):
        with pytest.raises(PageTokenInvalid):
            await desk.page(who, ListReferralsRequest(2, first.next_page_token))


async def test_a_rejection_has_a_reason_and_nothing_else_has(desk: ReferralRoom) -> None:
    made = await desk.send()
    for act, why in (("REJECT", ""), ("ACCEPT", "NO_PLACE"), ("REJECT", "EXPIRED"), ("", "")):
        with pytest.raises(InvalidArgument):
            await desk.change(made.id, act, FIRST, why)
    with pytest.raises(OutOfOrder):
        await desk.change(made.id, "BEGIN", FIRST)


async def test_nothing_of_it_stands_readable_in_the_file(desk: ReferralRoom) -> None:
    await desk.sends(notes=(ReferralNote("NEEDS", "A bed for Bilqees."),))
    desk.opened.close()
    kept = b"".join(each.read_bytes() for each in desk.folder.glob("referral.db*"))
    assert kept
    for word in (b"Bilqees", b"p-17", SENDER.encode(), CASE.encode(), b"SHELTER"):
        assert word not in kept
    desk.again()
