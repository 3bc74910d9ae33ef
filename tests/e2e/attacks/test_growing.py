"""A case grows by the word of who holds its numbers, and up to a bound: a stranger's papers bring it nothing."""

from __future__ import annotations

import os
from itertools import pairwise

from services.values.records import CaseReference, RecordVersion, Subject
from tests.e2e.attacks.test_whose_word import fresh, told
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB, PUNJAB_INVESTIGATOR, SINDH
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

LENGTH = 80


def row_of_firs(place: str) -> list[tuple[CaseReference, ...]]:
    """FIRs of one station that nobody has used yet."""
    station = os.urandom(3).hex().upper()
    return [ref(f"{place}/{station}/{number}/2024") for number in range(1, LENGTH + 2)]


def chain(agency: str, firs: list[tuple[CaseReference, ...]]) -> list[RecordVersion]:
    """Case files that each name a FIR and the next one."""
    return [
        make.case_file(fresh("chain"), agency=agency, case_references=(*one, *other)) for one, other in pairwise(firs)
    ]


def man(number: int) -> Subject:
    return make.person(make.cnic(760 + number), name=f"Chained {number}")


def test_chained_case_files_of_a_stranger(world: World) -> None:
    """Eighty FIRs of Sindh in one chain by FIA: a seal in the first reaches the first alone, and Sindh writes on."""
    firs = row_of_firs("SD/KARACHI")
    sealed, other = man(1), man(2)
    records = [
        make.party(fresh(f"sd-{at}"), agency=SINDH, subject=who, case_references=firs[at])
        for at, who in ((0, sealed), (-1, sealed), (-1, other), (0, other))
    ]
    first, last, *others = (each.record_id for each in records)
    world.plant(records)
    answer = world.submit(FIA, chain(FIA, firs))
    assert (answer.accepted, len(answer.refused)) == (LENGTH, 0), "papers of its writer, that tie nothing"
    assert {first, last} <= told(world, PUNJAB_INVESTIGATOR, sealed)
    world.plant([make.order(fresh("sd-seal"), "SEALED", agency=SINDH, subject=sealed, case_references=firs[0])])
    assert {first, last} & told(world, PUNJAB_INVESTIGATOR, sealed) == {last}
    world.plant([make.party(fresh("sd-late"), agency=SINDH, subject=other, case_references=firs[40])])
    assert set(others) <= told(world, PUNJAB_INVESTIGATOR, other)


def test_chained_case_files_of_the_holder(world: World) -> None:
    """Its own chain ends at the bound: what goes past it is refused by its field, and the rest of the page stands."""
    firs = row_of_firs("PB/LAHORE")
    answer = world.submit(PUNJAB, chain(PUNJAB, firs))
    assert {(each.field, each.rule) for each in answer.refused} == {("case_references", "case-numbers")}
    assert answer.accepted == 63, "sixty-three files tie sixty-four numbers"
    who = man(3)
    late = make.party(fresh("pb-late"), agency=PUNJAB, subject=who, case_references=firs[0])
    world.plant([late])
    assert late.record_id in told(world, INVESTIGATOR, who)
