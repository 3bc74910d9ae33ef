"""Rows of evidence of two alerts, from files to answers, are those that a reader of its own finds in the same files."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.sources.feeds.options import Options
from services.values.network import AlertFinding, AlertRow, GetAlertRequest
from services.values.records import Identifier
from tests.fakes import record_maker as make
from tests.fakes.record_maker import POLICE
from tests.fakes.records_node import NOW_MS
from tests.integration.linkage import source_files as told
from tests.integration.linkage.detect_hub import DetectHub, investigator, known_in
from tests.integration.linkage.read_by_hand import End, Files, Pattern, Row

FILES = {
    "goaml.xml": ("goaml", Options()),
    "calls.csv": ("cdr", Options(mapping=Path("operator-a"))),
    "subscribers.csv": ("cdr", Options(mapping=Path("operator-a"))),
    "crossings.csv": ("border-crossings", Options()),
    "statement.csv": ("bank-statements", Options()),
}
"""By which reader each is imported."""
Shown = Mapping[str, tuple[list[AlertRow], dict[str, AlertFinding]]]
"""Rows and findings of each alert, by the card of whom it is about."""


async def _shown(folder: Path) -> Shown:
    hub = DetectHub(folder / "hub", known_in(folder))
    found_with = make.person(told.COLLECTOR, "1985-02-03", "Collector")
    found_with = replace(found_with, identifiers=(*found_with.identifiers, Identifier("IMEI", told.HANDSET)))
    await hub.records.put(make.case_file(), make.party("seized", subject=found_with))
    await hub.order("W/1")
    for name, (kind, options) in FILES.items():
        await hub.import_file("W/1", POLICE, kind, folder / name, options)
    await hub.detect()
    desk, shown = hub.room.desk, {}
    for alert in (await desk.list(hub.records.inquiry(investigator()))).alerts:
        if alert.subject is None:
            continue
        call = hub.records.inquiry(investigator())
        got = await desk.get(call, hub.known.federation.registry, GetAlertRequest(alert.id), NOW_MS + 60_000)
        why = await desk.explain(hub.records.inquiry(investigator()), alert.id)
        computed = {each.rule.detector: each for each in why.findings if each.rule}
        shown[alert.subject.id.removeprefix("CNIC:")] = list(got.rows), computed
    await hub.close()
    return shown


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files."""
    folder = tmp_path_factory.mktemp("files")
    told.write(folder)
    return folder


@pytest.fixture(scope="module")
def by_hand(folder: Path) -> Files:
    """As they are read here."""
    return Files(folder, datetime.fromtimestamp(NOW_MS / 1000, UTC).date())


@pytest.fixture(scope="module")
def shown(folder: Path) -> Shown:
    """As the hub tells of them."""
    return asyncio.run(_shown(folder))


def told_row(row: AlertRow) -> Row:
    """The same fields of an answer."""
    ends = (End(each.column, each.key.kind if each.key else "", each.key.id if each.key else "") for each in row.ends)
    return Row(row.table, row.at_ms, row.amount_minor, row.currency, row.duration_s, tuple(ends))


def figures(finding: AlertFinding, asked: Pattern) -> dict[str, float]:
    """Of what a rule computed, that which was read by hand."""
    return {each.name: each.value for each in finding.figures if each.name in asked.figures}


def test_the_files_hold_what_is_looked_for(by_hand: Files) -> None:
    """Else two empty lists would be the same."""
    patterns = by_hand.fan_in(), by_hand.shared_handset(), by_hand.escorts(), by_hand.cycle()
    assert [len(each.rows) for each in patterns] == [12, 36, 6, 3]
    hidden = [end for each in patterns for row in each.rows for end in row.ends if not end.id]
    assert 0 < len(hidden) < 60


def test_an_alert_on_money_and_calls_rests_on_the_rows_of_the_report_and_of_the_operator(
    by_hand: Files, shown: Shown
) -> None:
    rows, computed = shown[told.COLLECTOR]
    fan, handset = by_hand.fan_in(), by_hand.shared_handset()
    assert sorted(map(told_row, rows)) == sorted(fan.rows + handset.rows)
    assert computed.keys() == {"G2", "C1"}
    assert figures(computed["G2"], fan) == fan.figures
    assert figures(computed["C1"], handset) == handset.figures


def test_an_alert_on_journeys_and_money_rests_on_the_rows_of_the_post_and_of_the_bank(
    by_hand: Files, shown: Shown
) -> None:
    rows, computed = shown[told.ESCORT]
    trips, cycle = by_hand.escorts(), by_hand.cycle()
    assert sorted(map(told_row, rows)) == sorted(trips.rows + cycle.rows)
    assert computed.keys() == {"T1", "G6"}
    assert figures(computed["T1"], trips) == trips.figures
    assert figures(computed["G6"], cycle) == cycle.figures


def test_each_row_says_under_which_order_and_whose_it_is(shown: Shown) -> None:
    every = [row for rows, _ in shown.values() for row in rows]
    assert {(row.owner, row.authority) for row in every} == {(POLICE, f"{POLICE}/W/1")}
    assert len({row.source for row in every}) == len(every), "each is one row of a feed"
