"""What LAW 2(c) to 2(e) hides from police: a victim's file, what they said, their referral; and all ways to ask of it.

Two accused of the FIA's are victims in Sindh's file. What is answered about them is the same whether they are or not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from rabta.audit.v1 import audit_service_pb2 as audit
from rabta.exchange.v1 import check_service_pb2 as check
from rabta.exchange.v1 import correction_service_pb2 as correction
from rabta.exchange.v1 import hit_service_pb2 as hit
from rabta.exchange.v1 import order_service_pb2 as order
from rabta.exchange.v1 import watch_service_pb2 as watch
from rabta.linkage.v1 import alert_service_pb2 as alert
from rabta.linkage.v1 import graph_pb2 as graph
from rabta.linkage.v1 import link_pb2 as link
from rabta.linkage.v1 import question_pb2 as question
from rabta.records.v1 import case_law_pb2 as law
from rabta.records.v1 import claim_pb2 as claim
from rabta.records.v1 import direction_pb2 as direction
from rabta.records.v1 import guard_pb2 as guard
from rabta.records.v1 import person_pb2 as person
from rabta.records.v1 import records_service_pb2 as records
from rabta.records.v1 import statement_review_pb2 as review
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, NAME_TYPE_OWN, Identifier, Name
from rabta.referral.v1 import referral_service_pb2 as referral

from services.edge.routes import methods
from services.node.services import DESCRIPTORS
from services.values.records import Party, Proclamation, ProtectionOrder, RecordVersion, Statement
from tests.e2e.attacks.test_two_hubs import Walk, ask
from tests.e2e.people import BORDER, FIA, FIA_CASE, INVESTIGATOR, JUDGE, RECORDERS, SINDH, SINDH_INVESTIGATOR, Officer
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

EVERY: Final[dict[str, MethodDescriptor]] = dict(methods(iter(DESCRIPTORS)))
NOT_ASKED: Final = {
    "SubmitPage": "tests.e2e.attacks.test_two_hubs writes on both hubs",
    "GetReceipts": "the same, of every entry",
    "FindReads": "tells what this walk asked, by the log's own numbers",
    "RegisterAuthority": "says nothing of a person",
    "ImportFeedPage": "says nothing of a person",
    "GetRegistry": "says nothing of a person",
    "SubmitRefusals": "an issuer's own",
    "AnchorLog": "a member's own log",
    "SendReferral": "child protection's own, who may know",
    "ChangeReferral": "child protection's own, who may know",
    "OpenCompensation": "child protection's own, who may know",
    "SubmitReceipts": "a member's own receipts",
    "SetDetector": "two people of oversight",
    "OpenBreakGlass": "who breaks a glass may know, and is reviewed",
    "AskDirections": "answers by the time at which it came; test_directions compares it",
    "GiveDirections": "the prosecution's, who may know",
    "SecondBreakGlass": "of another agency's session, of which nothing is told",
    "ConsentBreakGlass": "oversight's",
    "ReviewBreakGlass": "oversight's",
    "DecideLink": "by the ids that a question tells",
    "UndoLink": "by the ids that a question tells",
    "DecideClaim": "oversight's",
    "PlanRelease": "two people of oversight plan figures in which nobody can be found",
    "CountRelease": "the same",
    "ProposeCorrection": "by the names that an answer tells",
}
"""Methods outside the walk, each with the reason; systems' feeds and the registry's own node are left out by service."""
_OWN_NODES: Final = ("/rabta.identity.", "/rabta.exchange.v1.ExchangeService/")
VICTIM_CASE: Final = "SD/KARACHI/SADDAR/9/2024"
NAMES: Final = [f"agencies/{SINDH}/records/sd-{each}" for each in ("traffic", "trafficked", "told", "never-was")]
GUARDED: Final = f"agencies/{FIA}/records/fia-charged"
OTHER: Final = "fia-charged-too"
ASKING: Final = (
    INVESTIGATOR,
    INVESTIGATOR.asking(query_class="NETWORK"),
    INVESTIGATOR.asking(query_class="PROTECTION"),
    INVESTIGATOR.asking(query_class="IDENTITY", second_basis="NADRA"),
    BORDER,
    JUDGE,
    RECORDERS[FIA],
)
NOT_OF_THE_CASE: Final = (BORDER, RECORDERS[FIA], SINDH_INVESTIGATOR)
"""They ask about an accused of the FIA's case without citing it."""
PEOPLE: Final = (make.cnic(9_000), make.cnic(9_001))
"""CNICs of the two."""


