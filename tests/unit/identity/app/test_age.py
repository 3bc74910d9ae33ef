"""AgeOn: of age on a day, cannot tell, and no search for the birth by halves."""

from __future__ import annotations

from datetime import date

import pytest

from services.access.errors import InvalidArgument
from services.access.trail import Inquiry
from services.identity.app.age import age_on
from services.identity.app.guessing import ALARM, DAYS_A_YEAR
from services.identity.app.one import SHIELDED
from services.identity.store.register import YEAR_MS
from services.values.identity import AgeOnRequest, AgeOnResponse, Identifier
from tests.unit.identity.site import CHILD, FATIMA, FIA, HIDDEN, TWIN, YOUSAF, Site, cnic, put


async def asked(site: Site, number: Identifier, day: str, age: int = 0, who: Inquiry | None = None) -> str:
    officer = who or site.officer(trained_until_ms=site.now_ms + 1)
    answer = await put(site, age_on, officer, AgeOnRequest(site.why(officer), number, day, age), AgeOnResponse)
    assert answer.modality == "DEMOGRAPHIC"
    return str(answer.of_age)


async def test_eighteen_unless_another_age_is_asked(site: Site) -> None:
    assert await asked(site, cnic(YOUSAF), "2025-06-15") == "YES"
    assert await asked(site, cnic(CHILD), "2025-06-15") == "NO"
    assert await asked(site, cnic(CHILD), "2025-06-15", 12) == "YES"
    assert await asked(site, cnic(FATIMA), "2008-06-15") == "CANNOT_TELL"


async def test_who_is_not_there_cannot_be_told(site: Site) -> None:
    for number in (cnic("3520299999991"), cnic(TWIN), Identifier("CRO", "LHR/77/2020")):
        assert await asked(site, number, "2025-06-15") == "CANNOT_TELL"


async def test_a_shielded_person_has_an_age_as_anybody(site: Site) -> None:
    officer = site.officer()
    assert await asked(site, cnic(HIDDEN), "2025-06-15", who=officer) == "YES"
    assert officer.trail.alarms == [SHIELDED]


@pytest.mark.parametrize(("day", "age", "field"), [("2025", 0, "day"), ("2025-06", 0, "day"), ("", 0, "day"), ("2025-06-15T10:00", 0, "day"), ("2025-06-15", 121, "age")])  # fmt: skip
async def test_a_day_is_a_day(site: Site, day: str, age: int, field: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await asked(site, cnic(YOUSAF), day, age)
    assert [one.field for one in refused.value.violations] == [field]


AGENCIES = (FIA, "pk.punjab-police", "pk.customs", "pk.border")


async def test_agencies_together_do_not_halve_their_way_to_a_birth(site: Site) -> None:
    """They ask in turn for the middle of the days that are left."""
    low, high = date(1985, 1, 1).toordinal(), date(1990, 1, 1).toordinal()
    for turn in range(16):
        middle = date.fromordinal((low + high) // 2)
        officer = site.officer(agency=AGENCIES[turn % len(AGENCIES)])
        verdict = await asked(site, cnic(YOUSAF), f"{middle.year + 18}-{middle:%m-%d}", who=officer)
        low = middle.toordinal() if verdict == "NO" else low
        high = middle.toordinal() if verdict == "YES" else high
    assert high - low > 200


async def exhausted(site: Site) -> list[str]:
    """Days that were answered, as many as agencies that hold nobody and judge nobody may ask."""
    days = [f"20{year:02}-01-01" for year in range(6, 6 + DAYS_A_YEAR)]
    for day, agency in zip(days, AGENCIES, strict=False):
        assert await asked(site, cnic(YOUSAF), day, who=site.officer(agency=agency)) != "CANNOT_TELL"
    return days


async def test_a_day_that_was_answered_is_free_for_every_agency(site: Site) -> None:
    days = await exhausted(site)
    late = site.officer()
    assert await asked(site, cnic(YOUSAF), "2020-03-04", who=late) == "CANNOT_TELL"
    assert late.trail.alarms == [ALARM]
    for agency in AGENCIES:
        for day in days:
            assert await asked(site, cnic(YOUSAF), day, who=site.officer(agency=agency)) != "CANNOT_TELL"


@pytest.mark.parametrize("who", ["PRISON CUSTODY IDENTITY", "CHILD_PROTECTION PROTECT_VICTIM IDENTITY"])
async def test_the_first_day_of_a_custodian_is_answered(site: Site, who: str) -> None:
    await exhausted(site)
    first, second = (site.officer(who, agency="pk.custodian") for _ in range(2))
    assert await asked(site, cnic(YOUSAF), "2020-03-04", who=first) == "YES"
    assert await asked(site, cnic(YOUSAF), "2020-03-05", who=second) == "CANNOT_TELL"
    assert second.trail.alarms == [ALARM]


async def test_custodians_together_are_bounded_too(site: Site) -> None:
    await exhausted(site)
    prisons = [site.officer("PRISON CUSTODY IDENTITY", agency=f"pk.prison-{at}") for at in range(DAYS_A_YEAR + 1)]
    verdicts = [await asked(site, cnic(YOUSAF), f"2020-03-0{at + 1}", who=one) for at, one in enumerate(prisons)]
    assert verdicts == ["YES"] * DAYS_A_YEAR + ["CANNOT_TELL"]
    free = [await asked(site, cnic(YOUSAF), f"2020-03-0{at + 1}") for at in range(DAYS_A_YEAR)]
    assert free == ["YES"] * DAYS_A_YEAR


async def test_a_day_that_was_not_answered_takes_no_place(site: Site) -> None:
    """Refused days of a year do not stay to be free, and a year later the next days are answered."""
    await exhausted(site)
    assert await asked(site, cnic(YOUSAF), "2020-03-04") == "CANNOT_TELL"
    assert await asked(site, cnic(YOUSAF), "2020-03-04") == "CANNOT_TELL"
    site.now_ms += YEAR_MS
    for day in ("2020-03-04", "2020-03-05", "2020-03-06"):
        assert await asked(site, cnic(YOUSAF), day) == "YES"


async def test_the_bound_survives_claims_of_later_months_and_a_restart(site: Site) -> None:
    await exhausted(site)
    site.now_ms += YEAR_MS // 2
    await site.context.register.doubt(FIA, site.places["yousaf"], "claim", bytes(32), site.now_ms)
    site.database.close()
    site.__post_init__()
    assert await asked(site, cnic(YOUSAF), "2020-03-04") == "CANNOT_TELL"


async def test_who_are_joined_have_one_bound(site: Site) -> None:
    days = await exhausted(site)
    await site.office.join(cnic(CHILD), cnic(YOUSAF), site.now_ms)
    assert await asked(site, cnic(CHILD), "2020-03-04") == "CANNOT_TELL"
    assert await asked(site, cnic(CHILD), days[0]) != "CANNOT_TELL"
