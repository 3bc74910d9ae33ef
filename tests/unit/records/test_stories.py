"""Two files told whole, line by line, as an officer reads them."""

from __future__ import annotations

from services.records.timeline.history import compose
from services.values.records import CaseFile, CaseReference, History, ListEntry, RecordVersion, Section
from tests.unit.records.papers import (
    CNIC,
    NOW_MS,
    all_visible,
    crossing,
    custody,
    order,
    party,
    record,
    sentence,
    step,
    subject,
)

SMUGGLING = Section("POSM", "3")
TRAFFICKING = Section("PTPA", "3")
CHEATING = Section("PPC", "420")
FIA = CaseReference("FIR", "IS/ISLAMABAD/FIA AHTC/17/2023", "2023-02-10")
TRIAL = CaseReference("COURT_CASE", "SPECIAL COURT ISLAMABAD/88/2023")
JAIL = CaseReference("PRISON_CONVICT", "ADIALA/4410")
COURT = CaseReference("COURT_CASE", "GUJRAT MAGISTRATE/12/2021")
PUNJAB = CaseReference("FIR", "PB/GUJRAT/CIVIL LINES/301/2021", "2021-06-01")
FIA_MAN = subject("Muhammad Aslam", "Bashir Ahmad", ("1984-01-01", "1984-12-31"))
PUNJAB_MAN = subject("Aslam Butt", "Bashir Ahmad", ("1986-05-05", "1986-05-05"))


def lines(history: History) -> list[tuple[str, str, str, str]]:
    return [(line.valid_from, line.owner, f"{line.standing}/{line.finality}", line.text) for line in history.timeline]


def fia_file() -> list[RecordVersion]:
    """An agent, convicted, the conviction under appeal."""
    file = CaseFile("2023-01-20", "2023-02-05", "2023-02-10T11:00", "Gujrat", "FIA AHTC", (TRAFFICKING, SMUGGLING))
    return [
        record(file, agency="pk.fia", role="", cases=(FIA,)),
        record(party(TRAFFICKING, SMUGGLING), agency="pk.fia", of=FIA_MAN, cases=(FIA,), valid_from="2023-02-10"),
        record(custody("ARREST", "2023-02-12T09:00", place="GUJRAT"), agency="pk.fia", of=FIA_MAN, cases=(FIA,)),
        record(custody("PRODUCTION", "2023-02-14T10:00", place="ISLAMABAD"), agency="pk.fia", of=FIA_MAN, cases=(FIA,)),
        record(step("CHALLAN_FINAL", "2023-03-20", TRAFFICKING), agency="pk.fia", of=FIA_MAN, cases=(FIA,)),
        record(order("CHARGE_FRAMED", "2023-05-02", TRAFFICKING), agency="pk.court", of=FIA_MAN, cases=(FIA, TRIAL)),
        record(order("CONVICTION", "2023-11-30", TRAFFICKING), agency="pk.court", of=FIA_MAN, cases=(TRIAL,)),
        record(sentence("2023-11-30", 7 * 365), agency="pk.court", of=FIA_MAN, cases=(TRIAL,)),
        record(
            custody("ADMISSION", "2023-12-01", place="ADIALA"), agency="pk.prisons", of=FIA_MAN, cases=(TRIAL, JAIL)
        ),
        record(order("APPEAL_FILED", "2023-12-20"), agency="pk.court", of=FIA_MAN, cases=(TRIAL,)),
    ]


def punjab_file() -> list[RecordVersion]:
    """A charge that ended in acquittal, under another spelling of the name and another birth."""
    file = CaseFile("2021-05-01", "", "2021-06-01", "Gujrat", "CIVIL LINES", (CHEATING,))
    return [
        record(file, role="", cases=(PUNJAB,)),
        record(party(CHEATING), of=PUNJAB_MAN, cases=(PUNJAB,), valid_from="2021-06-01"),
        record(step("CHALLAN_FINAL", "2021-06-15", CHEATING), of=PUNJAB_MAN, cases=(PUNJAB,)),
        record(
            order("ACQUITTAL_249A", "2022-01-10", CHEATING), agency="pk.court", of=PUNJAB_MAN, cases=(PUNJAB, COURT)
        ),
    ]


