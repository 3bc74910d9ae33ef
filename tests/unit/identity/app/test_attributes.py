"""GetAttributes: what was asked and the purpose allows; the rest is withheld; to one agency, for a day."""

from __future__ import annotations

import pytest

from services.access.errors import InvalidArgument, OwnOrKin
from services.access.kin import kin_digest
from services.access.trail import Inquiry
from services.identity.app.attributes import get_attributes
from services.identity.purposes import BY_PURPOSE, told
from services.values.identity import AttributeStatement, Birth, GetAttributesRequest, GetAttributesResponse, Identifier
from services.vocabulary.identity import Attribute
from tests.unit.identity.site import CHILD, FATIMA, FIA, HIDDEN, PASSPORT, TWIN, YOUSAF, Site, cnic, put

ALL = tuple(str(one) for one in Attribute)
OFFICERS = {
    "INVESTIGATE_CASE": "FIA", "PRELIMINARY_ENQUIRY": "FIA", "CUSTODY": "PRISON", "PROTECT_VICTIM": "CHILD_PROTECTION",
    "FIND_MISSING_CHILD": "POLICE", "RECORD_UPKEEP": "POLICE",
}  # fmt: skip


async def stated(
    site: Site, number: Identifier, wanted: tuple[str, ...] = ALL, who: Inquiry | None = None
) -> AttributeStatement:
    officer = who or site.officer()
    request = GetAttributesRequest(site.why(officer), number, wanted)
    statement: AttributeStatement = (await put(site, get_attributes, officer, request, GetAttributesResponse)).statement
    return statement


@pytest.mark.parametrize("purpose", BY_PURPOSE)
async def test_each_purpose_is_told_what_the_table_says(site: Site, purpose: str) -> None:
    officer = site.officer(f"{OFFICERS[purpose]} {purpose} IDENTITY")
    found = await stated(site, cnic(YOUSAF), who=officer)
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
    numbers = (cnic("3520299999991"), cnic(HIDDEN), cnic(TWIN), Identifier("CRO", "LHR/77/2020"))
    answers = {repr(await stated(site, number)) for number in numbers}
    assert len(answers) == 1
    assert (await stated(site, cnic(HIDDEN))).withheld == ALL


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
