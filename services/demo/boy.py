"""The boy of the story: a victim in FIA's case, and accused in Punjab Police's of what they did on that journey.

Each agency states its own records, and nobody what the two cases are to one another: only the hub sees both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.demo.offences import DISTRICT_COURTS, FIA, PUNJAB
from services.demo.population import cnic
from services.values.districts import DISTRICTS
from services.values.records import (
    Attendance,
    Bail,
    Birth,
    Body,
    CaseFile,
    CaseReference,
    CourtEvent,
    Identifier,
    Name,
    Party,
    RecordVersion,
    Section,
    Statement,
    Subject,
    kind_of,
)
from services.vocabulary.records import HandlingCode, PartyRole

PROSECUTION: Final = "pk.punjab-prosecution"
FIA_OFFICER, STATION_OFFICER, PROSECUTOR = "fia-1043", "pb-2003", "pp-8201"
JOURNEY, CHARGED = "FIR:FIA/LAHORE/AHTC/58/2025", "FIR:PB/LAHORE/ICHHRA/640/2025"
"""The cases of the police; of the journey the boy is a victim, of the charge they are accused."""
OF_JOURNEY, OF_CHARGE = "COURT_CASE:LAHORE/58-AHTC/2025", "COURT_CASE:LAHORE/640-ICHHRA/2025"
"""The same as their court numbers them, by which its prosecution cites them."""
COURT: Final = "SESSIONS COURT LAHORE"
NUMBER: Final = cnic(DISTRICTS[0].prefix, 15, "1")
"""The boy's, on a B-form."""
OTHER_NUMBER: Final = cnic(DISTRICTS[0].prefix, 17, "1")
"""Of somebody whom the station accuses of the same, and whom no case names a victim."""
NAME: Final = "Danish Ali"
OTHER_NAME: Final = "Rashid Ali"
SAME_IDS: Final = (("boy-accused", "man-accused"), ("boy-charged-seized", "man-charged-seized"))
"""Ids of the boy's records as an accused, each beside that of the other's."""
FIRST, TAKEN_BACK = "boy-statement-1", "boy-statement-2"
"""Ids of the boy's two statements."""
_RECRUITER: Final = cnic(DISTRICTS[0].prefix, 16, "3")
_CASES: Final = {FIA: (JOURNEY, OF_JOURNEY), PUNJAB: (CHARGED, OF_CHARGE)}


def records() -> Mapping[str, tuple[RecordVersion, ...]]:
    """What each agency hands in, by agency."""
    return {FIA: _of_fia(), PUNJAB: _of_police(), DISTRICT_COURTS: _of_court(), PROSECUTION: _of_prosecution()}


def _of_fia() -> tuple[RecordVersion, ...]:
    trafficked = Party((Section("PTPA", "3"),), exploited_from="2025-07-01", exploited_to="2025-09-06")
    file = CaseFile(
        "2025-07-01", "2025-09-06", "2025-09-08", "Lahore", "AHTC", (Section("PTPA", "3"),), officers=(FIA_OFFICER,)
    )
    first = _said("2025-09-10T11:00", "164", "FIRST", ("MAGISTRATE", "SUPPORT"), "They sent me with what I carried.")
    second = _said("2025-10-09T16:00", "AFFIDAVIT", "RETRACTS", ("ACCUSED_KIN",), "Nobody sent me.", earlier=FIRST)
    return (
        _record(FIA, "boy-journey", file),
        _record(FIA, "boy-victim", trafficked, "VICTIM", _boy()),
        _record(FIA, "boy-recruiter", Party((Section("PTPA", "3"),)), "ACCUSED", _recruiter()),
        _record(FIA, FIRST, first, "VICTIM", _boy()),
        _record(FIA, TAKEN_BACK, second, "VICTIM", _boy()),
    )


def _of_police() -> tuple[RecordVersion, ...]:
    charge = (Section("CNSA", "9(c)"),)
    file = CaseFile("2025-08-20", "2025-08-20", "2025-08-20", "Lahore", "Ichhra", charge, officers=(STATION_OFFICER,))
    return (
        _record(PUNJAB, "boy-charged", file),
        _record(PUNJAB, "boy-accused", Party(charge), "ACCUSED", _boy()),
        _record(PUNJAB, "man-accused", Party(charge), "ACCUSED", _other()),
    )


def _of_court() -> tuple[RecordVersion, ...]:
    """It took both cases up, and let the recruiter out on bail four days before the boy took back what was said."""
    court, seized = DISTRICT_COURTS, CourtEvent("COGNIZANCE", "2025-09-20", COURT)
    bailed = Bail("POST_ARREST", "2025-10-05", COURT, 5_000_000)
    return (
        _record(court, "boy-journey-court", CaseFile(reported="2025-09-08"), of=FIA),
        _record(court, "boy-charged-court", CaseFile(reported="2025-08-20"), of=PUNJAB),
        _record(court, "boy-journey-seized", seized, "ACCUSED", _recruiter(), of=FIA),
        _record(court, "boy-charged-seized", seized, "ACCUSED", _boy(), of=PUNJAB),
        _record(court, "man-charged-seized", seized, "ACCUSED", _other(), of=PUNJAB),
        _record(court, "boy-bail", bailed, "ACCUSED", _recruiter(), of=FIA),
    )


def _of_prosecution() -> tuple[RecordVersion, ...]:
    file = CaseFile(reported="2025-09-20", officers=(PROSECUTOR,))
    return tuple(
        _record(PROSECUTION, f"boy-prosecuted-{number}", file, cases=(case,))
        for number, case in enumerate((OF_JOURNEY, OF_CHARGE), 1)
    )


def _record(
    agency: str,
    record_id: str,
    body: Body,
    role: str = "",
    subject: Subject | None = None,
    *,
    of: str = "",
    cases: tuple[str, ...] = (),
) -> RecordVersion:
    """``of``: agency whose case it is, the own one where empty; ``cases``: the numbers in place of those."""
    references = tuple(CaseReference(*each.split(":", 1)) for each in cases or _CASES[of or agency])
    return RecordVersion(
        agency=agency, record_id=record_id, kind=kind_of(body), subject=subject, role=PartyRole(role) if role else "",
        body=body, handling=HandlingCode.OPEN, source_grade="A", information_grade="1", valid_from="2025-10-10",
        case_references=references,
    )  # fmt: skip


def _said(at: str, kind: str, relation: str, attended: tuple[str, ...], words: str, earlier: str = "") -> Statement:
    """``earlier``: id of the statement that it is about, empty for none."""
    names = (f"agencies/{FIA}/records/{earlier}",) if earlier else ()
    present = tuple(Attendance(each.replace("_", " ").lower(), each) for each in attended)
    return Statement(kind, at, text=words, relation=relation, earlier=names, liberty="FREE", attendance=present)


def _boy() -> Subject:
    return _person(NAME, "Akram Ali", NUMBER, "2010-03-02")


def _other() -> Subject:
    """As the boy in all but name and number, so that the answers about both can be compared."""
    return _person(OTHER_NAME, "Akram Ali", OTHER_NUMBER, "2010-03-02")


def _recruiter() -> Subject:
    return _person("Kashif Mehmood", "Sultan Mehmood", _RECRUITER, "1982-11-19")


def _person(name: str, father: str, number: str, born: str) -> Subject:
    names = (Name("OWN", name, "Latn"), Name("FATHER", father, "Latn"))
    return Subject(names, (Identifier("CNIC", number),), "M", Birth(born, born))
