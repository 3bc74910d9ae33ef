"""The closed vocabulary of reasons: purposes, query classes, legal bases, and what fits what.

Data only; the gates that use it are policies (``policies/gates.cedar``). Marks on law:
V read in the statute's text, V2 read in a secondary source, K common knowledge, check to
be compared with the Act: all but V go to counsel before production. What is not listed
is refused. ``docs/vocabulary.md`` shows all of it to people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from services.vocabulary.access import AgencyKind, CaseState, FeedKind, LegalBasis, Purpose
from services.vocabulary.protection import ACCUSED_ROLES, FOR_ARREST, OFFENDER_ROLES, PROTECTED_ROLES
from services.vocabulary.records import Age, HandlingCode, ListType, OtherKind, PartyRole, RecordKind, Standing

CASE_RECORD: Final = frozenset(
    {
        RecordKind.CASE_FILE,
        RecordKind.PARTY,
        RecordKind.INVESTIGATION_EVENT,
        RecordKind.CUSTODY_EVENT,
        RecordKind.PROCLAMATION,
        RecordKind.BAIL,
        RecordKind.CHARGE,
        RecordKind.COURT_EVENT,
        RecordKind.SENTENCE,
        RecordKind.COMPENSATION_ORDER,
        RecordKind.LIST_ENTRY,
        RecordKind.STATEMENT,
        RecordKind.MISUSED_IDENTITY,
        RecordKind.FOREIGN_RECORD,
    }
)
"""Every kind about a person in a case, whatever their role there."""

RECORD_KINDS: Final = frozenset(RecordKind)
KINDS: Final = frozenset({*RecordKind, *OtherKind})
"""``LINK``: what a feed brought to the graph (money, calls, journeys); ``AUDIT_ENTRY``: an entry of the log."""

LIFE_AT_RISK: Final = frozenset({"POLICE", "FIA", "BORDER", "CHILD_PROTECTION"})
"""Kinds of agency that may break the glass."""

INVESTIGATING: Final = {
    "POLICE": ("CrPC ss. 154, 156", "K", "1898-07-01"),
    "FIA": ("FIA Act 1974 s. 5", "K", "1974-01-13"),
    "NARCOTICS": ("CNSA 1997; ANF Act 1997", "K", "1997-07-07"),
    "CUSTOMS": ("Customs Act 1969 s. 171", "K", "1970-01-01"),
    "CYBERCRIME": ("PECA 2016 s. 29, as NCCIA in place of FIA", "V2", "2024-04-29"),
}
"""Kinds of agency that may investigate: by which statute, its mark, from which day (rows 6, 7, 15 and 20)."""

IFTA_APPLICANTS: Final = frozenset({"POLICE"})
"""Kinds of agency among IFTA's applicants: the Inter-Services Intelligence, the three services' agencies, the
Intelligence Bureau and Police (s. 3(a), V); of these only police are members."""

TOKEN_HOLDERS: Final = frozenset({*INVESTIGATING, "HUB", "BORDER", "PRISON", "CHILD_PROTECTION"})
"""Kinds of agency that may keep a registry's tokens in the place of numbers: those whose records are of persons whom
their own statutes let them identify, and the hub that holds these records for them (P)."""

GROUPS: Final = {
    "TOKEN_HOLDER": TOKEN_HOLDERS,
    "IFTA_APPLICANT": IFTA_APPLICANTS,
    "INVESTIGATING": frozenset(INVESTIGATING),
    "CASE_RECORD": CASE_RECORD,
    "LIST": FOR_ARREST,
    "ACCUSED_ROLE": ACCUSED_ROLES,
    "OFFENDER_ROLE": OFFENDER_ROLES,
    "PROTECTED_ROLE": PROTECTED_ROLES,
    "LIFE_AT_RISK": LIFE_AT_RISK,
}
"""Named sets that policies read as ``Rabta::Group::"..."``."""


@dataclass(frozen=True, slots=True)
class PurposeRule:
    """Why an officer asks.

    ``classes``: query classes it permits. ``references``: types of the case it must cite.
    ``roles``: one of which the officer must hold. ``own_case``: the case must be resolved,
    open and assigned to the officer (row 3); without it an unresolved, closed or other agency's
    case is taken, and gives nothing by itself.
    """

    classes: frozenset[str]
    references: frozenset[str]
    roles: frozenset[str]
    own_case: bool = False


@dataclass(frozen=True, slots=True)
class BasisRule:
    """Law an officer acts under.

    ``purposes`` it serves as the case's own basis; ``second_for``: query classes that need
    it, or one like it, besides. ``limit``: who or what it does not reach, where a policy says so.
    """

    statute: str
    mark: str
    purposes: frozenset[str] = frozenset()
    second_for: frozenset[str] = frozenset()
    limit: str = ""


def _of(words: str) -> frozenset[str]:
    return frozenset(words.split())


PURPOSES: Final[Mapping[str, PurposeRule]] = {
    Purpose.INVESTIGATE_CASE: PurposeRule(
        _of("HISTORY WANTED IDENTITY NETWORK COMMS_MONEY RELEASE"), _of("FIR COMPLAINT"), _of("INVESTIGATOR"), True
    ),
    Purpose.PRELIMINARY_ENQUIRY: PurposeRule(
        _of("WANTED IDENTITY RELEASE HISTORY"), _of("ENQUIRY"), _of("INVESTIGATOR"), own_case=True
    ),
    Purpose.ANALYSE_NETWORK: PurposeRule(
        _of("NETWORK COMMS_MONEY RELEASE"), _of("OPERATION"), _of("ANALYST FMU_ANALYST"), own_case=True
    ),
    Purpose.CHECKPOINT: PurposeRule(_of("CHECKPOINT"), _of("MOVEMENT"), _of("CHECKPOINT_OFFICER")),
    Purpose.CUSTODY: PurposeRule(
        _of("WANTED IDENTITY HISTORY"),
        _of("ARREST PRISON_UNDER_TRIAL PRISON_CONVICT"),
        _of("CUSTODY_OFFICER INVESTIGATOR"),
    ),
    Purpose.TRIAL: PurposeRule(
        _of("ANTECEDENTS HISTORY PROTECTION RELEASE"), _of("COURT_CASE APPEAL"), _of("JUDGE PROSECUTOR")
    ),
    Purpose.SUPERVISE_OFFENDER: PurposeRule(
        _of("ANTECEDENTS WANTED"), _of("ORDER"), _of("PROBATION_OFFICER CUSTODY_OFFICER")
    ),
    Purpose.JUVENILE_JUSTICE: PurposeRule(
        _of("HISTORY PROTECTION"),
        _of("FIR COURT_CASE"),
        _of("JUVENILE_JUSTICE JUDGE PROBATION_OFFICER INVESTIGATOR"),
    ),
    Purpose.PROTECT_VICTIM: PurposeRule(
        _of("PROTECTION IDENTITY FAMILY"), _of("REFERRAL"), _of("PROTECTION_OFFICER PROTECTION_UNIT")
    ),
    Purpose.FIND_MISSING_CHILD: PurposeRule(
        _of("MISSING_CHILD CHECKPOINT IDENTITY FAMILY"),
        _of("MISSING_CHILD"),
        _of("PROTECTION_OFFICER CHECKPOINT_OFFICER INVESTIGATOR"),
    ),
    Purpose.FOREIGN_ASSISTANCE: PurposeRule(
        _of("RELEASE ANTECEDENTS"), _of("MLA"), _of("CENTRAL_AUTHORITY RELEASE_OFFICER")
    ),
    Purpose.RECORD_UPKEEP: PurposeRule(_of("UPKEEP IDENTITY"), _of("RECORD"), _of("RECORD_OFFICER")),
    Purpose.OVERSIGHT: PurposeRule(_of("AUDIT"), _of("REVIEW"), _of("OVERSIGHT")),
    Purpose.STATISTICS: PurposeRule(_of("STATS"), _of("RELEASE_PLAN"), _of("STATISTICIAN")),
    Purpose.SUBJECT_ACCESS: PurposeRule(_of("SUBJECT"), _of("APPLICATION"), _of("SUBJECT_ACCESS")),
}

_NOTE: Final = _of("MISUSED_IDENTITY")

QUERY_CLASSES: Final = {
    "HISTORY": RECORD_KINDS,
    "WANTED": FOR_ARREST | _NOTE,
    "CHECKPOINT": FOR_ARREST | _NOTE,
    "IDENTITY": _of(""),
    "FAMILY": _of(""),
    "NETWORK": CASE_RECORD | _of("BORDER_CROSSING"),
    "COMMS_MONEY": CASE_RECORD | _of("BORDER_CROSSING LINK"),
    "PROTECTION": CASE_RECORD | _of("PROTECTION_ORDER"),
    "MISSING_CHILD": _of("CASE_FILE PARTY INVESTIGATION_EVENT LIST_ENTRY") | _NOTE,
    "ANTECEDENTS": CASE_RECORD - _of("STATEMENT INVESTIGATION_EVENT"),
    "RELEASE": CASE_RECORD,
    "UPKEEP": RECORD_KINDS,
    "AUDIT": RECORD_KINDS | _of("AUDIT_ENTRY"),
    "STATS": _of(""),
    "SUBJECT": CASE_RECORD,
}
"""Query class -> kinds of record it can show; identity, family and statistics show none."""

LEGAL_BASES: Final[Mapping[str, BasisRule]] = {
    LegalBasis.CRPC_CASE: BasisRule("CrPC ss. 154, 156-157, 200", "K", _of("INVESTIGATE_CASE")),
    LegalBasis.TIP_SOM: BasisRule("PTPA 2018 ss. 3-8; POSM 2018", "V; V2", _of("INVESTIGATE_CASE ANALYSE_NETWORK")),
    LegalBasis.FIA_ENQUIRY: BasisRule(
        "FIA Act 1974; Inquiry Rules 2002", "K", _of("PRELIMINARY_ENQUIRY ANALYSE_NETWORK")
    ),
    LegalBasis.CRPC_CUSTODY: BasisRule("CrPC ss. 54, 61, 167", "K", _of("CUSTODY")),
    LegalBasis.CRPC_PROCESS: BasisRule(
        "CrPC ss. 75-88, 512", "K", _of("INVESTIGATE_CASE PRELIMINARY_ENQUIRY CUSTODY CHECKPOINT")
    ),
    LegalBasis.COURT_ORDER: BasisRule(
        "the order; CrPC s. 94", "K", frozenset(Purpose) - {Purpose.STATISTICS}, _of("COMMS_MONEY"), "as worded"
    ),
    LegalBasis.TRIAL_ANTECEDENTS: BasisRule("CrPC ss. 173, 511", "K", _of("TRIAL")),
    LegalBasis.PRISON_PROBATION: BasisRule(
        "Prison Rules 1978; Probation Ordinance 1960; Act of 1926", "K", _of("CUSTODY SUPERVISE_OFFENDER")
    ),
    LegalBasis.PECA_WARRANT: BasisRule(
        "PECA ss. 32, 34, 39 (K; Bill ss. 29, 31, 36)", "check", second_for=_of("COMMS_MONEY")
    ),
    LegalBasis.IFTA_WARRANT: BasisRule(
        "IFTA 2013 ss. 8-14, Sch. I",
        "V",
        second_for=_of("COMMS_MONEY"),
        limit="terrorism offences only; police alone of the members",
    ),
    LegalBasis.AMLA: BasisRule(
        "AMLA 2010 ss. 6-7; tipping-off s. 34",
        "K",
        _of("ANALYSE_NETWORK"),
        _of("COMMS_MONEY"),
        "as the only basis: FMU",
    ),
    LegalBasis.EXIT_CONTROL: BasisRule(
        "Exit Ordinance 1981; Passports Act 1974; PNIL has no statute", "V2; K", _of("CHECKPOINT")
    ),
    LegalBasis.ZAINAB: BasisRule("ZARRA Act 2020 ss. 5, 7-9", "V", _of("FIND_MISSING_CHILD")),
    LegalBasis.JJSA: BasisRule("JJSA 2018 ss. 5-9, 13, 19", "V2", _of("JUVENILE_JUSTICE")),
    LegalBasis.VICTIM_WITNESS: BasisRule(
        "PTPA ss. 10-12; witness protection Acts (Sindh 2013, Punjab 2018, KP, Balochistan; the capital's is a Bill)",
        "V; K",
        _of("PROTECT_VICTIM TRIAL"),
    ),
    LegalBasis.CHILD_PROTECTION: BasisRule(
        "ICT 2018 ss. 15, 25, 27; Sindh 2011; Punjab 2004; KP 2010; Balochistan 2016",
        "V; K",
        _of("PROTECT_VICTIM FIND_MISSING_CHILD"),
    ),
    LegalBasis.ANTI_RAPE: BasisRule("Anti-Rape Act 2021 ss. 24, 26", "V", _of("RECORD_UPKEEP TRIAL")),
    LegalBasis.NADRA: BasisRule("NADRA Ordinance 2000 ss. 28-29", "V2", second_for=_of("IDENTITY FAMILY")),
    LegalBasis.MLA_2020: BasisRule("MLA Act 2020 ss. 5, 7, 8, 10, 18", "V2", _of("FOREIGN_ASSISTANCE")),
    LegalBasis.DATA_OVERSIGHT: BasisRule(
        "PTPA s. 13; TIP Rules 2020 r. 43; federation agreement",
        "V; V2",
        _of("OVERSIGHT STATISTICS RECORD_UPKEEP SUBJECT_ACCESS"),
    ),
}

REFERENCES: Final = _of(
    "FIR ENQUIRY COMPLAINT MISSING_CHILD CHALLAN COURT_CASE APPEAL PRISON_UNDER_TRIAL PRISON_CONVICT CRO FINGERPRINT"
    " OPERATION MOVEMENT ORDER REFERRAL MLA RECORD REVIEW RELEASE_PLAN APPLICATION ARREST"
)
CASE_STATES: Final = frozenset(CaseState)
AGENCY_KINDS: Final = frozenset(AgencyKind)
ROLES: Final = _of(
    "INVESTIGATOR ANALYST CHECKPOINT_OFFICER CUSTODY_OFFICER PROSECUTOR JUDGE PROBATION_OFFICER JUVENILE_JUSTICE"
    " PROTECTION_OFFICER RECORD_OFFICER RELEASE_OFFICER FMU_ANALYST CENTRAL_AUTHORITY OVERSIGHT STATISTICIAN"
    " SUBJECT_ACCESS BREAK_GLASS PROTECTION_UNIT"
)

RECORD_ROLES: Final = frozenset({"", *PartyRole})
STANDINGS: Final = frozenset({"", *Standing})
JUVENILE: Final = frozenset(Age)
HANDLING: Final = frozenset(HandlingCode)
FEEDS: Final = frozenset({"", *FeedKind})
LIST_TYPES: Final = frozenset({"", *ListType})

_PART: Final = re.compile(r"[^\W_](?:[\w .'&()-]*[\w.)])?")
_LONGEST: Final = 120


def bases_of(purpose: str) -> frozenset[str]:
    """Legal bases that serve ``purpose`` as the case's own."""
    return frozenset(name for name, basis in LEGAL_BASES.items() if purpose in basis.purposes)


def seconds_of(query_class: str) -> frozenset[str]:
    """Second bases that ``query_class`` accepts; "" alone where it needs none."""
    return frozenset(name for name, basis in LEGAL_BASES.items() if query_class in basis.second_for) or frozenset({""})


@lru_cache(4096)
def well_formed(case_type: str, case_key: str) -> bool:
    """Whether the cited reference is one at all: upper case, single spaces, no empty part, a FIR of five parts.

    Which register it stands in, and whose it is, only the store can say (CaseFacts).
    """
    if case_type not in REFERENCES or len(case_key) > _LONGEST or case_key != case_key.upper() or "  " in case_key:
        return False
    parts = case_key.split("/")
    if case_type == "FIR" and not (len(parts) == 5 and re.fullmatch(r"(?:19|20)[0-9]{2}", parts[4])):
        return False
    return all(_PART.fullmatch(part) for part in parts)
