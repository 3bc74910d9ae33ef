"""What is written down of the registry's word and of what waits: by whom it is found, and when it goes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from services.identity.asking.answers import Changes
from services.identity.asking.errors import BookUnavailable
from services.identity.asking.ports import Counts, Held, Number, Standing
from services.identity.asking.store.book import AGAIN_MS, StoredBook
from services.identity.asking.store.database import open_database
from services.signing.keyfile import UnsafeFile
from services.signing.sealing import Sealer
from services.values.identity import Change, Cursor, Resolved
from services.values.records import Identifier
from tests.fakes.stated_registry import DAY, person

ALI, BABAR = person("ali"), person("babar")


def number(place: int, kind: str = "CNIC") -> Number:
    return Number(f"blind-{place:02}", Identifier(kind, f"3520212345{place:03}"))


def token(of: bytes, at: int = 0) -> Resolved:
    return Resolved("TOKEN", of, at)


async def settled(book: StoredBook, *said: tuple[Number, Resolved], now_ms: int = 1) -> None:
    await book.queue([each for each, _ in said], now_ms)
    waiting = await book.batch(500, DAY)
    assert waiting is not None
    assert await book.settle(waiting, [one for _, one in said], now_ms) == len(said)


def every_byte(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


class TestQueue:
    async def test_what_is_let_go_waits_no_more_and_is_in_no_byte_of_the_file(
        self, book: StoredBook, path: Path
    ) -> None:
        await book.queue([number(place) for place in range(4)], 1)
        ((sealed,),) = sqlite3.connect(path).execute("select sealed from waiting where token = 'blind-02'")
        assert sealed in every_byte(path)
        assert await book.waiting("blind-00", 2) == ["blind-01", "blind-02"]
        assert await book.let_go(["blind-02", "blind-01", "blind-99"]) == 2
        assert sealed not in every_byte(path)
        assert await book.waiting("", 9) == ["blind-00", "blind-03"]
        waiting = await book.batch(500, DAY)
        assert waiting is not None
        assert waiting.numbers == (number(0), number(3))

    async def test_a_batch_of_which_one_is_let_go_settles_the_others(self, book: StoredBook) -> None:
        await book.queue([number(1), number(2)], 1)
        waiting = await book.batch(500, DAY)
        assert waiting is not None
        assert await book.let_go(["blind-01"]) == 1
        assert await book.settle(waiting, [token(ALI), token(BABAR)], 2) == 1
        assert await book.held("blind-01") is None
        assert await book.held("blind-02") == Held("TOKEN", 2)

    async def test_a_number_waits_once_in_the_order_of_coming(self, book: StoredBook) -> None:
        await book.queue([number(2), number(1)], 1)
        await book.queue([number(2), number(3)], 2)
        waiting = await book.batch(500, DAY)
        assert waiting is not None
        assert waiting.numbers == (number(2), number(1), number(3))

    async def test_no_more_than_a_question_takes(self, book: StoredBook) -> None:
        await book.queue([number(place) for place in range(5)], 1)
        waiting = await book.batch(2, DAY)
        assert waiting is not None
        assert waiting.numbers == (number(0), number(1))

    async def test_a_batch_stays_the_same_question_whatever_comes(self, book: StoredBook) -> None:
        await book.queue([number(1)], 1)
        first = await book.batch(500, DAY)
        await book.queue([number(2)], 2)
        assert await book.batch(500, DAY) == first
        assert first is not None
        assert len(first.transaction_id) == 32
        assert first.question.numbers == (number(1).identifier,)

    async def test_none_where_nothing_waits(self, book: StoredBook) -> None:
        assert await book.batch(500, DAY) is None

    async def test_what_has_a_token_is_not_asked_for_again(self, book: StoredBook) -> None:
        await settled(book, (number(1), token(ALI)))
        await book.queue([number(1)], AGAIN_MS * 9)
        assert await book.batch(500, DAY) is None

    async def test_what_has_none_is_asked_for_again_a_day_later(self, book: StoredBook) -> None:
        await settled(book, (number(1), Resolved("NOT_REGISTERED")), now_ms=1)
        await book.queue([number(1)], AGAIN_MS)
        assert await book.batch(500, DAY) is None
        await book.queue([number(1)], AGAIN_MS + 1)
        assert await book.batch(500, DAY) is not None

    async def test_a_passport_keeps_its_country(self, book: StoredBook) -> None:
        passport = Number("blind-pass", Identifier("PASSPORT", "AB1234567", "PK"))
        await book.queue([passport], 1)
        waiting = await book.batch(500, DAY)
        assert waiting is not None
        assert waiting.numbers == (passport,)

    async def test_how_far_the_records_were_read_is_written_with_their_numbers(self, book: StoredBook) -> None:
        await book.queue([number(1)], 1, read=(0, 7))
        await book.queue([number(2)], 1)
        assert await book.followed() == 7

    async def test_what_is_to_be_read_again_is_not_passed_over_by_who_read_before(self, book: StoredBook) -> None:
        await book.queue([], 1, read=(0, 7))
        await take(book, Change(1, "TOKEN_SPLIT", ALI))
        await book.queue([number(1)], 1, read=(7, 9))
        assert await book.followed() == 0


class TestSettle:
    async def test_once(self, book: StoredBook) -> None:
        await book.queue([number(1), number(2)], 1)
        waiting = await book.batch(500, DAY)
        assert waiting is not None
        assert await book.settle(waiting, [token(ALI), Resolved("NOT_REGISTERED")], 5) == 2
        assert await book.settle(waiting, [token(BABAR), token(BABAR)], 6) == 0
        assert await book.held("blind-01") == Held("TOKEN", 5)
        assert await book.held("blind-02") == Held("NOT_REGISTERED", 5)
        assert await book.held("blind-03") is None

    async def test_another_batch_is_left_alone(self, book: StoredBook) -> None:
        await book.queue([number(1), number(2)], 1)
        first = await book.batch(1, DAY)
        assert first is not None
        await book.settle(first, [token(ALI)], 5)
        second = await book.batch(1, DAY)
        assert second is not None
        assert second.numbers == (number(2),)
        assert second.transaction_id != first.transaction_id

    async def test_a_refused_batch_is_asked_as_two_that_are_new_questions(self, book: StoredBook) -> None:
        await book.queue([number(place) for place in range(3)], 1)
        whole = await book.batch(500, DAY)
        assert whole is not None
        await book.divide(whole)
        assert await book.settle(whole, [token(ALI)] * 3, 2) == 0
        first = await book.batch(500, DAY)
        assert first is not None
        await book.settle(first, [token(ALI)] * len(first.numbers), 2)
        second = await book.batch(500, DAY)
        assert second is not None
        assert (first.numbers, second.numbers) == ((number(0),), (number(1), number(2)))
        assert len({whole.transaction_id, first.transaction_id, second.transaction_id}) == 3


class TestPerson:
    async def test_numbers_of_one_person_find_each_other(self, book: StoredBook) -> None:
        await settled(
            book,
            (number(3), token(ALI)),
            (number(1), token(ALI)),
            (number(2), token(BABAR)),
            (number(4), Resolved("AMBIGUOUS")),
        )
        assert await book.same_person("blind-03") == ("blind-01",)
        assert await book.same_person("blind-01") == ("blind-03",)
        assert await book.same_person("blind-02") == await book.same_person("blind-04") == ()
        assert await book.same_person("unknown") == ()

    async def test_counts(self, book: StoredBook) -> None:
        await settled(
            book,
            (number(1), token(ALI)),
            (number(2), token(ALI)),
            (number(3), Resolved("NOT_REGISTERED")),
            (number(4), Resolved("AMBIGUOUS")),
            (number(5), Resolved("CANNOT_TELL")),
        )
        await book.queue([number(6)], 1)
        await take(book, Change(1, "BLOCKED", ALI), Change(2, "DECEASED", ALI))
        assert await book.counts() == Counts(2, 1, 1, 1, 1, 1, 1)

    async def test_an_empty_book_counts_nothing(self, book: StoredBook) -> None:
        assert await book.counts() == Counts()


async def take(book: StoredBook, *changes: Change) -> bool:
    after = await book.cursor()
    return await book.take(after, Changes(changes, Cursor("feed", 1, after.sequence + len(changes)), False))


class TestChanges:
    async def test_joined_tokens_are_one_person_from_then_on(self, book: StoredBook) -> None:
        await settled(book, (number(1), token(ALI)), (number(2), token(BABAR)))
        assert await take(book, Change(1, "TOKENS_JOINED", ALI, (BABAR,)))
        assert await book.same_person("blind-02") == ("blind-01",)

    async def test_what_was_resolved_after_a_change_is_not_changed_by_it(self, book: StoredBook) -> None:
        await settled(book, (number(1), token(ALI, 0)), (number(2), token(BABAR, 1)), (number(3), token(ALI, 1)))
        await take(book, Change(1, "TOKENS_JOINED", ALI, (BABAR,)))
        assert await book.same_person("blind-02") == ()
        await settled(book, (number(4), token(ALI, 2)))
        await take(book, Change(2, "TOKEN_SPLIT", ALI, (BABAR,)))
        assert await book.held("blind-04") == Held("TOKEN", 1)
        assert await book.held("blind-03") == Held("", 1)

    async def test_numbers_of_a_split_token_are_to_be_asked_for_again(self, book: StoredBook) -> None:
        await settled(book, (number(1), token(ALI)), (number(2), token(ALI)), (number(3), token(BABAR)))
        await book.queue([], 1, read=(0, 9))
        await take(book, Change(1, "TOKEN_SPLIT", ALI, (person("ali-2"),)))
        assert await book.same_person("blind-01") == ()
        assert await book.held("blind-02") == Held("", 1)
        assert await book.held("blind-03") == Held("TOKEN", 1)
        assert await book.followed() == 0
        await book.queue([number(1), number(2), number(3)], 2)
        waiting = await book.batch(500, DAY)
        assert waiting is not None
        assert waiting.numbers == (number(1), number(2))

    @pytest.mark.parametrize("kind", ["NUMBER_REPLACED", "BLOCKED", "UNBLOCKED", "DECEASED"])
    async def test_others_leave_numbers_as_they_are(self, book: StoredBook, kind: str) -> None:
        await settled(book, (number(1), token(ALI)), (number(2), token(ALI)))
        assert await take(book, Change(1, kind, ALI))
        assert await book.same_person("blind-01") == ("blind-02",)
        assert await book.cursor() == Cursor("feed", 1, 1)

    async def test_an_unblocked_document_is_counted_no_more(self, book: StoredBook) -> None:
        await take(book, Change(1, "BLOCKED", ALI), Change(2, "BLOCKED", BABAR), Change(3, "UNBLOCKED", ALI))
        assert (await book.counts()).blocked == 1

    async def test_a_page_is_taken_once(self, book: StoredBook) -> None:
        await settled(book, (number(1), token(ALI)), (number(2), token(BABAR)))
        page = Changes((Change(1, "TOKENS_JOINED", ALI, (BABAR,)),), Cursor("feed", 1, 1), False)
        assert await book.take(Cursor(), page)
        other = Changes((Change(1, "TOKEN_SPLIT", ALI),), Cursor("feed", 1, 1), False)
        assert not await book.take(Cursor(), other)
        assert await book.same_person("blind-01") == ("blind-02",)

    async def test_begun_anew_nothing_is_held_for_true(self, book: StoredBook) -> None:
        await settled(book, (number(1), token(ALI)), (number(2), Resolved("NOT_REGISTERED")))
        await book.queue([number(3)], 1, read=(0, 9))
        await take(book, Change(1, "BLOCKED", ALI))
        await book.begin_anew()
        assert await book.counts() == Counts(waiting=1)
        assert (await book.cursor(), await book.followed()) == (Cursor(), 0)
        assert await book.same_person("blind-01") == ()


class TestStanding:
    async def test_never_heard_at_first(self, book: StoredBook) -> None:
        assert await book.standing() == Standing(0, silent=False)

    async def test_heard_and_silent_in_turn(self, book: StoredBook) -> None:
        await book.heard(9)
        await book.heard(7)
        assert await book.standing() == Standing(9, silent=False)
        await book.silent()
        assert await book.standing() == Standing(9, silent=True)
        await book.heard(9)
        assert await book.standing() == Standing(9, silent=False)


class TestFile:
    async def test_no_number_is_in_it_in_clear(self, book: StoredBook, path: Path) -> None:
        await book.queue([number(1)], 1)
        assert await book.batch(500, DAY) is not None
        held = b"".join(each.read_bytes() for each in path.parent.iterdir())
        assert b"blind-01" in held
        assert number(1).identifier.value.encode() not in held

    async def test_a_row_under_another_token_is_none(self, book: StoredBook, path: Path) -> None:
        await book.queue([number(1)], 1)
        with sqlite3.connect(path) as db:
            for table in ("waiting", "wanted"):
                db.execute(f"update {table} set token = 'blind-02'")
        db.close()
        with pytest.raises(BookUnavailable):
            await book.batch(500, DAY)

    async def test_another_node_s_secret_opens_nothing(self, book: StoredBook, path: Path) -> None:
        await book.queue([number(1)], 1)
        database = open_database(path)
        with pytest.raises(BookUnavailable):
            await StoredBook(database, Sealer(b"x" * 32)).batch(500, DAY)
        database.close()

    async def test_it_is_the_node_s_alone(self, book: StoredBook, path: Path) -> None:
        assert path.stat().st_mode & 0o777 == 0o600
        path.chmod(0o640)
        with pytest.raises(UnsafeFile):
            open_database(path)

    async def test_two_processes_share_it(self, book: StoredBook, path: Path) -> None:
        database = open_database(path)
        await StoredBook(database, Sealer(b"q" * 32)).queue([number(1)], 1)
        database.close()
        assert (await book.counts()).waiting == 1

    async def test_a_damaged_file_is_unavailable(self, tmp_path: Path) -> None:
        bad = tmp_path / "bad.db"
        bad.write_bytes(b"no database" * 99)
        bad.chmod(0o600)
        with pytest.raises(BookUnavailable):
            open_database(bad)