def accused(number: str, other: str) -> list[RecordVersion]:
    """On both hubs: whom the FIA accuses of a theft, which is a watched charge, and proclaims, so that posts are told
    what to do; somebody ``other`` whom it accuses; and that Sindh has a case.
    """
    subject, body = make.person(number, "1990-02-01", "Parvez Charged"), Proclamation("87", "2024-06-01", "Test Court")
    someone = make.person(other, "1991-02-01", "Javed Elsewhere")
    case = ref(FIA_CASE)
    return [
        make.party("fia-charged", agency=FIA, subject=subject, case_references=case),
        make.version(
            "PROCLAMATION", "fia-sought", body, agency=FIA, role="ACCUSED", subject=subject, case_references=case
        ),
        make.party(OTHER, agency=FIA, subject=someone, case_references=case),
        make.case_file("sd-traffic", agency=SINDH, officers=("sd-3001",), case_references=ref(VICTIM_CASE)),
    ]


def hidden(number: str, other: str) -> list[RecordVersion]:
    """On one hub: in that case the same people are victims, and one has told of it: held, out of a shelter, without what
    a court had ordered for them.
    """
    subject, case = make.person(number, "1990-02-01", "Parvez Charged"), ref(VICTIM_CASE)
    party = make.party("sd-trafficked", agency=SINDH, role="VICTIM", subject=subject, case_references=case)
    said = Statement(
        "161", "2024-05-01", "ASI Test", text="They kept my papers.", relation="FIRST", left_shelter="2024-04-25"
    )
    told = make.version(
        "STATEMENT", "sd-told", said, agency=SINDH, role="VICTIM", subject=subject, case_references=case
    )
    body = Party(victim_status="RECOGNISED", exploited_from="2020-01-01", exploited_to="2020-12-31")
    someone = make.person(other, "1991-02-01", "Javed Elsewhere")
    too = make.party("sd-trafficked-too", agency=SINDH, role="VICTIM", subject=someone, case_references=case)
    measures = ProtectionOrder("MEASURES", "2024-04-20", "Sessions Court Karachi", measures=("SCREEN",))
    ordered = make.version(
        "PROTECTION_ORDER", "sd-measures", measures, agency=SINDH, role="VICTIM", subject=subject, case_references=case
    )
    held = make.custody("sd-held", "ARREST", "2024-04-28", agency=SINDH, subject=subject, case_references=case)
    return [replace(party, body=body), told, ordered, replace(held, role="VICTIM"), replace(too, body=body)]


def further(number: str) -> list[RecordVersion]:
    """What the FIA's own investigator may be shown and did not see before: an arrest, and somebody else accused."""
    subject, case = make.person(number, "1990-02-01", "Parvez Charged"), ref(FIA_CASE)
    other = make.person(make.cnic(9_900), "1992-02-01", "Nobody Before")
    return [
        make.custody("fia-held", "ADMISSION", "2024-05-10", agency=FIA, subject=subject, case_references=case),
        make.party("fia-also", agency=FIA, subject=other, case_references=case),
    ]


