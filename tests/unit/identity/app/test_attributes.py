"""GetAttributes: what was asked and the purpose allows; the rest is withheld; to one agency, for a day."""

from __future__ import annotations

import pytest

from services.access.errors import InvalidArgument, OwnOrKin
from services.access.kin import kin_digest
from services.access.trail import Inquiry
from services.identity import wire
from services.identity.app.attributes import get_attributes
from services.identity.app.one import SHIELDED
from services.identity.errors import TransactionReused
from services.identity.purposes import BY_PURPOSE, told
from services.values.identity import AttributeStatement, Birth, GetAttributesRequest, GetAttributesResponse, Identifier
from services.values.records import ConfirmPersonResponse
from services.vocabulary.identity import Attribute
from tests.unit.identity.site import CHILD, FATIMA, FIA, HIDDEN, PASSPORT, TWIN, YOUSAF, Site, cnic

ALL = tuple(str(one) for one in Attribute)
OFFICERS = {
    "INVESTIGATE_CASE": "FIA", "PRELIMINARY_ENQUIRY": "FIA", "CUSTODY": "PRISON", "PROTECT_VICTIM": "CHILD_PROTECTION",
    "FIND_MISSING_CHILD": "POLICE", "RECORD_UPKEEP": "POLICE",
}  # fmt: skip


def named(number: Identifier, *, missing_child: bool = False) -> ConfirmPersonResponse:
    """The hub's word that the case names somebody, once it is verified."""
    return ConfirmPersonResponse(number, named=True, missing_child=missing_child)


async def stated(
    site: Site,
    number: Identifier,
    wanted: tuple[str, ...] = ALL,
    who: Inquiry | None = None,
    word: ConfirmPersonResponse | None = None,
) -> AttributeStatement:
    """``word``: that the case names this number, unless another is given."""
    officer = who or site.officer()
    return await answered(site, number, wanted, officer, word or named(number))


async def answered(
    site: Site, number: Identifier, wanted: tuple[str, ...], officer: Inquiry, word: ConfirmPersonResponse | None
) -> AttributeStatement:
    request = GetAttributesRequest(site.why(officer), number, wanted)
    body = await get_attributes(site.context, officer, request, wire.encode(request), word)
    statement = wire.decode(GetAttributesResponse, body).statement
    assert statement is not None
    assert officer.trail.records == [f"attributes/{one.attribute}" for one in statement.values]
    return statement


@pytest.mark.parametrize("purpose", BY_PURPOSE)
async def test_each_purpose_is_told_what_the_table_says(site: Site, purpose: str) -> None:
    officer = site.officer(f"{OFFICERS[purpose]} {purpose} IDENTITY")
    found = await stated(site, cnic(YOUSAF), who=officer, word=named(cnic(YOUSAF), missing_child=True))
    values = {one.attribute for one in found.values}
    assert values == told(purpose).values - {"HUSBAND_NAME"}, "the register holds no husband"
    assert set(found.withheld) == set(ALL) - values


async def test_only_what_was_asked(site: Site) -> None:
    found = await stated(site, cnic(YOUSAF), ("GENDER", "ADDRESS"))
    assert [one.attribute for one in found.values] == ["GENDER"]
    assert found.withheld == ("ADDRESS",)


async def test_a_statement_is_for_one_agency_purpose_and_day(site: Site) -> None:
    found = await stated(site, PASSPORT, ("BIRTH", "NAME"))
    assert (found.purpose, found.basis, found.audience) == ("INVESTIGATE_CASE", "CRPC_CASE", FIA)
    assert (found.issued_ms, found.expires_ms) == (site.now_ms, site.now_ms + 86_400_000)
    assert found.subject_token == site.token("yousaf")
    assert found.values[0].birth == Birth("1988-03-04", "1988-03-04")
    assert (found.values[1].text, found.values[1].text_ur) == ("Muhammad Yousaf", "محمد یوسف")


async def test_no_direction_mark_leaves(site: Site) -> None:
    found = await stated(site, cnic(CHILD), ("NAME",))
    assert (found.values[0].text, found.values[0].text_ur) == ("Hina Yousaf", "حنا")


