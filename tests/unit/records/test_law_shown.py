"""What is told of the law is told with its mark, and where the law is not settled that is said too."""

from __future__ import annotations

import re

from services.records.law.provisions import MARKS, marked
from services.records.law.rule import Finding, Rule
from services.records.law.ruling import RULES, flag_of
from services.records.law.transitions import STEPS
from services.records.timeline.history import compose
from services.values.records import RecordVersion, TimelineEntry
from tests.rows import of_rows
from tests.unit.records.papers import NOW_MS, PPC, all_visible, custody, order, party, record

MARK = re.compile(r", (?:V2?|K|P)$")


def lines(*papers: RecordVersion) -> dict[str, TimelineEntry]:
    shown = compose(all_visible(*papers), now_ms=NOW_MS)
    return {line.text.split(",")[0]: line for line in shown.timeline}


def test_abatement_says_that_courts_differ() -> None:
    papers = (
        record(party()),
        record(order("CONVICTION", "2024-05-01", PPC)),
        record(order("APPEAL_FILED", "2024-05-20")),
        record(order("ABATED", "2024-09-01")),
    )
    (line,) = (line for text, line in lines(*papers).items() if text.startswith("abated"))
    assert "courts differ where a convict's appeal was pending" in line.text
    assert "K" in line.text_ur
    assert {step.statute for step in STEPS if step.event == "ABATED"} == {"s. 431"}
    assert "unproven" in MARKS["s. 431"].source


@of_rows("rule", RULES, ids=lambda rule: rule.id)
def test_every_flag_says_how_well_its_law_is_known(rule: Rule) -> None:
    told = flag_of(rule, Finding("v", "f", "text"))
    assert told.source == marked(rule.source)
    assert MARK.search(told.source)
    assert told.source.removesuffix(f", {MARKS[rule.source].mark}") == rule.source


def test_a_timeline_shows_the_mark() -> None:
    late = (record(custody("ARREST", "2024-03-06")), record(custody("PRODUCTION", "2024-03-09")))
    (flag,) = (flag for line in lines(*late).values() for flag in line.flags)
    assert flag.source == "CrPC s. 61, K"
