"""The feed of copies, pulled by who should not, or otherwise than it was given. An honest pull stands beside each."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from hashlib import sha256

import pytest
from rabta.access.v1.purpose_pb2 import PURPOSE_CHECKPOINT, PURPOSE_INVESTIGATE_CASE
from rabta.exchange.v1.exchange_service_pb2 import (
    AckPagesRequest,
    CompareRangesRequest,
    CompareRangesResponse,
    FetchRecordsRequest,
    FetchRecordsResponse,
    KnownReleases,
    NegotiateRequest,
    NegotiateResponse,
    PullChangesRequest,
    PullChangesResponse,
)
from rabta.exchange.v1.order_pb2 import ORDER_KIND_RECALL
from rabta.exchange.v1.page_pb2 import Cursor, SyncItem
from rabta.records.v1.record_pb2 import RecordVersion

from audit.merkle import leaf_hash, root_from_leaves
from services.signing.page import verify_page_header, verify_version
from services.values.records import Birth
from tests.e2e import planted
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.caller import Back, Question
from tests.e2e.exchange import (
    ACK,
    AGREED,
    ALSO_AGREED,
    COMPARE,
    FETCH,
    NEGOTIATE,
    ON_TERMS,
    PULL,
    Page,
    ack,
    agree,
    agreement,
    ask,
    begin,
    everything,
    pull,
    pulling,
)
from tests.e2e.hits import BARE, OWNER, decided, requested
from tests.e2e.people import CHILD, CUSTOMS, FIA, FIA_CASE, INVESTIGATOR, PRISONS, PUNJAB, SINDH
from tests.e2e.processes import until
from tests.e2e.world import World
from tests.fakes import record_maker as make

METHODS = (NEGOTIATE, PULL, ACK, COMPARE, FETCH)


@pytest.fixture(scope="module")
def world(exchange_world: World) -> Iterator[World]:
    """By the end its agreements are those that it began with."""
    yield exchange_world
    agree(exchange_world.files, *AGREED, *ALSO_AGREED)
    exchange_world.follow_registry()


def body_for(method: str, cursor: Cursor | None = None) -> bytes:
    """A good question of each kind."""
    at = cursor or begin()
    return (
        {
            NEGOTIATE: NegotiateRequest(protocols=[1], record_formats=[1]),
            ACK: AckPagesRequest(taken=at),
            COMPARE: CompareRangesRequest(feed="records", epoch=at.epoch, ranges=[{}]),
            FETCH: FetchRecordsRequest(records=[f"agencies/{FIA}/records/fia-ecl"]),
        }[method].SerializeToString()
        if method != PULL
        else pulling(at)
    )


def test_an_honest_receiver_proves_each_record_to_its_owner(world: World) -> None:
    pages = everything(world)
    numbers = [item.sequence for page in pages for item in page.items]
    assert numbers == sorted(set(numbers))
    given = [record for page in pages for record in page.records()]
    assert len(given) == len(set(given))
    assert {"fia-ecl", "fia-known", "pb-known", "sd-warrant", "cu-crossing"} <= set(given)
    for page in pages:
        read = page.header
        assert read.count + read.passed == read.to_sequence - read.from_sequence
        assert read.root == (root_from_leaves([leaf_hash(one) for one in page.raw.items]) if read.count else bytes(32))
        headers = {sha256(one.header).digest(): one for one in page.raw.pages}
        for item in page.items:
            version, proof = item.copy.version.version, item.copy.version.proof
            signed = headers[proof.page_sha256]
            owner = RecordVersion.FromString(version).agency
            key = next(row.public for row in world.registry.keys_of(owner, "PAGE"))
            header = verify_page_header(key, signed.header, signed.signature)
            verify_version(header, version, proof.index, proof.salt, list(proof.path))


def test_a_page_stands_in_the_log_with_what_it_gave(world: World) -> None:
    seen = ask(world, PULL, pulling())
    answered(world, seen)
    (entry,) = seen.entries
    assert entry.open.feed == "records"
    assert f"agencies/{FIA}/records/fia-ecl/versions/1" in entry.open.records


def test_forbidden_classes_are_in_no_page_and_in_no_count(world: World) -> None:
    pages = everything(world)
    whole = b"".join(page.raw.SerializeToString() for page in pages)
    for cnic in planted.FORBIDDEN:
        assert cnic.encode() not in whole
        assert planted.NAMES[cnic].encode() not in whole
    for record in ("fia-orcon", "pb-young", "pb-victim", "sd-sealed", "sd-order", "pb-witness"):
        assert record.encode() not in whole
    assert [page.header.passed for page in pages] == [0] * len(pages)
    assert [item.sequence for page in pages for item in page.items] == list(range(1, pages[-1].header.head + 1))


def test_each_receiver_is_given_its_own(world: World) -> None:
    ours = {record for page in everything(world, agency=PUNJAB) for record in page.records()}
    assert "fia-ecl" in ours
    assert not {"sd-warrant", "cu-crossing"} & ours
    assert "pb-young" in ours, "its own, whatever it is"


def test_a_documented_child_stays_on_a_posts_list(world: World) -> None:
    """The hub tells a post "child: call desk", and so does the post's node, which keeps the entry to say so."""
    before = everything(world)[-1].cursor
    for_posts = agreement(FIA, handling=ON_TERMS, purposes=[PURPOSE_INVESTIGATE_CASE, PURPOSE_CHECKPOINT])
    agree(world.files, for_posts, *AGREED[1:], *ALSO_AGREED)
    world.follow_registry()
    until(lambda: epoch(world, CUSTOMS) not in (0, before.epoch), "the node takes the registry")
    who = make.person(make.cnic(61_650), "", "Listed Child")
    entry = make.listing("fia-listed-child", agency=FIA, subject=who)
    world.plant([entry])
    taken = everything(world)
    assert entry.record_id in [record for page in taken for record in page.records()]
    document = Birth("2011-01-01", "2011-01-01", basis="CRC", issuer="NADRA", number="8", sha256=bytes(32))
    child = replace(who, birth=document)
    world.plant([make.party("fia-is-child", agency=FIA, subject=child, case_references=planted.ref(FIA_CASE))])
    after = everything(world, taken[-1].cursor)
    (given,) = [item.copy for page in after for item in page.items if item.HasField("copy")]
    assert RecordVersion.FromString(given.version.version).record_id == entry.record_id
    assert '"juvenile":"YES"' in given.record_class or '"juvenile":"POSSIBLE"' in given.record_class
    assert [name for page in after for name in page.removed()] == []
    agree(world.files, *AGREED, *ALSO_AGREED)
    world.follow_registry()
    until(lambda: epoch(world, CUSTOMS) not in (0, after[-1].cursor.epoch), "the node takes the registry")


