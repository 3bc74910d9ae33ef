"""An edge's line to the index of persons: answers as the index gives them, and a refusal for everything else."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.matching.index.people import Found as Nearest
from services.matching.index.people import Near as NearOne
from services.matching.person import Born, Described, Gender
from services.names.parse import parsed
from services.names.words import RelationKind
from services.node import match_frames, match_link
from services.node.match_frames import FrameUnfit, Question, change_in, found_in, question_in
from services.node.match_link import MatchLink
from services.node.match_server import serving
from services.records.errors import StorageUnavailable
from services.records.matching_port import Found, Near

WHO = Described(
    name=parsed("محمد یوسف @ Bhola"),
    related=parsed("Abdur Rehman"),
    relation=RelationKind.SON,
    cnic="3520200000017",
    born=Born(1980, 3),
    gender=Gender.MAN,
    phones=frozenset({"+923001234567"}),
)
GROUPS, ALSO = frozenset({3, 5}), frozenset({2**40})
NEAREST = Nearest((NearOne(7, 12.345678901234567), NearOne(9, -3.5)), ("محمد",))
LET_GO = 2**40
FOUND = Found((Near(7, 12.345678901234567), Near(9, -3.5)), ("محمد",))


class Asked:
    """Keeps the questions, and answers each with how many there were."""

    def __init__(self) -> None:
        self.questions: list[Question] = []

    def __call__(self, question: Question) -> Nearest:
        self.questions.append(question)
        return NEAREST


@asynccontextmanager
async def linked(tmp_path: Path, asked: Asked) -> AsyncIterator[MatchLink]:
    link = MatchLink(tmp_path / "match" / "index.sock")
    async with serving(tmp_path / "match" / "index.sock", asked, lambda: LET_GO):
        yield link
    await link.close()


async def test_a_folder_whose_path_is_longer_than_an_address_serves_as_any(tmp_path: Path) -> None:
    asked = Asked()
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    async with linked(deep, asked) as link:
        assert await link.nearest(WHO, GROUPS, ALSO, 20) == FOUND


async def test_a_question_and_its_answer_arrive_whole(tmp_path: Path) -> None:
    asked = Asked()
    async with linked(tmp_path, asked) as link:
        assert await link.nearest(WHO, GROUPS, ALSO, 20) == FOUND
        assert await link.nearest(Described(), frozenset(), frozenset(), 1) == FOUND
    (first, second) = asked.questions
    assert (first.groups, first.also, first.most) == (GROUPS, ALSO, 20)
    assert (first.who.name.tokens, first.who.name.aliases) == (WHO.name.tokens, WHO.name.aliases)
    assert (first.who.related.tokens, first.who.relation, first.who.cnic) == (("abdul", "rehman"), "son", WHO.cnic)
    assert (first.who.born, first.who.gender, first.who.phones) == (WHO.born, WHO.gender, WHO.phones)
    assert second == Question(Described(), frozenset(), frozenset(), 1)


async def test_up_to_which_change_it_has_let_go_of_what_is_gone_arrives_among_questions(tmp_path: Path) -> None:
    asked = Asked()
    async with linked(tmp_path, asked) as link:
        first, found, last = await asyncio.gather(link.let_go(), link.nearest(WHO, GROUPS, ALSO, 20), link.let_go())
    assert (first, found, last) == (LET_GO, FOUND, LET_GO)
    with pytest.raises(StorageUnavailable):
        await link.let_go()


@pytest.mark.parametrize("body", [b"[1]", b'"many"', b"nothing", b"null"])
def test_what_is_no_number_is_no_reply_to_it(body: bytes) -> None:
    with pytest.raises(FrameUnfit):
        change_in(body)


async def test_many_at_a_time_each_get_their_own(tmp_path: Path) -> None:
    def counted(question: Question) -> Nearest:
        return Nearest((NearOne(question.most, 0.0),), ())

    link = MatchLink(tmp_path / "match" / "index.sock")
    async with serving(tmp_path / "match" / "index.sock", counted, lambda: LET_GO):
        found = await asyncio.gather(*(link.nearest(WHO, GROUPS, ALSO, most) for most in range(50)))
        assert [each.hits[0].record for each in found] == list(range(50))
        await link.close()


async def test_a_caller_who_goes_away_leaves_no_answer_to_the_next(tmp_path: Path) -> None:
    def counted(question: Question) -> Nearest:
        return Nearest((NearOne(question.most, 0.0),), ())

    link = MatchLink(tmp_path / "match" / "index.sock")
    async with serving(tmp_path / "match" / "index.sock", counted, lambda: LET_GO):
        for steps in range(6):
            gone = asyncio.ensure_future(link.nearest(WHO, GROUPS, ALSO, 1))
            for _ in range(steps):
                await asyncio.sleep(0)
            gone.cancel()
            assert (await link.nearest(WHO, GROUPS, ALSO, 2)).hits[0].record == 2
        await link.close()


async def test_without_the_process_it_refuses_and_finds_it_when_it_is_there(tmp_path: Path) -> None:
    asked = Asked()
    link = MatchLink(tmp_path / "match" / "index.sock")
    with pytest.raises(StorageUnavailable):
        await link.nearest(WHO, GROUPS, ALSO, 20)
    for _ in range(2):
        async with serving(tmp_path / "match" / "index.sock", asked, lambda: LET_GO):
            assert await link.nearest(WHO, GROUPS, ALSO, 20) == FOUND
        with pytest.raises(StorageUnavailable):
            await link.nearest(WHO, GROUPS, ALSO, 20)
    await link.close()


async def test_a_failed_question_is_refused_and_the_next_is_answered(tmp_path: Path) -> None:
    def failing(question: Question) -> Nearest:
        if question.most == 1:
            raise ZeroDivisionError
        return NEAREST

    link = MatchLink(tmp_path / "match" / "index.sock")
    async with serving(tmp_path / "match" / "index.sock", failing, lambda: LET_GO):
        with pytest.raises(StorageUnavailable):
            await link.nearest(WHO, GROUPS, ALSO, 1)
        assert await link.nearest(WHO, GROUPS, ALSO, 2) == FOUND
        await link.close()


async def test_one_that_hangs_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match_link, "PATIENCE_S", 0.05)
    hangs = asyncio.Event()

    async def silent(_reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        await hangs.wait()
        writing.close()

    server = await asyncio.start_unix_server(silent, tmp_path / "index.sock")
    link = MatchLink(tmp_path / "index.sock")
    found = await asyncio.gather(*(link.nearest(WHO, GROUPS, ALSO, 1) for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in found] == [StorageUnavailable] * 3
    hangs.set()
    server.close()


@pytest.mark.parametrize(
    "reply", [b"", b"\0\0\0\1[", b"\xff\xff\xff\xff", struct.pack(">I", 2) + b"{}", struct.pack(">I", 6) + b"[1, 2]"]
)
async def test_what_is_no_reply_is_refused(reply: bytes, tmp_path: Path) -> None:
    async def wrong(reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        await match_frames.body_from(reading)
        writing.write(reply)
        writing.close()

    server = await asyncio.start_unix_server(wrong, tmp_path / "index.sock")
    with pytest.raises(StorageUnavailable):
        await MatchLink(tmp_path / "index.sock").nearest(WHO, GROUPS, ALSO, 1)
    server.close()


@pytest.mark.parametrize("body", [b"", b'["x", [], [], 1]', b"{}", b"[1, [], [], 1]", b"\xff", b'["", 1, 2, 3]'])
async def test_what_is_no_question_ends_the_line_and_nothing_else(body: bytes, tmp_path: Path) -> None:
    with pytest.raises(FrameUnfit):
        question_in(body)
    async with linked(tmp_path, Asked()) as link:
        reading, writing = await asyncio.open_unix_connection(tmp_path / "match" / "index.sock")
        writing.write(match_frames.LENGTH.pack(len(body)) + body)
        assert await reading.read() == b""
        writing.close()
        assert await link.nearest(WHO, GROUPS, ALSO, 1) == FOUND


def test_bits_travel_exactly() -> None:
    for bits in (0.1 + 0.2, -1e-300, 1.7e308):
        frame = match_frames.answered(Nearest((NearOne(1, bits),), ()))
        assert found_in(frame[match_frames.LENGTH.size :]).hits == (Near(1, bits),)


async def test_a_line_that_ends_is_no_fault(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with linked(tmp_path, Asked()) as link:
        await link.nearest(WHO, GROUPS, ALSO, 1)
        await link.close()
        _, writing = await asyncio.open_unix_connection(tmp_path / "match" / "index.sock")
        writing.write(b"\0\0\0\5[")
        writing.close()
        await asyncio.sleep(0.05)
    assert caplog.text == ""


async def test_nobody_else_may_ask(tmp_path: Path) -> None:
    async with linked(tmp_path, Asked()):
        socket = tmp_path / "match" / "index.sock"
        assert socket.stat().st_mode & 0o177 == socket.parent.stat().st_mode & 0o077 == 0
    assert not socket.exists()
