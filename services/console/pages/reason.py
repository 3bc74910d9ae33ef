"""Why the officer asks: purpose, legal basis and case, stated before anything leaves the console, and kept in sight."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from starlette.responses import Response

from services.access.purpose import LEGAL_BASES, PURPOSES, bases_of, well_formed
from services.client.reason import BadReason, Reason, reading_class
from services.console.form import own_path
from services.console.page import REASON_PATH, Needs, Page, PageRequest
from services.vocabulary import readings
from services.vocabulary.record_readings import REGISTERS
from services.vocabulary.statute_readings import STATUTES

Choice = tuple[str, str]
"""A word of the vocabulary, and what it is called."""


async def prompt(asked: PageRequest) -> Response:
    """The form, with what is stated now."""
    return _form(asked, note="reason.again" if asked.field("again") else "reason.before")


async def state(asked: PageRequest) -> Response:
    """Take the reason where it is one by the vocabulary; else the form again, as it was filled in."""
    reason = given_reason(asked)
    if reason is None:
        return _form(asked, note="reason.unfit", status=400)
    asked.session.state(reason, asked.console.clock())
    return asked.to(own_path(asked.field("then")))


def given_reason(asked: PageRequest) -> Reason | None:
    """What was filled in; None where no officer could ask for it. The hub and the issuer decide the rest."""
    return None if unfit(asked) else _given(asked)


def unfit(asked: PageRequest) -> tuple[str, ...]:
    """Names of the fields for which no officer could ask so, in their order."""
    reason, kind, key = _given(asked), asked.field("case_type"), _key(asked)
    if reason.purpose not in PURPOSES:
        return ("purpose",)
    fits = {
        "legal_basis": reason.legal_basis in bases_of(reason.purpose),
        "case_type": kind in PURPOSES[reason.purpose].references,
        "case_key": well_formed(kind, key),
    }
    wrong = tuple(name for name, one in fits.items() if not one)
    try:
        reason.details(reading_class(reason.purpose))
    except BadReason:
        return wrong or ("second_basis",)
    return wrong


def _given(asked: PageRequest) -> Reason:
    """What was filled in, whatever it is."""
    case = f"{asked.field('case_type')}:{_key(asked)}"
    return Reason(asked.field("purpose"), asked.field("legal_basis"), case, asked.field("second_basis"))


def _key(asked: PageRequest) -> str:
    return " ".join(asked.field("case_key").upper().split())


def _form(asked: PageRequest, note: str, status: int = 200) -> Response:
    values = reason_fields(asked, asked.session.reason)
    wrong = unfit(asked) if status != 200 else ()
    return asked.page("reason.html", status, note=note, wrong=wrong, then=own_path(asked.field("then")), **values)


def reason_fields(asked: PageRequest, stated: Reason | None) -> dict[str, object]:
    """What the fields of a reason show: choices, and what was filled in, else what is stated."""
    kind, _, key = stated.case.partition(":") if stated else ("", "", "")
    kept = {
        "purpose": stated.purpose if stated else "",
        "legal_basis": stated.legal_basis if stated else "",
        "second_basis": stated.second_basis if stated else "",
        "case_type": kind,
        "case_key": key,
    }
    return {
        "given": {name: asked.field(name) or value for name, value in kept.items()},
        "purposes": [(name, readings.reading(readings.PURPOSES, name, urdu=asked.urdu)) for name in PURPOSES],
        "bases": _laws((name for name, rule in LEGAL_BASES.items() if rule.purposes), asked.urdu),
        "seconds": _laws((name for name, rule in LEGAL_BASES.items() if rule.second_for), asked.urdu),
        "case_types": _registers(asked.urdu),
    }


def _laws(names: Iterable[str], urdu: bool) -> list[Choice]:
    """Legal bases, each called by its statute."""
    return [(name, STATUTES[name] if urdu else LEGAL_BASES[name].statute) for name in names]


def _registers(urdu: bool) -> list[Choice]:
    """Types of case, by what they are called."""
    names = frozenset().union(*(rule.references for rule in PURPOSES.values()))
    return sorted(((name, readings.reading(REGISTERS, name, urdu=urdu)) for name in names), key=itemgetter(1))


ROUTES: Final = (
    Page(REASON_PATH, prompt, needs=Needs.SESSION, menu="reason"),
    Page(REASON_PATH, state, "POST", Needs.SESSION),
)