def test_an_age_by_a_stranger_takes_no_copy_back(world: World) -> None:
    """Sindh states without a document that two men on FIA's lists were born in 2010: what was given stays given."""
    people = [
        make.person(make.cnic(60_600 + number), born, "Aged Copy") for number, born in enumerate(("1978-03-04", ""))
    ]
    entries = [make.listing(f"fia-aged-{who.identifiers[0].value}", agency=FIA, subject=who) for who in people]
    before = everything(world)[-1].cursor
    world.plant(entries)
    given = everything(world, before)
    assert {each.record_id for each in entries} <= {record for page in given for record in page.records()}
    for who, entry in zip(people, entries, strict=True):
        child = make.person(who.identifiers[0].value, "2010-01-01", "Aged Copy")
        refs = entry.case_references
        world.plant([make.party(f"sd-{entry.record_id}", agency=SINDH, subject=child, case_references=refs)])
    after = everything(world, given[-1].cursor)
    assert [(page.records(), page.removed()) for page in after] == [([], [])] * len(after)


@pytest.mark.parametrize("method", METHODS)
def test_no_agreement(world: World, method: str) -> None:
    refused(world, ask(world, method, body_for(method), PRISONS), "NO_AGREEMENT")


@pytest.mark.parametrize("method", METHODS)
def test_an_officers_token(world: World, method: str) -> None:
    """Their agency's node may hold copies; they may not."""
    question = world.ask(method, body_for(method), world.token(INVESTIGATOR), agency=INVESTIGATOR.agency)
    refused(world, put(world, question), "POLICY_DENIED")


def test_a_page_for_another_peer(world: World) -> None:
    """Its header names for whom it is; another's cursor leads nowhere."""
    mine = pull(world, max_items=5)
    assert mine.header.receiver == CUSTOMS
    theirs = pull(world, agency=PUNJAB, max_items=5)
    stolen = Cursor(
        feed="records",
        epoch=theirs.header.epoch,
        sequence=mine.header.to_sequence,
        chain_sha256=mine.cursor.chain_sha256,
    )
    refused(world, ask(world, PULL, pulling(mine.cursor), PUNJAB), "CURSOR_WRONG_EPOCH")
    refused(world, ask(world, PULL, pulling(stolen), PUNJAB), "CURSOR_FORK")


