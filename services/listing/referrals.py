"""Referrals as whoever asks may know of them, a row each; and of the cited case three words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.referral.v1 import referral_pb2 as pb
from rabta.referral.v1.referral_service_pb2 import GetReferralStatusResponse

from services.listing.part import Part, word
from services.tables.times import shown

COLUMNS: Final = (
    "referral", "person", "help", "state", "sent by", "turn of", "answer by", "court by", "review by", "not taken",
)  # fmt: skip
NOTES: Final = "to know"
"""The last column, where what the body is to know of the person is shown too."""
FOUND: Final = ("proposal", "found", "found by", "their desk", "sought by", "desk of these", "told until")
WORDS: Final = ("referred", "accepted", "interview")


def referrals(found: Iterable[pb.Referral], *, notes: bool = True) -> Part:
    """Referrals as they stand; without ``notes`` nothing of what the body that helps is to know of a person."""
    rows = [(*_row(each), *((_notes(each),) if notes else ())) for each in found]
    return Part("Referrals", (*COLUMNS, *((NOTES,) if notes else ())), rows)


def found_children(proposals: Iterable[pb.ReferralProposal]) -> Part:
    """Missing children who were found, and whom nobody has referred: who says so, who seeks them, and both desks."""
    return Part("Missing children who were found", FOUND, [_found(each) for each in proposals])


def told(answer: GetReferralStatusResponse) -> Part:
    """Whether somebody of the cited case was referred, whether a body took it, and how to interview; nothing else."""
    rule = f"{word(pb.InterviewRule, answer.interview.rule)} {answer.interview.day}".strip() if answer.referred else ""
    return Part("Referrals of the case", WORDS, [(_yes(answer.referred), _yes(answer.accepted), rule)])


def _row(one: pb.Referral) -> tuple[str, ...]:
    return (
        one.id,
        one.subject,
        word(pb.HelpKind, one.help),
        word(pb.ReferralState, one.state) + (", late" if one.overdue else ""),
        one.sender,
        one.bearer,
        shown(one.answer_by_ms),
        shown(one.court_by_ms),
        shown(one.review_by_ms),
        ", ".join(word(pb.ReferralRejection, each) for each in one.rejections),
    )


def _found(one: pb.ReferralProposal) -> tuple[str, ...]:
    finder, owner = (f"{desk.name}, {desk.phone}" for desk in (one.finder_desk, one.owner_desk))
    return one.id, shown(one.found_ms), one.finder, finder, one.owner, owner, shown(one.until_ms)


def _notes(one: pb.Referral) -> str:
    left_out = (f"{word(pb.NoteKind, each)} left out" for each in one.left_out)
    told_later = ("without consent: tell the person",) if one.minimum else ()
    return "; ".join((*(note.text for note in one.notes), *left_out, *told_later))


def _yes(said: bool) -> str:
    return "yes" if said else "no"
