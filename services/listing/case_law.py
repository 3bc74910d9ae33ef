"""What dated law says of a case: a row each with its provision, its mark and the day on which it was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rabta.records.v1 import case_law_pb2 as law

from services.listing.part import Part, enum_word
from services.statutes.provision import cited
from services.tables.times import shown

if TYPE_CHECKING:
    from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

CHILD: Final = ("row", "answer", "why", "law")
FITS: Final = ("offence", "verdict", "open", "missing", "penalty", "law")
BODIES: Final = ("body", "mark", "why")
POINTS: Final = ("point", "offences")
CLOCKS: Final = ("procedure", "step", "state", "due", "tell", "who", "to do", "about", "law")
_MODES: Final = {law.PENALTY_MODE_OR_BOTH: ", or fine, or both", law.PENALTY_MODE_AND_FINE: ", and fine"}


def ages(answer: law.CheckChildResponse, *, urdu: bool) -> Part:
    """What each law says of somebody's age."""
    rows = [
        (
            each.row.id,
            _word(law.LawAnswer, each.answer),
            each.reason_ur if urdu else each.reason,
            provision(each.row),
        )
        for each in answer.answers
    ]
    return Part("Ages", CHILD, rows)


def together(answer: law.CheckChildResponse) -> list[str]:
    """What all laws say together, and what the answer rests on."""
    if not answer.answers:
        return []
    said = _word(law.Agreement, answer.together)
    lines = [f"together: {said}; to be treated as a child: {'yes' if answer.protect else 'no'}"]
    lines += ["the court of the case determined the age: its finding alone counts here"] if answer.by_court else []
    return lines + (["somebody without a say states another birth, which does not count"] if answer.claimed else [])


def offences(answer: law.FitChargesResponse) -> Part:
    """Whether the facts fit each offence; where it is open which version held, the penalty of each."""
    return Part("Offences", FITS, [_fit(each) for each in answer.fits])


def bodies(answer: law.FitChargesResponse) -> Part:
    """Which bodies investigate, each with the provision that says so."""
    rows = [(_word(law.InvestigatingBody, each.investigator), _word(law.LawMark, each.mark), each.why)
            for each in answer.investigators]  # fmt: skip
    return Part("Who investigates", BODIES, rows)


def points(answer: law.FitChargesResponse) -> Part:
    """What the sections of the case leave out."""
    rows = [(_word(law.ChargePointKind, each.kind), ", ".join(each.offences)) for each in answer.points]
    return Part("Points", POINTS, rows)


def clocks(steps: Sequence[law.ClockStep]) -> Part:
    """Steps of procedures as they stand."""
    return Part("Clocks", CLOCKS, [_step(each) for each in steps])


def provision(row: law.LawRow) -> str:
    """Such as ``PTPA 2018 s. 2 (V), as read on 2026-11-27``, with what else there is to know of it."""
    words = cited(row.law, _word(law.LawMark, row.mark), row.read_on)
    return f"{words} ({row.note})" if row.note else words


def penalty(version: law.OffenceVersion) -> str:
    """In years and rupees, as far as the text says."""
    years = "-".join(str(each) for each in (version.min_years, version.max_years) if each)
    parts = [f"{years} y"] if years else []
    parts += ["life"] if version.life else []
    if version.fine_min or version.fine_max:
        parts.append("Rs " + "-".join(f"{each:,}" for each in (version.fine_min, version.fine_max) if each))
    return ", ".join(parts) + {
        law.PENALTY_MODE_OR_BOTH: ", or fine, or both",
        law.PENALTY_MODE_AND_FINE: ", and fine",
    }.get(version.mode, "")


def _fit(each: law.OffenceFit) -> tuple[str, ...]:
    elements = [", ".join(_word(law.OffenceElement, one) for one in said) for said in (each.open, each.missing)]
    costs = " | ".join(filter(None, map(penalty, each.versions)))
    laws = " | ".join(provision(one.row) for one in each.versions)
    return (each.offence, _word(law.FitVerdict, each.verdict), *elements, costs, laws)


def _step(each: law.ClockStep) -> tuple[str, ...]:
    due = shown(each.due_ms) if each.due_ms else ""
    state = _word(law.ClockState, each.state)
    about = (each.tell, each.who, each.what, each.record)
    return (each.procedure, each.step.id, state, due, *about, provision(each.step))


def _word(enum: EnumTypeWrapper, number: int) -> str:
    return enum_word(enum.DESCRIPTOR, number)