def test_a_stolen_cursor(world: World) -> None:
    """Another system's place, word for word: it is the place of nobody else, and says nothing of what was given there."""
    mine = pull(world, max_items=5)
    ack(world, mine.cursor)
    for method in (PULL, ACK):
        refused(world, ask(world, method, body_for(method, mine.cursor), PUNJAB), "CURSOR_WRONG_EPOCH")
    epoch = pull(world, agency=PUNJAB, max_items=5).header.epoch
    stolen = Cursor(feed="records", epoch=epoch, sequence=mine.cursor.sequence, chain_sha256=mine.cursor.chain_sha256)
    refused(world, ask(world, PULL, pulling(stolen), PUNJAB), "CURSOR_FORK")
    assert pull(world, mine.cursor).header.from_sequence == mine.header.to_sequence


def test_a_cursor_whose_chain_was_altered(world: World) -> None:
    cursor = pull(world, max_items=5).cursor
    cursor.chain_sha256 = bytes((cursor.chain_sha256[0] ^ 1,)) + cursor.chain_sha256[1:]
    refused(world, ask(world, PULL, pulling(cursor)), "CURSOR_FORK")
    refused(world, ask(world, ACK, body_for(ACK, cursor)), "CURSOR_FORK")


def test_a_cursor_at_a_number_that_ended_no_page(world: World) -> None:
    cursor = pull(world, max_items=5).cursor
    cursor.sequence -= 1
    refused(world, ask(world, PULL, pulling(cursor)), "CURSOR_FORK")


def test_a_cursor_ahead(world: World) -> None:
    cursor = pull(world, max_items=5).cursor
    cursor.sequence = 10**9
    refused(world, ask(world, PULL, pulling(cursor)), "CURSOR_FUTURE")


def test_an_epoch_rolled_back_or_invented(world: World) -> None:
    cursor = pull(world, max_items=5).cursor
    for epoch in (cursor.epoch - 1, cursor.epoch + 1):
        other = Cursor(feed="records", epoch=epoch, sequence=cursor.sequence, chain_sha256=cursor.chain_sha256)
        for method in (PULL, ACK):
            refused(world, ask(world, method, body_for(method, other)), "CURSOR_WRONG_EPOCH")


def test_an_acknowledgement_of_more_than_was_given(world: World) -> None:
    cursor = everything(world)[-1].cursor
    cursor.sequence += 1
    refused(world, ask(world, ACK, body_for(ACK, cursor)), "ACK_AHEAD")


def test_an_old_acknowledgement_does_not_take_back_what_follows(world: World) -> None:
    pages = everything(world)
    refused(world, ask(world, ACK, body_for(ACK, pages[0].cursor)), "CURSOR_FORK")
    assert pull(world, pages[-1].cursor).items == []


@pytest.mark.parametrize(("most", "wait_ms", "rule"), [(501, 0, "max-items"), (0, 240_001, "wait")])
def test_oversized_questions(world: World, most: int, wait_ms: int, rule: str) -> None:
    refused(world, ask(world, PULL, pulling(None, most, wait_ms)), "INVALID_ARGUMENT", rule)


def test_records_by_name_are_no_way_round(world: World) -> None:
    """What may not be held is told as what does not exist is."""
    names = [
        f"agencies/{PUNJAB}/records/pb-young",
        f"agencies/{PUNJAB}/records/nothing",
        f"agencies/{FIA}/records/fia-ecl",
    ]
    raw = FetchRecordsRequest(records=names).SerializeToString()
    body = FetchRecordsResponse.FromString(answered(world, ask(world, FETCH, raw)))
    young, nothing, ecl = (SyncItem.FromString(item) for item in body.items)
    nothing.removal.record = names[0]
    assert young == nothing
    assert ecl.HasField("copy")


def test_releases_to_another_agencys_officers(world: World) -> None:
    """What FIA releases to an officer of Punjab's is told and given to Punjab's system, and to no other."""
    told = {PUNJAB: {BARE}, CUSTOMS: set[str](), CHILD: set[str]()}
    id_ = requested(world).id
    for granted in (True, False):
        decided(world, OWNER, id_, 60_000 if granted else 0)
        for agency, names in told.items():
            asking = PullChangesRequest(cursor=begin(), releases=KnownReleases())
            found = PullChangesResponse.FromString(
                answered(world, ask(world, PULL, asking.SerializeToString(), agency))
            )
            assert {each.record for each in found.releases.records} == (names if granted else set()), agency
            fetch = FetchRecordsRequest(records=[BARE], released=True).SerializeToString()
            (item,) = FetchRecordsResponse.FromString(answered(world, ask(world, FETCH, fetch, agency))).items
            assert SyncItem.FromString(item).HasField("copy") == bool(granted and names), agency
    asking = PullChangesRequest(cursor=begin("orders"), releases=KnownReleases())
    refused(world, ask(world, PULL, asking.SerializeToString()), "INVALID_ARGUMENT", "feed")


