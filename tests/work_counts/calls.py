"""The twenty calls, each made for a person of a number: what comes before it, and the call itself.

A call that needs another one before it, such as the answer to a hit, makes that one first, which is not counted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from google.protobuf.message import Message
from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest
from rabta.exchange.v1 import hit_service_pb2, watch_service_pb2
from rabta.exchange.v1.check_service_pb2 import CheckTravellerRequest
from rabta.exchange.v1.exchange_service_pb2 import AckPagesRequest
from rabta.exchange.v1.page_pb2 import Cursor
from rabta.records.v1 import records_service_pb2 as records
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.person_pb2 import PersonDescription
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, NAME_TYPE_OWN, Identifier, Name

from services.values.records import CaseReference, RecordVersion, Statement
from tests.e2e import exchange, people, planted
from tests.e2e.bodies import AUDIT, HISTORY, RECORDS, SUBMIT, history_of
from tests.e2e.corrections import CORRECTIONS, proposing
from tests.e2e.hits import ASKER, HITS, OWNER, confirming
from tests.e2e.people import CUSTOMS, FIA, FIA_CASE, PUNJAB, RECORDERS
from tests.e2e.referrals import REFERRALS, referring_to_shelter
from tests.fakes import record_maker as make
from tests.work_counts.node import NOW_MS, Node
from tests.work_counts.sent import Answer, Sent

DAY_MS: Final = 86_400_000
VERSIONS, PAGE, COPIES, ENTRIES = 30, 50, 10, 10
"""Of a record that was often corrected; of a long page of an import, a page of copies, a read of the log."""
OF_FIA: Final = (CaseReference("FIR", FIA_CASE),)


@dataclass
class World:
    """The hub with its records. ``cursor``: up to where Customs pulled copies; ``acknowledged``: what it said of that."""

    node: Node
    cursor: Cursor = field(default_factory=exchange.begin)

    async def done(self, sent: Sent) -> Answer:
        """The answer to a call that is to be answered. Raises AssertionError."""
        answer = await sent.served()
        assert answer.code == 0, (sent.method, answer.details, answer.trailing)
        return answer

    async def plant(self, count: int) -> None:
        """Records of every kind, and of so many people for each call. From then on nothing runs between two calls."""
        versions = planted.all_records()
        for number in range(count):
            versions += [*copied(number), *make.man(100 + number), *described(number), *wanted(number)]
            versions += often_corrected(number)
        for agency, run in planted.owner_runs(versions).items():
            await self.done(self.node.asking(RECORDERS[agency], SUBMIT, self.node.page(agency, run)))
        await self.node.persons.catch_up()
        self.node.looking.cancel()


NAMES: Final = ("Rashid Minhas", "Tariq Jameel", "Waseem Sajjad")


def copied(number: int) -> list[RecordVersion]:
    """Records of which Customs holds copies."""
    return [
        make.listing(
            f"fia-copied-{number}-{each}", agency=FIA, subject=make.person(make.cnic(1000 + number * 100 + each)),
            case_references=OF_FIA,
        )
        for each in range(2 * COPIES)
    ]  # fmt: skip


def described(number: int) -> list[RecordVersion]:
    """Somebody whose name is like no other's."""
    who = make.person(make.cnic(300 + number), "1979-05-06", NAMES[number])
    return [make.party(f"fia-described-{number}", agency=FIA, subject=who, case_references=OF_FIA)]


def wanted(number: int) -> list[RecordVersion]:
    """Somebody who is not to leave."""
    who = make.person(make.cnic(400 + number), "1979-05-06", "Sought Person")
    return [make.listing(f"fia-wanted-{number}", agency=FIA, subject=who, case_references=OF_FIA)]


def often_corrected(number: int) -> list[RecordVersion]:
    """Every version of a record that was corrected again and again."""
    who = make.person(make.cnic(200 + number), "1979-05-06", "Often Corrected")
    versions = [make.party(f"fia-corrected-{number}", agency=FIA, subject=who, case_references=OF_FIA)]
    for each in range(1, VERSIONS):
        versions.append(make.following(versions[-1], status_note=f"correction {each:02}"))
    return versions


def packed(request: Message) -> bytes:
    """A request as it travels."""
    return request.SerializeToString(deterministic=True)


def cnic(number: int) -> Identifier:
    """A number as requests have it."""
    return Identifier(type=IDENTIFIER_TYPE_CNIC, value=make.cnic(number))


def history(world: World, cnic: int, officer: people.Officer = people.INVESTIGATOR) -> Sent:
    return world.node.asking(officer, HISTORY, history_of(make.cnic(cnic)))


async def history_first(world: World, number: int) -> Sent:
    return history(world, 100 + number)


async def history_again(world: World, number: int) -> Sent:
    await world.done(history(world, 100 + number))
    return history(world, 100 + number)


async def history_of_many_versions(world: World, number: int) -> Sent:
    return history(world, 200 + number)


async def history_of_nobody(world: World, number: int) -> Sent:
    return history(world, 9000 + number)


async def refused_by_policy(world: World, number: int) -> Sent:
    """Punjab's investigator names a case of FIA's."""
    return history(world, 100 + number, people.PUNJAB_INVESTIGATOR.asking(case_key=FIA_CASE))


async def search_by_number(world: World, number: int) -> Sent:
    request = records.SearchRequest(selector=Selector(identifier=cnic(100 + number)))
    return world.node.asking(people.INVESTIGATOR, f"{RECORDS}Search", packed(request))


