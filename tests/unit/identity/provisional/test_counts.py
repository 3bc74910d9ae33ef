"""How many children are counted where: kept with each change, and asked without opening one of them."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.provisional import states
from services.identity.provisional.errors import OutOfOrder, StoreUnavailable
from services.identity.provisional.figures import Kind, band, halves, place_of
from services.identity.provisional.ports import Said, Step
from services.identity.provisional.states import Held
from services.identity.provisional.store.children import StoredChildren
from services.identity.provisional.store.database import open_database
from services.statistics.plan import starts_ms
from services.store.database import Database, Job, T, Transaction
from services.store.values import Parameter, Row, Value
from tests.budget import budget
from tests.unit.identity.provisional.children import BODY, CARD, GUARDIAN, OTHER_BODY, born, child

SECRET = bytes(range(32))
HALVES = ("2025-H2", "2026-H1")
FIRST, MIDDLE, UNTIL = (starts_ms(each) for each in (date(2025, 7, 1), date(2026, 1, 1), date(2026, 7, 1)))
TIMES = (0, FIRST - 1, FIRST, MIDDLE - 1, MIDDLE, UNTIL - 1, UNTIL)
STEPS: dict[str, Step] = {
    "SUBMIT": lambda held, _: states.submitted(held, GUARDIAN),
    "REGISTER": lambda held, _: states.registered(held, CARD),
    "REFUSE": lambda held, _: states.refused(held, "not enough"),
    "UNDO_MERGE": lambda held, _: states.unmerged(held),
    "CLOSE": lambda held, _: states.closed(held, "the mother came"),
    "MERGE": lambda held, other: states.merged(held, other or held),
}


class Reading:
    """A database that counts the rows that it gives: see :class:`services.store.database.Database`."""

    def __init__(self, database: Database) -> None:
        self._database, self.given = database, 0

    async def rows(self, name: str, *values: Parameter) -> Sequence[Row]:
        return self._counted(await self._database.rows(name, *values))

    async def many(self, name: str, values: Sequence[Sequence[Value]]) -> Sequence[Row]:
        return self._counted(await self._database.many(name, values))

    async def each(self, name: str, *values: Value) -> AsyncGenerator[Row, None]:
        async for row in self._database.each(name, *values):
            self.given += 1
            yield row

    async def write(self, job: Job[T]) -> T:
        return await self._database.write(lambda tx: job(ReadingTransaction(tx, self)))

    async def forget(self) -> None:
        await self._database.forget()

    def close(self) -> None:
        self._database.close()

    def _counted(self, rows: Sequence[Row]) -> Sequence[Row]:
        self.given += len(rows)
        return rows


class ReadingTransaction:
    """See :class:`services.store.database.Transaction`."""

    def __init__(self, tx: Transaction, reading: Reading) -> None:
        self._tx, self._reading = tx, reading

    async def rows(self, name: str, *values: Parameter) -> Sequence[Row]:
        return self._reading._counted(await self._tx.rows(name, *values))

    async def many(self, name: str, values: Sequence[Sequence[Value]]) -> Sequence[Row]:
        return self._reading._counted(await self._tx.many(name, values))

    async def each(self, name: str, values: Iterable[Sequence[Value]]) -> None:
        await self._tx.each(name, values)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = open_database(tmp_path / "provisional.db")
    yield made
    made.close()


def one(number: int, body: str = BODY, at_ms: int = MIDDLE, birth: int = 2015) -> Held:
    made = child(birth=born(f"{birth}-01-01", f"{birth}-12-31"))
    return replace(states.opened(made, f"PRV-{number:010d}", body, at_ms), opened_ms=at_ms)


def said(number: int) -> Said:
    return Said(BODY, "cp-1", f"transaction-{number:04d}", b"1" * 32, "CLOSE", MIDDLE)


async def opened(children: StoredChildren, *held: Held) -> None:
    for number, each in enumerate(held):
        assert await children.open(each, said(number)) == each


def of_before(folder: Path) -> None:
    """The file as it was before anything was counted in it."""
    with closing(sqlite3.connect(folder / "provisional.db")) as db, db:
        db.execute("DELETE FROM provisional_count")


async def test_a_count_reads_as_many_rows_of_few_children_as_of_many(database: Database) -> None:
    children, costs = StoredChildren(database, SECRET), list[int]()
    for number in (*range(3), *range(3, 60)):
        await children.open(one(number), said(number))
        reading = Reading(database)
        assert await StoredChildren(reading, SECRET).counts(HALVES) == [(Kind(BODY, "OPEN", "10-13"), number + 1)]
        costs.append(reading.given)
    assert set(costs) == {2}


async def test_entering_a_child_costs_no_more_for_those_whom_another_body_entered(database: Database) -> None:
    """Named attack: a body that enters many makes another's entering slow."""
    costs = []
    for many in (range(1, 3), range(3, 60)):
        await opened_by(StoredChildren(database, SECRET), many, OTHER_BODY)
        reading = Reading(database)
        await StoredChildren(reading, SECRET).open(one(1000 + len(many)), said(1000 + len(many)))
        costs.append(reading.given)
    assert costs == [1, 2], "its own counts, once it has some, and that all are counted"


async def opened_by(children: StoredChildren, numbers: range, body: str) -> None:
    for number in numbers:
        await children.open(one(number, body), said(number))


