"""People of one outward shape of whom some are victims, what agencies without a part plant about all of them, and what they feel.

Each group has one victim among three others, and everything that is planted and asked is the same within a group. FIA owns
the cases in which the victims stand, Punjab has open records of three groups in four.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final, NamedTuple

from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from rabta.audit.v1 import audit_service_pb2 as audit
from rabta.exchange.v1 import check_service_pb2 as check
from rabta.exchange.v1 import hit_service_pb2 as hit
from rabta.exchange.v1 import watch_service_pb2 as watch
from rabta.records.v1 import case_law_pb2 as law
from rabta.records.v1 import claim_pb2 as claim
from rabta.records.v1 import guard_pb2 as guard
from rabta.records.v1 import person_pb2 as person
from rabta.records.v1 import record_pb2
from rabta.records.v1 import records_service_pb2 as records
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, NAME_TYPE_OWN, Identifier, Name
from rabta.signing.v1.page_pb2 import VersionProof

from services.values.records import Birth, Party, RecordVersion, Section, Subject
from tests.e2e.attacks.test_two_hubs import _fields, plain
from tests.e2e.attacks.two_laws import EVERY, path_of
from tests.e2e.people import FIA, PUNJAB, Officer
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

EACH: Final = 4
"""People of a group, one of them a victim."""
KINDS: Final = ("VICTIM", "WITNESS", "COMPLAINANT", "child", "protected", "VICTIM", "sealed", "expunged")
"""What hides a victim, by group in turns."""
UNSHOWN: Final = ("child", "sealed")
"""Kinds that hide other owners' records too: nobody of their groups has an open one."""
STATION: Final = "FIA/LAHORE/AHTC/{}/2024"
BORN: Final = "1990-02-01"
_REFERENCE: Final = re.compile(rb"R-[A-Z2-7]{8}")
_SYLLABLES: Final = ("ba", "du", "fi", "go", "ha", "ju", "ki", "lo", "ma", "nu", "pi", "ro", "sa", "tu", "vi", "zo")


@dataclass(frozen=True)
class Soul:
    """One of the crowd: ``index`` is its place in all, ``group`` its group's."""

    index: int
    group: int
    victim: bool
    subject: Subject

    @property
    def number(self) -> str:
        return self.subject.identifiers[0].value

    @property
    def kind(self) -> str:
        """What hides the victim of its group."""
        return KINDS[self.group % len(KINDS)]

    @property
    def case(self) -> str:
        """FIA's number of the case of its group."""
        return STATION.format(f"27{self.group:02}")

    def id_of(self, what: str) -> str:
        """Id of a record about it; ids of two people differ in their last four digits alone."""
        return f"{what}-{self.index:04}"


@dataclass(frozen=True)
class Attacker:
    """An agency without a part: its case, the officers who ask, and who writes and reads lists."""

    agency: str
    case: str
    officers: tuple[Officer, ...]
    recorder: Officer


class Felt(NamedTuple):
    """One answer as somebody without a part reads it. ``others``: owners in it besides the attackers, in order."""

    question: str
    reason: str
    others: tuple[str, ...]
    size: int
    words: bytes


