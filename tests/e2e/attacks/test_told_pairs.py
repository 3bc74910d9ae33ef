"""AUTHORITY 6 (told), by pairs: whom a case protects is answered for as nobody is, after whatever a stranger wrote of both.

FIA's cases name a victim, a witness and a complainant, and of one person nothing. Sindh has a case and an officer for
each, writes the same about each, and calls each row of one table: the answers are compared by bytes, without the serial
by which people, cases and records differ, and what is new with each call.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

import pytest
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from rabta.audit.v1 import audit_service_pb2 as audit
from rabta.exchange.v1 import check_service_pb2 as check
from rabta.exchange.v1 import correction_service_pb2 as correction
from rabta.exchange.v1 import hit_service_pb2 as hit
from rabta.exchange.v1 import watch_service_pb2 as watch
from rabta.records.v1 import case_law_pb2 as law
from rabta.records.v1 import claim_pb2 as claim
from rabta.records.v1 import records_service_pb2 as records
from rabta.records.v1 import statement_review_pb2 as review
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier
from rabta.referral.v1 import referral_service_pb2 as referral
from rabta.signing.v1.page_pb2 import VersionProof

from services.values.records import RecordVersion
from tests.e2e.attacks.test_two_hubs import Told, _fields, told
from tests.e2e.attacks.two_laws import EVERY
from tests.e2e.people import BORDER, FIA, RECORDERS, SINDH, SINDH_INVESTIGATOR, Officer, investigate
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

SERIALS: Final = {"NOBODY": "8350", "VICTIM": "8361", "WITNESS": "8372", "COMPLAINANT": "8383"}
"""What FIA's case says of a person -> the serial by which all that is theirs differs from another's."""
LATE: Final = {"NOBODY": "8405", "VICTIM": "8416", "WITNESS": "8427", "COMPLAINANT": "8438"}
"""The same of four others, of whom FIA writes only when all that Sindh writes of them stands."""
DRAWN: Final = ("id", "watch", "feed")
"""Random names of what an officer made, and of their feed of alerts."""
REFERENCE: Final = re.compile(rb"R-[A-Z2-7]{8}")
"""Under every accused of a watched charge stands one of their own."""


class Whom(NamedTuple):
    """One person, FIA's case that may name them, and Sindh's own case about them."""

    role: str
    serial: str

    @property
    def number(self) -> str:
        return make.cnic(int(self.serial))

    @property
    def own_case(self) -> str:
        return f"SD/KARACHI/SADDAR/{self.serial}/2024"

    @property
    def officer(self) -> Officer:
        return replace(SINDH_INVESTIGATOR, id=f"sd-told-{self.serial}", why=investigate(self.own_case))

    @property
    def selector(self) -> Selector:
        return Selector(identifier=Identifier(type=IDENTIFIER_TYPE_CNIC, value=self.number))

    @property
    def own(self) -> str:
        """Name of Sindh's record that accuses them in its own case."""
        return f"agencies/{SINDH}/records/sd-own-{self.serial}"

    @property
    def hidden(self) -> str:
        """Name of FIA's record of them, or of none."""
        return f"agencies/{FIA}/records/fia-told-{self.serial}"


def hidden(whom: Whom) -> list[RecordVersion]:
    """FIA's case, and what it says of the person."""
    case, subject = ref(f"FIA/LAHORE/AHTC/{whom.serial}/2024"), make.person(whom.number, name="Told About")
    file = make.case_file(f"fia-file-{whom.serial}", agency=FIA, officers=("fia-1836",), case_references=case)
    if whom.role == "NOBODY":
        return [file]
    name = f"fia-told-{whom.serial}"
    return [file, make.party(name, agency=FIA, role=whom.role, subject=subject, case_references=case)]


def plants(whom: Whom) -> list[RecordVersion]:
    """What Sindh writes: its case, an accusation there and in FIA's case, an arrest in FIA's case, an entry of a list."""
    own, theirs = ref(whom.own_case), ref(f"FIA/LAHORE/AHTC/{whom.serial}/2024")
    subject, serial = make.person(whom.number, name="Told About"), whom.serial
    return [
        make.case_file(f"sd-file-{serial}", agency=SINDH, officers=(whom.officer.id,), case_references=own),
        make.party(f"sd-own-{serial}", agency=SINDH, subject=subject, case_references=own),
        make.party(f"sd-theirs-{serial}", agency=SINDH, subject=subject, case_references=theirs),
        make.custody(f"sd-arrest-{serial}", "ARREST", "2024-06-01", agency=SINDH, subject=subject,
                     case_references=theirs),
        make.listing(f"sd-list-{serial}", agency=SINDH, subject=subject, type="WATCH", case_references=own),
    ]  # fmt: skip


