"""What is wrong in a referral, field by field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.access.errors import InvalidArgument
from services.referral.checks import check_request
from services.values.referral import Interview, ReferralNote, ReferredCase, SendReferralRequest
from tests.rows import of_rows
from tests.unit.referral.made import CONSENT, NOTES, asking

UNFIT: dict[str, dict[str, Any]] = {
    "help": {"help": "MONEY"},
    "urgency": {"urgency": ""},
    "province": {"province": "XX"},
    "child": {"child": "", "guardian": "FIT"},
    "guardian": {"child": "CANNOT_TELL", "guardian": ""},
    "district": {"district": ""},
    "threat_near": {"threat_near": " Multan"},
    "language": {"language": "u" * 101},
    "cases": {"cases": (ReferredCase("FIR", "A/B/C/1/2024"),) * 6},
    "cases[0]": {"cases": (ReferredCase("FIR", "a/b"),)},
    "cases[1]": {"cases": (ReferredCase("COURT_CASE", "LAHORE/9/2024"), ReferredCase("RECORD", "PK.FIA"))},
    "notes": {"notes": (NOTES[0], NOTES[0])},
    "notes[0].text": {"notes": (ReferralNote("NEEDS", "\x1b[2J"),)},
    "consent.by": {"consent": replace(CONSENT, by="")},
    "consent.view": {"consent": replace(CONSENT, view="PERHAPS")},
    "consent.help": {"consent": replace(CONSENT, help=())},
    "consent.recipients": {"consent": replace(CONSENT, recipients=())},
    "consent.notes": {"consent": replace(CONSENT, notes=("ALL",))},
    "consent.day": {"consent": replace(CONSENT, day="2026-05")},
    "consent.reasons": {"consent": replace(CONSENT, reasons="x" * 2001)},
    "consent.language": {"consent": replace(CONSENT, language="")},
    "interview.rule": {"interview": Interview("")},
    "interview.day": {"interview": Interview("NOT_BEFORE", "soon")},
}


@of_rows("field", UNFIT)
def test_the_field_that_is_wrong_is_named_alone(field: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        check_request(asking(**UNFIT[field]))
    assert [each.field for each in refused.value.violations] == [field]


@pytest.mark.parametrize("subject", ["", "3520212345691", "35202-1234569-1", "p 17", "x" * 65, "پ"])
def test_a_pseudonym_is_no_number_of_a_document(subject: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        check_request(asking(subject=subject))
    assert [each.rule for each in refused.value.violations] == ["pseudonym"]


def test_a_day_is_of_not_before_alone() -> None:
    with pytest.raises(InvalidArgument):
        check_request(asking(interview=Interview("YES", "2026-06-10")))


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InvalidArgument) as refused:
        check_request(SendReferralRequest())
    assert {each.field for each in refused.value.violations} == {
        "help", "urgency", "province", "child", "guardian", "subject", "district",
    }  # fmt: skip


@pytest.mark.parametrize("more", [{}, {"consent": None}, {"interview": None}, {"child": "YES", "guardian": "FIT"}])
def test_what_is_whole_passes(more: dict[str, Any]) -> None:
    check_request(asking(**more))