def requests(number: str) -> list[tuple[str, Message]]:
    """Everything that can be asked about the person, the file, and what hangs on it: service's path and request."""
    card = Identifier(type=IDENTIFIER_TYPE_CNIC, value=number)
    who = Selector(identifier=card)
    described = person.PersonDescription(names=[Name(type=NAME_TYPE_OWN, text="Parvez Charged", script="Latn")])
    found: list[tuple[str, Message]] = [
        ("records.v1.RecordsService", records.SearchRequest(selector=who)),
        ("records.v1.RecordsService", records.GetHistoryRequest(selector=who)),
        ("records.v1.RecordsService", records.GetHistoryRequest(selector=who, as_of_valid="2020-06-01")),
        ("records.v1.RecordsService", records.SearchPersonRequest(person=described)),
        ("records.v1.RecordsService", records.GetPersonRequest(record=GUARDED)),
        ("records.v1.RecordsService", records.GetPageRequest(feed="records", page_number=1)),
        ("records.v1.RecordsService", records.CheckGuardianRequest(selector=who)),
        ("records.v1.RecordsService", records.ConfirmPersonRequest(selector=who)),
        ("records.v1.RecordsService", claim.ListClaimsRequest()),
        ("records.v1.RecordsService", review.ReviewStatementsRequest()),
        ("records.v1.RecordsService", guard.ListGuardsRequest()),
        ("records.v1.RecordsService", guard.ListToldGuardsRequest()),
        ("records.v1.RecordsService", direction.ListDirectionsRequest()),
        ("records.v1.RecordsService", guard.DecideGuardRequest(request_id="guard-one", reference="R-AAAAAAAA")),
        ("records.v1.RecordsService", law.ListClocksRequest()),
        ("records.v1.RecordsService", law.FitChargesRequest()),
        ("records.v1.RecordsService", law.StateChargeReasonRequest(request_id="reason-one", words="Not this time.")),
        ("exchange.v1.CheckService", check.CountCrossingsRequest(from_day="2020-01-01", to_day="2020-01-02")),
        ("linkage.v1.AlertService", alert.OfferLeadRequest(id="none", request_id="offer-one")),
        ("linkage.v1.AlertService", alert.ListProtectionLeadsRequest()),
        ("audit.v1.AuditService", audit.ListNoticesRequest()),
        ("audit.v1.AuditService", audit.GetEntriesRequest()),
        ("audit.v1.AuditService", audit.FindWithheldRequest()),
        ("audit.v1.AuditService", audit.FindRefusalsRequest()),
        *(("linkage.v1.LinkageService", each) for each in questions(number)),
        *others(card),
    ]
    for name in (GUARDED, *NAMES):
        found += [
            ("records.v1.RecordsService", law.CheckChildRequest(record=name, asked_as="ASKED_AS_VICTIM")),
            ("records.v1.RecordsService", law.FitChargesRequest(victim=name)),
            ("records.v1.RecordsService", records.GetRecordRequest(name=name)),
            ("records.v1.RecordsService", records.ListVersionsRequest(name=name)),
            (
                "exchange.v1.HitService",
                hit.ConfirmHitRequest(request_id=f"hit-{name[-6:]}", record=name, questions=["HIT_QUESTION_IN_FORCE"]),
            ),
            ("exchange.v1.WatchService", watch.WatchRequest(request_id=f"watch-{name[-6:]}", record=name)),
        ]
    return found


def others(card: Identifier) -> list[tuple[str, Message]]:
    """Of the exchange, of referrals, of claims and of alerts."""
    return [
        ("exchange.v1.CheckService", check.CheckTravellerRequest(document=card)),
        ("exchange.v1.HitService", hit.ListHitRequestsRequest()),
        ("exchange.v1.HitService", hit.LocateRequest(request_id="locate-one", id="none")),
        ("exchange.v1.HitService", hit.AnswerHitRequest(request_id="answer-one", id="none", answer="HIT_STATE_VALID")),
        (
            "exchange.v1.HitService",
            hit.DecideReleaseRequest(request_id="decide-one", id="none", decision="HIT_STATE_GRANTED"),
        ),
        (
            "exchange.v1.HitService",
            hit.RequestReleaseRequest(request_id="release-one", handle="none", urgency="URGENCY_PRIORITY"),
        ),
        ("exchange.v1.CorrectionService", correction.ListCorrectionsRequest()),
        ("exchange.v1.CorrectionService", correction.DecideCorrectionRequest(request_id="correct-one", id="none")),
        ("exchange.v1.WatchService", watch.WatchRequest(request_id="watch-one", identifier=card)),
        ("exchange.v1.WatchService", watch.ListWatchesRequest()),
        ("exchange.v1.WatchService", watch.ListAlertsRequest()),
        ("exchange.v1.WatchService", watch.UnwatchRequest(id="none")),
        ("exchange.v1.OrderService", order.ListOrdersRequest(record=NAMES[1])),
        ("referral.v1.ReferralService", referral.ListReferralsRequest()),
        ("referral.v1.ReferralService", referral.GetReferralStatusRequest()),
        ("referral.v1.ReferralService", referral.ListCompensationsRequest()),
        ("referral.v1.ReferralService", referral.GetCompensationStatusRequest()),
        (
            "referral.v1.ReferralService",
            referral.ChangeCompensationRequest(request_id="claim-one", id="none", act="COMPENSATION_ACT_CLAIM"),
        ),
        ("linkage.v1.AlertService", alert.ListAlertsRequest()),
        ("linkage.v1.AlertService", alert.ListDetectorsRequest()),
        ("linkage.v1.AlertService", alert.GetAlertRequest(id="none")),
        ("linkage.v1.AlertService", alert.ExplainAlertRequest(id="none")),
        (
            "linkage.v1.AlertService",
            alert.DecideAlertRequest(id="none", request_id="alert-one", reason="ALERT_REASON_PATTERN_HOLDS"),
        ),
        ("linkage.v1.LinkageService", link.ListLinkReviewsRequest()),
    ]


