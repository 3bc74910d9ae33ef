"""An agency whose readers ask about numbers of nobody, without end: what of others' stays, and what is left behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from services.identity.asking.answers import Question
from services.identity.asking.errors import AskedTooMuch
from services.identity.asking.known import HeldWord
from services.identity.asking.ports import Number
from services.identity.asking.shares import MAX_OF_READERS, Day
from services.identity.asking.store.book import AGAIN_MS, KEPT_MS, StoredBook
from services.identity.asking.store.database import open_database
from services.identity.asking.thinning import Thinning
from services.identity.asking.work import Asker
from services.identity.of_nobody import UNKNOWN_A_DAY
from services.signing.sealing import Sealer
from services.values.identity import Resolved
from services.values.records import Identifier
from tests.fakes.stated_registry import StatedRegistry, person
from tests.unit.identity.asking.conftest import SECRET

FLOOD, VICTIM = "pk.flood", "pk.victim"
MEMBERS = 4
OWN = UNKNOWN_A_DAY // 2 // MEMBERS
DAY_MS = 86_400_000


class Strict(StatedRegistry):
    """Answers so many numbers of nobody a day, as a registry does."""

    unknown = 0

    async def resolve(self, question: Question) -> tuple[Resolved, ...]:
        new = sum(each.value not in self.persons for each in question.numbers)
        if self.unknown + new > UNKNOWN_A_DAY:
            raise AskedTooMuch(3600)
        self.unknown += new
        return await super().resolve(question)


class World:
    """``now_ms`` is moved by hand."""

    def __init__(self, book: StoredBook) -> None:
        self.book, self.now_ms, self.registry = book, 1_000, Strict({"real": person("ali")})
        self.word = HeldWord(book)
        self.asker = Asker(self.registry, book, lambda: self.now_ms, lambda: MEMBERS)

    async def read(self, agency: str, *values: str) -> None:
        """A reader of the agency asks about numbers."""
        for value in values:
            await self.word.ask_later(Identifier("CNIC", value), f"blind-{value}", agency, self.now_ms)

    async def import_of(self, agency: str, values: Sequence[str], change: int) -> None:
        """The agency's records bear numbers."""
        numbers = [Number(f"blind-{value}", Identifier("CNIC", value), agency) for value in values]
        await self.book.queue(numbers, self.now_ms, read=(change - 1, change))

    async def steps(self) -> None:
        while await self.asker.step():
            pass

    async def known(self, value: str) -> str | None:
        held = await self.book.held(f"blind-{value}")
        return held.outcome if held else None


def made_up(number: int, name: str = "nobody") -> list[str]:
    return [f"{name}-{n:05}" for n in range(number)]


async def test_anothers_new_number_is_confirmed_the_same_day(book: StoredBook) -> None:
    world = World(book)
    for _ in range(3):
        await world.read(FLOOD, *made_up(MAX_OF_READERS))
        await world.steps()
    await world.read(VICTIM, "real", *made_up(OWN - 1, "mistaken"))
    await world.steps()
    assert await world.known("real") == "TOKEN"
    assert await world.known(f"mistaken-{OWN - 2:05}") == "NOT_REGISTERED"
    assert world.registry.unknown == UNKNOWN_A_DAY // 2 + 2 * OWN - 1


async def test_records_of_made_up_numbers_take_no_more(book: StoredBook) -> None:
    world = World(book)
    await world.import_of(FLOOD, made_up(3 * UNKNOWN_A_DAY), 1)
    await world.steps()
    await world.import_of(VICTIM, ["real"], 2)
    await world.steps()
    assert await world.known("real") == "TOKEN"


async def test_a_number_that_the_flood_names_first_is_asked_for_in_the_share_of_who_asks_next(book: StoredBook) -> None:
    world = World(book)
    await world.import_of(FLOOD, [*made_up(2 * UNKNOWN_A_DAY), "real"], 1)
    await world.steps()
    assert await world.known("real") is None
    await world.read(VICTIM, "real")
    await world.read(FLOOD, "real")
    await world.steps()
    assert await world.known("real") == "TOKEN"


async def test_the_flood_goes_on_the_next_day(book: StoredBook) -> None:
    world = World(book)
    await world.read(FLOOD, *made_up(MAX_OF_READERS))
    await world.steps()
    first = world.registry.unknown
    assert (await world.book.counts()).waiting == MAX_OF_READERS - first
    world.now_ms += DAY_MS
    world.registry.unknown = 0
    await world.steps()
    assert (await world.book.counts()).waiting == 0


async def test_so_many_wait_of_an_agencys_readers_and_no_more(book: StoredBook, path: Path) -> None:
    world = World(book)
    await world.read(FLOOD, *made_up(MAX_OF_READERS + 50))
    await world.read(VICTIM, "real")
    db = sqlite3.connect(path)
    assert db.execute("select count(*) from waiting").fetchone() == (MAX_OF_READERS + 1,)
    assert db.execute("select count(*) from wanted where agency = ?", (FLOOD,)).fetchone() == (MAX_OF_READERS,)
    db.close()


async def test_a_readers_number_comes_before_those_of_the_agencys_own_records(book: StoredBook) -> None:
    world = World(book)
    await world.import_of(VICTIM, [*made_up(UNKNOWN_A_DAY), "real"], 1)
    await world.read(VICTIM, "real")
    waiting = await book.batch(1, Day("1970-01-01", UNKNOWN_A_DAY, MEMBERS))
    assert waiting is not None
    assert [each.identifier.value for each in waiting.numbers] == ["real"]


async def test_what_no_record_bears_is_thinned_and_the_rest_stays(book: StoredBook, path: Path) -> None:
    world = World(book)
    await world.read(VICTIM, "real", "of-a-record", "of-nobody")
    await world.steps()
    borne = frozenset({"blind-of-a-record"})
    thinning = Thinning(book, lambda tokens: _borne(tokens, borne), lambda: world.now_ms)
    assert not await thinning.step()
    world.now_ms += AGAIN_MS + 1
    assert await thinning.step()
    assert not await thinning.step()
    assert [await world.known(value) for value in ("real", "of-a-record", "of-nobody")] == [
        "TOKEN", "NOT_REGISTERED", None,
    ]  # fmt: skip
    world.now_ms += KEPT_MS
    assert await thinning.step()
    assert await world.known("real") is None
    assert b"blind-real" not in b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


async def test_a_book_of_before_asks_for_what_waited(book: StoredBook, path: Path) -> None:
    """Its file has no word of who wants what, and a batch that was written down."""
    world = World(book)
    await world.read(VICTIM, "first", "real")
    made = await book.batch(1, Day("1970-01-01", UNKNOWN_A_DAY, MEMBERS))
    with sqlite3.connect(path) as db:
        db.execute("drop table wanted")
        db.execute("drop table spent")
    db.close()
    database = open_database(path)
    again = World(StoredBook(database, Sealer(SECRET)))
    assert made is not None
    await again.steps()
    assert [await again.known(value) for value in ("first", "real")] == ["NOT_REGISTERED", "TOKEN"]
    assert made.transaction_id in again.registry.questions
    database.close()


async def _borne(tokens: Sequence[str], borne: frozenset[str]) -> frozenset[str]:
    return borne & set(tokens)
