"""The few-valued facts of a call: all that policies read of it, and all that a memo may key on.

No officer, case number or time is in here. What depends on them (training, second person,
name in an order) is computed into a word or a boolean, anew for each call.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from services.access import purpose as words
from services.access.caller import Caller, CaseFacts
from services.access.decision import RecordClass


@dataclass(frozen=True, slots=True)
class Facts:
    """One call, reduced.

    ``fit``: neither suspended, untrained nor unsigned. ``approver``: NONE, VALID or
    INVALID. ``case_well_formed``: the reference is one at all.
    """

    agency: str
    agency_kind: str
    roles: frozenset[str]
    clearance: int
    fit: bool
    purpose: str
    query_class: str
    legal_basis: str
    second_basis: str
    case_type: str
    case_well_formed: bool
    case_state: str
    assigned: bool
    approver: str
    break_glass: bool
    own_or_kin: bool

    def __hash__(self) -> int:
        """Of what differs most: facts are looked up twice a call, and few are equal in all this."""
        return hash((self.agency, self.roles, self.query_class, self.legal_basis, self.case_type, self.case_state))


def facts_of(caller: Caller, case: CaseFacts, now_ms: int, break_glass: bool, own_or_kin: bool = False) -> Facts:
    """Reduce a call at time ``now_ms``."""
    fit = not caller.suspended and caller.undertaking_signed and now_ms < caller.trained_until_ms
    return _facts(caller, case, fit, break_glass, own_or_kin)


@lru_cache(maxsize=16384)
def _facts(caller: Caller, case: CaseFacts, fit: bool, break_glass: bool, own_or_kin: bool) -> Facts:
    facts = Facts(
        caller.agency,
        caller.agency_kind,
        caller.roles,
        caller.clearance,
        fit,
        caller.purpose,
        caller.query_class,
        caller.legal_basis,
        caller.second_basis,
        caller.case_type,
        words.well_formed(caller.case_type, caller.case_key),
        case.state,
        case.assigned,
        second_person(caller),
        break_glass,
        own_or_kin,
    )
    return _same(facts)


@lru_cache(maxsize=16384)
def _same(facts: Facts) -> Facts:
    """The same object for equal facts of different officers: then to compare them costs nothing."""
    return facts


def second_person(caller: Caller) -> str:
    """NONE without one; VALID when another officer, of no lower clearance and nowhere below in the line; else INVALID.

    Ids are compared as people read them, so that another spelling is not another person.
    """
    approver = caller.approver
    if approver is None:
        return "NONE"
    other = approver.officer
    unfit = not _spelt(other) or same_person(caller.officer, other) or below(caller.officer, approver.superiors)
    return "INVALID" if unfit or approver.clearance < caller.clearance else "VALID"


def named(caller: Caller, klass: RecordClass) -> bool:
    """Whether a court's order names the caller's agency, or the officer as ``agency/officer``."""
    return bool(klass.spared) and (caller.agency in klass.spared or f"{caller.agency}/{caller.officer}" in klass.spared)


def facts_known(facts: Facts) -> bool:
    """Whether every word is of the closed vocabulary; anything else is never put to a policy."""
    return (
        facts.agency_kind in words.AGENCY_KINDS
        and facts.roles <= words.ROLES
        and facts.clearance in range(4)
        and facts.purpose in words.PURPOSES
        and facts.query_class in words.QUERY_CLASSES
        and facts.legal_basis in words.LEGAL_BASES
        and (facts.second_basis == "" or facts.second_basis in words.LEGAL_BASES)
        and facts.case_type in words.REFERENCES
        and facts.case_state in words.CASE_STATES
        and bool(facts.agency)
    )


def class_known(klass: RecordClass) -> bool:
    """Whether every word of a record class is of the closed vocabulary."""
    return (
        klass.kind in words.KINDS
        and klass.role in words.RECORD_ROLES
        and klass.standing in words.STANDINGS
        and klass.juvenile in words.JUVENILE
        and klass.handling in words.HANDLING
        and klass.feed in words.FEEDS
        and klass.list_type in words.LIST_TYPES
        and klass.clearance in range(4)
        and bool(klass.owner)
    )


def below(officer: str, superiors: frozenset[str]) -> bool:
    """Whether whoever has these ``superiors`` stands below ``officer`` in the line."""
    return any(same_person(officer, superior) for superior in superiors)


def same_person(one: str, other: str) -> bool:
    """Whether two ids read the same."""
    return _spelt(one) == _spelt(other)


def _spelt(officer: str) -> str:
    return unicodedata.normalize("NFKC", officer).casefold().strip()
