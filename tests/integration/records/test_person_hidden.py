"""Two stores that differ only in a person whom the caller may not see answer byte for byte alike."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from services.records import wire
from services.records.app.search_person import search_person
from services.records.ports import Snapshot, Store
from services.values.records import (
    GetPersonResponse,
    Name,
    PersonDescription,
    RecordVersion,
    SearchPersonRequest,
    Subject,
)
from tests.budget import budget
from tests.fakes.person_search import Persons, entries, persons_on
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
    """Records that say that somebody is there, none of which the caller may see.

    They live elsewhere: of who is called alike, has the same father and lives in the same district, the law takes them
    for one person, and hides both.
    """
    born = "2010-01-01" if kind == "juvenile" else "1985-03-04"
    other = replace(person(cnic(9), born, whom[0]), district="PK-SD-KHI")
    role = kind.upper() if kind in ("victim", "witness") else "ACCUSED"
    record = party("hidden", agency=FIA, subject=other, role=role)
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


@budget(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
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


class Counted:
    """A store that counts what is read of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.reads: Counter[str] = Counter()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Any]:
        async with self._store.snapshot() as view:
            yield _CountedView(view, self.reads)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class _CountedView:
    def __init__(self, view: Snapshot, reads: Counter[str]) -> None:
        self._view, self._reads = view, reads

    def __getattr__(self, name: str) -> Any:
        self._reads[name] += 1
        return getattr(self._view, name)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_hidden_person_costs_no_further_work(tmp_path: Path, known: Federation, kind: str) -> None:
    """As many reads of each kind and questions to the index: so no class of times tells that they are there."""
    persons = persons_on(open_node(tmp_path / "node", known))
    await persons.node.put(case_file(), party("p", subject=subject(("Muhammad Yousaf", cnic(1)))))
    asked = PersonDescription((Name("OWN", "Yousaf Qaisrani"),))

    async def work() -> tuple[Counter[str], int]:
        counted, plain = Counted(persons.node.context.store), persons.node.context
        persons.matcher.entries = await entries(persons.node)
        persons.matcher.asked.clear()
        persons.node.context = replace(plain, store=cast(Store, counted))
        await search_person(
            persons.node.context, persons.node.inquiry(MINE), SearchPersonRequest(asked), known.registry
        )
        persons.node.context = plain
        return counted.reads, len(persons.matcher.asked)

    await work()
    before = await work()
    assert before[0]["numbered_rows"]
    for record in hidden_of(kind, ("Yousaf Qaisrani", "")):
        await persons.node.put(record)
    await work()
    assert await work() == before
    await persons.node.context.store.close()


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