def _post(whom: Whom) -> Officer:
    return replace(BORDER, id=f"cu-told-{whom.serial}")


def _officer(whom: Whom) -> Officer:
    return whom.officer


class Row(NamedTuple):
    """One call: its service, its request about a person, and who sends it."""

    service: str
    request: Callable[[Whom], Message]
    officer: Callable[[Whom], Officer] = _officer

    @property
    def path(self) -> str:
        name = self.request(Whom("NOBODY", SERIALS["NOBODY"])).DESCRIPTOR.name.removesuffix("Request")
        return f"/rabta.{self.service}/{name}"


RECORDS, HITS, WATCHES = "records.v1.RecordsService", "exchange.v1.HitService", "exchange.v1.WatchService"
REFERRALS, CORRECTIONS = "referral.v1.ReferralService", "exchange.v1.CorrectionService"
ROWS: Final = (
    Row(RECORDS, lambda whom: records.GetHistoryRequest(selector=whom.selector)),
    Row(RECORDS, lambda whom: records.SearchRequest(selector=whom.selector)),
    Row(RECORDS, lambda whom: records.GetRecordRequest(name=whom.own)),
    Row(RECORDS, lambda whom: records.GetRecordRequest(name=whom.hidden)),
    Row(RECORDS, lambda whom: records.ListVersionsRequest(name=whom.own)),
    Row(RECORDS, lambda whom: records.ListVersionsRequest(name=whom.hidden)),
    Row(RECORDS, lambda whom: records.GetPersonRequest(record=whom.own)),
    Row(RECORDS, lambda whom: records.GetPersonRequest(record=whom.hidden)),
    Row(RECORDS, lambda whom: law.CheckChildRequest(record=whom.own, asked_as="ASKED_AS_ACCUSED")),
    Row(RECORDS, lambda whom: law.FitChargesRequest(victim=whom.hidden)),
    Row(RECORDS, lambda _: law.ListClocksRequest()),
    Row(RECORDS, lambda _: review.ReviewStatementsRequest()),
    Row(RECORDS, lambda whom: records.ConfirmPersonRequest(selector=whom.selector),
        lambda whom: whom.officer.asking(query_class="IDENTITY", second_basis="NADRA")),
    Row("exchange.v1.CheckService", lambda whom: check.CheckTravellerRequest(document=whom.selector.identifier), _post),
    Row(HITS, lambda whom: hit.ConfirmHitRequest(request_id=f"hit-hidden-{whom.serial}", record=whom.hidden,
                                                 questions=["HIT_QUESTION_IN_FORCE"])),
    Row(HITS, lambda _: hit.ListHitRequestsRequest()),
    Row(WATCHES, lambda whom: watch.WatchRequest(request_id=f"watch-number-{whom.serial}",
                                                 identifier=whom.selector.identifier)),
    Row(WATCHES, lambda _: watch.ListWatchesRequest()),
    Row(WATCHES, lambda _: watch.ListAlertsRequest()),
    Row(CORRECTIONS, lambda whom: correction.ProposeCorrectionRequest(
        request_id=f"correct-hidden-{whom.serial}", record=whom.hidden, reason="The register says so.")),
    Row(CORRECTIONS, lambda _: correction.ListCorrectionsRequest()),
    Row(REFERRALS, lambda _: referral.GetReferralStatusRequest()),
    Row(REFERRALS, lambda _: referral.GetCompensationStatusRequest()),
    Row("audit.v1.AuditService", lambda _: audit.ListNoticesRequest()),
)  # fmt: skip


def answer(world: World, row: Row, whom: Whom) -> Told:
    """One answer that can be compared with another person's."""
    request = row.request(whom)
    if isinstance(request, watch.WatchRequest):
        request.expires_ms = world.clock.now() + 30 * 86_400_000
    raw = request.SerializeToString(deterministic=True)
    kind = GetMessageClass(EVERY[row.path].output_type)
    shown, _ = told(world, world.asking(row.officer(whom), row.path, raw), kind)
    return _nameless(shown, kind, whom.serial)