def test_an_agent_convicted_and_under_appeal() -> None:
    history = compose(all_visible(*fia_file()), now_ms=NOW_MS, selector=CNIC)
    assert lines(history) == [
        (
            "2023-02-10",
            "pk.fia",
            "ALLEGATION/NONE",
            "FIR 17/2023 PS FIA AHTC, ISLAMABAD registered, 3 PTPA, 3 POSM, Gujrat",
        ),
        (
            "2023-02-10",
            "pk.fia",
            "ALLEGATION/NONE",
            "named as accused in FIR 17/2023 PS FIA AHTC, ISLAMABAD, 3 PTPA, 3 POSM",
        ),
        ("2023-02-12", "pk.fia", "ALLEGATION/NONE", "arrested, GUJRAT"),
        ("2023-02-14", "pk.fia", "ALLEGATION/NONE", "produced before a Magistrate (s. 61), ISLAMABAD"),
        ("2023-03-20", "pk.fia", "ACCUSATION/NONE", "challan (s. 173), 3 PTPA"),
        ("2023-05-02", "pk.court", "ACCUSATION/NONE", "charge framed, 3 PTPA, SESSIONS LAHORE"),
        ("2023-11-30", "pk.court", "FINDING/UNDER_APPEAL", "convicted, 3 PTPA, SESSIONS LAHORE"),
        (
            "2023-11-30",
            "pk.court",
            "FINDING/UNDER_APPEAL",
            "sentenced, 7 years imprisonment, 371-A PPC, SESSIONS LAHORE",
        ),
        ("2023-12-01", "pk.prisons", "ALLEGATION/NONE", "admitted to prison, ADIALA"),
        ("2023-12-20", "pk.court", "FINDING/UNDER_APPEAL", "appeal filed, SESSIONS LAHORE"),
    ]
    (case,) = history.cases
    assert (case.owner, case.outcome, case.offence) == ("pk.fia", "convicted (judgment), under appeal", True)
    assert set(case.references) == {FIA, TRIAL, JAIL}
    assert case.sections == (TRAFFICKING,)
    assert [(line.text.split(",")[0], flag.rule) for line in history.timeline for flag in line.flags] == [
        ("produced before a Magistrate (s. 61)", "production-after-24h"),
        ("challan (s. 173)", "challan-late"),
    ]
    assert [banner.code for banner in history.banners] == ["under-appeal", "identity-by-number-only"]
    assert history.conflicts == ()


def test_the_whole_man_over_four_agencies() -> None:
    gone = record(crossing("2024-05-01T06:00"), agency="pk.border", of=FIA_MAN, role="LISTED", cases=())
    listed = ListEntry("ECL", "PREVENT_EXIT", "", "Interior Division order 12/2023", "", "2023-02-20", "2024-02-19")
    ecl = record(listed, agency="pk.border", of=FIA_MAN, role="LISTED", cases=())
    history = compose(all_visible(*fia_file(), *punjab_file(), gone, ecl), now_ms=NOW_MS, selector=CNIC)
    outcomes = {case.references[0].key: (case.outcome, case.offence) for case in history.cases}
    assert outcomes == {
        FIA.key: ("convicted (judgment), under appeal", True),
        PUNJAB.key: ("acquitted (s. 249-A)", False),
    }
    assert {line.owner for line in history.timeline} == {"pk.fia", "pk.punjab", "pk.court", "pk.prisons", "pk.border"}
    assert [conflict.field for conflict in history.conflicts] == ["birth", "whereabouts"]
    assert {side.value for side in history.conflicts[0].sides} == {"1984-01-01 to 1984-12-31", "1986-05-05"}
    assert [banner.code for banner in history.banners] == [
        "acquitted",
        "under-appeal",
        "sources-differ",
        "identity-by-number-only",
    ]
    (expired,) = [line for line in history.timeline if line.kind == "LIST_ENTRY"]
    assert expired.text == (
        "Exit Control List, action: prevent exit, Interior Division order 12/2023, until 2024-02-19"
    )
    assert [flag.rule for flag in expired.flags] == ["list-entry-expired"]


def test_in_urdu() -> None:
    history = compose(all_visible(*punjab_file()), now_ms=NOW_MS)
    assert [line.text_ur for line in history.timeline] == [
        "ایف آئی آر \u2066301/2021\u2069 تھانہ \u2066CIVIL LINES, GUJRAT\u2069 درج، \u2066420 PPC\u2069، \u2066Gujrat\u2069"
        " - مقدمہ ختم: بری (دفعہ \u2066249-A\u2069)",
        "ایف آئی آر \u2066301/2021\u2069 تھانہ \u2066CIVIL LINES, GUJRAT\u2069 میں ملزم، \u2066420 PPC\u2069"
        " - مقدمہ ختم: بری (دفعہ \u2066249-A\u2069)",
        "چالان (دفعہ \u2066173\u2069)، \u2066420 PPC\u2069 - مقدمہ ختم: بری (دفعہ \u2066249-A\u2069)",
        "بری (دفعہ \u2066249-A\u2069)، \u2066420 PPC\u2069، \u2066SESSIONS LAHORE\u2069",
    ]


def test_as_the_world_stood_before_the_judgment() -> None:
    history = compose(all_visible(*fia_file(), *punjab_file()), now_ms=NOW_MS, as_of_valid="2021-12-31")
    (case,) = history.cases
    assert (case.standing, case.outcome) == ("ACCUSATION", "sent for trial (s. 173), not decided")
    assert [banner.code for banner in history.banners] == ["not-convicted", "pending", "identity-by-number-only"]
