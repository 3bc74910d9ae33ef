"""Lines of text: every kind and word in two languages, numbers isolated, foreign text harmless."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.records.timeline.telling import case_name, tell
from services.records.words import isolate, shown
from services.tables.text import unsafe_at
from services.values.encoding import RECORDS as NOUNS
from services.values.records import (
    Bail,
    CaseReference,
    Charge,
    CompensationOrder,
    ForeignRecord,
    MisusedIdentity,
    Proclamation,
    ProtectionOrder,
    RecordVersion,
    Sentence,
    Statement,
)
from tests.budget import budget
from tests.rows import of_rows
from tests.unit.records.messages import messages
from tests.unit.records.papers import (
    FIR_A,
    PPC,
    PTPA,
    case_file,
    crossing,
    custody,
    order,
    party,
    record,
    step,
    warrant,
)

LINES = [
    (
        record(case_file(), role=""),
        "FIR 512/2024 PS ICHHRA, LAHORE registered, 371-A PPC read with 3 PTPA, Ferozepur Road",
    ),
    (record(party(PPC, PTPA)), "named as accused in FIR 512/2024 PS ICHHRA, LAHORE, 371-A PPC read with 3 PTPA"),
    (record(step("NOT_SENT_UP", "2024")), "not sent up, column 2 of the challan (s. 173)"),
    (record(order("ACQUITTAL_265K", "2024", PPC)), "acquitted (s. 265-K), 371-A PPC, SESSIONS LAHORE"),
    (record(Charge((PPC,), "2024", "SESSIONS", "not guilty")), "charge framed, 371-A PPC, SESSIONS, plea: not guilty"),
    (
        record(Sentence("2024", "SESSIONS", (PPC,), 1000, False, False, 5_000_050, 60, "BOTH")),
        "sentenced, 2 years 270 days imprisonment, fine Rs 50,000.50, 60 days in lieu, 371-A PPC, SESSIONS",
    ),
    (record(Sentence("2024", life=True, form="IMPRISONMENT")), "sentenced, imprisonment for life"),
    (record(Sentence("2024", death=True, form="IMPRISONMENT")), "sentenced, death"),
    (record(Sentence("2024", form="PROBATION")), "sentenced, probation"),
    (record(CompensationOrder("2024", "SESSIONS", 100)), "compensation ordered Rs 1, SESSIONS"),
    (record(custody("RELEASE", "2024", reason="SENTENCE_SERVED")), "released, sentence served, CAMP JAIL"),
    (record(custody("POLICE_REMAND", "2024", days=5)), "police remand (s. 167), 5 days, CAMP JAIL"),
    (record(Bail("POST_ARREST", "2024", "SESSIONS", 10_000_000)), "bail after arrest, surety Rs 100,000, SESSIONS"),
    (
        record(Proclamation("87", "2024", "SESSIONS", "2024-05-01")),
        "proclaimed (s. 87), SESSIONS, cancelled 2024-05-01",
    ),
    (
        record(warrant(expires="2025-01-01"), role="LISTED"),
        "non-bailable warrant, action: arrest, Sessions Court Lahore, until 2025-01-01",
    ),
    (record(warrant(authority=""), role="LISTED"), "non-bailable warrant, action: arrest, no authority named"),
    (record(crossing("2024"), role="LISTED"), "left Pakistan, for AF, TORKHAM"),
    (record(crossing("2024", "ENTRY"), role="LISTED"), "entered Pakistan, from AF, TORKHAM"),
    (record(Statement("161", "2024", text="Aslam told me")), "statement recorded (s. 161)"),
    (record(Statement("COURT", "2024", retracts=True)), "statement recorded (in court), retracts an earlier one"),
    (record(Statement("164", "2024", relation="FIRST")), "statement recorded (s. 164)"),
    (
        record(Statement("AFFIDAVIT", "2024", relation="RETRACTS")),
        "statement recorded (affidavit), retracts an earlier one",
    ),
    (
        record(Statement("COMPROMISE", "2024", relation="ADDS")),
        "statement recorded (compromise), adds to an earlier one",
    ),
    (
        record(Statement("CHILD_INTERVIEW", "2024", relation="MODIFIES")),
        "statement recorded (interview of a child), differs from an earlier one",
    ),
    (record(Statement("161", "2024", relation="CONFIRMS")), "statement recorded (s. 161), confirms an earlier one"),
    (record(MisusedIdentity("2020")), "identity misused by another person, since 2020"),
    (
        record(ForeignRecord("AE", "Dubai", "smuggling", "2020", "DEPORTATION")),
        "deported, not a conviction, AE, smuggling, Dubai, not counted with Pakistani convictions",
    ),
    (record(ProtectionOrder("SEALED", "2024", "SESSIONS", lifted="2025")), "sealed by court, SESSIONS, lifted 2025"),
]

RUN = re.compile("\u2066[^\u2066\u2069]*\u2069")


@of_rows(("version", "text"), LINES, ids=lambda value: getattr(value, "kind", ""))
def test_english(version: RecordVersion, text: str) -> None:
    assert tell(version)[0] == text


@of_rows("version", [version for version, _ in LINES], ids=lambda version: version.kind)
def test_urdu_with_every_number_isolated(version: RecordVersion) -> None:
    line = tell(version)[1]
    assert re.search("[\u0600-\u06ff]", line)
    assert not re.search("[0-9A-Za-z]", RUN.sub("", line)), "a Latin run outside an isolate"
    assert line.count("\u2066") == line.count("\u2069") == len(RUN.findall(line))


def test_a_statement_is_named_never_quoted() -> None:
    assert "told" not in repr(tell(record(Statement("164", "2024", text="they told me"))))


def test_case_names() -> None:
    assert case_name(FIR_A)[1] == "ایف آئی آر 512/2024 تھانہ ICHHRA, LAHORE"
    assert case_name(CaseReference("COURT_CASE", "LAHORE/9"))[0] == "court case LAHORE/9"
    assert case_name(CaseReference("MLA", "UK/9"))[0] == "mutual legal assistance UK/9"


def test_isolate() -> None:
    assert isolate("ایف آئی آر 512/2024 ہے") == "ایف آئی آر \u2066512/2024\u2069 ہے"
    assert isolate("371-A PPC, 3 PTPA") == "\u2066371-A PPC, 3 PTPA\u2069"
    assert isolate("اردو") == "اردو"


@given(st.text(max_size=300))
def test_shown_text_is_one_safe_line(text: str) -> None:
    line = shown(text)
    assert unsafe_at(line) == -1
    assert "\n" not in line
    assert len(line) <= 160


@budget(80)
@given(st.data())
def test_any_version_has_a_safe_line(data: st.DataObject) -> None:
    """Whatever a version holds, its line neither breaks nor carries its controls on."""
    version = NOUNS.from_message(RecordVersion, data.draw(messages(NOUNS.message_class(RecordVersion))))
    english, urdu = tell(version)
    assert unsafe_at(english) == -1
    assert unsafe_at(RUN.sub("", urdu).replace("\u2066", "").replace("\u2069", "")) == -1


def test_hostile_text_is_harmless_in_either_line() -> None:
    hostile = replace(order("CONVICTION", "2024"), court="=cmd|\x1b[2J\u202egnp\u2069")
    for line in tell(record(hostile)):
        assert "\x1b" not in line
        assert "\u202e" not in line
    assert tell(record(hostile))[1].count("\u2069") == tell(record(hostile))[1].count("\u2066")
