"""AgeOn: of age on a day, cannot tell, and no search for the birth by halves."""

from __future__ import annotations

import pytest

from services.access.errors import InvalidArgument
from services.access.trail import Inquiry
from services.identity.app.age import age_on
from services.identity.app.guessing import AGES, ALARM
from services.values.identity import AgeOnRequest, AgeOnResponse, Identifier
from tests.unit.identity.site import CHILD, FATIMA, HIDDEN, TWIN, YOUSAF, Site, cnic, put


async def asked(site: Site, number: Identifier, day: str, age: int = 0, who: Inquiry | None = None) -> str:
    officer = who or site.officer()
    answer = await put(site, age_on, officer, AgeOnRequest(site.why(officer), number, day, age), AgeOnResponse)
    assert answer.modality == "DEMOGRAPHIC"
    return str(answer.of_age)


async def test_eighteen_unless_another_age_is_asked(site: Site) -> None:
    assert await asked(site, cnic(YOUSAF), "2025-06-15") == "YES"
    assert await asked(site, cnic(CHILD), "2025-06-15") == "NO"
    assert await asked(site, cnic(CHILD), "2025-06-15", 12) == "YES"
    assert await asked(site, cnic(FATIMA), "2008-06-15") == "CANNOT_TELL"


async def test_who_is_not_there_cannot_be_told(site: Site) -> None:
    for number in (cnic("3520299999991"), cnic(HIDDEN), cnic(TWIN), Identifier("CRO", "LHR/77/2020")):
        assert await asked(site, number, "2025-06-15") == "CANNOT_TELL"


@pytest.mark.parametrize(("day", "age", "field"), [("2025", 0, "day"), ("2025-06", 0, "day"), ("", 0, "day"), ("2025-06-15T10:00", 0, "day"), ("2025-06-15", 121, "age")])  # fmt: skip
async def test_a_day_is_a_day(site: Site, day: str, age: int, field: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await asked(site, cnic(YOUSAF), day, age)
    assert [one.field for one in refused.value.violations] == [field]


async def test_nobody_halves_their_way_to_a_birth(site: Site) -> None:
    days = [f"20{year:02}-01-01" for year in range(6, 6 + AGES)]
    first = [await asked(site, cnic(YOUSAF), day) for day in days]
    assert first == ["NO", "YES", "YES", "YES", "YES", "YES"]
    assert [await asked(site, cnic(YOUSAF), day) for day in days] == first, "the same question is no other"
    late = site.officer()
    assert await asked(site, cnic(YOUSAF), "2006-03-04", who=late) == "CANNOT_TELL"
    assert late.trail.alarms == [ALARM]
