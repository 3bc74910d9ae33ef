"""AUTHORITY 6 (told): what is hidden from an agency changes nothing that its officers are answered, whatever it writes.

Two nodes differ in one thing: of whom a record speaks that no officer of Sindh may see. Sindh writes the same to both,
before and after, and asks about one of the two persons and about its own records.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note
from hypothesis import strategies as st
from rabta.records.v1.records_service_pb2 import DESCRIPTOR

from services.values.records import Party, RecordVersion
from tests.budget import budget
from tests.fakes.record_maker import (
    CHILD_PROTECTION,
    FIA,
    HIGH_COURT,
    SINDH,
    order,
    party,
    version,
)
from tests.fakes.records_node import Federation, Node, open_node
from tests.integration.records.guarded import clocked
from tests.integration.records.strangers_pages import IN_FIAS, PLANTS, PTPA, common, later, who, young
from tests.integration.records.whole_answers import (
    ANOTHER,
    METHODS,
    PERSON,
    Answer,
    answers,
    methods_of,
    of_stranger,
    plain,
)


def in_role(role: str, number: str) -> RecordVersion:
    return party("hidden", role=role, agency=FIA, subject=who(number), case_references=IN_FIAS)


HIDDEN: dict[str, Callable[[str], RecordVersion]] = {
    **{role: partial(in_role, role) for role in ("VICTIM", "WITNESS", "COMPLAINANT")},
    "young victim": lambda number: party(
        "hidden", role="VICTIM", agency=FIA, subject=young(number), case_references=IN_FIAS
    ),
    "young accused": lambda number: party("hidden", agency=FIA, subject=young(number), case_references=IN_FIAS),
    "trafficked": lambda number: version(
        "PARTY", "hidden", Party((PTPA,), "", "RECOGNISED"), agency=FIA, role="VICTIM", subject=who(number),
        case_references=IN_FIAS,
    ),
    "protected": lambda number: order(
        "hidden", "PROTECTED_PERSON", agency=CHILD_PROTECTION, subject=who(number), role="VICTIM",
        case_references=IN_FIAS,
    ),
    "sealed": lambda number: order(
        "hidden", "SEALED", agency=HIGH_COURT, court="High Court Lahore", subject=who(number), role="VICTIM",
        case_references=IN_FIAS,
    ),
    "STR": lambda number: party(
        "hidden", agency=FIA, subject=who(number), str_derived=True, handling="ORCON", case_references=IN_FIAS
    ),
}  # fmt: skip
ORDERED = {("young accused", "ListClaims"), ("young victim", "ListClaims")}
"""(what is hidden, method) that the norm orders: "a claim is a row with a clock at owners with a part in a case that
accuses or protects that person"; it says neither speaker, day nor words (AUTHORITY 6, claims)."""
COVERED = METHODS | {"SubmitPage"}
ELSEWHERE = {
    "SearchPerson": "needs the matcher's process: tests/integration/records/test_person_hidden.py",
    "DecideClaim": "takes the name of a claim: who was sent none has none to decide",
    "CheckGuardian": "tests/e2e/attacks/test_guardian.py",
    "ConfirmPerson": "tests/integration/records/test_confirming.py",
    "ListGuards": "for prosecutors of the case",
    "AskDirections": "tests/integration/records/test_directions.py",
    "ListDirections": "tests/integration/records/test_directions.py",
    "GiveDirections": "for prosecutors of the case",
    "DecideGuard": "for prosecutors of the case",
    "CheckChild": "asks the registry: tests/e2e/attacks/test_identity.py",
    "StateChargeReason": "tests/integration/records/test_charge_reasons.py",
}
"""Methods that this property does not call, each with its reason."""


async def _walk(node: Node, hidden: RecordVersion, plants: Sequence[str], after: int, change: str) -> list[Answer]:
    await node.put(*common())
    written: list[RecordVersion] = []
    given: list[Answer] = []
    for place, name in enumerate((*plants, "")):
        if place == after:
            await node.put(hidden)
        if name:
            written.append(PLANTS[name])
            given.append((f"SubmitPage {name}", await _send(node, written[-1])))
    given += await answers(node, of_stranger(), written)
    if change:
        given.append((f"SubmitPage {change}", await _send(node, later(written[0])[change])))
        given += await answers(node, of_stranger(), written)
    return given


async def _send(node: Node, record: RecordVersion) -> object:
    node.now_ms += 1000
    return plain(await node.send(node.page(SINDH, [record]), SINDH))


def walked(known: Federation, hidden: RecordVersion, plants: Sequence[str], after: int, change: str) -> list[Answer]:
    with tempfile.TemporaryDirectory() as folder:

        async def run() -> list[Answer]:
            node = open_node(Path(folder) / "node", known)
            _, _, database = clocked(node, Path(folder))
            try:
                return await _walk(node, hidden, plants, after, change)
            finally:
                await node.context.store.close()
                database.close()

        return asyncio.run(run())


def differences(known: Federation, fact: str, plants: Sequence[str], after: int, change: str) -> list[str]:
    """The calls that are answered otherwise where the hidden record is about the person."""
    made = HIDDEN[fact]
    about, other = (walked(known, made(number), plants, after, change) for number in (PERSON, ANOTHER))
    return [
        f"{one[0]}: {one[1]} | {two[1]}"
        for one, two in zip(about, other, strict=True)
        if one != two and (fact, one[0].partition(" ")[0]) not in ORDERED
    ]


@pytest.mark.parametrize("fact", sorted(HIDDEN))
def test_one_hidden_fact(known: Federation, fact: str) -> None:
    """Each fact with every plant alone, the hidden record first."""
    felt = {(fact, name) for name in sorted(PLANTS) if differences(known, fact, [name], 0, "")}
    assert felt == set()


@pytest.mark.parametrize("fact", sorted(HIDDEN))
def test_one_hidden_fact_after_every_plant(known: Federation, fact: str) -> None:
    """The hidden record comes last: no notice of it goes to who wrote before."""
    assert differences(known, fact, sorted(PLANTS), len(PLANTS), "") == []


@given(
    st.sampled_from(sorted(HIDDEN)),
    st.lists(st.sampled_from(sorted(PLANTS)), min_size=1, max_size=4, unique=True),
    st.integers(0, 4),
    st.sampled_from(["", "withdrawn", "moved", "moved away"]),
)
@budget(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_writing_between(known: Federation, fact: str, plants: list[str], after: int, change: str) -> None:
    """The hidden record comes at any place between what Sindh writes."""
    changed = differences(known, fact, plants, min(after, len(plants)), change)
    note("\n".join(changed))
    assert changed == []


def test_every_method_is_asked_or_has_a_reason() -> None:
    methods = {each.name for each in DESCRIPTOR.services_by_name["RecordsService"].methods}
    assert methods == COVERED | ELSEWHERE.keys()
    assert not COVERED & ELSEWHERE.keys()


def test_the_walk_calls_what_is_covered(known: Federation) -> None:
    assert methods_of(walked(known, HIDDEN["VICTIM"](PERSON), [min(PLANTS)], 0, "")) == COVERED
