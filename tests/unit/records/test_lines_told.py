"""A line that rests on somebody's word alone says whose, in both languages, and what is missing to make it more."""

from __future__ import annotations

import pytest

from services.records.timeline.history import compose
from services.values.records import Body, RecordVersion, TimelineEntry
from tests.unit.records.papers import (
    COURT,
    FIR_A,
    NOW_MS,
    POLICE,
    PPC,
    PRISON,
    all_visible,
    case_file,
    order,
    party,
    record,
    sentence,
    step,
)

STRANGER = "pk.sindh"
NO_RECORD, NO_RECORD_UR = ": no court's record", "عدالت کا ریکارڈ نہیں"
NOT_ITS, NOT_ITS_UR = ": not the case's owner, changes nothing", "مقدمے کا ادارہ نہیں، کچھ نہیں بدلتا"


def line_of(*papers: RecordVersion) -> TimelineEntry:
    """The line of the last paper."""
    history = compose(all_visible(record(case_file(), role=""), record(party()), *papers), now_ms=NOW_MS)
    (found,) = (line for line in history.timeline if line.version == papers[-1].name)
    return found


@pytest.mark.parametrize("agency", [POLICE, STRANGER, "pk.fia", "pk.prosecution", PRISON])
@pytest.mark.parametrize(
    "body", [order("CONVICTION", "2024-05-01", PPC), sentence("2024-05-01")], ids=["found", "sentenced"]
)
def test_a_conviction_without_the_court(agency: str, body: Body) -> None:
    line = line_of(record(body, agency=agency))
    assert NO_RECORD in line.text
    assert NO_RECORD_UR in line.text_ur
    assert line.standing != "FINDING"


def test_who_says_it_is_named_by_kind() -> None:
    said = {
        agency: line_of(record(sentence("2024-05-01"), agency=agency)).text for agency in (POLICE, PRISON, "pk.fia")
    }
    assert "police report" in said[POLICE]
    assert len(set(said.values())) == 3
    assert not any(agency in text for agency, text in said.items())


def test_the_courts_own_line_says_nothing_of_it() -> None:
    line = line_of(record(order("CONVICTION", "2024-05-01", PPC), agency=COURT))
    assert NO_RECORD not in line.text
    assert line.standing == "FINDING"


@pytest.mark.parametrize("kind", ["CHALLAN_FINAL", "RELEASE_169", "CANCELLATION_REPORT", "NOT_SENT_UP"])
def test_a_strangers_step_of_the_investigation(kind: str) -> None:
    line = line_of(record(step(kind, "2024-03-20"), agency=STRANGER))
    assert NOT_ITS in line.text
    assert NOT_ITS_UR in line.text_ur


@pytest.mark.parametrize("kind", ["CHALLAN_FINAL", "RELEASE_169"])
def test_the_owners_step_is_the_owners(kind: str) -> None:
    line = line_of(record(step(kind, "2024-03-20")))
    assert NOT_ITS not in line.text
    assert NO_RECORD not in line.text


def test_once_the_court_has_spoken_what_others_said_before_still_says_whose_it_was() -> None:
    told = record(order("CONVICTION", "2024-05-01", PPC), agency=STRANGER)
    history = compose(
        all_visible(
            record(case_file(), role=""),
            record(party()),
            told,
            record(order("CONVICTION", "2024-05-02", PPC), cases=None),
        ),
        now_ms=NOW_MS,
    )
    (line,) = (line for line in history.timeline if line.version == told.name)
    assert NO_RECORD in line.text
    assert line.standing == "ACCUSATION"
    assert FIR_A.key in line.case_key
