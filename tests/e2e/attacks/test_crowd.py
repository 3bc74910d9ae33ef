"""Four agencies without a part work together to pick eight victims out of thirty-two people of one outward shape.

They accuse everybody under FIA's numbers and their own, note misused identities, list, hold, order on paper, move and
correct, and ask whatever their officers may. `make soak PART=attack` is the same by twenty agencies, with times.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Final

import pytest

from services.values.records import RecordVersion
from tests.e2e.attacks.crowd import (
    Attacker,
    Felt,
    Soul,
    attackers_of,
    crowd,
    felt,
    hidden,
    mentions,
    opened,
    plants,
    sender,
)
from tests.e2e.people import BORDER, CHILD, CUSTOMS, PRISONS, RECORDERS, SINDH, SINDH_INVESTIGATOR, investigate
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

GROUPS: Final = 8
FIRST: Final = 27_000
"""Their numbers, which no other test of the federation uses."""
CASE: Final = "SD/KARACHI/LYARI/27/2024"
ASKING: Final = replace(SINDH_INVESTIGATOR, id="sd-3027", why=investigate(CASE))
ATTACKERS: Final = (
    Attacker(SINDH, CASE, (ASKING,), RECORDERS[SINDH]),
    Attacker(CUSTOMS, "CUS/KARACHI/PREVENTIVE/27/2024", (replace(BORDER, id="cu-4027"),), RECORDERS[CUSTOMS]),
    Attacker(PRISONS, "KP/PESHAWAR/CANTT/27/2024", (), RECORDERS[PRISONS]),
    Attacker(CHILD, "KP/PESHAWAR/SADDAR/28/2024", (), RECORDERS[CHILD]),
)
STILL_FELT: Final = frozenset({"GetHistory", "Search", "GetPerson", "CheckTraveller", "lists"})
"""Where a child by the owner's document is felt: posts are told to call the desk, and what allies wrote of the child is
hidden from each other. Own records by their names are answered as anybody's."""
ALLIES: Final = {each.agency for each in ATTACKERS}


def planted_by_all(souls: list[Soul]) -> list[RecordVersion]:
    return [
        record
        for soul in souls
        for place, attacker in enumerate(attackers_of(soul, ATTACKERS, len(ATTACKERS)))
        for record in plants(soul, attacker, place)
    ]


@pytest.fixture(scope="module")
def answers(world: World) -> dict[Soul, list[Felt]]:
    """What all of them were answered about each: half of the victims stand in FIA's case before the plants, half after."""
    souls, send = crowd(GROUPS, FIRST), sender(world)
    world.plant(
        [*opened(souls), make.case_file("sd-27", agency=SINDH, officers=(ASKING.id,), case_references=ref(CASE))]
    )
    for late in (0, 1):
        for soul in souls:
            if soul.victim and soul.group % 2 == late:
                for page in hidden(soul):
                    world.plant(page)
        if not late:
            world.plant(planted_by_all(souls))
    answered: dict[Soul, list[Felt]] = {}
    for soul in souls:
        by = enumerate(attackers_of(soul, ATTACKERS, len(ATTACKERS)))
        answered[soul] = [each for place, attacker in by for each in felt(send, soul, attacker, place, ALLIES)]
    for attacker in ATTACKERS:
        for index, counts in mentions(send, attacker, souls).items():
            soul = souls[index]
            answered[soul].append(Felt(f"lists of {attacker.agency}", "", (), 0, repr(counts).encode()))
    return answered


def test_no_answer_of_four_agencies_tells_a_victim_from_others(answers: dict[Soul, list[Felt]]) -> None:
    """Within each group of four every answer, refusal and list is the same, byte for byte but for names.

    Not so of a child in the answers of STILL_FELT.
    """
    groups: dict[tuple[int, str, int], dict[Felt, list[str]]] = defaultdict(lambda: defaultdict(list))
    for soul, all_felt in answers.items():
        for at, each in enumerate(all_felt):
            groups[soul.group, soul.kind, at][each].append("victim" if soul.victim else "other")
    different = [
        (kind, each.question, who, each.reason, each.others, each.size)
        for (_, kind, _), alike in groups.items()
        if len(alike) > 1
        for each, who in alike.items()
        if kind != "child" or STILL_FELT.isdisjoint(each.question.split())
    ]
    assert different == []


def test_they_meet_what_is_shown_and_not_closed_doors_alone(answers: dict[Soul, list[Felt]]) -> None:
    """Punjab's open accusations of three groups in four, and their own records."""
    shown = {owner for all_felt in answers.values() for each in all_felt for owner in each.others}
    assert "pk.punjab-police" in shown
    assert max(each.size for all_felt in answers.values() for each in all_felt) > 2000
    assert sum(not each.reason for all_felt in answers.values() for each in all_felt) > 500
