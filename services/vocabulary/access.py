"""Closed words of access: what a call does, purposes, laws, query classes, kinds of agency and of feed.

Those of ``rabta.access.v1``, ``rabta.audit.v1``, ``rabta.membership.v1`` and ``rabta.linkage.v1`` without prefix. What
fits what is :mod:`services.access.purpose`. Pure.
"""

from __future__ import annotations

from typing import Final

from services.vocabulary.word import Word


class Permission(Word):
    """What a call does; its method declares one, and policies say who may."""

    REGISTRY_READ = "REGISTRY_READ"
    RECORD_READ = "RECORD_READ"
    RECORD_SUBMIT = "RECORD_SUBMIT"
    RECEIPT_READ = "RECEIPT_READ"
    LOG_READ = "LOG_READ"
    BREAK_GLASS_OPEN = "BREAK_GLASS_OPEN"
    BREAK_GLASS_REVIEW = "BREAK_GLASS_REVIEW"
    NOTICE_READ = "NOTICE_READ"
    GRAPH_READ = "GRAPH_READ"
    LINK_DECIDE = "LINK_DECIDE"
    FEED_SUBMIT = "FEED_SUBMIT"
    CLAIM_DECIDE = "CLAIM_DECIDE"
    REFUSALS_SUBMIT = "REFUSALS_SUBMIT"
    IDENTITY_READ = "IDENTITY_READ"
    FAMILY_READ = "FAMILY_READ"
    TOKEN_READ = "TOKEN_READ"  # noqa: S105  (a word, no secret)
    GUARDIAN_CHECK = "GUARDIAN_CHECK"
    PROVISIONAL_READ = "PROVISIONAL_READ"
    PROVISIONAL_WRITE = "PROVISIONAL_WRITE"
    HIT_ASK = "HIT_ASK"
    HIT_ANSWER = "HIT_ANSWER"
    RELEASE_DECIDE = "RELEASE_DECIDE"
    COPY_HOLD = "COPY_HOLD"
    NUMBER_WATCH = "NUMBER_WATCH"
    CORRECTION_PROPOSE = "CORRECTION_PROPOSE"
    CORRECTION_DECIDE = "CORRECTION_DECIDE"
    ALERT_READ = "ALERT_READ"
    ALERT_DECIDE = "ALERT_DECIDE"
    DETECTOR_SET = "DETECTOR_SET"
    STATEMENT_REVIEW = "STATEMENT_REVIEW"
    GUARD_READ = "GUARD_READ"
    GUARD_TOLD = "GUARD_TOLD"
    REFERRAL_WRITE = "REFERRAL_WRITE"
    REFERRAL_READ = "REFERRAL_READ"
    REFERRAL_STATUS = "REFERRAL_STATUS"
    COMPENSATION = "COMPENSATION"
    LAW_READ = "LAW_READ"
    PROTECTION_LEAD_READ = "PROTECTION_LEAD_READ"
    GUARD_DECIDE = "GUARD_DECIDE"
    STATISTICS_RELEASE = "STATISTICS_RELEASE"


class LegalBasis(Word):
    """Law that an officer acts under; :data:`services.access.purpose.LEGAL_BASES` cites each."""

    CRPC_CASE = "CRPC_CASE"
    TIP_SOM = "TIP_SOM"
    FIA_ENQUIRY = "FIA_ENQUIRY"
    CRPC_CUSTODY = "CRPC_CUSTODY"
    CRPC_PROCESS = "CRPC_PROCESS"
    COURT_ORDER = "COURT_ORDER"
    TRIAL_ANTECEDENTS = "TRIAL_ANTECEDENTS"
    PRISON_PROBATION = "PRISON_PROBATION"
    PECA_WARRANT = "PECA_WARRANT"
    IFTA_WARRANT = "IFTA_WARRANT"
    AMLA = "AMLA"
    EXIT_CONTROL = "EXIT_CONTROL"
    ZAINAB = "ZAINAB"
    JJSA = "JJSA"
    VICTIM_WITNESS = "VICTIM_WITNESS"
    CHILD_PROTECTION = "CHILD_PROTECTION"
    ANTI_RAPE = "ANTI_RAPE"
    NADRA = "NADRA"
    MLA_2020 = "MLA_2020"
    DATA_OVERSIGHT = "DATA_OVERSIGHT"


