"""Victims' claims to compensation: a row each, what can pay and what was paid; to an investigator one word each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.referral.v1 import compensation_pb2 as pb
from rabta.referral.v1.referral_service_pb2 import GetCompensationStatusResponse

from services.listing.part import Part, word

COLUMNS: Final = (
    "claim", "person", "state", "opened by", "offender", "ordered", "basis", "due", "paid", "can pay", "to look at",
)  # fmt: skip
SOURCES: Final = ("provision", "mark", "pays", "as read on")
PAYMENTS: Final = ("day", "amount", "payee")


def claims(found: Iterable[pb.Compensation]) -> Part:
    """Claims as they stand."""
    return Part("Claims to compensation", COLUMNS, [_row(each) for each in found])


def told(answer: GetCompensationStatusResponse) -> Part:
    """How each claim of the cited case stands, and no person, body or sum."""
    rows = [(word(pb.CompensationState, each),) for each in answer.states]
    return Part("Claims of the case", ("state",), rows)


def sources(one: pb.Compensation, *, urdu: bool) -> Part:
    """Provisions that can pay as the claim stands, each with how well its text is known."""
    rows = [(each.provision, each.mark, each.urdu if urdu else each.english, each.as_read_on) for each in one.sources]
    return Part("What can pay", SOURCES, rows)


def payments(one: pb.Compensation) -> Part:
    """What arrived, in the order in which it was said."""
    rows = [(each.day, rupees(each.amount), word(pb.CompensationPayee, each.payee)) for each in one.payments]
    return Part("Payments", PAYMENTS, rows)


def rupees(amount: int) -> str:
    """A sum as people read it; empty for none."""
    return f"Rs {amount:,}" if amount else ""


def _row(one: pb.Compensation) -> tuple[str, ...]:
    return (
        one.id,
        one.subject,
        word(pb.CompensationState, one.state),
        one.holder,
        "known" if one.offender_known else "not known",
        rupees(one.amount),
        word(pb.CompensationBasis, one.basis),
        one.due,
        rupees(sum(each.amount for each in one.payments)),
        "; ".join(f"{each.provision} ({each.mark})" for each in one.sources),
        ", ".join(word(pb.CompensationPoint, each) for each in one.points),
    )
