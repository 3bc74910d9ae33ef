"""Closed words of access: purposes, query classes, kinds of agency, and what a feed tells of.

Those of ``rabta.access.v1``, ``rabta.membership.v1`` and ``rabta.linkage.v1`` without prefix. What fits what is
:mod:`services.access.purpose`. Pure.
"""

from __future__ import annotations

from typing import Final

from services.vocabulary.word import Word


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
