"""Claims to compensation from end to end without a socket: LAW 2(e)'s cases, and who may say and see what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.access.caller import Caller, CaseFacts
from services.access.errors import InvalidArgument, NotFound, PageTokenInvalid, PolicyDenied
from services.membership.registry import Registry
from services.referral import wire
from services.referral.claims.acts import MAY, Side
from services.referral.errors import DaySpent, OutOfOrder, RequestIdReused
from services.referral.store.daily import Daily
from services.values.referral import (
    CompensationLosses,
    GetCompensationStatusResponse,
    ListCompensationsRequest,
    OpenCompensationRequest,
    ReferredCase,
)
from services.vocabulary.access import CaseState
from services.vocabulary.referral import CompensationAct
from tests.fakes.records_node import caller
from tests.unit.referral.claim_desk import (
    BODY,
    CASES,
    COURT,
    INVESTIGATOR,
    LOSSES,
    ORDER,
    OTHER_BODY,
    OTHER_COURT,
    OTHER_PROSECUTION,
    PAYMENT,
    PROSECUTION,
    SENTENCE,
    ClaimRoom,
    Said,
)
from tests.unit.referral.desk import ReferralRoom
from tests.unit.referral.made import CASE, HOUR, SENDER, protector

DAY = 24 * HOUR
CHILD = {"child": "YES"}
BONDED = CompensationLosses(wages=1, bondage_days=400)


@pytest.fixture
def claims(tmp_path: Path, registry: Registry) -> Iterator[ClaimRoom]:
    room = ReferralRoom(tmp_path, registry, daily=Daily(30, 40))
    yield ClaimRoom(room)
    room.opened.close()


async def test_e1_it_opens_without_an_offender_and_without_a_conviction_and_has_no_source(claims: ClaimRoom) -> None:
    made = await claims.open()
    assert (made.state, made.offender_known, made.sources, made.points) == ("NOT_ASSESSED", False, (), ())
    assert (await claims.say(made.id, "ASSESS", losses=LOSSES)).losses == LOSSES
    told = await claims.say(made.id, "NO_SOURCE")
    assert (told.state, told.points) == ("NO_SOURCE", ("NO_SOURCE",))


async def test_e2_a_sentence_brings_it_back_with_what_can_pay_and_nobody_says_no_source_against_that(
    claims: ClaimRoom,
) -> None:
    made = await claims.open()
    await claims.say(made.id, "ASSESS", losses=LOSSES)
    await claims.say(made.id, "NO_SOURCE")
    known = await claims.say(made.id, "IDENTIFY", PROSECUTION)
    assert (known.state, known.offender_known) == ("NO_SOURCE", True)
    told = await claims.say(made.id, "SENTENCE", COURT, **SENTENCE)
    assert (told.state, told.sentenced, told.fine) == ("CLAIMED", "2026-05-01", 500_000)
    assert [each.basis for each in told.sources] == ["CRPC_545", "CRPC_544A", "PTPA_12"]
    assert all(each.mark and each.english and each.urdu and each.as_read_on for each in told.sources)
    with pytest.raises(OutOfOrder) as refusal:
        await claims.say(made.id, "NO_SOURCE")
    assert [each.rule for each in refusal.value.violations] == ["source-open"]


async def test_e5_e6_an_order_out_of_the_fine_is_held_against_it(claims: ClaimRoom) -> None:
    for basis, points in (("CRPC_545", ("ABOVE_FINE",)), ("CRPC_544A", ())):
        made = await claims.asked_for()
        await claims.say(made.id, "SENTENCE", PROSECUTION, **SENTENCE)
        told = await claims.say(made.id, "ORDER", COURT, **{**ORDER, "basis": basis, "amount": 600_000})
        assert (told.state, told.amount, told.points) == ("ORDERED", 600_000, points)


async def test_e7_a_fine_without_an_order_is_pointed_at_after_thirty_days(claims: ClaimRoom) -> None:
    made = await claims.asked_for()
    await claims.say(made.id, "SENTENCE", COURT, day="2026-05-29", amount=500_000)
    claims.room.now_ms += 30 * DAY
    assert (await claims.listed())[0].points == ()
    claims.room.now_ms += DAY
    assert (await claims.listed())[0].points == ("FINE_WITHOUT_ORDER", "ORDER_NOT_RECORDED")


@pytest.mark.parametrize(
    ("payee", "guardian", "points"),
    [
        ("GUARDIAN", "UNFIT", ("PAYEE_UNFIT",)),
        ("GUARDIAN", "FIT", ("PAYEE_UNFIT",)),
        ("ACCOUNT_OF_CHILD", "", ("PAYEE_UNFIT",)),
        ("ACCOUNT_OF_CHILD", "UNKNOWN", ("PAYEE_UNFIT",)),
        ("ACCOUNT_OF_CHILD", "FIT", ()),
        ("COURT_DEPOSIT", "", ()),
        ("VICTIM", "", ("PAYEE_UNFIT",)),
    ],
)
@pytest.mark.parametrize("child", ["YES", "CANNOT_TELL"])
async def test_e8_a_childs_money_goes_to_the_court_or_to_an_account_with_a_fit_guardian_behind_it(
    claims: ClaimRoom, payee: str, guardian: str, points: tuple[str, ...], child: str
) -> None:
    ordered = await claims.due({**ORDER, "payee": payee, "guardian": guardian}, child=child)
    assert ordered.points == points
    fit = await claims.due({**ORDER, "payee": "COURT_DEPOSIT"}, child=child)
    paid = await claims.say(fit.id, "PAY", COURT, amount=300_000, **{**PAYMENT, "payee": payee, "guardian": guardian})
    assert (paid.state, paid.points) == ("PAID", points), "that it went astray is not over with the claim"


async def test_e9_two_payments_that_are_the_whole_and_then_nothing_by_head_is_kept(claims: ClaimRoom) -> None:
    made = await claims.due()
    part = await claims.say(made.id, "PAY", amount=100_000, **PAYMENT)
    assert (part.state, part.losses) == ("PART_PAID", LOSSES)
    paid = await claims.say(made.id, "PAY", COURT, amount=200_000, **PAYMENT)
    assert (paid.state, [each.amount for each in paid.payments]) == ("PAID", [100_000, 200_000])
    assert paid.losses is None


async def test_e10_an_order_that_is_set_aside_can_be_asked_for_again(claims: ClaimRoom) -> None:
    made = await claims.due()
    gone = await claims.say(made.id, "SET_ASIDE", COURT)
    assert (gone.state, gone.amount, gone.basis, gone.due, gone.reference, gone.sentenced) == (
        "SET_ASIDE",
        0,
        "",
        "",
        "",
        "",
    )
    assert (await claims.say(made.id, "CLAIM", PROSECUTION)).state == "CLAIMED"


@pytest.mark.parametrize(("province", "least"), [("PB", 20_000), ("SD", 0)])
async def test_e11_days_in_bondage_have_a_least_where_the_text_of_punjab_holds(
    claims: ClaimRoom, province: str, least: int
) -> None:
    made = await claims.open(province=province)
    await claims.say(made.id, "ASSESS", losses=BONDED)
    assert (await claims.listed())[0].least == 0, "before a sentence nothing pays"
    assert (await claims.say(made.id, "SENTENCE", COURT, **SENTENCE)).least == least


async def test_e12_an_investigator_is_told_the_states_and_nothing_else(claims: ClaimRoom) -> None:
    assert await claims.status(INVESTIGATOR) == GetCompensationStatusResponse()
    made = await claims.due()
    await claims.open()
    told = await claims.status(INVESTIGATOR)
    assert told.states == ("DUE", "NOT_ASSESSED")
    raw = wire.encode(told)
    assert not any(word.encode() in raw for word in (made.id, "p-17", SENDER, "300000"))
    for ask in (claims.listed, claims.open):
        with pytest.raises(PolicyDenied):
            await ask(INVESTIGATOR)


async def test_e13_what_the_victim_declines_is_over(claims: ClaimRoom) -> None:
    made = await claims.asked_for()
    over = await claims.say(made.id, "DECLINE")
    assert (over.state, over.losses) == ("DECLINED", None)
    further: list[tuple[str, Caller, Said]] = [
        ("CLAIM", COURT, {}), ("SENTENCE", COURT, SENTENCE), ("IDENTIFY", BODY, {}),
        ("CITE", BODY, {"cited": ReferredCase("APPEAL", "LAHORE/77/2025")}),
    ]  # fmt: skip
    for act, who, more in further:
        with pytest.raises(OutOfOrder):
            await claims.say(made.id, act, who, **more)


async def test_e14_only_a_stay_suspends_it_and_it_is_overdue_after_its_day(claims: ClaimRoom) -> None:
    made = await claims.due()
    claims.room.now_ms += 60 * DAY
    assert (await claims.listed())[0].points == ("OVERDUE",)
    assert (await claims.say(made.id, "STAY", COURT)).points == ()
    again = await claims.say(made.id, "DUE", COURT, day="2026-12-31")
    assert (again.state, again.due, again.points) == ("DUE", "2026-12-31", ())
    for act, state in (("DEFAULT", "DEFAULT"), ("RECOVER", "RECOVERY"), ("IRRECOVERABLE", "IRRECOVERABLE")):
        assert (await claims.say(made.id, act, COURT)).state == state


async def test_what_nobody_assessed_in_thirty_days_is_pointed_at(claims: ClaimRoom) -> None:
    await claims.open()
    claims.room.now_ms += 31 * DAY
    assert (await claims.listed(PROSECUTION))[0].points == ("NOT_ASSESSED_30D",)


WHO = {Side.HOLDER: BODY, Side.PROSECUTION: PROSECUTION, Side.COURT: COURT}
NEEDED: dict[str, Said] = {
    "ASSESS": {"losses": LOSSES}, "SENTENCE": SENTENCE, "ORDER": ORDER, "REFUSE": {"reference": "S.C. 9"},
    "DUE": {"day": "2026-06-10"}, "PAY": {"amount": 5, **PAYMENT}, "CITE": {"cited": ReferredCase("APPEAL", "LAHORE/77/2025")},
}  # fmt: skip


@pytest.mark.parametrize("act", CompensationAct)
async def test_each_act_is_said_by_those_alone_who_may(claims: ClaimRoom, act: CompensationAct) -> None:
    made = await claims.open()
    for side, who in WHO.items():
        before = await claims.listed()
        if side not in MAY[act]:
            with pytest.raises(PolicyDenied):
                await claims.say(made.id, act, who, **NEEDED.get(act, {}))
            assert await claims.listed() == before
    for who in (OTHER_BODY, OTHER_COURT, OTHER_PROSECUTION):
        for id_ in (made.id, "A" * 22):
            with pytest.raises(NotFound) as refusal:
                await claims.say(id_, act, who, **NEEDED.get(act, {}))
            assert refusal.value.violations == ()
    assert await claims.listed() == (made,)


def test_only_a_court_says_what_courts_decide_and_only_the_body_what_the_victim_says() -> None:
    assert {act for act, who in MAY.items() if who == {Side.COURT}} == {
        "ORDER", "REFUSE", "DUE", "DEFAULT", "RECOVER", "IRRECOVERABLE", "STAY", "SET_ASIDE",
    }  # fmt: skip
    assert {act for act, who in MAY.items() if who == {Side.HOLDER}} == {"ASSESS", "DECLINE", "CITE"}
    assert set(MAY) == set(CompensationAct)


async def test_each_sees_their_own_and_others_the_same_as_nothing(claims: ClaimRoom) -> None:
    made = await claims.open()
    for who in (BODY, COURT, PROSECUTION):
        assert await claims.listed(who) == (made,)
    for who in (OTHER_BODY, OTHER_COURT, OTHER_PROSECUTION):
        assert await claims.listed(who) == ()
    assert (
        await claims.status(replace(INVESTIGATOR, case_key="FIA/LAHORE/AHTC/8/2024")) == GetCompensationStatusResponse()
    )


OUTSIDE = {
    "investigator": INVESTIGATOR,
    "oversight": caller(
        "pk.oversight", "ov-1", roles=frozenset({"OVERSIGHT"}), purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT",
        query_class="AUDIT", case_type="REVIEW", case_key="2026/1", agency_kind="OVERSIGHT",
    ),
    "police-of-the-purpose": replace(protector("pk.fia"), agency_kind="POLICE"),
    "police-who-try": replace(COURT, agency="pk.fia", agency_kind="POLICE"),
}  # fmt: skip


@pytest.mark.parametrize("who", OUTSIDE)
async def test_all_others_are_refused_alike_whether_or_not_there_is_one(claims: ClaimRoom, who: str) -> None:
    for _ in range(2):
        with pytest.raises(PolicyDenied):
            await claims.listed(OUTSIDE[who])
        await claims.open()


@pytest.mark.parametrize("who", [COURT, PROSECUTION])
async def test_a_court_without_the_case_is_refused_before_the_id_is_looked_for(claims: ClaimRoom, who: Caller) -> None:
    made = await claims.open()
    claims.room.gates.case = CaseFacts(CaseState.RESOLVED, False)
    for id_ in (made.id, "A" * 22):
        with pytest.raises(PolicyDenied):
            await claims.say(id_, "CLAIM", who)


async def test_only_the_body_that_protects_the_victim_opens_one(claims: ClaimRoom) -> None:
    for who in (COURT, PROSECUTION):
        with pytest.raises(PolicyDenied):
            await claims.open(who)
    assert await claims.listed(COURT) == ()


async def test_one_more_case_lets_its_court_work_on_it_and_takes_it_from_nobody(claims: ClaimRoom) -> None:
    made = await claims.open(cases=CASES[:1])
    with pytest.raises(NotFound):
        await claims.say(made.id, "CLAIM", COURT)
    told = await claims.say(made.id, "CITE", cited=CASES[1])
    assert told.cases == CASES
    assert await claims.listed(COURT) == await claims.listed() == (told,)
    assert (await claims.status(INVESTIGATOR)).states == ("NOT_ASSESSED",)
    with pytest.raises(OutOfOrder):
        await claims.say(made.id, "CITE", cited=CASES[1])


async def test_the_same_request_is_one_claim_and_one_act(claims: ClaimRoom) -> None:
    request = OpenCompensationRequest("request-again", "p-17", CASES, "NO", "PB")
    made = await claims.send(request)
    assert await claims.send(request) == made
    with pytest.raises(RequestIdReused):
        await claims.send(replace(request, subject="p-18"))
    due = await claims.due()
    for _ in range(2):
        paid = await claims.say(due.id, "PAY", request_id="request-paid", amount=100_000, **PAYMENT)
        assert [each.amount for each in paid.payments] == [100_000]
        claims.room.again()
    with pytest.raises(RequestIdReused):
        await claims.say(due.id, "PAY", request_id="request-paid", amount=100_001, **PAYMENT)


async def test_a_repeated_act_of_a_court_that_no_longer_cites_the_case_tells_nothing(claims: ClaimRoom) -> None:
    made = await claims.asked_for()
    await claims.say(made.id, "ORDER", COURT, request_id="request-order", **ORDER)
    with pytest.raises(NotFound):
        await claims.say(made.id, "ORDER", OTHER_COURT, request_id="request-order", **ORDER)


async def test_claims_and_referrals_are_counted_a_day_each_by_itself(claims: ClaimRoom) -> None:
    for _ in range(30):
        await claims.open()
    with pytest.raises(DaySpent):
        await claims.open()
    (claims.room.folder / "duty_bearers.toml").write_text("")
    await claims.room.sends(help="REHAB_DRUG")


async def test_pages_go_on_for_who_began_them_and_for_their_case_alone(claims: ClaimRoom) -> None:
    made = [(await claims.open()).id for _ in range(3)]
    first = await claims.page(COURT, ListCompensationsRequest(page_size=2))
    assert [each.id for each in first.compensations] == made[:2]
    rest = ListCompensationsRequest(2, first.next_page_token)
    last = await claims.page(COURT, rest)
    assert ([each.id for each in last.compensations], last.next_page_token) == (made[2:], "")
    for who in (BODY, PROSECUTION, OTHER_COURT):
        with pytest.raises(PageTokenInvalid):
            await claims.page(who, rest)


async def test_nothing_of_it_stands_readable_in_the_file(claims: ClaimRoom) -> None:
    made = await claims.due()
    await claims.say(made.id, "PAY", amount=1, **PAYMENT)
    claims.room.opened.close()
    kept = b"".join(each.read_bytes() for each in claims.room.folder.glob("referral.db*"))
    assert kept
    for word in (b"p-17", SENDER.encode(), CASE.encode(), b"S.C. 9", b"CRPC_544A", made.id.encode()):
        assert word not in kept
    claims.room.again()


@pytest.mark.parametrize(
    ("more", "field", "rule"),
    [
        ({"subject": "3520212345691"}, "subject", "pseudonym"),
        ({"cases": ()}, "cases", "cases"),
        ({"cases": (ReferredCase("RECORD", "X"),)}, "cases[0]", "case"),
        ({"child": ""}, "child", "required"),
        ({"province": "IS"}, "province", "required"),
    ],
)
async def test_what_is_unfit_is_named_and_nothing_is_opened(
    claims: ClaimRoom, more: Said, field: str, rule: str
) -> None:
    with pytest.raises(InvalidArgument) as refusal:
        await claims.open(**more)
    assert [(each.field, each.rule) for each in refusal.value.violations] == [(field, rule)]
    assert await claims.listed() == ()