async def test_who_is_not_there_is_one_answer(site: Site) -> None:
    numbers = (cnic("3520299999991"), cnic(TWIN), Identifier("CRO", "LHR/77/2020"))
    answers = {repr(await stated(site, number)) for number in numbers}
    assert len(answers) == 1


async def test_without_the_hubs_word_on_this_person_everything_is_withheld(site: Site) -> None:
    for word in (None, named(cnic(FATIMA)), ConfirmPersonResponse(named=True)):
        without = await answered(site, cnic(YOUSAF), ALL, site.officer(), word)
        assert (without.values, without.withheld, without.subject_token) == ((), ALL, site.token("yousaf"))


async def test_a_word_on_another_card_of_the_series_is_of_the_person(site: Site) -> None:
    assert (await stated(site, cnic(YOUSAF), word=named(Identifier("NICOP", YOUSAF)))).values


async def test_an_address_is_for_the_missing_child_alone(site: Site) -> None:
    seeker = site.officer("POLICE FIND_MISSING_CHILD IDENTITY")
    assert (await stated(site, cnic(CHILD), ("ADDRESS",), seeker, named(cnic(CHILD)))).withheld == ("ADDRESS",)
    seeker = site.officer("POLICE FIND_MISSING_CHILD IDENTITY")
    child = await stated(site, cnic(CHILD), ("ADDRESS",), seeker, named(cnic(CHILD), missing_child=True))
    assert [one.text for one in child.values] == ["House 7, Street 2, Ichhra, Lahore"]


async def test_of_anybody_else_an_address_takes_a_second_person_and_a_purpose_that_states_one(site: Site) -> None:
    async def of_child(who: str, word: ConfirmPersonResponse) -> AttributeStatement:
        return await stated(site, cnic(CHILD), ("ADDRESS",), site.officer(who, "second"), word)

    seeker = "POLICE FIND_MISSING_CHILD IDENTITY"
    assert (await of_child(seeker, named(cnic(CHILD)))).values
    assert (await of_child(seeker, named(cnic(YOUSAF)))).withheld == ("ADDRESS",)
    assert (await of_child("FIA INVESTIGATE_CASE IDENTITY", named(cnic(CHILD)))).withheld == ("ADDRESS",)


@pytest.mark.parametrize("purpose", ["INVESTIGATE_CASE", "PROTECT_VICTIM"])
async def test_a_shielded_person_keeps_the_token_and_states_no_value(site: Site, purpose: str) -> None:
    officer = site.officer(f"{OFFICERS[purpose]} {purpose} IDENTITY")
    shielded = await stated(site, cnic(HIDDEN), who=officer)
    assert (shielded.values, shielded.withheld, shielded.subject_token) == ((), ALL, site.token("hidden"))
    assert officer.trail.alarms == [SHIELDED]


async def test_what_was_stated_is_not_stated_again_without_the_word(site: Site) -> None:
    request = GetAttributesRequest(site.why(site.officer()), cnic(YOUSAF), ("NAME",))
    first = await get_attributes(site.context, site.officer(), request, b"q", named(cnic(YOUSAF)))
    again = site.officer()
    assert await get_attributes(site.context, again, request, b"q", named(cnic(YOUSAF))) == first
    assert again.trail.records == ["attributes/NAME"], "what is stated again is in the log again"
    with pytest.raises(TransactionReused):
        await get_attributes(site.context, site.officer(), request, b"q")


async def test_own_numbers_give_no_token_either(site: Site) -> None:
    own = site.officer(own_and_kin=frozenset({kin_digest(f"CNIC:{YOUSAF}")}))
    with pytest.raises(OwnOrKin):
        await stated(site, PASSPORT, who=own)
    await site.office.block(cnic(YOUSAF), site.now_ms)
    assert await site.context.register.head(FIA) == 0, "the agency follows nobody whose token it was not given"
    await stated(site, cnic(FATIMA))
    await site.office.block(cnic(FATIMA), site.now_ms, blocked=False)
    assert await site.context.register.head(FIA) == 1


@pytest.mark.parametrize("wanted", [(), ("NAME", "NAME")])
async def test_attributes_are_named_once(site: Site, wanted: tuple[str, ...]) -> None:
    with pytest.raises(InvalidArgument):
        await stated(site, cnic(YOUSAF), wanted)
