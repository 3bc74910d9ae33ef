"""What is wrong in what is said of a claim, field by field: each act has fields of its own, and no others. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from services.access.errors import InvalidArgument, Violation
from services.access.purpose import well_formed
from services.referral.checks import a_day, a_text, one_of, pseudonym
from services.referral.compensation import Basis, Payee
from services.referral.consent import Guardian
from services.values.dates import span
from services.values.referral import (
    ChangeCompensationRequest,
    CompensationLosses,
    OpenCompensationRequest,
    ReferredCase,
)
from services.vocabulary.answers import Answer
from services.vocabulary.referral import PROVINCES, CompensationAct

MAX_CASES: Final = 5
MAX_PAYMENTS: Final = 200
MAX_RUPEES: Final = 10**12
MAX_DAYS: Final = 36_500
CASES: Final = frozenset({"FIR", "COURT_CASE", "APPEAL"})
_REFERENCE: Final = 100
_DIGEST: Final = 32


class Fields(NamedTuple):
    """Of an act: what it must have, and what it may have besides."""

    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()


def _of(needs: str, may: str = "") -> Fields:
    return Fields(frozenset(needs.split()), frozenset(may.split()))


FIELDS: Final[Mapping[str, Fields]] = {
    CompensationAct.ASSESS: _of("losses"),
    CompensationAct.SENTENCE: _of("day", "amount"),
    CompensationAct.ORDER: _of("basis amount reference payee", "guardian"),
    CompensationAct.REFUSE: _of("reference"),
    CompensationAct.DUE: _of("day"),
    CompensationAct.PAY: _of("amount day payee receipt_sha256", "guardian"),
    CompensationAct.CITE: _of("cited"),
}
"""Acts that say more than what is done."""
_ALL: Final = sorted({field for each in FIELDS.values() for field in each.needs | each.may})
_WORDS: Final[Mapping[str, Collection[str]]] = {"basis": set(Basis), "payee": set(Payee), "guardian": set(Guardian)}
_PAST: Final = frozenset({CompensationAct.SENTENCE, CompensationAct.PAY})


def check_opening(request: OpenCompensationRequest) -> None:
    """Raise InvalidArgument with all that is wrong."""
    broken = [
        *pseudonym(request.subject),
        *one_of("child", request.child, set(Answer)),
        *one_of("province", request.province, PROVINCES),
    ]
    if not 1 <= len(request.cases) <= MAX_CASES:
        broken.append(Violation("cases", "cases", f"must be 1 to {MAX_CASES}"))
    for at, case in enumerate(request.cases[:MAX_CASES]):
        broken += _case(f"cases[{at}]", case)
    _raise(broken)


def check_act(request: ChangeCompensationRequest, today: int) -> None:
    """Raise InvalidArgument with all that is wrong. ``today``: a day number; what has happened was not after it."""
    if request.act not in set(CompensationAct):
        raise InvalidArgument(Violation("act", "required", "must be given"))
    fields = FIELDS.get(request.act, Fields())
    given = {name for name in _ALL if getattr(request, name)}
    broken = [Violation(name, "required", "must be given with this act") for name in sorted(fields.needs - given)]
    broken += [Violation(name, "unused", "is of another act") for name in sorted(given - fields.needs - fields.may)]
    _raise(broken)
    _raise([*_values(request, given), *_days(request, given, today)])


def _raise(broken: list[Violation]) -> None:
    if broken:
        raise InvalidArgument(*broken)


def _values(request: ChangeCompensationRequest, given: set[str]) -> Iterator[Violation]:
    for name, words in _WORDS.items():
        if name in given:
            yield from one_of(name, getattr(request, name), words)
    if not 0 <= request.amount <= MAX_RUPEES:
        yield Violation("amount", "rupees", f"must be whole rupees, {MAX_RUPEES} at most")
    if request.losses is not None:
        yield from _losses(request.losses)
    if "reference" in given:
        yield from a_text("reference", request.reference, _REFERENCE, least=1)
    if given & {"receipt_sha256"} and len(request.receipt_sha256) != _DIGEST:
        yield Violation("receipt_sha256", "digest", f"must be {_DIGEST} bytes")
    if request.cited is not None:
        yield from _case("cited", request.cited)


def _days(request: ChangeCompensationRequest, given: set[str], today: int) -> Iterator[Violation]:
    if "day" not in given:
        return
    broken = list(a_day("day", request.day))
    yield from broken
    if not broken and request.act in _PAST and span(request.day).first_day > today:
        yield Violation("day", "future", "must not be after today")


def _losses(losses: CompensationLosses) -> Iterator[Violation]:
    bounds = {"wages": MAX_RUPEES, "medical": MAX_RUPEES, "other": MAX_RUPEES, "bondage_days": MAX_DAYS}
    for name, most in bounds.items():
        if not 0 <= getattr(losses, name) <= most:
            yield Violation(f"losses.{name}", "bounds", f"must be 0 to {most}")


def _case(field: str, case: ReferredCase) -> Iterator[Violation]:
    if case.type not in CASES or not well_formed(case.type, case.key):
        yield Violation(field, "case", "is no FIR, no case of a court and no appeal")
