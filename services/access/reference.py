"""The decision table in plain Python: the model that the Cedar policies are held against.

The highest matching grant, lowered to the lowest matching cap; no grant is invisible. It
decides the same calls as :class:`~services.access.engine.CedarEngine`; only the ids in
``policies`` are its own, plain row numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from services.access.caller import Caller, CaseFacts
from services.access.decision import UNDECIDED, Admission, Decision, Level, RecordClass, Relation
from services.access.facts import Facts, class_known, facts_known, facts_of, named
from services.access.purpose import LIFE_AT_RISK, PURPOSES, bases_of, seconds_of
from services.access.reference_look import Look
from services.access.reference_rows import CAPS, GRANTS, INVESTIGATORS
from services.vocabulary.access import Permission
from services.vocabulary.protection import child_at_act


def misfit(of: Facts) -> str:
    """Row 1: the refusal, or ""."""
    purpose = PURPOSES[of.purpose]
    fits = (
        of.query_class in purpose.classes
        and of.legal_basis in bases_of(of.purpose)
        and of.second_basis in seconds_of(of.query_class) - {of.legal_basis}
        and not (of.legal_basis == "AMLA" and of.agency_kind != "FMU")
        and not (of.second_basis == "IFTA_WARRANT" and of.agency_kind != "POLICE")
        and of.case_type in purpose.references
        and of.case_well_formed
        and not purpose.roles.isdisjoint(of.roles)
    )
    return "" if fits and of.fit else "PURPOSE_UNFIT" if not fits else "OFFICER_UNFIT"


def may_break_glass(of: Facts) -> bool:
    """Police, FIA, border or child protection, in a role for it."""
    return of.agency_kind in LIFE_AT_RISK and "BREAK_GLASS" in of.roles


def gate(of: Facts, caseless: bool = False) -> str:
    """Rows 1-3 and the second person: the refusal, or "". ``caseless``: nothing here says whose the case is."""
    if misfit(of):
        return misfit(of)
    if of.own_or_kin:
        return "OWN_OR_KIN"
    own = of.case_state == "RESOLVED" and of.assigned
    if PURPOSES[of.purpose].own_case and not (own or of.break_glass or caseless):
        return "CASE_NOT_YOURS"
    if of.break_glass and not may_break_glass(of):
        return "BREAK_GLASS_INVALID"
    if of.query_class == "FAMILY" and of.approver == "NONE":
        return "APPROVER_REQUIRED"
    return "APPROVER_INVALID" if of.approver == "INVALID" else ""


IDENTIFIES: dict[str, tuple[str, ...]] = {
    "INVESTIGATE_CASE": INVESTIGATORS,
    "PRELIMINARY_ENQUIRY": INVESTIGATORS,
    "CUSTODY": ("POLICE", "FIA", "PRISON"),
    "PROTECT_VICTIM": ("CHILD_PROTECTION",),
    "FIND_MISSING_CHILD": ("POLICE", "BORDER", "CUSTOMS", "CHILD_PROTECTION"),
    "RECORD_UPKEEP": (*INVESTIGATORS, "HUB", "BORDER", "PRISON", "CHILD_PROTECTION"),
}
"""Purpose -> kinds of agency that may ask an identity registry."""


def identifies(of: Facts, query_class: str, *purposes: str) -> bool:
    """Whether an identity registry may be asked, for one of these purposes."""
    return of.query_class == query_class and of.purpose in purposes and of.agency_kind in IDENTIFIES[of.purpose]


def look(x: Look) -> Decision:
    """Gates, then the highest grant, then the lowest cap."""
    if gate(x.of):
        return Decision(Level.INVISIBLE, (), False, "gate")
    grants = {row: level for row, (level, holds) in GRANTS.items() if holds(x)}
    caps = [(level, row, cause) for row, cause, level, holds in CAPS if holds(x)]
    level = min([max(grants.values(), default=Level.INVISIBLE), *(cap for cap, _, _ in caps)])
    hidden = x.protected or x.at.sealed or x.at.own_sealed or x.at.protected_person or child_at_act(x.at.juvenile)
    lowest = Level.HIT if hidden else Level.INVISIBLE
    if level <= lowest:
        level = Level.INVISIBLE
    barring = [(row, cause) for cap, row, cause in caps if cap <= max(level, lowest)]
    real_name = (x.two and (x.of.agency_kind == "COURT" or x.named)) or x.own
    return Decision(
        level,
        tuple(sorted({row for row, _ in barring} | (grants.keys() if level else set()))),
        x.at.pseudonym and level > Level.INVISIBLE and not real_name,
        "" if level == Level.DISCLOSED else barring[0][1] if barring else "ungranted",
    )


def may_know_children(of: Facts) -> bool:
    """The firewall: child protection for the child's own two purposes, and the registry; never with broken glass."""
    protects = (
        of.agency_kind == "CHILD_PROTECTION"
        and not of.roles.isdisjoint({"PROTECTION_OFFICER", "PROTECTION_UNIT"})
        and of.purpose in PROTECTING
        and of.query_class in ("PROTECTION", "MISSING_CHILD")
    )
    registers = of.agency_kind == "IDENTITY_REGISTRY" and of.query_class == "UPKEEP"
    return (protects or registers) and not of.break_glass


