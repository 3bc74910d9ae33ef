"""Two hubs of one federation that differ only in forbidden records: whatever is asked, they answer alike.

One after the other, on the same ports, with the same keys: the second without what the
first must hide. Nonce, times, index, signature and what is sealed at random are set aside;
lengths are not.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from google.protobuf.message import Message
from rabta.audit.v1.audit_service_pb2 import GetReceiptsRequest, GetReceiptsResponse, ListNoticesRequest
from rabta.exchange.v1.watch_service_pb2 import AlertCursor, ListAlertsResponse
from rabta.records.v1.records_service_pb2 import (
    GetHistoryResponse,
    GetRecordRequest,
    ListVersionsRequest,
    ListVersionsResponse,
    SearchResponse,
    SubmitPageResponse,
)
from rabta.signing.v1.header_pb2 import SigHeader

from audit.entry import OpenEntry, decode_open
from services.values.records import RecordVersion
from tests.e2e import planted
from tests.e2e.attacks.test_purpose import SEARCH, search_of
from tests.e2e.bodies import AUDIT, HISTORY, RECORDS, SUBMIT, history_of, submission
from tests.e2e.caller import Question
from tests.e2e.people import (
    BORDER,
    CHIEF,
    FIA,
    INVESTIGATOR,
    PRISONS,
    PUNJAB,
    RECORDERS,
    SINDH,
    SINDH_INVESTIGATOR,
    Officer,
)
from tests.e2e.processes import LONG_S, Processes
from tests.e2e.world import World, made
from tests.e2e.world_clock import WorldClock
from tests.fakes import record_maker as make

GET, LIST, RECEIPTS = f"{RECORDS}GetRecord", f"{RECORDS}ListVersions", f"{AUDIT}GetReceipts"
RANDOM, TIMES = ("handle", "next_page_token"), ("recorded_ms", "known_ms", "stated_ms", "synced_ms")
DRAWN = ("epoch",)
FREE = ("iat_ms", "exp_ms", "nonce", "request_sha256", "audit_index", "commitment", "body_sha256")


class Told(NamedTuple):
    """One answer as it can be compared: gRPC's words, the header's rest, the body's rest and its length, its entry."""

    code: int
    text: str
    details: bytes
    header: bytes
    body: bytes
    length: int
    entry: OpenEntry


def plain(kind: type[Message] | None, body: bytes) -> bytes:
    """The body without what is random or the hub's own time; random texts leave their length."""
    if kind is None or not body:
        return body
    message = kind.FromString(body)
    for of, field, value in list(_fields(message)):
        if field in RANDOM:
            setattr(of, field, "x" * len(value))
        elif field in (*TIMES, *DRAWN):
            setattr(of, field, 1)
    return message.SerializeToString(deterministic=True)


def length_of(kind: type[Message] | None, body: bytes) -> int:
    """Bytes of the body. A number that is drawn counts as the longest: one in 64 is a byte shorter, whatever is hidden."""
    if kind is None or not body:
        return len(body)
    message = kind.FromString(body)
    written = message.ByteSize()
    for of, field, _ in list(_fields(message)):
        if field in DRAWN:
            setattr(of, field, (1 << 62) - 1)
    return len(body) + message.ByteSize() - written


def _fields(message: Any) -> Iterator[tuple[Any, str, Any]]:
    """Each field that is set, at whatever depth: the message, the field's name, its value."""
    for field, value in message.ListFields():
        yield message, field.name, value
        if field.type == field.TYPE_MESSAGE:
            for each in value if field.is_repeated else (value,):
                yield from _fields(each)


def told(world: World, question: Question, kind: type[Message] | None) -> tuple[Told, bytes]:
    """Ask, prove, and set aside."""
    mark = world.log.size()
    back = world.line(question.said.issuer).send(question)
    proven = world.proven(question, back)
    header = SigHeader.FromString(proven.raw_header)
    for name in FREE:
        header.ClearField(name)
    mine = world.log.since(mark)[-1]
    free: dict[str, Any] = {
        "time_ms": 0, "token_id": "", "token_sha256": b"", "request_sha256": b"", "intent_index_plus_one": 0,
        "answer_body_sha256": b"", "request_body_sha256": b"",
    }  # fmt: skip
    entry = replace(mine.open, **free)
    return (
        Told(
            back.code, back.text, proven.details, header.SerializeToString(deterministic=True),
            plain(kind, proven.body), length_of(kind, proven.body), entry,
        ),
        proven.body,
    )  # fmt: skip


