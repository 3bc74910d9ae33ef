"""What a reader is told of a number: confirmed by what is held, while the registry is heard of."""

from __future__ import annotations

from pathlib import Path

from services.identity.asking.known import FRESH_MS, HeldWord
from services.identity.asking.ports import Number
from services.identity.asking.store.book import StoredBook
from services.values.identity import Resolved
from services.values.records import Identifier
from tests.fakes.stated_registry import DAY, person

NUMBER = Number("blind-1", Identifier("CNIC", "3520212345671"))
NOW = 1_000_000


async def told(book: StoredBook, outcome: Resolved, *others: str) -> HeldWord:
    word = HeldWord(book)
    await book.queue([NUMBER, *(Number(token, NUMBER.identifier) for token in others)], NOW)
    waiting = await book.batch(500, DAY)
    assert waiting is not None
    await book.settle(waiting, [outcome] * (1 + len(others)), NOW)
    await book.heard(NOW)
    return word


async def test_with_a_token_and_heard_of_late(book: StoredBook) -> None:
    word = await told(book, Resolved("TOKEN", person("ali")), "blind-0")
    assert await word.confirmed("blind-1", NOW + FRESH_MS - 1)
    assert await word.same_person("blind-1") == ("blind-1", "blind-0")


async def test_not_once_it_was_not_heard_for_a_minute(book: StoredBook) -> None:
    word = await told(book, Resolved("TOKEN", person("ali")))
    assert not await word.confirmed("blind-1", NOW + FRESH_MS)


async def test_not_while_it_is_silent(book: StoredBook) -> None:
    word = await told(book, Resolved("TOKEN", person("ali")))
    await book.silent()
    assert not await word.confirmed("blind-1", NOW)
    await book.heard(NOW)
    assert await word.confirmed("blind-1", NOW)


async def test_not_without_a_token(book: StoredBook) -> None:
    word = await told(book, Resolved("NOT_REGISTERED"))
    assert not await word.confirmed("blind-1", NOW)
    assert not await word.confirmed("blind-2", NOW)


async def test_what_is_not_known_is_queued(book: StoredBook) -> None:
    word = HeldWord(book)
    await word.ask_later(NUMBER.identifier, NUMBER.token, "pk.a", NOW)
    await word.ask_later(NUMBER.identifier, NUMBER.token, "pk.a", NOW)
    waiting = await book.batch(500, DAY)
    assert waiting is not None
    assert waiting.numbers == (NUMBER._replace(agency="pk.a"),)


async def test_a_book_that_cannot_be_read_confirms_nothing_and_fails_nobody(book: StoredBook, path: Path) -> None:
    word = await told(book, Resolved("TOKEN", person("ali")), "blind-0")
    book._database.close()
    assert not await word.confirmed("blind-1", NOW)
    assert await word.same_person("blind-1") == ("blind-1",)
    await word.ask_later(NUMBER.identifier, "blind-9", "pk.a", NOW)
    assert path.exists()
