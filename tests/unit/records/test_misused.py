"""A note that an identity was misused: a banner by who has a say, a line that says so by who has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.records.timeline.history import compose
from services.records.timeline.lines import UNCONFIRMED_MISUSE
from services.values.records import History, MisusedIdentity, VisibleVersion
from tests.unit.records.papers import FIR_A, NOW_MS, POLICE, all_visible, case_file, party, record, visible

NOTE = MisusedIdentity("2023-01-01")


def note(claimed: bool, status: str = "ACTIVE", agency: str = POLICE) -> VisibleVersion:
    made = record(NOTE, agency=agency, role="LISTED", cases=(FIR_A,), status=status)
    return replace(visible(made), claimed=claimed)


def shown(*notes: VisibleVersion) -> History:
    held = all_visible(record(case_file(), role=""), record(party()))
    return compose([*held, *notes], now_ms=NOW_MS)


def believed(history: History) -> bool:
    return "misused-identity" in {banner.code for banner in history.banners}


def lines(history: History) -> list[str]:
    return [each.text for each in history.timeline if each.kind == "MISUSED_IDENTITY"]


@pytest.mark.parametrize("status", ["ACTIVE", "CORRECTED", "WITHDRAWN"])
@pytest.mark.parametrize("claimed", [True, False])
def test_by_whose_word(claimed: bool, status: str) -> None:
    history = shown(note(claimed, status))
    stands = status != "WITHDRAWN"
    assert believed(history) == (stands and not claimed)
    (line,) = lines(history)
    assert (UNCONFIRMED_MISUSE[0] in line) == (stands and claimed)


def test_one_that_counts_among_those_that_do_not() -> None:
    history = shown(note(True, agency="pk.sindh"), note(False))
    assert believed(history)
    assert sum(UNCONFIRMED_MISUSE[0] in text for text in lines(history)) == 1


def test_whose_word_it_is_does_not_hang_on_what_the_reader_sees() -> None:
    """The class says it, judged over all papers; the papers that say why may be hidden from this reader."""
    alone = compose([note(False, agency="pk.sindh")], now_ms=NOW_MS)
    assert believed(alone)


def test_both_languages_say_so() -> None:
    (found,) = (each for each in shown(note(True)).timeline if each.kind == "MISUSED_IDENTITY")
    assert found.text_ur.endswith(UNCONFIRMED_MISUSE[1])