def crowd(groups: int, first: int) -> list[Soul]:
    """``groups`` times four people; CNICs from ``first`` on. The victim's place in its group changes."""
    souls = []
    for index in range(groups * EACH):
        group, place = divmod(index, EACH)
        subject = make.person(make.cnic(first + index), BORN, _name(index))
        souls.append(Soul(index, group, place == (group * 7 + group // 4) % EACH, subject))
    return souls


def _name(index: int) -> str:
    """Two words of eight letters that few others of the crowd sound like."""
    drawn = sha256(b"%d" % index).digest()
    syllables = "".join(_SYLLABLES[byte % len(_SYLLABLES)] for byte in drawn[:8])
    return f"{syllables[:8]} {syllables[8:]}".title()


def opened(souls: Sequence[Soul]) -> list[RecordVersion]:
    """FIA's files, and what Punjab accuses people of openly, in its own case."""
    cases = {soul.case: soul.group for soul in souls}
    files = [
        make.case_file(f"fia-27-{group:02}", agency=FIA, officers=("fia-2727",), case_references=ref(case))
        for case, group in cases.items()
    ]
    own = ref("PB/LAHORE/ICHHRA/2727/2024")
    file = make.case_file("pb-2727", agency=PUNJAB, officers=("pb-2727",), case_references=own)
    return [*files, file] + [
        make.party(soul.id_of("pb-open"), agency=PUNJAB, subject=soul.subject, case_references=own)
        for soul in souls
        if soul.kind not in UNSHOWN
    ]


def hidden(soul: Soul) -> list[list[RecordVersion]]:
    """Pages of a victim's case, each after the other: what nobody without a part may feel."""
    case, kind = ref(soul.case), soul.kind
    role = kind if kind.isupper() else "ACCUSED" if kind in ("sealed", "expunged") else "VICTIM"
    subject = soul.subject
    if kind == "child":
        document = Birth("2011-01-01", "2011-01-01", basis="CRC", issuer="NADRA", number="7", sha256=bytes(32))
        subject = replace(subject, birth=document)
    party = make.party(soul.id_of("fia-hides"), agency=FIA, role=role, subject=subject, case_references=case)
    if kind == "protected":
        party = replace(party, body=Party((Section("PTPA", "3"),), "", "RECOGNISED", "2020-01-01", "2025-01-01"))
    if kind == "sealed":
        order = make.order(soul.id_of("fia-seals"), "SEALED", agency=FIA, subject=subject, case_references=case)
        return [[order], [party]]
    return [[party], [make.expunged(party)]] if kind == "expunged" else [[party]]


def attackers_of(soul: Soul, attackers: Sequence[Attacker], each: int) -> list[Attacker]:
    """Who plants and asks about a group: ``each`` agencies, by turns."""
    step = max(len(attackers) // each, 1)
    return [attackers[(soul.group + step * place) % len(attackers)] for place in range(min(each, len(attackers)))]


def plants(soul: Soul, attacker: Attacker, place: int) -> list[RecordVersion]:
    """What an agency writes about somebody, under FIA's number and under its own; a different trick by its place."""
    theirs, own, agency, who = ref(soul.case), ref(attacker.case), attacker.agency, soul.subject
    boss = soul.id_of(f"accuses-{place}")
    accused = replace(
        make.party(boss, agency=agency, subject=who, case_references=theirs),
        body=Party((Section("CNSA", "9(c)"), Section("PTPA", "3"))),
    )
    by: dict[str, Any] = {"agency": agency, "subject": who}
    tricks: list[list[RecordVersion]] = [
        [make.following(accused, status_note="a further ground"), make.misused(soul.id_of("misused"), "who", **by)],
        [
            make.listing(soul.id_of("listed"), case_references=own, **by),
            make.party(soul.id_of("own"), case_references=(*theirs, *own), **by),
        ],
        [make.order(soul.id_of("paper"), "SEALED", case_references=theirs, **by)],
        [make.party(soul.id_of("role"), role="VICTIM", case_references=theirs, **by)],
        [make.custody(soul.id_of("held"), "ARREST", "2024-05-03", case_references=theirs, **by)],
    ]
    moved = make.party(soul.id_of(f"moves-{place}"), case_references=own, **by)
    return [accused, moved, *tricks[place % len(tricks)], make.following(moved, case_references=theirs)]


def questions(soul: Soul, attacker: Attacker, officer: Officer, place: int) -> Iterator[tuple[Officer, str, Message]]:
    """Whatever an officer can ask of somebody: the officer with a reason, the service, the request."""
    card = Identifier(type=IDENTIFIER_TYPE_CNIC, value=soul.number)
    who, name = Selector(identifier=card), f"agencies/{attacker.agency}/records/{soul.id_of(f'accuses-{place}')}"
    of_records: list[Message] = [
        records.GetHistoryRequest(selector=who),
        records.GetHistoryRequest(selector=who, as_of_valid="2024-06-01"),
        records.SearchRequest(selector=who),
        records.SearchRequest(selector=who, page_size=1),
        records.GetPersonRequest(record=name),
        records.GetRecordRequest(name=name),
        records.ListVersionsRequest(name=name),
        law.FitChargesRequest(victim=name),
    ]
    for request in of_records:
        yield officer, "records.v1.RecordsService", request
    yield officer.asking(query_class="WANTED"), "records.v1.RecordsService", of_records[0]
    yield officer, "exchange.v1.CheckService", check.CheckTravellerRequest(document=card)
    word = soul.id_of(f"{officer.id}-27")
    yield officer, "exchange.v1.WatchService", watch.WatchRequest(request_id=f"w-{word}", identifier=card)
    in_force = hit.ConfirmHitRequest(request_id=f"h-{word}", record=name, questions=["HIT_QUESTION_IN_FORCE"])
    yield officer, "exchange.v1.HitService", in_force


def by_name(soul: Soul, officer: Officer) -> tuple[Officer, str, Message]:
    """A search by name, to which the people of like names answer as well."""
    named = person.PersonDescription(names=[Name(type=NAME_TYPE_OWN, text=soul.subject.names[0].text)])
    return officer, "records.v1.RecordsService", records.SearchPersonRequest(person=named)


LISTS: Final[tuple[tuple[str, Message], ...]] = (
    ("records.v1.RecordsService", claim.ListClaimsRequest()),
    ("records.v1.RecordsService", guard.ListGuardsRequest()),
    ("exchange.v1.WatchService", watch.ListWatchesRequest()),
    ("exchange.v1.WatchService", watch.ListAlertsRequest()),
    ("exchange.v1.HitService", hit.ListHitRequestsRequest()),
    ("audit.v1.AuditService", audit.ListNoticesRequest()),
    ("audit.v1.AuditService", audit.FindWithheldRequest()),
)
"""What an agency is told of itself."""
Sent = Callable[[Officer, str, Message], tuple[str, bytes]]
"""Asks the hub: the reason of a refusal, empty for none, and the answer's body."""


def sender(world: World) -> Sent:
    """Over the agency's own connection; each answer is proven."""

    def send(officer: Officer, path: str, request: Message) -> tuple[str, bytes]:
        question = world.asking(officer, path, request.SerializeToString(deterministic=True))
        back = world.line(officer.agency).send(question)
        return back.text, world.proven(question, back).body

    return send


def felt_by_name(send: Sent, soul: Soul, officer: Officer, allies: set[str]) -> Felt:
    """What an officer finds by the person's name: owners besides the attackers among candidates with the person's number."""
    asking, service, request = by_name(soul, officer)
    reason, raw = send(asking, path_of(service, request), request)
    candidates = [] if reason else records.SearchPersonResponse.FromString(raw).candidates
    those = [each.SerializeToString() for each in candidates if soul.number.encode() in each.SerializeToString()]
    owners = tuple(
        each.match.owner for each in candidates if each.match.owner not in allies and soul.number in str(each)
    )
    return Felt(f"{officer.roles[0]} SearchPerson", reason, owners, len(those), b"")


def felt(send: Sent, soul: Soul, attacker: Attacker, place: int, allies: set[str]) -> Iterator[Felt]:
    """What each officer of an agency is answered about somebody."""
    for officer in (*attacker.officers, attacker.recorder):
        for asking, service, request in questions(soul, attacker, officer, place):
            path = path_of(service, request)
            reason, raw = send(asking, path, request)
            name = f"{place} {officer.roles[0]} {asking.why.query_class} {path.rpartition('/')[2]} {request.ByteSize()}"
            yield _read(name, reason, raw, path, soul, allies)


def _read(name: str, reason: str, raw: bytes, path: str, soul: Soul, allies: set[str]) -> Felt:
    kind = GetMessageClass(EVERY[path].output_type)
    if reason or not raw:
        return Felt(name, reason, (), len(raw), b"")
    message: Any = kind.FromString(plain(kind, raw))
    for of, field, value in list(_fields(message)):
        if field == "proof":
            value.CopyFrom(VersionProof(index=1, salt=bytes(16)))
        elif field in ("page", "pages"):
            of.ClearField(field)
        elif field == "version" and isinstance(value, bytes):
            of.version = _unchained(value)
    owners = (value for _, field, value in _fields(message) if field == "owner")
    body = nameless(message.SerializeToString(deterministic=True), soul)
    return Felt(name, "", tuple(owner for owner in owners if owner not in allies), len(body), body)


def _unchained(raw: bytes) -> bytes:
    """A version without the digest of the one before, of which the person's name is part."""
    version = record_pb2.RecordVersion.FromString(raw)
    version.previous_sha256 = bytes(len(version.previous_sha256))
    return version.SerializeToString(deterministic=True)


def nameless(raw: bytes, soul: Soul) -> bytes:
    """An answer without what names its person; lengths stay."""
    raw = re.sub(rb"-%04d\b" % soul.index, b"-0000", raw)
    for word in (soul.number, *soul.subject.names[0].text.split()):
        raw = raw.replace(word.encode(), b"x" * len(word))
    return _REFERENCE.sub(b"R-XXXXXXXX", raw)


def mentions(send: Sent, attacker: Attacker, souls: Sequence[Soul]) -> dict[int, tuple[int, ...]]:
    """How often each list of an agency names each person or a record about them, by index."""
    bodies = [
        send(officer, path_of(service, request), request)[1]
        for officer in (*attacker.officers, attacker.recorder)
        for service, request in LISTS
    ]
    return {
        soul.index: tuple(
            body.count(soul.number.encode()) + len(re.findall(rb"-%04d\b" % soul.index, body)) for body in bodies
        )
        for soul in souls
    }