def may_know_guards(of: Facts) -> bool:
    """The prosecution of a case, with a second person."""
    return of.agency_kind == "PROSECUTION" and of.purpose == "TRIAL" and of.approver == "VALID"


def may_ask_for_directions(of: Facts) -> bool:
    """Whoever investigates, in a case of their own by row 3; never with broken glass."""
    return of.purpose == "INVESTIGATE_CASE" and of.agency_kind in INVESTIGATORS and not of.break_glass


def may_be_told_of_guards(of: Facts) -> bool:
    """Who leads the prosecution of a district, and oversight, each with a second person."""
    leads = (of.agency_kind, of.purpose) == ("PROSECUTION", "TRIAL") and of.clearance >= 3
    return of.approver == "VALID" and (leads or of.purpose == of.agency_kind == "OVERSIGHT")


def may_read_alerts(of: Facts) -> bool:
    """Who works on the case or operation in which it was raised, for a question to the graph."""
    return of.query_class in ("NETWORK", "COMMS_MONEY") and of.clearance >= 2


def may_refer(of: Facts) -> bool:
    """Child protection, for the child's own two purposes; never with broken glass."""
    return may_know_children(of) and of.agency_kind == "CHILD_PROTECTION"


def may_protect_by_two(of: Facts) -> bool:
    """Child protection, to protect a victim, with a second person."""
    return may_refer(of) and of.purpose == "PROTECT_VICTIM" and of.approver == "VALID"


def may_review_statements(of: Facts) -> bool:
    """Who prosecutes the case, who oversees, and two people who protect whoever spoke."""
    by_kind = (of.agency_kind, of.purpose) in (("PROSECUTION", "TRIAL"), ("OVERSIGHT", "OVERSIGHT"))
    return by_kind or may_protect_by_two(of)


def may_be_told_of_referrals(of: Facts) -> bool:
    """Whoever investigates or tries the case that is cited, and has it."""
    works = of.case_state == "RESOLVED" and of.assigned and not of.break_glass
    return works and of.purpose in ("INVESTIGATE_CASE", "TRIAL")


def may_compensate(of: Facts) -> bool:
    """Child protection as for a referral, or whoever prosecutes or tries the case that is cited, and has it."""
    tries = of.agency_kind in ("COURT", "PROSECUTION") and of.purpose == "TRIAL"
    has = of.case_state == "RESOLVED" and of.assigned and of.query_class in ("HISTORY", "PROTECTION")
    return may_refer(of) or (tries and has and not of.break_glass)


ASKING_THE_LAW = ("INVESTIGATE_CASE", "TRIAL", "JUVENILE_JUSTICE", "FIND_MISSING_CHILD")
PROTECTING = ("PROTECT_VICTIM", "FIND_MISSING_CHILD")