def _nameless(shown: Told, kind: type[Message], serial: str) -> Told:
    body = shown.body
    if shown.code == 0:
        message = kind.FromString(body)
        for of, field, value in list(_fields(message)):
            if field == "proof":
                value.CopyFrom(VersionProof(index=1))
            elif field in DRAWN and isinstance(value, str):
                setattr(of, field, "x" * len(value))
            elif field.endswith("_ms"):
                setattr(of, field, 1)
        body = message.SerializeToString(deterministic=True)
    body, details = (raw.replace(serial.encode(), b"0000") for raw in (body, shown.details))
    body = REFERENCE.sub(b"R-XXXXXXXX", body)
    entry = shown.entry
    entry = replace(
        entry,
        officer=entry.officer.replace(serial, "0000"),
        case_reference=b"" if isinstance(entry.case_reference, bytes) else "",
        selectors=(b"",) * len(entry.selectors),
        records=tuple(re.sub(serial, "0000", each) for each in entry.records),
        request_id=entry.request_id.replace(serial, "0000"),
        feed="",
    )
    length = len(body) if shown.code == 0 else shown.length
    return shown._replace(body=body, details=details, header=b"", entry=entry, length=length)


def _difference(path: str, one: Told, two: Told) -> tuple[object, ...]:
    """The method, and the two answers from a little before where they part."""
    both = enumerate(zip(one.body, two.body, strict=False))
    parted = next((place for place, (a, b) in both if a != b), 0)
    parts = [each.body[max(parted - 40, 0) : parted + 40] for each in (one, two)]
    return path, one.text, two.text, one.length, two.length, *parts, one.entry == two.entry


@pytest.fixture(scope="module")
def planted_world(world: World) -> World:
    """FIA writes of three of the four; then Sindh writes of each alike."""
    everybody = [Whom(*each) for each in SERIALS.items()]
    world.plant([record for whom in everybody for record in hidden(whom)])
    world.plant([record for whom in everybody for record in plants(whom)])
    return world


@pytest.fixture(scope="module")
def answers(planted_world: World) -> dict[str, list[Told]]:
    """What each person's officers are answered, row by row, each call once."""
    return {role: [answer(planted_world, row, Whom(role, serial)) for row in ROWS] for role, serial in SERIALS.items()}


@pytest.mark.parametrize("role", [each for each in SERIALS if each != "NOBODY"])
def test_whom_a_case_protects_is_answered_for_as_nobody(answers: dict[str, list[Told]], role: str) -> None:
    pairs = zip(ROWS, answers["NOBODY"], answers[role], strict=True)
    assert [_difference(row.path, one, two) for row, one, two in pairs if one != two] == []


def test_the_rows_meet_what_is_shown(answers: dict[str, list[Told]]) -> None:
    """No walk past closed doors: what Sindh wrote itself is shown, and a record of nobody's is refused."""
    given: dict[str, list[Told]] = {}
    for row, one in zip(ROWS, answers["NOBODY"], strict=True):
        given.setdefault(row.path.rpartition("/")[2], []).append(one)
    assert all(b"sd-own-0000" in given[name][0].body for name in ("GetHistory", "Search", "GetRecord", "GetPerson"))
    assert [each.text for each in given["GetRecord"]] == ["", "NOT_FOUND"]


@pytest.fixture(scope="module")
def told_later(world: World) -> World:
    """Sindh writes of each of four others alike; then FIA writes of three of them."""
    everybody = [Whom(*each) for each in LATE.items()]
    world.plant([record for whom in everybody for record in plants(whom)])
    world.plant([record for whom in everybody for record in hidden(whom)])
    return world


def notices(world: World, whom: Whom) -> list[bytes]:
    """What Sindh's record officer is told in ListClaims of records about the person, without its names and times."""
    of_person = [each for each in _claims(world) if each.record.endswith(f"-{whom.serial}")]
    for each in of_person:
        each.claim = ""
        for field in [of.name for of, _ in each.ListFields() if of.name.endswith("_ms")]:
            each.ClearField(field)
    return sorted(each.SerializeToString().replace(whom.serial.encode(), b"0000") for each in of_person)


def _claims(world: World) -> Iterator[claim.Claim]:
    """All pages."""
    request = claim.ListClaimsRequest(page_size=200)
    while True:
        asked = world.asking(RECORDERS[SINDH], f"/rabta.{RECORDS}/ListClaims", request.SerializeToString())
        shown, raw = told(world, asked, claim.ListClaimsResponse)
        assert shown.text == ""
        page = claim.ListClaimsResponse.FromString(raw)
        yield from page.claims
        if not page.next_page_token:
            return
        request.page_token = page.next_page_token


@pytest.mark.parametrize("role", [each for each in LATE if each != "NOBODY"])
def test_a_role_that_comes_after_a_strangers_words_gives_the_stranger_no_notice(told_later: World, role: str) -> None:
    """Notices of 3.5 go to who has a part in that case: where everybody had one, Sindh would learn of the role."""
    nobody = notices(told_later, Whom("NOBODY", LATE["NOBODY"]))
    assert notices(told_later, Whom(role, LATE[role])) == nobody