def questions(number: str) -> list[Message]:
    """To the graph, from the accused, their card, and Sindh's file and victim."""
    kind = graph.NodeKind
    me = graph.NodeKey(kind=kind.NODE_KIND_SUBJECT, id=GUARDED)
    keys = [
        me,
        graph.NodeKey(kind=kind.NODE_KIND_DOCUMENT, id=f"CNIC:{number}"),
        graph.NodeKey(kind=kind.NODE_KIND_CASE, id=f"FIR:{VICTIM_CASE}"),
        *(graph.NodeKey(kind=kind.NODE_KIND_SUBJECT, id=name) for name in NAMES[1:]),
    ]
    found: list[Message] = [
        question.TraceMoneyRequest(
            account=graph.NodeKey(kind=kind.NODE_KIND_ACCOUNT, id="HBL:0001"),
            direction=question.TRACE_DIRECTION_FORWARD,
        ),
        question.ContactChainRequest(phone=graph.NodeKey(kind=kind.NODE_KIND_PHONE, id="+923001234567")),
    ]
    for key in keys:
        found += [
            question.ExpandRequest(start=[key]),
            question.TimelineRequest(of=[key]),
            question.KeyPlayersRequest(around=[key]),
            question.CoTravelRequest(subject=key),
            link.ListLinkCandidatesRequest(subject=key),
        ]
        if key is not me:
            found += [
                question.ShortestPathsRequest(start=me, end=key),
                question.WhyLinkedRequest(start=me, end=key),
                question.CommonNeighboursRequest(of=[me, key]),
                link.ExplainLinkRequest(one=me, other=key),
            ]
    return found


def path_of(service: str, request: Message) -> str:
    """Of the method that takes the request."""
    return f"/rabta.{service}/{request.DESCRIPTOR.name.removesuffix('Request')}"


def left_out(number: str) -> list[str]:
    """Methods that the walk neither asks nor leaves out with a reason."""
    asked = {path_of(*each) for each in requests(number)}
    return [
        path
        for path in EVERY
        if path not in asked and path.rpartition("/")[2] not in NOT_ASKED and not path.startswith(_OWN_NODES)
    ]


def walk(world: World, number: str, other: str, found: Walk) -> None:
    """Every officer asks everything of the first; who is not of the case asks about the other, too."""
    for officer in ASKING:
        for each in requests(number):
            _ask(world, found, officer, *each)
    card = Identifier(type=IDENTIFIER_TYPE_CNIC, value=other)
    who, service = Selector(identifier=card), "records.v1.RecordsService"
    for officer in NOT_OF_THE_CASE:
        for each in (
            (service, records.SearchRequest(selector=who)),
            (service, records.GetHistoryRequest(selector=who)),
            (service, records.GetPersonRequest(record=f"agencies/{FIA}/records/{OTHER}")),
            ("exchange.v1.CheckService", check.CheckTravellerRequest(document=card)),
        ):
            _ask(world, found, officer, *each)


def _ask(world: World, found: Walk, officer: Officer, service: str, request: Message) -> None:
    path = path_of(service, request)
    kind = GetMessageClass(EVERY[path].output_type)
    ask(world, found, officer, path, request.SerializeToString(deterministic=True), kind)
