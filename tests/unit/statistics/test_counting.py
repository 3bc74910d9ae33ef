"""Tables out of facts, and the release that is printed of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from services.statistics.counting import FAMILIES, NEEDS, printed, units
from services.statistics.facts import (
    AccusedPerson,
    CountedCase,
    CountedChild,
    CountedClaim,
    CountedReferral,
    Facts,
    Punished,
    Victim,
)
from services.statistics.funnel import Stage
from services.statistics.layout import LAYOUTS, OF_HUB, OF_REGISTRY, UNSPOKEN
from services.statistics.page import page_of
from services.statistics.plan import MIN_K, Period, Plan, PlannedTable, check_plan
from services.statistics.release import as_csv, release_of
from tests.rows import of_rows

POLICE, FIA, COURT = (frozenset({each}) for each in ("pk.police", "pk.fia", "pk.court"))
BODY, REGISTRY = (frozenset({each}) for each in ("pk.child-protection", "pk.nadra"))
GIRL, BOY = Victim("14-17", "F", POLICE), Victim("10-13", "M", POLICE)
OPEN = AccusedPerson("INVESTIGATION", "OPEN", POLICE)
CONVICTED = AccusedPerson(
    "ENDED", "CONVICTED", POLICE | COURT, Punished("FINE", "2018", "FINE_ONLY_ALLOWED"),
    frozenset({Stage.NAMED, Stage.CHANGED, Stage.BAILED, Stage.PROTECTED}),
)  # fmt: skip
ACQUITTED = AccusedPerson(
    "ENDED", "ACQUITTED", POLICE | COURT, None,
    frozenset({Stage.NAMED, Stage.CHANGED, Stage.BAILED, Stage.BAILED_AFTER, Stage.ACQUITTED, Stage.ACQUITTED_AFTER}),
)  # fmt: skip


def case(
    statute: str = "PTPA",
    province: str = "PB",
    by: frozenset[str] = POLICE,
    victims: tuple[Victim, ...] = (),
    accused: tuple[AccusedPerson, ...] = (),
) -> CountedCase:
    kind = "FIA" if by == FIA else "POLICE"
    return CountedCase(province, statute, "SEX", "NO", kind, by, victims, accused)


YEAR = Facts(
    tuple(case(victims=(GIRL,), accused=(CONVICTED, OPEN)) for _ in range(20))
    + tuple(case("PPC", victims=(BOY, GIRL), accused=(ACQUITTED,)) for _ in range(15))
    + tuple(case("POSM", "SD", FIA) for _ in range(12)),
    tuple(CountedReferral("SHELTER", "ACCEPTED", POLICE) for _ in range(11)),
    tuple(CountedClaim("NO_SOURCE", "NO", POLICE) for _ in range(13)),
    tuple(CountedChild("REGISTERED", "10-13", BODY | REGISTRY) for _ in range(14)),
)
K = {name: MIN_K[layout.counts] for name, layout in LAYOUTS.items()}


def cell(facts: Facts, table: str, row: str, column: str, among: Iterable[str] = ()) -> str:
    found = printed(among or LAYOUTS, facts, K)[table]
    assert found is not None
    rows, columns = [*LAYOUTS[table].rows, "TOTAL"], [*LAYOUTS[table].columns, "TOTAL"]
    return found[rows.index(row)][columns.index(column)]


@of_rows(
    ("table", "row", "column", "expected"),
    [
        ("T1", "PB", "ALL", "20"),
        ("T1", "TOTAL", "TOTAL", "20"),
        ("T2", "SEX", "14-17", "35"),
        ("T2", "SEX", "10-13", "15"),
        ("T3", "SEX", "F", "35"),
        ("T4", "PB", "PPC", "15"),
        ("T4", "TOTAL", "TOTAL", "47"),
        ("T5", "INVESTIGATION", "ALL", "20"),
        ("T5", "ENDED", "TOTAL", "35"),
        ("T6", "CONVICTED", "PTPA", "20"),
        ("T6", "ACQUITTED", "PPC", "15"),
        ("T7", "FINE", "2018", "20"),
        ("T8", "SHELTER", "ACCEPTED", "11"),
        ("T10", "NO_SOURCE", "NO", "13"),
        ("T10", "NO_SOURCE", "YES", "0"),
        ("T10", "TOTAL", "NO", "13"),
        ("T9", "REGISTERED", "10-13", "14"),
        ("T9", "TOTAL", "TOTAL", "14"),
        ("T11", "NO", "FIA", "12"),
        ("S1", "FINE", "FINE_ONLY_ALLOWED", "20"),
        ("F1", "YES", "ACQUITTED", "15"),
        ("F1", "YES", "NOT", "20"),
        ("F2", "AFTER", "ALL", "15"),
        ("F2", "BEFORE", "ALL", "20"),
        ("F3", "YES", "ALL", "20"),
    ],
)
def test_each_table_counts_what_it_says(table: str, row: str, column: str, expected: str) -> None:
    assert cell(YEAR, table, row, column) == expected


def test_every_table_of_the_law_is_counted_by_a_hub_or_by_a_registry() -> None:
    eleven = {f"T{number}" for number in range(1, 12)}
    assert eleven <= LAYOUTS.keys() == OF_HUB | OF_REGISTRY
    assert UNSPOKEN.keys() == OF_REGISTRY
    assert not OF_HUB & OF_REGISTRY
    assert {name for family in FAMILIES for name in family.tables} == LAYOUTS.keys()
    assert NEEDS.keys() <= LAYOUTS.keys()


def test_every_word_that_is_counted_is_a_row_or_a_column() -> None:
    for table, layout in LAYOUTS.items():
        for row, column, by in units(table, YEAR):
            assert row in layout.rows
            assert column in layout.columns
            assert by


def test_of_whom_no_statement_tells_nothing_is_in_the_funnel() -> None:
    assert list(units("F1", Facts((case(accused=(OPEN,)),)))) == []


def test_a_convict_without_a_recorded_sentence_is_counted_so_that_totals_agree() -> None:
    bare = AccusedPerson("ENDED", "CONVICTED", POLICE)
    facts = Facts(tuple(case(accused=(bare,)) for _ in range(12)))
    assert cell(facts, "S1", "NOT_TOLD", "NONE") == cell(facts, "T6", "CONVICTED", "TOTAL") == "12"


def test_j13_nine_girls_of_one_form_are_in_no_table_by_place() -> None:
    """People are counted by place in no table, and nine are printed in none."""
    facts = Facts(tuple(case(victims=(GIRL,)) for _ in range(9)))
    assert cell(facts, "T2", "SEX", "14-17") == cell(facts, "T3", "SEX", "F") == "*"
    assert not [name for name, each in LAYOUTS.items() if "province" in each.by and each.counts != "case"]


def test_an_agency_that_plants_victims_prints_no_others() -> None:
    """Three of one agency's with nine that another made up would print 12."""
    true = tuple(case(victims=(GIRL,)) for _ in range(3))
    planted = tuple(case(by=FIA, victims=(Victim("14-17", "F", FIA),)) for _ in range(9))
    facts = Facts(true + planted)
    assert cell(facts, "T2", "SEX", "14-17") == "*"
    assert cell(facts, "T4", "PB", "PTPA") == "*"
    alone = Facts(tuple(case(victims=(GIRL,)) for _ in range(12)))
    assert cell(alone, "T2", "SEX", "14-17") == "12"


