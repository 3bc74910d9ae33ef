"""Verify: verdicts, the card where the purpose is told of it, one answer for all who are not there, and no guessing."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from services.access.errors import InvalidArgument, OwnOrKin, PolicyDenied, PurposeUnfit, Refused
from services.access.kin import kin_digest
from services.access.trail import Inquiry
from services.identity.app.age import age_on
from services.identity.app.guessing import ALARM, DAYS_A_YEAR, MISMATCHES
from services.identity.app.one import SHIELDED
from services.identity.app.verify import verify
from services.values.identity import (
    AgeOnRequest,
    AgeOnResponse,
    Asked,
    Birth,
    Claimed,
    Identifier,
    VerifyRequest,
    VerifyResponse,
)
from tests.unit.identity.site import FATIMA, HIDDEN, PASSPORT, TWIN, YOUSAF, Site, cnic, put

NAME = Claimed("NAME", "Muhammad Yusuf")
STRANGER = cnic("3520299999991")
OLD = Identifier("OLD_NIC", "27178123456")


async def asked(site: Site, who: Inquiry, number: Identifier, *claims: Claimed) -> VerifyResponse:
    request = VerifyRequest(site.why(who), number, claims or (NAME,))
    answer: VerifyResponse = await put(site, verify, who, request, VerifyResponse)
    return answer


async def test_any_document_leads_to_the_person_and_tells_of_itself(site: Site) -> None:
    for number, card in (
        (cnic(YOUSAF), "VALID"),
        (PASSPORT, "EXPIRED"),
        (OLD, "REPLACED"),
        (Identifier("NICOP", YOUSAF), "VALID"),
    ):
        found = await asked(site, site.officer(), number)
        assert ([one.verdict for one in found.verified], found.card) == (["YES"], card)
    assert (await asked(site, site.officer(), cnic(FATIMA), Claimed("GENDER", gender="F"))).card == "BLOCKED"


async def test_each_claim_has_its_word_in_order_and_no_value(site: Site) -> None:
    claims = (Claimed("GENDER", gender="F"), NAME, Claimed("BIRTH", birth=Birth("1988", "1988")), Claimed("PHOTO"))
    found = await asked(site, site.officer(), cnic(YOUSAF), *claims)
    assert [(one.attribute, one.verdict, one.modality) for one in found.verified] == [
        ("GENDER", "NO", "DEMOGRAPHIC"), ("NAME", "YES", "DEMOGRAPHIC"), ("BIRTH", "PARTIAL", "DEMOGRAPHIC"),
        ("PHOTO", "CANNOT_TELL", "FACE"),
    ]  # fmt: skip
    assert {field.name for field in fields(found.verified[0])} == {"attribute", "verdict", "modality"}


async def test_who_is_unknown_double_or_of_another_register_is_one_answer(site: Site) -> None:
    numbers = (
        STRANGER,
        cnic(TWIN),
        Identifier("CRO", "LHR/77/2020"),
        Identifier("PHONE", "+923001234567"),
    )
    answers = [await asked(site, site.officer(), number) for number in numbers]
    assert {repr(one) for one in answers} == {repr(answers[0])}
    assert (answers[0].verified[0].verdict, answers[0].card) == ("CANNOT_TELL", "")


async def test_a_shielded_person_is_answered_as_anybody(site: Site) -> None:
    officer = site.officer()
    answer = await asked(site, officer, cnic(HIDDEN), Claimed("NAME", "Sana Gul"), Claimed("GENDER", gender="M"))
    assert ([one.verdict for one in answer.verified], answer.card) == (["YES", "NO"], "VALID")
    assert officer.trail.alarms == [SHIELDED]
    anybody = site.officer()
    await asked(site, anybody, cnic(YOUSAF), Claimed("GENDER", gender="M"))
    assert anybody.trail.alarms == []


async def test_who_protects_is_told_of_the_shielded_and_of_no_card(site: Site) -> None:
    protector = site.officer("CHILD_PROTECTION PROTECT_VICTIM IDENTITY")
    found = await asked(site, protector, cnic(HIDDEN), Claimed("NAME", "Sana Gul"))
    assert (found.verified[0].verdict, found.card) == ("YES", "")


async def test_the_number_counts_whatever_comes_of_it(site: Site) -> None:
    refused = site.officer("BORDER INVESTIGATE_CASE IDENTITY")
    with pytest.raises(PolicyDenied):
        await asked(site, refused, cnic(YOUSAF))
    fine = site.officer()
    await asked(site, fine, Identifier("NICOP", YOUSAF))
    assert refused.trail.selectors == fine.trail.selectors
    assert len(fine.trail.selectors) == 1
    assert YOUSAF.encode() not in fine.trail.selectors[0]


@pytest.mark.parametrize("change", [{"basis": "COURT_ORDER"}, {"purpose": "CUSTODY"}])
async def test_the_question_says_what_the_token_says(site: Site, change: dict[str, str]) -> None:
    officer = site.officer()
    request = VerifyRequest(replace(site.why(officer), **change), cnic(YOUSAF), (NAME,))
    with pytest.raises(PurposeUnfit):
        await put(site, verify, officer, request, VerifyResponse)


async def test_either_basis_of_the_token_may_be_named(site: Site) -> None:
    officer = site.officer()
    request = VerifyRequest(replace(site.why(officer), basis="NADRA"), cnic(YOUSAF), (NAME,))
    assert (await put(site, verify, officer, request, VerifyResponse)).card == "VALID"


async def test_own_and_kin_by_whichever_document(site: Site) -> None:
    """The officer declared a CNIC; the passport of the same person is theirs too."""
    own = site.officer(own_and_kin=frozenset({kin_digest(f"CNIC:{YOUSAF}")}))
    for number in (cnic(YOUSAF), PASSPORT, OLD):
        own.trail.alarms.clear()
        with pytest.raises(OwnOrKin):
            await asked(site, own, number)
        assert own.trail.alarms == ["own-or-kin"]
    assert (await asked(site, own, cnic(FATIMA), Claimed("GENDER", gender="F"))).card == "BLOCKED"


@pytest.mark.parametrize(
    ("claims", "field"),
    [
        ((), "claimed"), ((NAME, NAME), "claimed"), ((Claimed("", "x"),), "claimed[0]"),
        ((NAME, Claimed("GENDER", "M")), "claimed[1]"), ((Claimed("NAME", "x", gender="M"),), "claimed[0]"),
        ((Claimed("NAME"),), "claimed[0]"), ((Claimed("PHOTO", "x"),), "claimed[0]"),
        ((Claimed("DISTRICT", "3520"),), "claimed[0]"), ((Claimed("NAME", "x" * 401),), "claimed[0]"),
        ((Claimed("BIRTH", birth=Birth("1980-01-01", "1989-12-31")),), "claimed[0]"),
        ((Claimed("BIRTH", birth=Birth("1980-01-01", "1980-06-30")),), "claimed[0]"),
        ((Claimed("BIRTH", birth=Birth("x", "y")),), "claimed[0]"),
        ((Claimed("BIRTH", birth=Birth("1980", "1980", number="77")),), "claimed[0]"),
    ],
)  # fmt: skip
async def test_a_claim_is_one_value_of_its_kind(site: Site, claims: tuple[Claimed, ...], field: str) -> None:
    officer = site.officer()
    request = VerifyRequest(site.why(officer), cnic(YOUSAF), claims)
    with pytest.raises(InvalidArgument) as refused:
        await put(site, verify, officer, request, VerifyResponse)
    assert [one.field for one in refused.value.violations] == [field]


@pytest.mark.parametrize(
    "changes",
    [
        {"asked": None}, {"asked": Asked("short", "CRPC_CASE", "INVESTIGATE_CASE")},
        {"asked": Asked("x" * 65, "CRPC_CASE", "INVESTIGATE_CASE")}, {"asked": Asked("space in it 12345")},
        {"asked": Asked("transaction-0000")}, {"identifier": None}, {"identifier": cnic("35202-1234567-1")},
        {"identifier": Identifier("", YOUSAF)}, {"identifier": Identifier("CNIC", "352021234567")},
    ],
)  # fmt: skip
async def test_what_is_no_question_is_refused(site: Site, changes: dict[str, Any]) -> None:
    officer = site.officer()
    request = replace(VerifyRequest(site.why(officer), cnic(YOUSAF), (NAME,)), **changes)
    with pytest.raises(Refused) as refused:
        await put(site, verify, officer, request, VerifyResponse)
    assert refused.value.reason == "INVALID_ARGUMENT"


async def test_claims_that_do_not_agree_are_answered_so_often_and_no_further(site: Site) -> None:
    """Districts tried one after another: then everything is CANNOT_TELL, and oversight is alarmed."""

    def first_given_in(number: int) -> Claimed:
        return Claimed("DISTRICT", f"4520{number:1}" if number < 10 else "46201")

    for number in range(MISMATCHES):
        verdict = (await asked(site, site.officer(), cnic(YOUSAF), first_given_in(number))).verified[0].verdict
        assert verdict == "NO"
    late = site.officer()
    guess = first_given_in(MISMATCHES)
    assert (await asked(site, late, cnic(YOUSAF), guess, Claimed("GENDER", gender="M"))).verified[
        1
    ].verdict == "CANNOT_TELL"
    assert late.trail.alarms == [ALARM]
    assert (await asked(site, site.officer(), PASSPORT, guess)).verified[0].verdict == "CANNOT_TELL"
    again = site.officer()
    assert (await asked(site, again, cnic(YOUSAF), NAME)).verified[0].verdict == "YES", "what agrees is no guess"
    other = site.officer("POLICE INVESTIGATE_CASE IDENTITY", agency="pk.punjab-police")
    assert (await asked(site, other, cnic(YOUSAF), guess)).verified[0].verdict == "NO"
    site.now_ms += 31 * 86_400_000
    later = site.officer(trained_until_ms=site.now_ms + 1)
    assert (await asked(site, later, cnic(YOUSAF), guess)).verified[0].verdict == "NO"


async def test_claims_of_a_birth_are_bounded_over_all_agencies(site: Site) -> None:
    """A true claim beyond the bound is silent too, and the other claims of the question are answered."""
    for month in range(1, 1 + DAYS_A_YEAR):
        officer = site.officer(agency=f"pk.agency-{month}")
        assert (await asked(site, officer, cnic(YOUSAF), born(f"1988-0{month}"))).verified[0].verdict in (
            "NO",
            "PARTIAL",
        )
    late = site.officer(agency="pk.late")
    answer = await asked(site, late, cnic(YOUSAF), born("1988-03-04"), NAME)
    assert [one.verdict for one in answer.verified] == ["CANNOT_TELL", "YES"]
    assert late.trail.alarms == [ALARM]
    assert (await asked(site, late, PASSPORT, born("1988-03"))).verified[0].verdict == "PARTIAL", "answered before"


async def test_the_bound_of_birth_is_one_for_claims_and_ages(site: Site) -> None:
    for month in range(1, 1 + DAYS_A_YEAR):
        await asked(site, site.officer(), cnic(YOUSAF), born(f"1988-0{month}"))
    officer = site.officer(agency="pk.punjab-police")
    request = AgeOnRequest(site.why(officer), cnic(YOUSAF), "2025-06-15")
    assert (await put(site, age_on, officer, request, AgeOnResponse)).of_age == "CANNOT_TELL"


def born(day: str) -> Claimed:
    return Claimed("BIRTH", birth=Birth(day, day))
