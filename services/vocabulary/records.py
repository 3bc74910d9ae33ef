"""Closed words of records: kinds, roles, statuses, standings, ages, handling codes, lists.

Those of ``rabta.records.v1`` and ``rabta.access.v1`` without prefix; an age is known to policies alone. Pure.
"""

from __future__ import annotations

from services.vocabulary.word import Word


class RecordKind(Word):
    """What a record states: a case, a person's part in it, a step of it, or what is to be done about a person."""

    CASE_FILE = "CASE_FILE"
    PARTY = "PARTY"
    INVESTIGATION_EVENT = "INVESTIGATION_EVENT"
    CUSTODY_EVENT = "CUSTODY_EVENT"
    PROCLAMATION = "PROCLAMATION"
    BAIL = "BAIL"
    CHARGE = "CHARGE"
    COURT_EVENT = "COURT_EVENT"
    SENTENCE = "SENTENCE"
    COMPENSATION_ORDER = "COMPENSATION_ORDER"
    LIST_ENTRY = "LIST_ENTRY"
    BORDER_CROSSING = "BORDER_CROSSING"
    STATEMENT = "STATEMENT"
    MISUSED_IDENTITY = "MISUSED_IDENTITY"
    FOREIGN_RECORD = "FOREIGN_RECORD"
    PROTECTION_ORDER = "PROTECTION_ORDER"
    REFERRAL = "REFERRAL"
    CLAIM_ANSWER = "CLAIM_ANSWER"
    REVIEW = "REVIEW"


class OtherKind(Word):
    """Kinds that policies decide and that are no records: what a feed brought to the graph, an entry of the log."""

    LINK = "LINK"
    AUDIT_ENTRY = "AUDIT_ENTRY"


class PartyRole(Word):
    """What a person is in one case, and in no other."""

    SUSPECT = "SUSPECT"
    ACCUSED = "ACCUSED"
    VICTIM = "VICTIM"
    WITNESS = "WITNESS"
    COMPLAINANT = "COMPLAINANT"
    LISTED = "LISTED"


class RecordStatus(Word):
    """What its owner says of a record: it stands, stands corrected, is taken back, or was erased by order."""

    ACTIVE = "ACTIVE"
    CORRECTED = "CORRECTED"
    WITHDRAWN = "WITHDRAWN"
    EXPUNGED = "EXPUNGED"


class Standing(Word):
    """How far a case got against its person: said, brought before a court, or found by one."""

    ALLEGATION = "ALLEGATION"
    ACCUSATION = "ACCUSATION"
    FINDING = "FINDING"


class Age(Word):
    """Whether the person was a child at the act, from what protects least to what protects most.

    ``UNKNOWN``: accused or on a list, and no age was ever recorded;
    ``DONE``: was diverted, or the sentence is done (JJSA 2018).
    """

    NO = "NO"
    UNKNOWN = "UNKNOWN"
    POSSIBLE = "POSSIBLE"
    YES = "YES"
    DONE = "DONE"


class HandlingCode(Word):
    """Who may have what the record says besides its owner: anybody entitled, up to whom the originator names."""

    OPEN = "OPEN"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    ORCON = "ORCON"


class ListType(Word):
    """The list that an entry stands on, or the warrant that it is."""

    WARRANT_BAILABLE = "WARRANT_BAILABLE"
    WARRANT_NON_BAILABLE = "WARRANT_NON_BAILABLE"
    ECL = "ECL"
    PNIL = "PNIL"
    BLACKLIST = "BLACKLIST"
    WATCH = "WATCH"
    LOST_DOCUMENT = "LOST_DOCUMENT"
    CHILD_ALERT = "CHILD_ALERT"
