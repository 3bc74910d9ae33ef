"""The scenes of a boy charged for the journey in which they were trafficked: what each officer sees, and must not."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from google.protobuf.message import Message
from rabta.records.v1 import guard_pb2 as guard
from rabta.records.v1 import statement_review_pb2 as review
from rabta.records.v1.history_pb2 import History
from rabta.referral.v1 import compensation_pb2 as compensation
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb
from rabta.statistics.v1 import statistics_service_pb2 as statistics

from services.access.details import Details
from services.cli import show
from services.cli.ask import ask, run
from services.cli.demo import guests
from services.cli.demo.scenes import FIA, OVERSIGHT, PUNJAB, SceneFailed, history, investigate, must
from services.cli.prove import verify
from services.cli.statistics import EVIDENCE, RELEASE, count
from services.cli.table import console, table
from services.client.asking import A
from services.client.errors import Refusal
from services.client.hub import Hub
from services.demo import boy, helping
from services.listing import compensation as claims
from services.listing import guards, referrals, statements
from services.vocabulary.access import LegalBasis, Purpose, QueryClass

if TYPE_CHECKING:
    from services.cli.demo.walk import Stage

BANNER: Final = "review-first"
_REFERENCE: Final = re.compile(rb"R-[A-Z2-7]{8}")
PERSON: Final = "p-640"
"""What child protection calls the boy: no number of a document."""
YEAR: Final = "2025"
TABLES: Final = {
    **dict.fromkeys(("T4", "T1", "T11"), 5),
    **dict.fromkeys(("T2", "T3", "T6", "T5", "S1", "T7", "F1", "F2", "F3", "T8", "T10"), 10),
}
"""Every table that a hub counts, each with the least number of cases, or of people, that is printed."""


class Who(NamedTuple):
    """Who asks, and why. ``second``: officer who approves each question, empty for nobody; of ``second_agency``, or a
    colleague where it is empty.
    """

    agency: str
    officer: str
    why: Details
    second: str = ""
    second_agency: str = ""


def _why(purpose: str, basis: str, query_class: str, case: str) -> Details:
    kind, _, key = case.partition(":")
    return Details(purpose, basis, "", query_class, kind, key)


def _prosecuting(case: str) -> Details:
    return _why(Purpose.TRIAL, LegalBasis.TRIAL_ANTECEDENTS, QueryClass.PROTECTION, case)


_PROTECT: Final = _why(Purpose.PROTECT_VICTIM, LegalBasis.CHILD_PROTECTION, QueryClass.PROTECTION, helping.HELP_CASE)
_RELEASE: Final = _why(Purpose.STATISTICS, LegalBasis.DATA_OVERSIGHT, QueryClass.STATS, f"RELEASE_PLAN:{YEAR}")
STATION: Final = Who(PUNJAB, boy.STATION_OFFICER, investigate(boy.CHARGED))
FIA_DESK: Final = Who(FIA, boy.FIA_OFFICER, investigate(boy.JOURNEY))
OF_CHARGE: Final = Who(boy.PROSECUTION, boy.PROSECUTOR, _prosecuting(boy.OF_CHARGE), "ov-9001", OVERSIGHT)
OF_JOURNEY: Final = Who(boy.PROSECUTION, boy.PROSECUTOR, _prosecuting(boy.OF_JOURNEY))
PROTECTOR: Final = Who(helping.PROTECTION, helping.PROTECTOR, _PROTECT)
SHELTER: Final = Who(helping.SHELTER, helping.SHELTERER, _PROTECT)
STATISTICIAN: Final = Who(OVERSIGHT, "ov-9002", _RELEASE, "ov-9001")


def play(stage: Stage) -> None:
    """Every scene, in order."""
    with guests.issuing(stage.demo.local.files):
        _charged(stage)
        _guarded(stage)
        _referred(stage)
        _taken_back(stage)
        _claimed(stage)
        _released(stage)


def _charged(stage: Stage) -> None:
    stage.title("a boy is charged in Lahore for what they carried; FIA's case knows them as a victim of that journey")
    for agency, made in boy.records().items():
        with Hub(stage.recorder(agency)) as hub:
            summary = hub.submit(made).summary
        console().print(f"{agency:20} versions in {summary.accepted:3}")
        must(
            summary.accepted == len(made),
            f"what {agency} states is taken, got {summary.accepted} of {len(made)}",
        )


def _guarded(stage: Stage) -> None:
    stage.title("the station reads the boy's history: one sentence, as under every accused of such a charge")
    seen = _history(stage, STATION)
    banners = [each for each in seen.banners if each.code == BANNER]
    must(len(banners) == 1, "the sentence stands under the boy")
    _alike(seen, history(stage.profile(STATION.agency, STATION.officer), STATION.why, boy.OTHER_NUMBER))
    _unseen(seen, "the station", boy.JOURNEY, boy.OF_JOURNEY, "PTPA")
    _refused(stage, STATION, guard.ListGuardsRequest(), guard.ListGuardsResponse, "PURPOSE_UNFIT")
    alone = OF_CHARGE._replace(second="")
    _refused(stage, alone, guard.ListGuardsRequest(), guard.ListGuardsResponse, "POLICY_DENIED")
    with_colleague = OF_CHARGE._replace(second=helping.SECOND_PROSECUTOR, second_agency="")
    _refused(stage, with_colleague, guard.ListGuardsRequest(), guard.ListGuardsResponse, "APPROVER_INVALID")
    stage.title("the prosecutor of the case, with a second person of oversight, is told why, and decides")
    listed = _asked(stage, OF_CHARGE, guard.ListGuardsRequest(), guard.ListGuardsResponse)
    _shown(guards.guards(listed.guards))
    must(len(listed.guards) == 1, "one charge against one possible victim")
    (waiting,) = listed.guards
    must(waiting.reference in banners[0].text, "it is the reference that the station was given")
    must([each.key for each in waiting.victim_case][:1] == [_key(boy.JOURNEY)], "with FIA's case")
    decided = guard.DecideGuardRequest(
        request_id=secrets.token_hex(16), reference=waiting.reference, outcome=guard.GUARD_OUTCOME_WITHDRAW,
        reason="The journey was forced; what was carried was the traffickers'.",
    )  # fmt: skip
    answer = _asked(stage, OF_CHARGE, decided, guard.DecideGuardResponse)
    _shown(guards.guards(answer.guards))
    must(all(not guards.waits(each) for each in answer.guards), "nothing waits any more")
    must([each.code for each in _history(stage, STATION).banners] == [each.code for each in seen.banners],
         "and the station's banners stay as they were")  # fmt: skip


def _alike(seen: History, other: History) -> None:
    """Show the station's answer about the boy beside that about who is nobody's victim, and compare the bytes."""
    for told, name in ((seen, boy.NAME), (other, boy.OTHER_NAME)):
        sentence = next((each.text for each in told.banners if each.code == BANNER), "-")
        console().print(f"{name}: {len(told.timeline)} lines, {len(nameless(told))} bytes\n! {sentence}")
    must(
        nameless(seen) == nameless(other),
        "both answers are equal bytes but for name, number, ids, reference and proof",
    )


def nameless(told: History) -> bytes:
    """A history without what names its person and what proves its versions; each is put in the same words."""
    bare = History.FromString(told.SerializeToString())
    for each in bare.versions:
        each.ClearField("proof")
        each.version = _without_names(each.version)
    return _without_names(bare.SerializeToString(deterministic=True))


def _without_names(raw: bytes) -> bytes:
    for one, other in ((boy.NUMBER, boy.OTHER_NUMBER), (boy.NAME, boy.OTHER_NAME), *boy.SAME_IDS):
        raw = raw.replace(other.encode(), one.encode())
    return _REFERENCE.sub(b"R-", raw)


def _referred(stage: Stage) -> None:
    stage.title("child protection refers the boy: a shelter takes it; nobody is there to help them off drugs")
    made = _asked(stage, PROTECTOR, _referral(referral.HELP_KIND_SHELTER), pb.SendReferralResponse).referral
    nobody = _asked(stage, PROTECTOR, _referral(referral.HELP_KIND_REHAB_DRUG), pb.SendReferralResponse).referral
    must(made.bearer == helping.SHELTER, "the shelter is asked")
    must(nobody.state == referral.REFERRAL_STATE_NO_BEARER, "nobody helps to leave drugs behind, which is counted")
    waiting = _asked(stage, SHELTER, pb.ListReferralsRequest(), pb.ListReferralsResponse)
    _shown(referrals.referrals(waiting.referrals))
    must([each.id for each in waiting.referrals] == [made.id], "the shelter knows of what it is asked, and no more")
    taken = pb.ChangeReferralRequest(
        request_id=secrets.token_hex(16), id=made.id, act=referral.REFERRAL_ACT_ACCEPT
    )  # fmt: skip
    _asked(stage, SHELTER, taken, pb.ChangeReferralResponse)
    mine = _asked(stage, PROTECTOR, pb.ListReferralsRequest(), pb.ListReferralsResponse)
    _shown(referrals.referrals(mine.referrals, notes=False))
    for who, words in ((FIA_DESK, "yes yes"), (STATION, "no no")):
        told = _asked(stage, who, pb.GetReferralStatusRequest(), pb.GetReferralStatusResponse)
        (row,) = referrals.told(told).rows
        console().print(f"{who.agency}, three words: referred {row[0]}, accepted {row[1]}, interview {row[2] or '-'}")
        must(" ".join(row[:2]) == words, f"{who.agency} is told {words}")
        _unseen(told, who.agency, PERSON, helping.SHELTER)
    _refused(stage, FIA_DESK, pb.ListReferralsRequest(), pb.ListReferralsResponse, "PURPOSE_UNFIT")


def _taken_back(stage: Stage) -> None:
    stage.title("four days after the recruiter's bail a statement is taken back: the prosecution is told to look")
    found = _asked(stage, OF_JOURNEY, review.ReviewStatementsRequest(), review.ReviewStatementsResponse).reviews
    _shown(statements.statements(found))
    must(
        [each.record.rpartition("/")[2] for each in found] == [boy.TAKEN_BACK],
        "the second statement alone",
    )
    must({sign.code for sign in found[0].signs} >= {"P1", "T1"}, "kin of the accused were there, soon after bail")
    for who in (STATION, FIA_DESK):
        _refused(stage, who, review.ReviewStatementsRequest(), review.ReviewStatementsResponse, "PURPOSE_UNFIT")


def _claimed(stage: Stage) -> None:
    stage.title("a claim to compensation is opened without an offender: no law that was read pays, and it says so")
    cases = [referral.ReferredCase(type="FIR", key=_key(boy.JOURNEY))]
    opening = pb.OpenCompensationRequest(
        request_id=secrets.token_hex(16), subject=PERSON, child=referral.CHILD_ANSWER_YES, province="PB", cases=cases,
    )  # fmt: skip
    opened = _asked(stage, PROTECTOR, opening, pb.OpenCompensationResponse).compensation
    losses = compensation.CompensationLosses(wages=60_000, medical=15_000)
    assess = {"act": compensation.COMPENSATION_ACT_ASSESS, "losses": losses}
    for said in (assess, {"act": compensation.COMPENSATION_ACT_NO_SOURCE}):
        changed = pb.ChangeCompensationRequest(request_id=secrets.token_hex(16), id=opened.id, **said)
        stands = _asked(stage, PROTECTOR, changed, pb.ChangeCompensationResponse).compensation
        _shown(claims.claims([stands]))
    must(stands.state == compensation.COMPENSATION_STATE_NO_SOURCE, "nothing pays")
    must(not stands.offender_known and not stands.sources, "and no offender is known")
    told = _asked(stage, FIA_DESK, pb.GetCompensationStatusRequest(), pb.GetCompensationStatusResponse)
    _shown(claims.told(told))
    must(list(told.states) == [compensation.COMPENSATION_STATE_NO_SOURCE], "the investigator is told one word")
    _unseen(told, "the investigator", PERSON, opened.id)
    _refused(stage, FIA_DESK, pb.ListCompensationsRequest(), pb.ListCompensationsResponse, "POLICY_DENIED")


def _released(stage: Stage) -> None:
    stage.title(f"two people of oversight release the tables of {YEAR}, by a plan signed before anything is counted")
    tables = [statistics.ReleaseTable(id=name, k=least) for name, least in TABLES.items()]
    plan = statistics.ReleasePlan(name=YEAR, first=f"{YEAR}-01-01", until=f"{int(YEAR) + 1}-01-01", tables=tables)
    _asked(stage, STATISTICIAN, statistics.PlanReleaseRequest(plan=plan), statistics.PlanReleaseResponse)
    folder, evidence = stage.demo.folder / f"release-{YEAR}", stage.demo.folder / f"release-{YEAR}" / EVIDENCE
    profile = stage.demo.local.profile(STATISTICIAN.agency, STATISTICIAN.officer)
    count(profile, folder, f"RELEASE_PLAN:{YEAR}", _second(stage, STATISTICIAN))
    console().print((folder / "t4.csv").read_text("utf-8").strip())
    papers = [path for path in sorted(folder.iterdir()) if path != evidence]
    verify(evidence, stage.demo.local.files.anchor, paper=papers)
    counting = statistics.CountReleaseRequest(plan=YEAR)
    again = _asked(stage, STATISTICIAN, counting, statistics.CountReleaseResponse).release
    must(again == (folder / RELEASE).read_bytes(), "asked again, the same bytes")
    must(boy.NUMBER.encode() not in again and PERSON.encode() not in again, "nobody is in them")


def _referral(kind: referral.HelpKind) -> pb.SendReferralRequest:
    """Of a child whose guardian nobody knows: an officer acts, and a court sees it within a day."""
    consent = referral.ReferralConsent(
        by=referral.CONSENT_BY_OFFICER_EMERGENCY, help=[kind], recipients=[helping.SHELTER],
        notes=[referral.NOTE_KIND_NEEDS], view=referral.CHILD_VIEW_AGREES, day="2025-10-10", language="ur",
    )  # fmt: skip
    return pb.SendReferralRequest(
        request_id=secrets.token_hex(16), subject=PERSON, help=kind, urgency=referral.REFERRAL_URGENCY_NOW,
        province="PB", district="Lahore", child=referral.CHILD_ANSWER_YES, language="ur",
        guardian=referral.GUARDIAN_STANDING_UNKNOWN, consent=consent,
        cases=[referral.ReferredCase(type="FIR", key=_key(boy.JOURNEY))],
        notes=[referral.ReferralNote(kind=referral.NOTE_KIND_NEEDS, text="A bed tonight, and somebody to talk to.")],
        interview=referral.Interview(rule=referral.INTERVIEW_RULE_THROUGH_DESK),
    )  # fmt: skip


def _asked(stage: Stage, who: Who, request: Message, kind: type[A]) -> A:
    """The verified answer, over the officer's own connection."""
    return run(ask(stage.profile(who.agency, who.officer), who.why, request, kind, second=_second(stage, who))).message


def _second(stage: Stage, who: Who) -> Path | None:
    return stage.demo.local.profile(who.second_agency or who.agency, who.second) if who.second else None


def _refused(stage: Stage, who: Who, request: Message, kind: type[Message], reason: str) -> None:
    """Say that the hub refuses it, for this reason and no other."""
    try:
        _asked(stage, who, request, kind)
    except Refusal as refusal:
        must(refusal.reason == reason, f"{who.agency} is refused as {reason}, got {refusal.reason}")
        console().print(f"{who.agency} asks for {request.DESCRIPTOR.name.removesuffix('Request')}: refused, {reason}")
        return
    raise SceneFailed(f"{who.agency} was answered {kind.DESCRIPTOR.name}")


def _history(stage: Stage, who: Who) -> History:
    return history(stage.profile(who.agency, who.officer), who.why, boy.NUMBER)


def _unseen(answer: Message, who: str, *words: str) -> None:
    """Nothing of it holds any of these words, wherever in the answer."""
    said = answer.SerializeToString()
    must(not any(_key(each).encode() in said for each in words), f"{who} learns nothing of {', '.join(words)}")


def _shown(part: show.Part) -> None:
    table(*part)


def _key(case: str) -> str:
    return case.rpartition(":")[2]
