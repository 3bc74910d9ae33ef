"""What is wrong in a subscription, field by field."""

from __future__ import annotations

from functools import reduce
from itertools import combinations

import pytest

from services.access.errors import InvalidArgument
from services.access.request_id import check_request_id
from services.exchange.watches.checks import LONGEST_MS, check_expiry, subject_of
from services.exchange.watches.ports import Subject
from services.values.exchange import Identifier, WatchedQuestion, WatchRequest
from tests.rows import of_rows

NOW = 1_780_000_000_000
RECORD = "agencies/pk.fia/records/warrant-7"
ONE = {
    "identifier": WatchRequest(identifier=Identifier("CNIC", "1")),
    "record": WatchRequest(record=RECORD),
    "person": WatchRequest(person=RECORD),
    "cited_case": WatchRequest(cited_case=True),
    "question": WatchRequest(question=WatchedQuestion("Expand")),
}


def together(one: WatchRequest, other: WatchRequest) -> WatchRequest:
    """A request that asks for both."""
    return WatchRequest(
        identifier=one.identifier or other.identifier,
        record=one.record or other.record,
        person=one.person or other.person,
        cited_case=one.cited_case or other.cited_case,
        question=one.question or other.question,
    )


def rule(refused: pytest.ExceptionInfo[InvalidArgument]) -> str:
    (violation,) = refused.value.violations
    return violation.rule


@pytest.mark.parametrize("request_id", ["", "1234567", "x" * 65, "watch-é12", "watch\t12"])
def test_a_request_id_is_8_to_64_printable_ascii(request_id: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        check_request_id(request_id)
    assert rule(refused) == "request-id"


def test_a_request_id_of_either_length_is_taken() -> None:
    for length in (8, 64):
        check_request_id("x" * length)


@pytest.mark.parametrize("expires_ms", [-1, 0, NOW, NOW + LONGEST_MS + 1])
def test_an_end_lies_within_90_days_from_now(expires_ms: int) -> None:
    with pytest.raises(InvalidArgument) as refused:
        check_expiry(expires_ms, NOW)
    assert rule(refused) == "expires"


def test_the_first_and_the_last_end_are_taken() -> None:
    for expires_ms in (NOW + 1, NOW + LONGEST_MS):
        check_expiry(expires_ms, NOW)
    assert LONGEST_MS == 90 * 24 * 60 * 60 * 1000


@pytest.mark.parametrize("field", ONE)
def test_one_thing_is_watched(field: str) -> None:
    asked = ONE[field]
    subject = subject_of(asked)
    assert subject == Subject(asked.identifier, asked.record, asked.person, asked.cited_case, asked.question)
    assert subject.wide == (field in ("person", "cited_case", "question"))


@of_rows("fields", [(), *combinations(ONE, 2), tuple(ONE)])
def test_neither_nothing_nor_two_things_are_watched(fields: tuple[str, ...]) -> None:
    with pytest.raises(InvalidArgument) as refused:
        subject_of(reduce(together, map(ONE.__getitem__, fields), WatchRequest()))
    assert rule(refused) == "one-subject"
