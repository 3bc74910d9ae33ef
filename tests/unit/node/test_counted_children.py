"""Children without documents as their registry's own node counts them: in one table, under k, and nowhere else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.caller import Approver, Caller
from services.access.engine import CedarEngine
from services.access.errors import InvalidArgument, PolicyDenied
from services.access.trail import Inquiry, Trail
from services.identity.provisional.figures import BANDS, Kind, band, place_of
from services.identity.provisional.rows import read, written
from services.identity.provisional.states import Held, merged, opened
from services.node.counted_children import CountedChildren, RegistryGates
from services.statistics.app import ReleaseDesk
from services.statistics.build import OpenReleases, open_releases
from services.statistics.layout import CHILD_BANDS, OF_REGISTRY, REGISTRATIONS
from services.statistics.plan import Period, starts_ms
from services.values.statistics import CountReleaseRequest, PlanReleaseRequest, ReleasePlan, ReleaseTable
from services.vocabulary.provisional import ProvisionalState
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.records_node import caller
from tests.unit.identity.provisional.children import BODY, NADRA, OTHER_BODY, born, child

__all__ = ["pytest_pyfunc_call"]
ENGINE = CedarEngine.load()
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
IN_YEAR, AFTER = starts_ms(YEAR.first), starts_ms(YEAR.until) + 86_400_000
PLAN = ReleasePlan("2026", "2026-01-01", "2027-01-01", (ReleaseTable("T9", 10),))
SECOND = Approver("ov-2", 3, frozenset(), bytes(32))
OVERSIGHT = caller(
    "pk.oversight", "ov-1", roles=frozenset({"STATISTICIAN"}), purpose="STATISTICS", legal_basis="DATA_OVERSIGHT",
    query_class="STATS", case_type="RELEASE_PLAN", case_key="2026", agency_kind="OVERSIGHT", approver=SECOND,
)  # fmt: skip


@dataclass
class StatedChildren:
    """Of :class:`services.identity.provisional.ports.Children` what a count reads: of those that are stated."""

    held: list[Held] = field(default_factory=list)

    async def counts(self, halves: Iterable[str]) -> Sequence[tuple[Kind, int]]:
        places = [place for each in self.held if (place := place_of(each)) is not None]
        return list(Counter(place.kind for place in places if place.half in halves).items())


def one(number: int, state: str = "OPEN", body: str = BODY, at_ms: int = IN_YEAR, birth: str = "2014") -> Held:
    """A child of a body; of eleven or twelve unless told otherwise."""
    made = opened(child(birth=born(f"{birth}-01-01", f"{birth}-12-31")), f"PRV-{number:010d}", body, at_ms)
    return replace(made, child=replace(made.child, state=state))


async def counted(*held: Held) -> list[tuple[str, str]]:
    facts = await CountedChildren(StatedChildren(list(held)), NADRA).facts(YEAR, AFTER)
    assert facts == replace(facts, cases=(), referrals=(), claims=())
    return [(each.state, each.band) for each in facts.children]


def desk(folder: Path, held: list[Held]) -> tuple[OpenReleases, ReleaseDesk]:
    releases = open_releases(folder)
    return releases, releases.over(CountedChildren(StatedChildren(held), NADRA), RegistryGates(), OF_REGISTRY)


def asking(who: Caller = OVERSIGHT) -> Inquiry:
    return Inquiry(who, AFTER, ENGINE, Trail())


async def release(folder: Path, held: list[Held]) -> bytes:
    """What is released of the year, as bytes."""
    releases, of = desk(folder, held)
    await of.plan(asking(), PlanReleaseRequest(PLAN))
    raw = await of.count(asking(), CountReleaseRequest("2026"))
    releases.close()
    return raw


async def test_h10_children_are_counted_in_table_t9_alone_and_below_k_not_at_all(tmp_path: Path) -> None:
    sizes = {
        ("OPEN", "2020"): 20, ("OPEN", "2014"): 23, ("REGISTERED", "2020"): 9, ("REGISTERED", "2014"): 20,
        ("SUBMITTED", "2010"): 15,
    }  # fmt: skip
    held = [one(number, state, birth=born) for (state, born), size in sizes.items() for number in range(size)]
    raw = await release(tmp_path, held)
    (table,) = json.loads(raw)["tables"]
    figures = {
        (row["word"], column["word"]): figure
        for row, line in zip(table["rows"], table["figures"], strict=True)
        for column, figure in zip(table["columns"], line, strict=True)
    }
    assert (figures["SUBMITTED", "14-17"], figures["TOTAL", "TOTAL"]) == ("15", "87")
    assert figures["REGISTERED", "0-9"] == figures["OPEN", "0-9"] == "*"
    assert figures["CLOSED", "0-9"] == "0"
    assert [each["word"] for each in table["columns"]] == [*CHILD_BANDS, "TOTAL"]
    for hidden in (b"PRV-", BODY.encode(), OTHER_BODY.encode(), NADRA.encode(), b"Multan", b"Bilal", b"PB"):
        assert hidden not in raw
    assert json.loads(raw)["unspoken"] == []


async def test_a_body_that_enters_nine_children_prints_no_other_bodys_one(tmp_path: Path) -> None:
    """Named attack: whoever knows their own part learns the rest of a sum."""
    raw = await release(tmp_path, [*(one(n, body=OTHER_BODY) for n in range(11)), one(20)])
    assert not [each for line in json.loads(raw)["tables"][0]["figures"] for each in line if each not in ("*", "0")]


@pytest.mark.parametrize("table", ["T1", "T2", "T8", "T10"])
async def test_a_registrys_node_counts_no_other_table(tmp_path: Path, table: str) -> None:
    releases, of = desk(tmp_path, [])
    plan = replace(PLAN, tables=(ReleaseTable(table, 10),))
    with pytest.raises(InvalidArgument) as refused:
        await of.plan(asking(), PlanReleaseRequest(plan))
    assert refused.value.violations[0].rule == "table"
    releases.close()


@pytest.mark.parametrize(
    "who",
    [
        replace(OVERSIGHT, approver=None),
        replace(OVERSIGHT, agency="pk.fia", agency_kind="FIA"),
        replace(OVERSIGHT, agency=NADRA, agency_kind="IDENTITY_REGISTRY"),
        replace(OVERSIGHT, agency=BODY, agency_kind="CHILD_PROTECTION"),
    ],
    ids=["one person", "the FIA", "the registry itself", "the body itself"],
)
async def test_nobody_but_two_people_of_oversight_has_them_counted(tmp_path: Path, who: Caller) -> None:
    releases, of = desk(tmp_path, [])
    for asked in (of.plan(asking(who), PlanReleaseRequest(PLAN)), of.count(asking(who), CountReleaseRequest("2026"))):
        with pytest.raises(PolicyDenied):
            await asked
    releases.close()


async def test_those_of_the_period_are_counted_by_the_day_in_pakistan() -> None:
    end = starts_ms(YEAR.until)
    at = [one(1, at_ms=IN_YEAR - 1), one(2), one(3, at_ms=end - 1), one(4, at_ms=end), one(5, at_ms=0)]
    assert await counted(*at) == [("OPEN", "10-13")] * 2


async def test_a_child_who_is_merged_into_another_is_that_one() -> None:
    first, other = one(1), one(2)
    assert await counted(first, merged(other, first)) == [("OPEN", "10-13")]


async def test_who_wrote_a_state_is_kept_with_it() -> None:
    """What a registry itself answered is its part of a figure, so that it is protected against the registry too."""
    facts = await CountedChildren(StatedChildren([one(1), one(2, "REGISTERED")]), NADRA).facts(YEAR, AFTER)
    assert [each.by for each in facts.children] == [frozenset({BODY}), frozenset({BODY, NADRA})]


def test_each_state_but_the_merged_is_a_row() -> None:
    assert REGISTRATIONS.keys() == set(ProvisionalState) - {ProvisionalState.MERGED}
    assert list(CHILD_BANDS) == [*BANDS, "NOT_KNOWN"]


@given(st.dates(date(2004, 1, 1), date(2026, 1, 1)), st.dates(date(2004, 1, 1), date(2026, 1, 1)))
def test_a_band_is_told_where_every_day_of_the_range_is_in_it(one_day: date, other: date) -> None:
    first, last = sorted((one_day, other))
    found = band(opened(child(birth=born(first.isoformat(), last.isoformat())), "PRV-ABCDEFGHIJ", BODY, IN_YEAR))
    day = YEAR.first
    years = [day.year - each.year - ((day.month, day.day) < (each.month, each.day)) for each in (last, first)]
    bands = {word for word, (low, high) in BANDS.items() for year in years if low <= year <= high}
    whole = len(bands) == 1 and years[1] <= 17
    assert found == (bands.pop() if whole else "NOT_KNOWN")


def test_a_child_without_a_range_is_in_no_band_and_what_was_kept_before_in_no_period() -> None:
    assert band(replace(one(1), child=child(birth=None))) == "NOT_KNOWN"
    old = json.loads(written(one(1)))
    del old["opened_ms"]
    assert read(json.dumps(old)).opened_ms == 0
    assert place_of(read(json.dumps(old))) is None
    assert read(written(one(1))) == one(1)