async def test_a_file_of_before_is_gone_through_once_and_lacks_nobody(database: Database, tmp_path: Path) -> None:
    await opened(StoredChildren(database, SECRET), *(one(number) for number in range(5)), one(5, at_ms=0))
    of_before(tmp_path)
    costs = []
    for _ in range(2):
        reading = Reading(database)
        assert await StoredChildren(reading, SECRET).counts(HALVES) == [(Kind(BODY, "OPEN", "10-13"), 5)]
        costs.append(reading.given)
    assert costs[0] >= 6 > costs[1]


@pytest.mark.parametrize("change", [False, True])
async def test_a_file_of_before_is_gone_through_when_it_is_written_to(
    database: Database, tmp_path: Path, change: bool
) -> None:
    children = StoredChildren(database, SECRET)
    await opened(children, one(0), one(1))
    of_before(tmp_path)
    if change:
        await children.change(one(0).child.id, STEPS["CLOSE"], said(9))
    else:
        await children.open(one(2), said(9))
    figures = {kind.state: number for kind, number in await children.counts(HALVES)}
    assert figures == ({"OPEN": 1, "CLOSED": 1} if change else {"OPEN": 3})


async def test_what_is_undone_and_what_is_asked_again_count_for_nothing(database: Database) -> None:
    children = StoredChildren(database, SECRET)
    await opened(children, one(0))
    for _ in range(2):
        await children.open(one(0), said(0))
        await children.change(one(0).child.id, STEPS["CLOSE"], said(1))
    with pytest.raises(OutOfOrder):
        await children.change(one(0).child.id, STEPS["SUBMIT"], said(2))
    assert await children.counts(HALVES) == [(Kind(BODY, "CLOSED", "10-13"), 1)]


async def test_who_is_merged_into_another_is_counted_once_and_twice_when_that_is_undone(database: Database) -> None:
    children = StoredChildren(database, SECRET)
    await opened(children, one(0), one(1))
    found: list[list[int]] = []
    for act in ("MERGE", "UNDO_MERGE"):
        await children.change(one(0).child.id, STEPS[act], said(10 + len(found)), one(1).child.id)
        found.append([number for _, number in await children.counts(HALVES)])
    assert found == [[1], [2]]


async def test_no_row_tells_whose_it_is_or_how_many_are_in_it(database: Database, tmp_path: Path) -> None:
    await opened(StoredChildren(database, SECRET), *(one(number) for number in range(40)), one(40, OTHER_BODY))
    with closing(sqlite3.connect(tmp_path / "provisional.db")) as db:
        rows = db.execute("SELECT token, about, body FROM provisional_count WHERE length(body) > 0").fetchall()
    assert len(rows) == 2
    assert len({len(body) for _, _, body in rows}) == 1
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(word.encode() in files for word in (BODY, OTHER_BODY, "2026-H1", "OPEN", "10-13"))


async def test_counts_in_anothers_place_are_not_read(database: Database, tmp_path: Path) -> None:
    children = StoredChildren(database, SECRET)
    await opened(children, one(0), one(1), one(2, OTHER_BODY))
    with closing(sqlite3.connect(tmp_path / "provisional.db")) as db, db:
        tokens = [token for (token,) in db.execute("SELECT token FROM provisional_count WHERE length(body) > 0")]
        (body,) = db.execute("SELECT body FROM provisional_count WHERE token = ?", tokens[:1]).fetchone()
        db.execute("UPDATE provisional_count SET body = ? WHERE token = ?", (body, tokens[1]))
    with pytest.raises(StoreUnavailable):
        await children.counts(HALVES)


def defined(held: Sequence[Held]) -> Counter[Kind]:
    """In plain words: of each who was taken in between two moments and is nobody else, how they stand."""
    return Counter(
        Kind(each.child.holder, each.state, band(each))
        for each in held
        if FIRST <= each.opened_ms < UNTIL and each.state != "MERGED"
    )


ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([BODY, OTHER_BODY]), st.sampled_from(TIMES), st.integers(2008, 2025)),
        st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 9), st.integers(0, 9)),
    ),
    max_size=25,
)


@budget(60)
@given(ACTS, st.booleans())
def test_whatever_is_done_the_counts_are_those_of_all_children(acts: list[tuple[str, int, int]], before: bool) -> None:
    asyncio.run(_walked(acts, before))


async def _walked(acts: list[tuple[str, int, int]], before: bool) -> None:
    with TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "provisional.db")
        children = StoredChildren(database, SECRET)
        for number, (first, second, third) in enumerate(acts):
            if before and number == len(acts) // 2:
                of_before(Path(folder))
            if first in STEPS:
                try:
                    await children.change(f"PRV-{second:010d}", STEPS[first], said(number), f"PRV-{third:010d}")
                except OutOfOrder:
                    continue
            else:
                await children.open(one(number, first, second, third), said(number))
        held = [each async for each in children.all()]
        assert Counter(dict(await children.counts(HALVES))) == defined(held)
        database.close()


@pytest.mark.parametrize(
    ("first", "until", "of"),
    [
        (date(2026, 1, 1), date(2027, 1, 1), ["2026-H1", "2026-H2"]),
        (date(2025, 7, 1), date(2026, 1, 1), ["2025-H2"]),
        (date(2026, 1, 1), date(2026, 7, 1), ["2026-H1"]),
        (date(2026, 1, 1), date(2026, 1, 1), []),
    ],
)
def test_a_period_is_of_half_years(first: date, until: date, of: list[str]) -> None:
    assert halves(first, until) == of
    found = [place_of(one(0, at_ms=at_ms)) for at_ms in (starts_ms(first), starts_ms(until) - 1) if of]
    assert [place.half for place in found if place] == ([of[0], of[-1]] if of else [])