async def search_by_name(world: World, number: int) -> Sent:
    await world.node.persons.catch_up()
    who = PersonDescription(names=[Name(type=NAME_TYPE_OWN, text=NAMES[number])])
    request = records.SearchPersonRequest(person=who)
    return world.node.asking(people.INVESTIGATOR, f"{RECORDS}SearchPerson", packed(request))


async def record_read(world: World, number: int) -> Sent:
    request = records.GetRecordRequest(name=f"agencies/{FIA}/records/fia-corrected-{number}")
    return world.node.asking(people.INVESTIGATOR, f"{RECORDS}GetRecord", packed(request))


async def page_of_one(world: World, number: int) -> Sent:
    one = make.party(f"pb-one-{number}", agency=PUNJAB, subject=make.person(make.cnic(500 + number)))
    return world.node.asking(RECORDERS[PUNJAB], SUBMIT, world.node.page(PUNJAB, [one]))


async def page_of_fifty(world: World, number: int) -> Sent:
    """Nine men and their cases, as a police station enters them."""
    versions = [each for man in range(9) for each in make.man(600 + number * 10 + man) if each.agency == PUNJAB]
    return world.node.asking(RECORDERS[PUNJAB], SUBMIT, world.node.page(PUNJAB, versions[:PAGE]))


async def statement_entered(world: World, number: int) -> Sent:
    body = Statement("161", "2020-05-10T11:00", "SI Khan", text="They locked us in.", relation="FIRST")
    who = make.person(make.cnic(700 + number), "1990-01-02", "Sadia Witness")
    one = make.version("STATEMENT", f"pb-said-{number}", body, agency=PUNJAB, subject=who, role="WITNESS")
    return world.node.asking(RECORDERS[PUNJAB], SUBMIT, world.node.page(PUNJAB, [one]))


async def traveller_checked(world: World, number: int) -> Sent:
    request = CheckTravellerRequest(document=cnic(400 + number))
    return world.node.asking(people.BORDER, "/rabta.exchange.v1.CheckService/CheckTraveller", packed(request))


async def hit_answered(world: World, number: int) -> Sent:
    """FIA says that its record holds, of which Punjab's chief asked."""
    question = confirming(record=f"agencies/{FIA}/records/fia-described-{number}")
    answer = await world.done(world.node.asking(ASKER, f"{HITS}ConfirmHit", packed(question)))
    made = hit_service_pb2.ConfirmHitResponse.FromString(answer.body).request
    request = hit_service_pb2.AnswerHitRequest(request_id=f"answer-{number:06d}", id=made.id, answer="HIT_STATE_VALID")
    return world.node.asking(OWNER, f"{HITS}AnswerHit", packed(request))


async def correction_proposed(world: World, number: int) -> Sent:
    request = proposing(f"agencies/{FIA}/records/fia-described-{number}")
    return world.node.asking(ASKER, f"{CORRECTIONS}ProposeCorrection", packed(request))


async def watch_placed(world: World, number: int) -> Sent:
    request = watch_service_pb2.WatchRequest(
        request_id=f"watch-{number:06d}", expires_ms=NOW_MS + 30 * DAY_MS, identifier=cnic(100 + number)
    )
    return world.node.asking(people.INVESTIGATOR, "/rabta.exchange.v1.WatchService/Watch", packed(request))


def pull(world: World) -> Sent:
    return world.node.call(exchange.PULL, exchange.pulling(world.cursor, max_items=COPIES), CUSTOMS)


async def copies_pulled(world: World, _number: int) -> Sent:
    """The page after one that is acknowledged."""
    await world.done(await copies_acknowledged(world, _number))
    return pull(world)


async def copies_acknowledged(world: World, _number: int) -> Sent:
    pulled = exchange.Page.of((await world.done(pull(world))).body)
    assert len(pulled.items) == COPIES
    world.cursor = pulled.cursor
    return world.node.call(exchange.ACK, packed(AckPagesRequest(taken=world.cursor)), CUSTOMS)


async def expunge_ordered(world: World, number: int) -> Sent:
    """FIA expunges a record of which Customs holds a copy."""
    page = world.node.page(FIA, [make.expunged(copied(0)[number])])
    return world.node.asking(RECORDERS[FIA], SUBMIT, page)


async def referral_sent(world: World, _number: int) -> Sent:
    return world.node.asking(people.PROTECTOR, f"{REFERRALS}SendReferral", packed(referring_to_shelter()))


async def entries_read(world: World, number: int) -> Sent:
    world.node.log.tick()
    request = GetEntriesRequest(start=1 + number * ENTRIES, count=ENTRIES)
    return world.node.asking(people.AUDITOR, f"{AUDIT}GetEntries", packed(request))


Prepare = Callable[[World, int], Awaitable[Sent]]
CALLS: Final[dict[str, Prepare]] = {
    "history, first": history_first,
    "history, again": history_again,
    "history, a record of 30 versions": history_of_many_versions,
    "history of nobody": history_of_nobody,
    "history, refused by policy": refused_by_policy,
    "search by number": search_by_number,
    "search by name": search_by_name,
    "one record": record_read,
    "page of 1 version": page_of_one,
    "page of 50 versions": page_of_fifty,
    "page of 1 statement": statement_entered,
    "traveller checked": traveller_checked,
    "hit answered": hit_answered,
    "correction proposed": correction_proposed,
    "watch placed": watch_placed,
    "page of 10 copies": copies_pulled,
    "copies acknowledged": copies_acknowledged,
    "record expunged that others hold": expunge_ordered,
    "referral sent": referral_sent,
    "10 log entries, by oversight": entries_read,
}
