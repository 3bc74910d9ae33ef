"""A referral's case as fields of IOM's Human Trafficking Case Data Standard 2.0, for a body's own system.

Only what the standard has a field for, and of a person only what their consent covers: without one, nothing of them.
No name, number, place or address is ever mapped. What is not known to the day is left out, and a comment says it.
Pure but for its table of words, which is read once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.values.dates import day_text, span_or_none, today
from services.values.referral import Referral
from services.vocabulary.referral import HelpKind

FIELDS: Final = (
    "prs_Birthdate",
    "prs_Gender",
    "vic_TraffickingStatus",
    "vic_TraffickingStatusDecisionMakingOrg",
    "vic_MethodsOfControl",
    "vic_TypeOfExploitation",
    "cas_ReasonForCaseClosure",
    "cas_ReferringOrganisation",
    "cas_IncomingReferralDate",
    "cas_ReasonForIncomingReferral",
    "cas_ReferredOrganisation",
    "cas_ReasonForOutgoingReferral",
    "cas_OutgoingReferralDate",
    "cco_CaseComment",
    "con_Consent",
)
"""In the order of the standard. Values of a list are separated by ``;``."""
_DAY: Final = len("2026-01-31")
_CLOSED: Final = {
    "COMPLETED": "The help is done.",
    "STOPPED": "The consent was withdrawn.",
    "NO_BEARER": "No body was found that gives the help.",
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a body knows of the person. ``birth``: a day, a month, a year, or two with ``/`` between (ISO 8601).

    ``status``, ``decided_by``, ``gender``, ``control``, ``exploitation``: words of ``data/htcds.toml``. ``consent``: to
    this data going into another system; ``taken``: day on which the body took the person, "" where it did not.
    """

    consent: bool = False
    birth: str = ""
    gender: str = ""
    status: str = ""
    decided_by: str = ""
    control: tuple[str, ...] = ()
    exploitation: tuple[str, ...] = ()
    taken: str = ""


def mapped(referral: Referral, facts: CaseFacts, agency: str) -> Mapping[str, str]:
    """A value for each field of :data:`FIELDS`, "" for what is not known or not for the body ``agency`` to say.

    Raises InvalidArgument for a word or a day that is none.
    """
    if broken := [*_broken(facts)]:
        raise InvalidArgument(*broken)
    found = {**_of_case(referral, facts, agency), **(_of_person(facts) if facts.consent else {})}
    found["con_Consent"] = "true" if facts.consent else "false"
    return {name: found.get(name, "") for name in FIELDS}


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Values of the standard by table and word."""
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(
        (files("services.referral") / "data" / "htcds.toml").read_text("utf-8")
    )
    return found


def _of_person(facts: CaseFacts) -> dict[str, str]:
    known = words()
    exact = len(facts.birth) == _DAY
    return {
        "prs_Birthdate": facts.birth if exact else "",
        "prs_Gender": known["gender"].get(facts.gender, ""),
        "vic_TraffickingStatus": known["status"].get(facts.status, ""),
        "vic_TraffickingStatusDecisionMakingOrg": known["decided_by"].get(facts.decided_by, ""),
        "vic_MethodsOfControl": _listed("control", facts.control),
        "vic_TypeOfExploitation": _listed("exploitation", facts.exploitation),
        "cco_CaseComment": f"Born between: {facts.birth}" if facts.birth and not exact else "",
    }


def _of_case(referral: Referral, facts: CaseFacts, agency: str) -> dict[str, str]:
    """The giving side's fields to who sent it, the taking side's to who took it."""
    why = "MigrationOrChangeOfLocation" if referral.help == HelpKind.RETURN else "AdditionalServicesRequired"
    closed = {"cas_ReasonForCaseClosure": _CLOSED.get(referral.state, "")}
    if agency == referral.sender:
        return {
            **closed,
            "cas_ReferredOrganisation": referral.bearer,
            "cas_ReasonForOutgoingReferral": why,
            "cas_OutgoingReferralDate": day_text(today(referral.sent_ms)) if referral.sent_ms else "",
        }
    return {
        **closed,
        "cas_ReferringOrganisation": referral.sender,
        "cas_ReasonForIncomingReferral": why,
        "cas_IncomingReferralDate": facts.taken,
    }


def _listed(table: str, said: Sequence[str]) -> str:
    return ";".join(dict.fromkeys(words()[table][each] for each in said))


def _broken(facts: CaseFacts) -> Iterator[Violation]:
    for name in ("gender", "status", "decided_by"):
        word = getattr(facts, name)
        if word and word not in words()[name]:
            yield Violation(name, "word", f"must be one of {', '.join(words()[name])}")
    for name, said in (("control", facts.control), ("exploitation", facts.exploitation)):
        if not set(said) <= words()[name].keys():
            yield Violation(name, "word", f"must be of {', '.join(words()[name])}")
    parts = facts.birth.split("/") if facts.birth else []
    if len(parts) > 2 or any(span_or_none(each) is None or len(each) > _DAY for each in parts):
        yield Violation("birth", "date", "must be a day, a month, a year, or two with / between")
    if facts.taken and (len(facts.taken) != _DAY or span_or_none(facts.taken) is None):
        yield Violation("taken", "date", "must be a day, such as 2026-01-31")
