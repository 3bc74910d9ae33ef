"""What is refused of a request before anybody is asked, field by field."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.access.errors import InvalidArgument
from services.access.request_id import check_request_id
from services.exchange.hits.checks import (
    check_answer,
    check_named,
    check_questions,
    check_until,
    checked_urgency,
    checked_word,
)
from services.exchange.hits.states import OF_OWNER
from services.values.exchange import AnswerHitRequest
from tests.rows import of_rows
from tests.unit.exchange.hits.made import NOW

OWNER = OF_OWNER["CONFIRMATION"]
BROKEN: dict[str, tuple[str, Callable[[], object]]] = {
    "id-short": ("request_id", lambda: check_request_id("1234567")),
    "id-long": ("request_id", lambda: check_request_id("1" * 65)),
    "id-unprintable": ("request_id", lambda: check_request_id("12345678\n")),
    "id-not-ascii": ("request_id", lambda: check_request_id("رابطہرابطہ")),
    "no-clock": ("urgency", lambda: checked_urgency("")),
    "no-question": ("questions", lambda: check_questions(())),
    "question-unsaid": ("questions", lambda: check_questions(("",))),
    "question-twice": ("questions", lambda: check_questions(("IN_FORCE", "IN_FORCE"))),
    "no-record": ("", lambda: check_named("", "")),
    "two-records": ("", lambda: check_named("agencies/pk.fia/records/a", "handle")),
    "no-answer": ("answer", lambda: checked_word("", "answer", OWNER)),
    "asker's-word": ("answer", lambda: checked_word("LOCATED", "answer", OWNER)),
    "computed-word": ("answer", lambda: checked_word("UNCONFIRMED", "answer", OWNER)),
    "other-kind's-word": ("answer", lambda: checked_word("GRANTED", "answer", OWNER)),
    "collector-long": ("collector", lambda: check_answer(AnswerHitRequest(answer="VALID", collector="x" * 201))),
    "collector-escape": ("collector", lambda: check_answer(AnswerHitRequest(answer="VALID", collector="a\x1b[2J"))),
    "collector-unused": ("collector", lambda: check_answer(AnswerHitRequest(answer="NOT_VALID", collector="Sindh"))),
    "time-missing": ("until_ms", lambda: check_answer(AnswerHitRequest(answer="NEEDS_TIME"))),
    "time-unused": ("until_ms", lambda: check_answer(AnswerHitRequest(answer="VALID", until_ms=NOW))),
    "time-negative": ("until_ms", lambda: check_until(-1, needed=False)),
}


@of_rows("case", BROKEN)
def test_what_is_broken_is_named(case: str) -> None:
    field, check = BROKEN[case]
    with pytest.raises(InvalidArgument) as refused:
        check()
    assert [one.field for one in refused.value.violations] == [field]


def test_what_is_whole_passes() -> None:
    check_request_id("12345678")
    check_questions(("SAME_PERSON", "IN_FORCE", "WHO_COLLECTS"))
    check_named("", "handle")
    check_answer(AnswerHitRequest(answer="VALID", collector="District Police, Karachi South (کراچی)"))
    check_answer(AnswerHitRequest(answer="NEEDS_TIME", until_ms=NOW))
    assert checked_urgency("ROUTINE") == "ROUTINE"
    assert checked_word("CLEARED", "answer", OWNER) == "CLEARED"
