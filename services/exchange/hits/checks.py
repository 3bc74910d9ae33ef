"""What is wrong in a request about a hit, field by field. Pure."""

from __future__ import annotations

from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.exchange.hits.states import CLOCKS
from services.values.exchange import AnswerHitRequest
from services.vocabulary.hits import HitQuestion, HitState, Urgency

MAX_COLLECTOR: Final = 200


def checked_urgency(urgency: str) -> Urgency:
    """The clock. Raises InvalidArgument."""
    if urgency not in CLOCKS:
        raise InvalidArgument(Violation("urgency", "required", "must be given"))
    return Urgency(urgency)


def check_questions(questions: tuple[str, ...]) -> None:
    """Raise InvalidArgument where none is asked, or one twice."""
    if not questions or not set(questions) <= {*HitQuestion} or len(set(questions)) < len(questions):
        raise InvalidArgument(Violation("questions", "questions", "must be 1 to 3, each once"))


def check_named(record: str, handle: str) -> None:
    """Raise InvalidArgument unless a record is named by one of the two."""
    if bool(record) == bool(handle):
        raise InvalidArgument(Violation("", "one-record", "names a record by record or by handle"))


def checked_word(word: str, field: str, of: frozenset[HitState]) -> HitState:
    """A word that the owner may say. Raises InvalidArgument."""
    if word not in of:
        raise InvalidArgument(Violation(field, "required", f"must be one of {', '.join(sorted(of))}"))
    return HitState(word)


def check_answer(answer: AnswerHitRequest) -> None:
    """Raise InvalidArgument for a time or a collector that the answer has no use for, or that is too long."""
    if len(answer.collector) > MAX_COLLECTOR or not all(each.isprintable() for each in answer.collector):
        text = f"must have at most {MAX_COLLECTOR} printable characters"
        raise InvalidArgument(Violation("collector", "collector", text))
    if answer.collector and answer.answer != HitState.VALID:
        raise InvalidArgument(Violation("collector", "unused", "is told with VALID alone"))
    check_until(answer.until_ms, needed=answer.answer == HitState.NEEDS_TIME)


def check_until(until_ms: int, *, needed: bool) -> None:
    """Raise InvalidArgument where a time is missing, or is told with a word that has none."""
    if needed != (until_ms > 0) or until_ms < 0:
        raise InvalidArgument(Violation("until_ms", "until", "must be given with this word" if needed else "is unused"))