Walk = list[Told]


def ask(
    world: World, walk: Walk, officer: Officer, method: str, body: bytes, kind: type[Message] | None = None
) -> bytes:
    found, raw = told(world, world.asking(officer, method, body), kind)
    walk.append(found)
    return raw


def searches(world: World, walk: Walk, officer: Officer, cnic: str) -> None:
    """Every page of one man, one row each."""
    token = ""
    for _ in range(30):
        body = search_of(cnic, page_size=1, page_token=token)
        token = SearchResponse.FromString(ask(world, walk, officer, SEARCH, body, SearchResponse)).next_page_token
        if not token:
            return
    raise AssertionError("no end of pages")


def walk_through(world: World) -> tuple[Walk, Walk]:
    """Everything an officer of another agency can try; then the receipts of all of it."""
    walk: Walk = []
    people = [*planted.NAMES, planted.NOBODY]
    for officer in (INVESTIGATOR, SINDH_INVESTIGATOR, BORDER):
        for cnic in people:
            if (officer, cnic) in SHOWN:
                continue
            ask(world, walk, officer, HISTORY, history_of(cnic), GetHistoryResponse)
            ask(world, walk, officer, HISTORY, history_of(cnic, as_of_valid="2020-06-01"), GetHistoryResponse)
            searches(world, walk, officer, cnic)
    for name in NAMES:
        for officer in (CHIEF, INVESTIGATOR):
            ask(world, walk, officer, GET, GetRecordRequest(name=name).SerializeToString())
            ask(world, walk, officer, LIST, ListVersionsRequest(name=name).SerializeToString(), ListVersionsResponse)
    ask(world, walk, RECORDERS[PRISONS], f"{AUDIT}ListNotices", ListNoticesRequest().SerializeToString())
    for about in SUBMITTED:
        page = world.page(PRISONS, [about])
        raw = ask(world, walk, RECORDERS[PRISONS], SUBMIT, submission(page, f"two-{about.record_id}"))
        answer = SubmitPageResponse.FromString(raw)
        world.feeds[PRISONS] = (answer.page_number, answer.chain_sha256)
        walk[-1] = walk[-1]._replace(body=plain_submit(answer), entry=replace(walk[-1].entry, feed_chain_sha256=b""))
    return walk, receipts(world)


def plain_submit(answer: SubmitPageResponse) -> bytes:
    answer.chain_sha256 = bytes(32)
    return answer.SerializeToString(deterministic=True)


def receipts(world: World) -> Walk:
    """Receipts of all of FIA's own entries, opened."""
    own = [entry.index for entry in world.log.since(0) if entry.open.agency == FIA][:500]
    body = GetReceiptsRequest(indexes=own).SerializeToString()
    for _ in range(100):
        question = world.ask(RECEIPTS, body)
        found = GetReceiptsResponse.FromString(world.proven(question, world.line().send(question)).body)
        if len([one for one in found.receipts if one.HasField("entry")]) == len(own):
            break
        time.sleep(0.1)
    free: dict[str, Any] = {
        "time_ms": 0, "token_id": "", "token_sha256": b"", "request_sha256": b"", "intent_index_plus_one": 0,
        "answer_body_sha256": b"", "request_body_sha256": b"",
    }  # fmt: skip
    opened = [replace(decode_open(one.entry.open), **free) for one in found.receipts]
    return [Told(0, "", b"", b"", b"", 0, each) for each in opened if each.method in READS]


