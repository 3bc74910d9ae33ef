"""Officers of the federation under test, and the tokens that their agencies' issuers would give, or never would."""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass, replace

from services.access.details import Details
from services.access.kin import kin_digest
from tests.fakes.world import tokens
from tests.fakes.world.keys import b64

FIA, PUNJAB, SINDH, CUSTOMS = "pk.fia", "pk.punjab-police", "pk.sindh-police", "pk.customs"
PRISONS, CHILD, OVERSIGHT = "pk.prisons", "pk.child-protection", "pk.oversight"
MOUNTAIN_CHILD = "pk.gb-child-protection"
"""The one protecting body that an Act makes: of Gilgit-Baltistan, where nothing else of the federation lies."""
SESSIONS, HIGH_COURT = "pk.lahore-sessions", "pk.lahore-high-court"
FIA_CASE, PUNJAB_CASE = "FIA/LAHORE/AHTC/7/2024", "PB/LAHORE/ICHHRA/512/2024"
SINDH_CASE, CLOSED_CASE = "SD/KARACHI/ARTILLERY MAIDAN/88/2023", "PB/LAHORE/ICHHRA/11/2021"
ENQUIRY_CASE, YOUNG_CASE = "FIA/LAHORE/E-31/2024", "PB/LAHORE/ICHHRA/77/2020"
SINDH_OTHER_CASE = "SD/KARACHI/CLIFTON/5/2024"
"""Its file mentions Punjab's case, whose own file does not mention it."""
COURT_CASE, UNHELD_CASE = "LAHORE/9/2024", "QUETTA/4/2024"
"""The sessions court's, whose file names one judge; and one in nobody's register."""
YEAR_S = 31_536_000


def investigate(case: str, query_class: str = "HISTORY") -> Details:
    """Why an investigator asks."""
    return Details("INVESTIGATE_CASE", "CRPC_CASE", "", query_class, "FIR", case)


def upkeep(agency: str) -> Details:
    """Why a record officer submits."""
    return Details("RECORD_UPKEEP", "DATA_OVERSIGHT", "", "UPKEEP", "RECORD", agency.upper())


@dataclass(frozen=True)
class Officer:
    """One officer as their agency knows them. ``why``: what they ask for unless told otherwise."""

    agency: str
    id: str
    roles: tuple[str, ...]
    clearance: int
    why: Details
    superiors: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ("PK",)

    def asking(self, **changes: str) -> Officer:
        """The same officer with other words in the reason."""
        return replace(self, why=replace(self.why, **changes))


def _officer(agency: str, id_: str, roles: str, clearance: int, why: Details, *superiors: str) -> Officer:
    own = {PUNJAB: ("PK-PB",), SINDH: ("PK-SD",), MOUNTAIN_CHILD: ("PK-GB",)}
    where = own.get(agency, ("PK",))
    return Officer(agency, id_, tuple(roles.split()), clearance, why, superiors, where)


INVESTIGATOR = _officer(FIA, "fia-1042", "INVESTIGATOR", 2, investigate(FIA_CASE), "fia-1001")
CHIEF = _officer(FIA, "fia-1001", "INVESTIGATOR BREAK_GLASS", 3, investigate(FIA_CASE))
COLLEAGUE = _officer(FIA, "fia-1043", "INVESTIGATOR BREAK_GLASS", 2, investigate(FIA_CASE), "fia-1001")
PUNJAB_INVESTIGATOR = _officer(PUNJAB, "pb-2001", "INVESTIGATOR", 1, investigate(PUNJAB_CASE), "pb-2000")
PUNJAB_CHIEF = _officer(PUNJAB, "pb-2000", "INVESTIGATOR BREAK_GLASS", 2, investigate(PUNJAB_CASE))
SINDH_INVESTIGATOR = _officer(SINDH, "sd-3001", "INVESTIGATOR BREAK_GLASS", 1, investigate(SINDH_CASE), "sd-3000")
BORDER = _officer(
    CUSTOMS, "cu-4001", "CHECKPOINT_OFFICER", 1,
    Details("CHECKPOINT", "EXIT_CONTROL", "", "CHECKPOINT", "MOVEMENT", "TORKHAM/2025/1"),
)  # fmt: skip
PROTECTOR = _officer(
    CHILD, "cp-6001", "PROTECTION_OFFICER BREAK_GLASS", 2,
    Details("PROTECT_VICTIM", "VICTIM_WITNESS", "", "PROTECTION", "REFERRAL", "CP/LAHORE/1/2024"),
)  # fmt: skip
MOUNTAIN_PROTECTOR = _officer(
    MOUNTAIN_CHILD, "gb-6101", "PROTECTION_OFFICER", 2, replace(PROTECTOR.why, case_key="CP/GILGIT/1/2024")
)
AUDITOR = _officer(
    OVERSIGHT, "ov-9001", "OVERSIGHT", 3, Details("OVERSIGHT", "DATA_OVERSIGHT", "", "AUDIT", "REVIEW", "2026/1")
)
JUDGE = _officer(
    SESSIONS, "lc-7001", "JUDGE", 2, Details("TRIAL", "TRIAL_ANTECEDENTS", "", "HISTORY", "COURT_CASE", COURT_CASE)
)
RECORDERS = {
    agency: _officer(agency, f"{id_}-{number}", "RECORD_OFFICER", 2, upkeep(agency))
    for agency, id_, number in (
        (FIA, "fia", 1090), (PUNJAB, "pb", 2090), (SINDH, "sd", 3090), (CUSTOMS, "cu", 4090), (PRISONS, "pr", 5090),
        (CHILD, "cp", 6090), (SESSIONS, "lc", 7090), (HIGH_COURT, "hc", 8090),
    )
}  # fmt: skip


_NUMBERS = itertools.count(1)


def claims_of(officer: Officer, system: str, federation: bytes, hub: str, now_ms: int) -> tokens.Claims:
    """What both kinds of token say of an officer."""
    now_s = now_ms // 1000
    return tokens.officer_claims(
        officer.agency, hub, federation, now_ms, sub=officer.id, client_id=system, iat=now_s - 1, exp=now_s + 800,
        jti=f"{os.urandom(9).hex()}-{next(_NUMBERS)}", roles=list(officer.roles), clearance=officer.clearance,
        jurisdictions=list(officer.jurisdictions), trained_until=now_s + YEAR_S, superiors=list(officer.superiors),
    )  # fmt: skip


def kin(text: str) -> str:
    """How a token declares an officer's own or kin's number, ``TYPE:canonical``."""
    return b64(kin_digest(text))
