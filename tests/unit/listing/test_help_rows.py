"""Rows of referrals and of claims to compensation: each has its column, and each word its word in Urdu."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rabta.referral.v1 import compensation_pb2 as compensation
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1.referral_service_pb2 import GetCompensationStatusResponse, GetReferralStatusResponse

from services.draw.help_words import HELP_HEADINGS, HELP_VALUES
from services.draw.table_words import heading, helped, title
from services.listing import compensation as claims
from services.listing import referrals
from services.listing.part import Part, word
from tests.unit.listing.test_rows import AT, SAID, only

if TYPE_CHECKING:
    from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

ENUMS: tuple[EnumTypeWrapper, ...] = (
    referral.HelpKind, referral.ReferralState, referral.ReferralRejection, referral.InterviewRule,
    compensation.CompensationState, compensation.CompensationPoint, compensation.CompensationBasis,
    compensation.CompensationPayee,
)  # fmt: skip
ONE = referral.Referral(
    id="r-1", subject="p-17", help=referral.HELP_KIND_FAMILY_TRACING, state=referral.REFERRAL_STATE_SENT, overdue=True,
    sender="pk.child-protection", bearer="pk.lahore-shelter", answer_by_ms=AT, court_by_ms=AT, review_by_ms=AT,
    rejections=[referral.REFERRAL_REJECTION_NO_PLACE, referral.REFERRAL_REJECTION_EXPIRED],
    left_out=[referral.NOTE_KIND_HEALTH], notes=[referral.ReferralNote(text="A bed.")], minimum=True,
)  # fmt: skip


def test_a_referral_says_whose_turn_it_is_by_when_and_who_did_not_take_it() -> None:
    row = only(referrals.referrals([ONE]))
    assert (row["state"], row["turn of"], row["answer by"]) == ("sent, late", "pk.lahore-shelter", SAID)
    assert (row["court by"], row["review by"]) == (SAID, SAID)
    assert row["not taken"] == "no place, expired"
    assert row["to know"] == "A bed.; health left out; without consent: tell the person"


def test_without_notes_nothing_of_what_a_person_needs_is_in_a_row() -> None:
    part = referrals.referrals([ONE], notes=False)
    assert "to know" not in part.header
    assert "A bed." not in str(part.rows)
    assert len(only(part)) == len(referrals.COLUMNS)


def test_three_words_are_the_same_where_nobody_was_referred() -> None:
    assert list(only(referrals.told(GetReferralStatusResponse())).values()) == ["no", "no", ""]
    answer = GetReferralStatusResponse(referred=True)
    answer.interview.rule = referral.INTERVIEW_RULE_THROUGH_DESK
    assert list(only(referrals.told(answer)).values()) == ["yes", "no", "through desk"]


def test_a_claim_adds_up_what_was_paid_and_a_state_alone_says_no_sum() -> None:
    one = compensation.Compensation(id="c-1", amount=300_000, state=compensation.COMPENSATION_STATE_PART_PAID)
    for amount in (100, 200):
        one.payments.add(amount=amount, day="2026-05-20", payee=compensation.COMPENSATION_PAYEE_VICTIM)
    row = only(claims.claims([one]))
    assert (row["ordered"], row["paid"], row["offender"], row["basis"]) == ("Rs 300,000", "Rs 300", "not known", "")
    assert next(list(each) for each in claims.payments(one).rows) == ["2026-05-20", "Rs 100", "victim"]
    told = claims.told(GetCompensationStatusResponse(states=[compensation.COMPENSATION_STATE_NO_SOURCE]))
    assert only(told) == {"state": "no source"}


def test_what_can_pay_is_said_in_the_readers_language() -> None:
    one = compensation.Compensation()
    one.sources.add(provision="CrPC s. 545", mark="K", english="out of the fine", urdu="جرمانے میں سے")
    assert only(claims.sources(one, urdu=False))["pays"] == "out of the fine"
    assert only(claims.sources(one, urdu=True))["pays"] == "جرمانے میں سے"


@pytest.mark.parametrize(
    "part",
    [
        referrals.referrals([]),
        referrals.told(GetReferralStatusResponse()),
        claims.claims([]),
        claims.told(GetCompensationStatusResponse()),
        claims.sources(compensation.Compensation(), urdu=False),
        claims.payments(compensation.Compensation()),
    ],
    ids=lambda part: part.title,
)
def test_every_title_and_every_column_is_there_in_urdu(part: Part) -> None:
    assert not title(part.title, urdu=True).isascii()
    assert not any(heading(column, urdu=True).isascii() for column in part.header)


def test_every_word_of_the_contract_is_there_in_urdu() -> None:
    words = {word(enum, number) for enum in ENUMS for number in enum.values()} - {""}
    assert words <= HELP_VALUES.keys()
    assert HELP_VALUES.keys() - words == {"yes", "no", "known", "not known", "late"} - words
    assert not any(said.isascii() for said in (*HELP_VALUES.values(), *HELP_HEADINGS.values()))


def test_what_somebody_wrote_stands_as_it_was_written() -> None:
    assert helped("sent, late", urdu=True) == "بھیجا گیا، تاخیر"
    assert helped("sent, late", urdu=False) == "sent, late"
    for written in ("p-17", "", "sent to them, late", "court by 2026-05-29"):
        assert helped(written, urdu=True) == written
