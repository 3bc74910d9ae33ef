"""Two stores that differ only in a person whom the caller may not see answer byte for byte alike."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.records import wire
from services.values.records import GetPersonResponse, Identifier, Name, PersonDescription, RecordVersion, Subject
from tests.fakes.person_search import Persons, persons_on
from tests.fakes.record_maker import FIA, POLICE, SINDH, case_file, cnic, expunged, order, party, person
from tests.fakes.records_node import Federation, caller, open_node

WORDS = ("Muhammad", "Yousaf", "Ali", "Qaisrani", "محمد", "یوسف", "Bibi")
MINE = caller()
KINDS = ("victim", "witness", "sealed", "protected", "expunged", "juvenile", "pseudonym")

whole_names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
numbers = st.sampled_from(["", cnic(1), cnic(2)])
people = st.tuples(whole_names, numbers)


def subject(person_: tuple[str, str], born: str = "1985-03-04") -> Subject:
    name, number = person_
    return person(number, born, name)


def hidden_of(kind: str, whom: tuple[str, str]) -> list[RecordVersion]:
    """Records that say that somebody is there, none of which the caller may see."""
    other = Subject(subject(whom).names, (Identifier("CNIC", cnic(9)),), "M")
    record = party(
        "hidden", agency=FIA, subject=other, role=kind.upper() if kind in ("victim", "witness") else "ACCUSED"
    )
    if kind == "juvenile":
        return [party("hidden", agency=FIA, subject=person(cnic(9), "2010-01-01", whom[0]))]
    if kind == "expunged":
        return [record, expunged(record)]
    orders = {"sealed": "SEALED", "protected": "PROTECTED_PERSON", "pseudonym": "PSEUDONYM"}
    if kind in orders:
        return [record, order("order", orders[kind], subject=other, pseudonym="A" if kind == "pseudonym" else "")]
    return [record]


async def answers(persons: Persons, asked: PersonDescription) -> tuple[bytes, list[bytes]]:
    """Every page of the search, and everybody on it as a person."""
    found = await persons.find(MINE, asked, page_size=50)
    assert found.next_page_token == ""
    records = [each.match.version.rpartition("/versions/")[0] for each in found.candidates if each.match]
    seen: list[GetPersonResponse] = [await persons.person(MINE, record) for record in records]
    return wire.encode(found), [wire.encode(each) for each in seen]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    from tests.fakes.records_node import federation

    return federation(tmp_path_factory.mktemp("hidden"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(people, min_size=1, max_size=4), people, st.sampled_from(KINDS), whole_names)
def test_a_hidden_person_changes_no_byte(
    known: Federation, shown: list[tuple[str, str]], hidden: tuple[str, str], kind: str, asked: str
) -> None:
    async def run() -> None:
        with TemporaryDirectory() as folder:
            persons = persons_on(open_node(Path(folder) / "node", known))
            owners = (POLICE, FIA, SINDH)
            await persons.node.put(
                case_file(),
                *(party(f"p{n}", agency=owners[n % 3], subject=subject(each)) for n, each in enumerate(shown)),
            )
            description = PersonDescription((Name("OWN", asked), Name("FATHER", f"Father of {hidden[0]}")))
            before = await answers(persons, description)
            for record in hidden_of(kind, hidden):
                await persons.node.put(record)
            assert await answers(persons, description) == before
            await persons.node.context.store.close()

    asyncio.run(run())


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_is_there_for_its_owner(tmp_path: Path, known: Federation, kind: str) -> None:
    """The property above would hold of a search that finds nobody."""
    persons = persons_on(open_node(tmp_path / "node", known))
    await persons.node.put(case_file())
    asked = PersonDescription((Name("OWN", "Yousaf Qaisrani"),))
    first = hidden_of(kind, ("Yousaf Qaisrani", ""))[0]
    await persons.node.put(party("hidden", agency=FIA, subject=first.subject))
    assert len((await persons.find(MINE, asked)).candidates) == (0 if kind == "juvenile" else 1)
    await persons.node.context.store.close()
