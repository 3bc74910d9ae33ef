"""What a court, or the prosecution before it, says of a claim to compensation in the cited case: acts and their fields.

Which of the two may say what the hub knows (``docs/compensation.md``); the page offers what follows from the state.
"""

from __future__ import annotations

import re
from typing import Final, cast

from rabta.referral.v1 import compensation_pb2 as pb
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as service

from services.console.form import BadForm
from services.console.page import PageRequest

FIELDS: Final = {
    "CLAIM": (),
    "NO_SOURCE": (),
    "IDENTIFY": (),
    "SENTENCE": ("day", "amount"),
    "ORDER": ("basis", "amount", "reference", "payee", "guardian"),
    "REFUSE": ("reference",),
    "DUE": ("day",),
    "PAY": ("day", "amount", "payee", "guardian", "receipt"),
    "DEFAULT": (),
    "RECOVER": (),
    "IRRECOVERABLE": (),
    "STAY": (),
    "SET_ASIDE": (),
}
"""Of each act what it says besides. ``receipt``: SHA-256 of the receipt, which itself goes nowhere."""
BASES: Final = {
    "CRPC_545": "CrPC s. 545 (K)",
    "CRPC_544A": "CrPC s. 544-A (V2)",
    "PTPA_12": "PTPA 2018 s. 12 (V)",
    "BLSA_12": "Bonded Labour Act s. 12, Punjab (V)",
    "BLSA_8": "Bonded Labour Act s. 8, Punjab (V)",
    "OTHER": "",
}
"""Provisions on which an order rests, each with its mark; of OTHER the words are the page's."""
PAYEES: Final = ("COURT_DEPOSIT", "ACCOUNT_OF_CHILD", "VICTIM", "GUARDIAN")
GUARDIANS: Final = ("", "FIT", "UNFIT", "UNKNOWN")
LONGEST_REFERENCE: Final = 100
OVER: Final = frozenset({pb.COMPENSATION_STATE_PAID, pb.COMPENSATION_STATE_DECLINED})
ASSESSED: Final = frozenset({pb.COMPENSATION_STATE_ASSESSED, pb.COMPENSATION_STATE_CLAIMED})
ASKED_AGAIN: Final = frozenset(
    {
        pb.COMPENSATION_STATE_ASSESSED,
        pb.COMPENSATION_STATE_REFUSED,
        pb.COMPENSATION_STATE_NO_SOURCE,
        pb.COMPENSATION_STATE_SET_ASIDE,
    }
)
_CLAIMED: Final = frozenset({pb.COMPENSATION_STATE_CLAIMED})
_ORDERED: Final = frozenset({pb.COMPENSATION_STATE_ORDERED, pb.COMPENSATION_STATE_DUE})
_PAID_IN_PART: Final = frozenset({pb.COMPENSATION_STATE_DUE, pb.COMPENSATION_STATE_PART_PAID})
_LATE: Final = frozenset({pb.COMPENSATION_STATE_DEFAULT, pb.COMPENSATION_STATE_RECOVERY})
_STAYED: Final = frozenset({pb.COMPENSATION_STATE_STAYED})
_STATES: Final = {
    "CLAIM": ASKED_AGAIN,
    "NO_SOURCE": ASSESSED,
    "ORDER": _CLAIMED,
    "REFUSE": _CLAIMED,
    "DUE": _STAYED | {pb.COMPENSATION_STATE_ORDERED},
    "PAY": _ORDERED | _PAID_IN_PART | _LATE,
    "DEFAULT": _PAID_IN_PART,
    "RECOVER": frozenset({pb.COMPENSATION_STATE_DEFAULT}),
    "IRRECOVERABLE": frozenset({pb.COMPENSATION_STATE_RECOVERY}),
    "STAY": _ORDERED,
    "SET_ASIDE": _ORDERED | _STAYED,
}
"""From which states an act follows; SENTENCE and IDENTIFY are said of any claim that is not over."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGEST: Final = re.compile(r"[0-9a-fA-F]{64}")


def follows(claim: pb.Compensation) -> tuple[str, ...]:
    """Acts that follow from how a claim stands, in the order of :data:`FIELDS`; none for one that is over."""
    if claim.state in OVER:
        return ()
    barred = {"IDENTIFY": claim.offender_known, "NO_SOURCE": bool(claim.sources)}
    return tuple(act for act in FIELDS if claim.state in _STATES.get(act, {claim.state}) and not barred.get(act, False))


def fill(asked: PageRequest, request: service.ChangeCompensationRequest, act: str, amount: int) -> None:
    """Put into ``request`` what the form says of an act. ``amount``: rupees that were filled in. Raises BadForm."""
    fields = FIELDS[act]
    if "day" in fields:
        request.day = _said(asked, "day", _DAY)
    if "amount" in fields:
        request.amount = amount
    if "reference" in fields:
        request.reference = asked.field("reference")
    if "basis" in fields:
        word = _one_of(asked, "basis", tuple(BASES))
        request.basis = cast(pb.CompensationBasis, pb.CompensationBasis.Value(f"COMPENSATION_BASIS_{word}"))
    if "payee" in fields:
        word = _one_of(asked, "payee", PAYEES)
        request.payee = cast(pb.CompensationPayee, pb.CompensationPayee.Value(f"COMPENSATION_PAYEE_{word}"))
    if word := _one_of(asked, "guardian", GUARDIANS) if "guardian" in fields else "":
        standing = referral.GuardianStanding.Value(f"GUARDIAN_STANDING_{word}")
        request.guardian = cast(referral.GuardianStanding, standing)
    if "receipt" in fields:
        request.receipt_sha256 = bytes.fromhex(_said(asked, "receipt", _DIGEST))
    if "reference" in fields and not 0 < len(request.reference) <= LONGEST_REFERENCE:
        raise BadForm("the number of the order")


def _said(asked: PageRequest, name: str, form: re.Pattern[str]) -> str:
    if form.fullmatch(asked.field(name)) is None:
        raise BadForm(f"{name} is not of its form")
    return asked.field(name)


def _one_of(asked: PageRequest, name: str, words: tuple[str, ...]) -> str:
    if asked.field(name) not in words:
        raise BadForm(f"{name} is no word of the form")
    return asked.field(name)
