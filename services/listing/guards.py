"""Guards that a prosecutor is to look at, each with its clock: who is told next and when, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rabta.access.v1.purpose_pb2 import CaseReferenceType
from rabta.records.v1 import guard_pb2 as pb
from rabta.records.v1.case_pb2 import CaseReference

from services.listing.part import Part, enum_word, word
from services.statutes.guard import stages
from services.tables.times import shown

COLUMNS: Final = (
    "reference",
    "matter",
    "state",
    "guard",
    "victim in",
    "known since",
    "told next",
    "desks told",
    "decided",
)
NOT_NAMED: Final = "not named"
CONFIRM: Final = "confirm who it is first"
MEANINGS: Final = {
    "BAR": ("a victim is not liable for it (PTPA 2018 s. 6)", "متاثرہ شخص اس کا ذمہ دار نہیں (PTPA 2018، دفعہ 6)"),
    "GUARD": ("a charge that often stands against trafficked people", "ایسا الزام جو اکثر اسمگل شدہ افراد پر لگتا ہے"),
    "NOTE": ("to be known, and no more", "صرف علم کے لیے"),
}
"""What each word of the law says, in English and in Urdu."""
OUTCOMES: Final = {
    "PROCEED": ("the charge goes on", "الزام برقرار ہے"),
    "NOT_SENT_UP": ("not sent up for trial", "چالان نہیں کیا جائے گا"),
    "WITHDRAW": ("the prosecution withdraws (CrPC s. 494)", "استغاثہ واپس لیتا ہے (ضابطہ فوجداری دفعہ 494)"),
    "DISCHARGE": ("a discharge is asked of the court", "عدالت سے بریت کی درخواست"),
    "SEPARATE_PERSON": ("they are two people", "یہ دو الگ افراد ہیں"),
}
"""What a prosecutor may decide, in English and in Urdu."""


def guards(found: Iterable[pb.ListedGuard]) -> Part:
    """A row for each charge and each case that names the person as a victim; what waits stands first."""
    ordered = sorted(found, key=lambda each: (not waits(each), each.since_ms, each.reference))
    return Part("Guards", COLUMNS, [_row(each) for each in ordered])


def told(found: Iterable[pb.ToldGuard]) -> Part:
    """The same of which a desk was told: with the case that charges and when it was told, told last first."""
    rows = [(_numbers(each.charged_in), shown(each.told_ms), *_row(each.guard)) for each in found]
    return Part("Told guards", ("charged in", "told at", *COLUMNS), rows)


def waits(each: pb.ListedGuard) -> bool:
    """Whether a prosecutor is to decide: nobody has, or what it rested on has changed since."""
    return each.open_again or not each.HasField("decision")


def next_desk(each: pb.ListedGuard) -> str:
    """Who is told next unless somebody decides, and when; empty where all were, or where a decision stands."""
    told = {one.desk for one in each.told} | set(each.overdue)
    for desk, at_ms in stages(each.since_ms, custody=each.custody).items() if waits(each) else ():
        if pb.GuardDesk.Value(f"GUARD_DESK_{desk}") not in told:
            return f"{desk.lower().replace('_', ' ')} at {shown(at_ms)}"
    return ""


def _row(each: pb.ListedGuard) -> tuple[str, ...]:
    said = enum_word(pb.GuardKind.DESCRIPTOR, each.guard)
    return (
        each.reference,
        each.matter,
        "open again" if each.open_again else "waits" if waits(each) else "decided",
        f"{said}; {CONFIRM}" if each.confirm_identity else said,
        _numbers(each.victim_case),
        shown(each.since_ms) + (", in custody" if each.custody else ""),
        next_desk(each),
        "; ".join(f"{word(pb.GuardDesk, one.desk)} at {shown(one.at_ms)}" for one in each.told),
        _decided(each.decision) if each.HasField("decision") else "",
    )


def _numbers(cases: Sequence[CaseReference]) -> str:
    kinds = CaseReferenceType.DESCRIPTOR
    return ", ".join(f"{enum_word(kinds, one.type)}:{one.key}" for one in cases) or NOT_NAMED


def _decided(decision: pb.GuardDecision) -> str:
    what = enum_word(pb.GuardOutcome.DESCRIPTOR, decision.outcome)
    return f"{what} by {decision.officer} ({decision.agency}) at {shown(decision.at_ms)}: {decision.reason}"