def test_a_court_that_alone_decided_learns_nothing_of_who_is_not_its_own() -> None:
    others = tuple(case(accused=(OPEN,)) for _ in range(4))
    facts = Facts(others + tuple(case(accused=(CONVICTED,)) for _ in range(20)))
    assert cell(facts, "T6", "OPEN", "PTPA") == "*"


PLAN = Plan(
    "2025",
    Period(date(2025, 1, 1), date(2026, 1, 1)),
    tuple(PlannedTable(name, layout.counts, layout.by, K[name], "") for name, layout in LAYOUTS.items()),
)


def test_all_tables_together_are_a_plan_that_may_be_released() -> None:
    check_plan(PLAN, needs=NEEDS)


def test_a_release_is_read_back_as_json_csv_and_a_page() -> None:
    raw = release_of(PLAN, "2026-02-01", {**printed(LAYOUTS, YEAR, K), "T8": None})
    told = json.loads(raw)
    tables = {each["id"]: each for each in told["tables"]}
    assert tables["T8"]["withheld"]
    assert as_csv(tables["T1"]).decode().split("\r\n")[:2] == ["T1,ALL,TOTAL", "PB,20,20"]
    assert {each["id"] for each in told["unspoken"]} == set(UNSPOKEN)
    page = page_of(told).decode()
    assert page.count("<svg") == len(LAYOUTS) - 1
    assert "Order in time, not cause." in page
    assert "Withheld" in page
    for forbidden in ("<script", "style=", "onload", "http://", "https://"):
        assert forbidden not in page
    assert page_of(told) == page_of(json.loads(raw))


def test_a_hidden_bar_says_nothing_of_its_size() -> None:
    """The frame of what is not published is as long for 1 as for 4."""
    pages = set()
    for number in (1, 4):
        facts = Facts(tuple(case(victims=(GIRL,)) for _ in range(number)))
        told = json.loads(release_of(PLAN, "2026-02-01", printed(LAYOUTS, facts, K)))
        pages.add(page_of(told))
    assert len(pages) == 1


def test_a_page_takes_no_word_for_markup() -> None:
    told = json.loads(release_of(PLAN, "2026-02-01", printed(LAYOUTS, YEAR, K)))
    told["plan"] = "<script>alert(1)</script>"
    assert b"<script" not in page_of(told)