READS = (HISTORY, SEARCH, GET, LIST)
SHOWN = {
    (SINDH_INVESTIGATOR, planted.SEALED),
    (SINDH_INVESTIGATOR, planted.SPARED),
    (INVESTIGATOR, planted.ORIGINATOR),
    (BORDER, planted.CHILD_WANTED),
}
"""What is not forbidden to that officer: their own agency's, or the call to the desk."""
NAMES = [
    f"agencies/{agency}/records/{record_id}"
    for agency, record_id in (
        (PUNJAB, "pb-young-case"), (PUNJAB, "pb-young"), (PUNJAB, "pb-young-warrant"), (PUNJAB, "pb-victim"),
        (SINDH, "sd-sealed"), (SINDH, "sd-order"), (SINDH, "sd-spared"), (PUNJAB, "never-was"),
    )
]  # fmt: skip
SUBMITTED = [
    make.custody(
        f"pr-{number}", "ADMISSION", "2020-05-10", agency=PRISONS, subject=make.person(cnic, "2005-03-04", "Somebody"),
        case_references=planted.ref("PB/LAHORE/NAULAKHA/3/2020"),
    )
    for number, cnic in enumerate((planted.JUVENILE, planted.SEALED, planted.VICTIM, planted.ORIGINATOR))
]  # fmt: skip


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Walk, Walk]]:
    """The same walk through the hub that holds them, then through the one that does not."""
    folder = tmp_path_factory.mktemp("two-hubs")
    first = made(folder, processes=1)
    shutil.copytree(first.files.folder, folder / "before")
    first.reload()
    pages = {agency: first.page(agency, run) for agency, run in planted.owner_runs(kept()).items()}
    found = []
    for hides in (True, False):
        shutil.rmtree(first.files.folder)
        shutil.copytree(folder / "before", first.files.folder)
        world = World(first.local, Processes(folder), WorldClock(first.files.folder / "clock"))
        found.append(_walked(world, pages, hides))
    return found


def kept() -> list[RecordVersion]:
    return [*planted.open_records(), *planted.graded_records()]


def _walked(world: World, pages: dict[str, Any], hides: bool) -> tuple[Walk, Walk]:
    try:
        world.start()
        for agency, page in pages.items():
            question = world.asking(RECORDERS[agency], SUBMIT, submission(page, f"open-{agency}"))
            back = world.line(agency).send(question, timeout=LONG_S)
            answer = SubmitPageResponse.FromString(world.proven(question, back).body)
            world.feeds[agency] = (answer.page_number, answer.chain_sha256)
        if hides:
            world.plant(planted.forbidden_records())
        return walk_through(world)
    finally:
        world.close()


def test_answers_alike(both: list[tuple[Walk, Walk]]) -> None:
    """Bodies, errors, sizes, headers, page tokens."""
    (hiding, _), (plain_hub, _) = both
    assert len(hiding) == len(plain_hub) > 150
    different = [
        (one.entry.method, one.entry.officer, one.text, two.text)
        for one, two in zip(hiding, plain_hub, strict=True)
        if one._replace(entry=OpenEntry()) != two._replace(entry=OpenEntry())
    ]
    assert different == []


def test_entries_alike(both: list[tuple[Walk, Walk]]) -> None:
    """The open part, which the caller may read, tells no more than the answer did."""
    (hiding, _), (plain_hub, _) = both
    assert [one.entry for one in hiding] == [two.entry for two in plain_hub]


def test_receipts_alike(both: list[tuple[Walk, Walk]]) -> None:
    (_, hiding), (_, plain_hub) = both
    assert len(hiding) > 50
    assert hiding == plain_hub


def test_the_walk_meets_what_is_shown(both: list[tuple[Walk, Walk]]) -> None:
    """It is no walk past closed doors: the known man's history is in it, and hits, and refusals."""
    (hiding, _), _ = both
    assert max(one.length for one in hiding) > 2000
    assert {one.text for one in hiding} == {"", "NOT_FOUND"}


def test_a_number_that_is_drawn_has_one_length_and_no_text_is_overlooked() -> None:
    def told_of(feed: str, bits: int) -> tuple[int, bytes, int]:
        answer = ListAlertsResponse(next=AlertCursor(feed=feed, epoch=1 << bits)).SerializeToString()
        return length_of(ListAlertsResponse, answer), plain(ListAlertsResponse, answer), len(answer)

    short, long, other = told_of("a", 55), told_of("a", 61), told_of("ab", 55)
    assert short[2] < long[2]
    assert short[:2] == long[:2]
    assert other[0] == short[0] + 1
    assert other[1] != short[1]
