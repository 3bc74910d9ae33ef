"""GetFamily: the nearest, by kind, before a second person; whoever is shielded is in no family but to who protects."""

from __future__ import annotations

import pytest

from services.access.errors import ApproverRequired, PurposeUnfit, Refused
from services.access.kin import kin_digest
from services.access.trail import Inquiry
from services.identity.app.family import get_family
from services.values.identity import GetFamilyRequest, GetFamilyResponse, Identifier, Relative
from tests.unit.identity.site import CHILD, CHILD_BODY, FATIMA, HIDDEN, TWIN, YOUSAF, Site, cnic, put

FINDER = "POLICE FIND_MISSING_CHILD FAMILY"


async def family(site: Site, number: Identifier, who: Inquiry) -> tuple[Relative, ...]:
    found: GetFamilyResponse = await put(
        site, get_family, who, GetFamilyRequest(site.why(who), number), GetFamilyResponse
    )
    return found.relatives


async def test_relatives_by_kind_with_the_agencys_tokens(site: Site) -> None:
    police = site.officer(FINDER, "second", agency="pk.punjab-police")
    found = await family(site, cnic(CHILD), police)
    assert [(one.kind, one.name, one.name_ur) for one in found] == [
        ("FATHER", "Muhammad Yousaf", "محمد یوسف"), ("MOTHER", "Fatima Bibi", "فاطمہ بی بی"),
    ]  # fmt: skip
    assert [one.token for one in found] == [site.token(name, "pk.punjab-police") for name in ("yousaf", "fatima")]


async def test_the_shielded_are_shown_to_who_protects_alone(site: Site) -> None:
    police = await family(site, cnic(YOUSAF), site.officer(FINDER, "second"))
    assert [(one.kind, one.name) for one in police] == [("SPOUSE", "Fatima Bibi"), ("CHILD", "Hina Yousaf")]
    protector = site.officer("CHILD_PROTECTION PROTECT_VICTIM FAMILY", "second", agency=CHILD_BODY)
    assert [one.kind for one in await family(site, cnic(YOUSAF), protector)] == ["SPOUSE", "CHILD", "SIBLING"]


async def test_who_is_not_there_has_no_family(site: Site) -> None:
    for number in (cnic("3520299999991"), cnic(HIDDEN), cnic(TWIN), Identifier("CRO", "LHR/77/2020")):
        assert await family(site, number, site.officer(FINDER, "second")) == ()


async def test_who_died_is_marked_and_who_was_joined_is_found(site: Site) -> None:
    await site.office.decease(cnic(FATIMA), "2025-01-01", site.now_ms)
    await site.office.join(cnic(HIDDEN), cnic(YOUSAF), site.now_ms)
    protector = site.officer("CHILD_PROTECTION PROTECT_VICTIM FAMILY", "second", agency=CHILD_BODY)
    found = await family(site, cnic(CHILD), protector)
    assert [(one.name, one.deceased) for one in found] == [("Sana Gul", False), ("Fatima Bibi", True)]


@pytest.mark.parametrize(
    ("who", "words", "refusal"),
    [
        (FINDER, "", ApproverRequired), ("POLICE INVESTIGATE_CASE FAMILY", "second", PurposeUnfit),
        ("FIA FIND_MISSING_CHILD FAMILY", "second", Refused), ("POLICE FIND_MISSING_CHILD IDENTITY", "second", Refused),
    ],
)  # fmt: skip
async def test_who_may_not_is_refused(site: Site, who: str, words: str, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        await family(site, cnic(YOUSAF), site.officer(who, words))


async def test_a_relative_who_is_the_officers_own_refuses_the_family(site: Site) -> None:
    officer = site.officer(FINDER, "second", own_and_kin=frozenset({kin_digest(f"CNIC:{FATIMA}")}))
    with pytest.raises(Refused) as refused:
        await family(site, cnic(CHILD), officer)
    assert refused.value.reason == "OWN_OR_KIN"
    assert officer.trail.alarms == ["own-or-kin"]
