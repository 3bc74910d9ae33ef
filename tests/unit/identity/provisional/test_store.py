"""Provisional identities at rest: sealed, one transaction a change, the same request once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.identity.provisional import states
from services.identity.provisional.errors import OutOfOrder, RequestIdReused, StoreUnavailable
from services.identity.provisional.ports import Said
from services.identity.provisional.states import Held
from services.identity.provisional.store.children import StoredChildren
from services.identity.provisional.store.database import open_database
from services.store.database import Database
from tests.unit.identity.provisional.children import BODY, GUARDIAN, ID, NOW, OTHER_BODY, OTHER_ID, held, names

SECRET = bytes(range(32))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = open_database(tmp_path / "provisional.db")
    yield made
    made.close()


def said(number: int = 1, agency: str = BODY, sha256: bytes = b"1" * 32, act: str = "CLOSE") -> Said:
    return Said(agency, "cp-1", f"transaction-{number:04d}", sha256, act, NOW)


def closing(held_: Held, _: Held | None) -> Held:
    return states.closed(held_, "the mother came")


async def test_what_is_kept_comes_back(database: Database) -> None:
    children = StoredChildren(database, SECRET)
    assert await children.open(held(), said()) == held()
    assert await children.get(ID) == held()
    assert await children.get(OTHER_ID) is None
    await children.open(held(OTHER_ID), said(2))
    assert {one.child.id async for one in children.all()} == {ID, OTHER_ID}


async def test_a_taken_id_is_not_written_over(database: Database) -> None:
    children = StoredChildren(database, SECRET)
    await children.open(held(), said())
    assert await children.open(held(names=names("Another")), said(2)) is None
    assert await children.get(ID) == held()
    assert await children.open(held(OTHER_ID), said(2)) == held(OTHER_ID), "the transaction is not used up"


async def test_the_same_request_is_answered_as_before(database: Database) -> None:
    children = StoredChildren(database, SECRET)
    await children.open(held(), said())
    assert await children.open(held(OTHER_ID), said()) == held(), "a second registration of one request is none"
    assert await children.get(OTHER_ID) is None
    closed = await children.change(ID, closing, said(2))
    assert closed == closing(held(), None)
    assert await children.change(ID, closing, said(2)) == closed, "closing twice would be out of order"


async def test_an_answer_stays_that_of_its_time(database: Database) -> None:
    children = StoredChildren(database, SECRET)
    await children.open(held(), said())
    await children.change(ID, closing, said(2))
    assert await children.open(held(), said()) == held()


async def test_the_same_transaction_with_another_request_is_refused(database: Database) -> None:
    children = StoredChildren(database, SECRET)
    await children.open(held(), said())
    with pytest.raises(RequestIdReused):
        await children.open(held(OTHER_ID), said(sha256=b"2" * 32))
    with pytest.raises(RequestIdReused):
        await children.change(ID, closing, said(sha256=b"2" * 32))
    assert await children.get(ID) == held()


async def test_a_transaction_is_the_agencys_own(database: Database) -> None:
    """Another agency's same word neither collides nor reads what came of it."""
    children = StoredChildren(database, SECRET)
    await children.open(held(), said())
    other = await children.open(held(OTHER_ID, OTHER_BODY), said(agency=OTHER_BODY, sha256=b"2" * 32))
    assert other is not None
    assert other.child.id == OTHER_ID


async def test_a_refused_step_changes_nothing_and_may_be_asked_again(database: Database) -> None:
    children = StoredChildren(database, SECRET)
    await children.open(held(), said())

    def wrong(one: Held, _: Held | None) -> Held:
        raise OutOfOrder

    with pytest.raises(OutOfOrder):
        await children.change(ID, wrong, said(2))
    assert await children.get(ID) == held()
    assert await children.change(ID, closing, said(2)) == closing(held(), None)


async def test_nobody_is_nobody(database: Database) -> None:
    children = StoredChildren(database, SECRET)
    assert await children.change(ID, closing, said()) is None


async def test_a_step_sees_both(database: Database) -> None:
    children = StoredChildren(database, SECRET)
    await children.open(held(), said(1))
    await children.open(held(OTHER_ID), said(2))
    seen: list[Held | None] = []

    def merging(one: Held, other: Held | None) -> Held:
        seen.append(other)
        assert other is not None
        return states.merged(one, other)

    await children.change(ID, merging, said(3), OTHER_ID)
    assert seen == [held(OTHER_ID)]
    assert (await children.get(ID) or held()).child.merged_into == OTHER_ID


async def test_nothing_about_a_child_lies_in_the_file(database: Database, tmp_path: Path) -> None:
    children = StoredChildren(database, SECRET)
    await children.open(held(guardian=GUARDIAN, nationality="AF", names=names("Bilal", "بلال")), said())
    await children.change(ID, closing, said(2))
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    number = GUARDIAN.identifier
    assert number is not None
    for word in (ID, "Bilal", "بلال", "Multan", "Nasreen", number.value, BODY, "cp-1", "transaction", "CLOSE"):
        assert word.encode() not in files
    assert len(files) > 4096


async def test_a_row_in_anothers_place_is_not_read(database: Database, tmp_path: Path) -> None:
    children = StoredChildren(database, SECRET)
    await children.open(held(), said(1))
    await children.open(held(OTHER_ID), said(2))
    with sqlite3.connect(tmp_path / "provisional.db") as db:
        tokens = [row[0] for row in db.execute("SELECT token FROM provisional")]
        db.execute("UPDATE provisional SET body = (SELECT body FROM provisional WHERE token = ?)", tokens[:1])
    read = 0
    for id_ in (ID, OTHER_ID):
        try:
            read += await children.get(id_) is not None
        except StoreUnavailable:
            continue
    assert read == 1
    with pytest.raises(StoreUnavailable):
        assert [one async for one in children.all()]


async def test_another_key_opens_nothing(database: Database) -> None:
    await StoredChildren(database, SECRET).open(held(), said())
    stranger = StoredChildren(database, bytes(32))
    assert await stranger.get(ID) is None, "nor finds the row"
    with pytest.raises(StoreUnavailable):
        assert [one async for one in stranger.all()]
