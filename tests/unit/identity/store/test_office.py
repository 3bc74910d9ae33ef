"""What the register's office may not do: nothing is changed by an act that does not hold, and nobody is told."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from services.identity.domain import Document
from services.identity.errors import EntryInvalid
from services.values.identity import Identifier
from tests.unit.identity.site import FATIMA, FIA, PASSPORT, TWIN, YOUSAF, Site, cnic, person

NOBODY = cnic("3520299999991")
NEW = Document("CNIC", "3520212345675")
Act = Callable[[Site], Coroutine[Any, Any, object]]
ACTS: dict[str, Act] = {
    "replaces a number of nobody": lambda site: site.office.replace_number(NOBODY, NEW, 1),
    "gives a number that is taken": lambda site: site.office.replace_number(PASSPORT, Document("CNIC", FATIMA), 1),
    "gives what is no number": lambda site: site.office.replace_number(PASSPORT, Document("CNIC", "1"), 1),
    "keeps no telephones": lambda site: site.office.replace_number(PASSPORT, Document("PHONE", "+923001234567"), 1),
    "blocks twice": lambda site: site.office.block(cnic(FATIMA), 1),
    "lifts what is not blocked": lambda site: site.office.block(cnic(YOUSAF), 1, blocked=False),
    "buries one of two": lambda site: site.office.decease(cnic(TWIN), "2025-01-01", 1),
    "joins a person to themselves": lambda site: site.office.join(cnic(YOUSAF), PASSPORT, 1),
    "splits off the number that stays": lambda site: site.office.split(
        PASSPORT, person("X", Document("PASSPORT", "AB1234567", "PK")), 1
    ),
    "splits off what is another's": lambda site: site.office.split(PASSPORT, person("X", Document("CNIC", FATIMA)), 1),
    "splits off nothing": lambda site: site.office.split(PASSPORT, person("X"), 1),
    "enters a person without document": lambda site: site.office.enter({"x": person("X")}, {}),
    "enters half of a family": lambda site: site.office.enter({"x": person("X", NEW), "y": person("Y")}, {}),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
async def test_what_does_not_hold_changes_nothing(site: Site, act: Act) -> None:
    numbers = [cnic(YOUSAF), cnic(FATIMA), cnic(TWIN), PASSPORT, NEW.number]
    await site.context.register.give(FIA, numbers, lambda _: True)
    before = [await site.context.register.find(number) for number in numbers]
    with pytest.raises(EntryInvalid) as refused:
        await act(site)
    assert not [digits for digits in (YOUSAF, FATIMA, "AB1234567") if digits in str(refused.value)]
    assert [await site.context.register.find(number) for number in numbers] == before
    assert await site.context.register.head(FIA) == 0


async def test_a_death_is_registered_once(site: Site) -> None:
    await site.office.decease(cnic(YOUSAF), "2025-01-01", 1)
    with pytest.raises(EntryInvalid):
        await site.office.decease(PASSPORT, "2025-01-02", 2)


async def test_a_replaced_number_still_leads_to_the_person(site: Site) -> None:
    await site.office.replace_number(cnic(YOUSAF), NEW, 1)
    (found,) = await site.context.register.find(NEW.number)
    assert found.id == site.places["yousaf"]
    assert await site.context.register.find(cnic(YOUSAF)) == (found,)
    assert [found.card(number, "2025-06-15") for number in (cnic(YOUSAF), NEW.number)] == ["REPLACED", "VALID"]
    assert found.card(Identifier("CNIC", FATIMA), "2025-06-15") is None