PERMISSIONS: dict[str, Callable[[Facts], bool]] = {
    "RECORD_READ": lambda of: True,  # noqa: ARG005
    "RECORD_SUBMIT": lambda of: of.query_class == "UPKEEP",
    "REGISTRY_READ": lambda of: True,  # noqa: ARG005
    "RECEIPT_READ": lambda of: True,  # noqa: ARG005
    "REFUSALS_SUBMIT": lambda of: True,  # noqa: ARG005
    "LOG_READ": lambda of: of.purpose == of.agency_kind == "OVERSIGHT",
    "BREAK_GLASS_OPEN": may_break_glass,
    "BREAK_GLASS_REVIEW": lambda of: of.purpose == of.agency_kind == "OVERSIGHT",
    "GRAPH_READ": lambda of: of.query_class in ("NETWORK", "COMMS_MONEY"),
    "LINK_DECIDE": lambda of: (
        of.purpose in ("INVESTIGATE_CASE", "ANALYSE_NETWORK") or of.purpose == of.agency_kind == "OVERSIGHT"
    ),
    "FEED_SUBMIT": lambda of: of.query_class == "UPKEEP",
    "CLAIM_DECIDE": lambda of: of.purpose == of.agency_kind == "OVERSIGHT" and of.approver == "VALID",
    "GUARDIAN_CHECK": lambda of: of.agency_kind == "CHILD_PROTECTION" and of.purpose in PROTECTING,
    "STATEMENT_REVIEW": may_review_statements,
    "GUARD_READ": may_know_guards,
    "GUARD_DECIDE": may_know_guards,
    "GUARD_TOLD": may_be_told_of_guards,
    "DIRECTION_ASK": may_ask_for_directions,
    "DIRECTION_READ": lambda of: may_ask_for_directions(of) or (of.agency_kind, of.purpose) == ("PROSECUTION", "TRIAL"),
    "DIRECTION_GIVE": may_know_guards,
    "LAW_READ": lambda of: of.purpose in ASKING_THE_LAW,
    "PROVISIONAL_READ": may_know_children,
    "PROVISIONAL_WRITE": may_know_children,
    "REFERRAL_WRITE": may_refer,
    "REFERRAL_READ": lambda of: may_refer(of) or of.purpose == of.agency_kind == "OVERSIGHT",
    "REFERRAL_STATUS": may_be_told_of_referrals,
    "COMPENSATION": may_compensate,
    "PROTECTION_LEAD_READ": may_protect_by_two,
    "STATISTICS_RELEASE": lambda of: (
        of.purpose == "STATISTICS" and of.agency_kind == "OVERSIGHT" and of.approver == "VALID"
    ),
    "HIT_ASK": lambda of: True,  # noqa: ARG005
    "HIT_ANSWER": lambda of: of.purpose == "RECORD_UPKEEP",
    "RELEASE_DECIDE": lambda of: of.purpose == "RECORD_UPKEEP" and "RELEASE_OFFICER" in of.roles,
    "CORRECTION_PROPOSE": lambda of: True,  # noqa: ARG005
    "CORRECTION_DECIDE": lambda of: of.purpose == "RECORD_UPKEEP",
    "NUMBER_WATCH": lambda of: PURPOSES[of.purpose].own_case,
    "ALERT_READ": lambda of: may_read_alerts(of) or of.purpose == of.agency_kind == "OVERSIGHT",
    "ALERT_DECIDE": may_read_alerts,
    "DETECTOR_SET": lambda of: of.purpose == of.agency_kind == "OVERSIGHT" and of.approver == "VALID",
    "NOTICE_READ": lambda of: of.purpose in ("RECORD_UPKEEP", "OVERSIGHT"),
    "IDENTITY_READ": lambda of: identifies(of, "IDENTITY", *IDENTIFIES),
    "FAMILY_READ": lambda of: (
        of.approver == "VALID" and identifies(of, "FAMILY", "PROTECT_VICTIM", "FIND_MISSING_CHILD")
    ),
    "TOKEN_READ": lambda of: identifies(of, "IDENTITY", "RECORD_UPKEEP"),
    "COPY_HOLD": lambda of: False,  # noqa: ARG005  (systems hold copies, by agreement, and no officer)
}


class ReferenceEngine:
    """Decides by the model above; remembers nothing."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256(Path(__file__).read_bytes()).digest()

    def admit(
        self,
        caller: Caller,
        case: CaseFacts,
        permission: Permission,
        now_ms: int,
        own_or_kin: bool,
        break_glass: bool,
    ) -> Admission:
        """Gates, once per call; see :class:`~services.access.engine.PolicyEngine`."""
        of = facts_of(caller, case, now_ms, break_glass, own_or_kin)
        if not facts_known(of):
            return Admission("PURPOSE_UNFIT", ())
        refusal = gate(of, caseless=permission in ("BREAK_GLASS_OPEN", "IDENTITY_READ"))
        allowed = permission in PERMISSIONS and PERMISSIONS[permission](of)
        return Admission(refusal or ("" if allowed else "POLICY_DENIED"), ())

    def decide(
        self,
        caller: Caller,
        case: CaseFacts,
        klass: RecordClass,
        relation: Relation,
        now_ms: int,
        break_glass: bool,
    ) -> Decision:
        """Level of one record for one call; see :class:`~services.access.engine.PolicyEngine`."""
        of = facts_of(caller, case, now_ms, break_glass)
        if not (facts_known(of) and class_known(klass)):
            return UNDECIDED
        return look(Look(of, klass, relation, named(caller, klass)))