def test_digests_are_of_what_was_given_to_the_caller(world: World) -> None:
    pages = everything(world)
    raw = CompareRangesRequest(feed="records", epoch=pages[0].header.epoch, ranges=[{}]).SerializeToString()
    (whole,) = CompareRangesResponse.FromString(answered(world, ask(world, COMPARE, raw))).ranges
    held = {one.record.rpartition("/")[2] for one in whole.held}
    assert held == {record for page in pages for record in page.records()}
    refused(world, ask(world, COMPARE, raw, PUNJAB), "CURSOR_WRONG_EPOCH")


def test_a_poll_waits_for_a_change_and_holds_no_slot(world: World) -> None:
    """One leaf when it is over, and one poll a receiver: the one before ends with nothing new."""
    cursor = everything(world)[-1].cursor
    mark = world.log.size()
    line = world.fresh_line(CUSTOMS)
    polls = [world.ask(PULL, pulling(cursor, wait_ms=60_000), agency=CUSTOMS) for _ in range(2)]
    with ThreadPoolExecutor() as threads:
        waiting = {threads.submit(line.later(poll, timeout=90.0)): poll for poll in polls}
        over, still = wait(waiting, return_when=FIRST_COMPLETED)
        assert [page_of(world, waiting, one).records() for one in over] == [[]]
        world.plant([make.listing("fia-later", agency=FIA, subject=planted.who(planted.LATER))])
        assert [page_of(world, waiting, one).records() for one in still] == [["fia-later"]]
    kinds = [entry.open.kind for entry in world.log.since(mark) if entry.open.method == PULL]
    assert kinds == ["READ", "READ"]
    line.close()


def page_of(world: World, waiting: Mapping[Future[Back], Question], one: Future[Back]) -> Page:
    proven = world.proven(waiting[one], one.result())
    assert proven.header.grpc_status == 0
    return Page.of(proven.body)


def test_nothing_new_is_said_when_the_time_is_up(world: World) -> None:
    cursor = everything(world)[-1].cursor
    began = time.monotonic()
    page = pull(world, cursor, wait_ms=1500)
    assert (page.header.count, page.header.passed) == (0, 0)
    assert page.cursor == cursor
    assert time.monotonic() - began >= 1.4


def test_an_agreement_that_ends_takes_back_what_it_gave(world: World) -> None:
    """Ordered back, told once, then the door is closed; who holds by another agreement, or their own, goes on."""
    cursor = everything(world, agency=CHILD)[-1].cursor
    others = everything(world)[-1].cursor
    agree(world.files, *AGREED, agreement(FIA, PUNJAB))
    world.follow_registry()
    until(lambda: epoch(world, CHILD) not in (0, cursor.epoch), "the node takes the registry")
    refused(world, ask(world, PULL, pulling(cursor), CHILD), "ORDERS_FIRST")
    orders = everything(world, begin("orders"), CHILD)
    recalled = {(one.order.kind, one.order.record) for page in orders for one in page.items}
    assert (ORDER_KIND_RECALL, f"agencies/{FIA}/records/fia-ecl") in recalled
    refused(world, ask(world, PULL, pulling(cursor), CHILD), "CURSOR_WRONG_EPOCH")
    pages = everything(world, agency=CHILD)
    assert f"agencies/{FIA}/records/fia-ecl" in [name for page in pages for name in page.removed()]
    assert [record for page in pages for record in page.records()] == []
    refused(world, ask(world, PULL, pulling(), CHILD), "NO_AGREEMENT")
    assert pull(world, others).items == []


def epoch(world: World, agency: str) -> int:
    """Of the records; 0 while the log does not know the registry yet."""
    seen = ask(world, NEGOTIATE, body_for(NEGOTIATE), agency)
    proven = world.proven(seen.question, seen.back)
    return NegotiateResponse.FromString(proven.body).feeds[1].epoch if not proven.header.grpc_status else 0