class AuthorityKind(Word):
    """Law that data of a feed came under: an order, a warrant, or a statute."""

    COURT_ORDER = "COURT_ORDER"
    PECA_WARRANT = "PECA_WARRANT"
    IFTA_WARRANT = "IFTA_WARRANT"
    AMLA_ORDER = "AMLA_ORDER"
    STATUTE = "STATUTE"


class CaseState(Word):
    """How the case that a call cites resolved."""

    RESOLVED = "RESOLVED"
    UNRESOLVED = "UNRESOLVED"
    CLOSED = "CLOSED"
    NOT_THIS_AGENCY = "NOT_THIS_AGENCY"


class Purpose(Word):
    """Why an officer asks."""

    INVESTIGATE_CASE = "INVESTIGATE_CASE"
    PRELIMINARY_ENQUIRY = "PRELIMINARY_ENQUIRY"
    ANALYSE_NETWORK = "ANALYSE_NETWORK"
    CHECKPOINT = "CHECKPOINT"
    CUSTODY = "CUSTODY"
    TRIAL = "TRIAL"
    SUPERVISE_OFFENDER = "SUPERVISE_OFFENDER"
    JUVENILE_JUSTICE = "JUVENILE_JUSTICE"
    PROTECT_VICTIM = "PROTECT_VICTIM"
    FIND_MISSING_CHILD = "FIND_MISSING_CHILD"
    FOREIGN_ASSISTANCE = "FOREIGN_ASSISTANCE"
    RECORD_UPKEEP = "RECORD_UPKEEP"
    OVERSIGHT = "OVERSIGHT"
    STATISTICS = "STATISTICS"
    SUBJECT_ACCESS = "SUBJECT_ACCESS"


class QueryClass(Word):
    """What an officer asks for; a purpose permits some."""

    HISTORY = "HISTORY"
    WANTED = "WANTED"
    CHECKPOINT = "CHECKPOINT"
    IDENTITY = "IDENTITY"
    FAMILY = "FAMILY"
    NETWORK = "NETWORK"
    COMMS_MONEY = "COMMS_MONEY"
    PROTECTION = "PROTECTION"
    MISSING_CHILD = "MISSING_CHILD"
    ANTECEDENTS = "ANTECEDENTS"
    RELEASE = "RELEASE"
    UPKEEP = "UPKEEP"
    AUDIT = "AUDIT"
    STATS = "STATS"
    SUBJECT = "SUBJECT"


class AgencyKind(Word):
    """What an agency is by law; its powers follow from it."""

    HUB = "HUB"
    POLICE = "POLICE"
    FIA = "FIA"
    BORDER = "BORDER"
    PRISON = "PRISON"
    PROBATION = "PROBATION"
    COURT = "COURT"
    PROSECUTION = "PROSECUTION"
    CHILD_PROTECTION = "CHILD_PROTECTION"
    FMU = "FMU"
    CENTRAL_AUTHORITY = "CENTRAL_AUTHORITY"
    IDENTITY_REGISTRY = "IDENTITY_REGISTRY"
    OVERSIGHT = "OVERSIGHT"
    NARCOTICS = "NARCOTICS"
    CYBERCRIME = "CYBERCRIME"
    CUSTOMS = "CUSTOMS"


class FeedKind(Word):
    """What came under a warrant tells of: money, who called whom, what was said, or journeys."""

    MONEY = "MONEY"
    CDR = "CDR"
    CONTENT = "CONTENT"
    TRAVEL = "TRAVEL"


FEEDS: Final = frozenset(FeedKind)
