"""Another agency accuses the victim of a case in a case of its own: the officers of the first still find their victim."""

from __future__ import annotations

import os

from rabta.records.v1.records_service_pb2 import SearchResponse

from services.values.records import RecordVersion
from tests.e2e.attacks.judging import answered, put
from tests.e2e.attacks.test_purpose import SEARCH, search_of
from tests.e2e.people import PUNJAB, PUNJAB_CASE, PUNJAB_INVESTIGATOR, SINDH, SINDH_CASE
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make


def matches(world: World, number: str) -> list[str]:
    """Names of the versions that Punjab's investigator of the case is shown."""
    raw = answered(world, put(world, world.asking(PUNJAB_INVESTIGATOR, SEARCH, search_of(number))))
    return [each.version for each in SearchResponse.FromString(raw).matches]


def test_an_accusation_elsewhere_takes_no_victim_from_a_case(world: World) -> None:
    number = make.cnic(871)
    who = make.person(number, name="Victim Of Ours")
    unique = os.urandom(4).hex()
    victim = make.party(f"pb-own-{unique}", agency=PUNJAB, role="VICTIM", subject=who, case_references=ref(PUNJAB_CASE))
    world.plant([victim])
    before = matches(world, number)
    assert before == [f"{victim.record_name}/versions/1"]
    plant: RecordVersion = make.party(f"sd-own-{unique}", agency=SINDH, subject=who, case_references=ref(SINDH_CASE))
    world.plant([plant])
    assert [each for each in matches(world, number) if SINDH not in each] == before
