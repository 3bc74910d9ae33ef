"""From an office's file to a history: formats, feed, the room's rules and its answers, over the synthetic agencies."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from services.cli.demo.up import specs
from services.client.import_summary import Summary
from services.demo.exports import generate
from services.demo.offences import DISTRICT_COURTS, FIA, PRISONS, PUNJAB, SINDH
from tests.fakes.records_node import Node, caller, federation, open_node
from tests.integration.imports.importing import Office, World

DAY_MS = 86_400_000
COURTS = (DISTRICT_COURTS, PUNJAB, SINDH, FIA)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Everything of the first day, imported once."""
    folder = tmp_path_factory.mktemp("imports")
    members = specs({FIA: "http://127.0.0.1:29001"})
    node = open_node(folder / "node", federation(folder / "keys", members))
    story = generate(folder / "exports", 7, 1500)
    return World(folder / "desks", folder / "exports", node, story)


@pytest.fixture(scope="module")
def first_day(world: World) -> list[Summary]:
    return [summary for _, summary in world.bring_all()]


def adds_up(summary: Summary) -> bool:
    versions = (
        summary.versions_accepted + summary.versions_unchanged + summary.versions_rejected + summary.versions_refused
    )
    rows = summary.accepted + summary.unchanged + summary.rejected + summary.refused
    return summary.rows == rows and summary.versions == versions


class TestTheFirstDay:
    def test_every_sum_adds_up(self, first_day: list[Summary]) -> None:
        assert all(map(adds_up, first_day))

    def test_what_is_damaged_is_rejected_and_all_else_goes_in(self, world: World, first_day: list[Summary]) -> None:
        told = [entry for entry in world.story["files"] if not entry["later"]]
        for entry, summary in zip(told, first_day, strict=True):
            assert (summary.rows, summary.rejected) == (entry["rows"], entry["damaged"])
            assert (summary.refused, summary.unchanged) == (0, 0)
        assert sum(summary.versions_accepted for summary in first_day) >= 1500

    def test_unlawful_things_are_flagged_and_none_refused(self, world: World, first_day: list[Summary]) -> None:
        assert world.findings("refused") == world.findings("key-twice") == []
        rules = {finding.rule for finding in world.findings("flag")}
        assert {"challan-late", "juvenile-investigator-rank"} <= rules

    def test_what_only_several_owners_papers_show_is_kept_for_them(
        self, world: World, first_day: list[Summary]
    ) -> None:
        """The station's arrest and the court's production: neither is told of the other's, both keep the flag."""
        assert first_day

        async def kept() -> set[str]:
            async with world.node.context.store.snapshot() as view:
                return {flag.rule for owner in COURTS for flag in await view.flags_of_agency(owner, 500)}

        assert "production-after-24h" in asyncio.run(kept())

    def test_the_same_files_again_add_nothing(self, world: World, first_day: list[Summary]) -> None:
        again = [summary for _, summary in world.bring_all()]
        for first, second in zip(first_day, again, strict=True):
            assert adds_up(second)
            assert (second.accepted, second.pages) == (0, 0)
            assert second.unchanged == first.accepted


def history(world: World, cnic: str, as_of_ms: int = 0) -> str:
    """What the story's officer is told about a number, as text."""
    officer = world.story["officer"]
    kind, _, key = officer["case"].partition(":")
    who = caller(officer["agency"], officer["id"], case_type=kind, case_key=key)
    return repr(asyncio.run(world.node.history(who, cnic, as_of_recorded_ms=as_of_ms)))


class TestWhatIsThenTold:
    def test_five_agencies_about_the_known_man(self, world: World, first_day: list[Summary]) -> None:
        man = world.story["known_man"]
        told = history(world, man["cnic"])
        assert all(f"'{agency}'" in told for agency in man["agencies"])
        assert "acquitted (s. 265-K)" in told
        assert "field='birth'" in told
        assert "NAWANKOT" not in told
        withheld = world.node.trail.withheld
        assert {cause for _, cause in withheld} >= {"juvenile"}

    def test_a_man_under_enquiry_is_a_hit_and_no_more(self, world: World, first_day: list[Summary]) -> None:
        told = history(world, world.story["under_enquiry"]["cnic"])
        assert "Hit(owner='pk.fia'" in told
        assert "Tanveer" not in told

    @pytest.mark.parametrize("who", ["juvenile", "sealed", "originator_control"])
    def test_some_look_like_nobody(self, world: World, first_day: list[Summary], who: str) -> None:
        nobody = history(world, "9999999999999")
        assert history(world, world.story[who]["cnic"]) == nobody

    def test_a_correction_is_seen_from_its_time_on(self, world: World, first_day: list[Summary]) -> None:
        cnic, before = world.story["corrected"]["cnic"], world.node.now_ms
        assert "302" in history(world, cnic)
        world.node.now_ms += DAY_MS
        ((_, summary),) = world.bring_all(later=True)
        assert (summary.rows, summary.accepted) == (1, 1)
        assert summary.versions_unchanged > 0
        now, then = history(world, cnic), history(world, cnic, before)
        assert "324" in now
        assert "302" not in now
        assert "302" in then
        assert "324" not in then


STAY = {
    "prison": "Camp Jail Lahore",
    "prison_no": "1/2024",
    "standing": "UTP",
    "prisoner": "Nobody Known s/o Somebody Known",
    "province": "PB",
    "district": "Lahore",
    "station": "City",
    "fir_no": "999/2024",
    "admitted": "2024-05-05",
    "reason": "bail",
}


class TestWhatTheHubRefuses:
    @pytest.fixture
    def office(self, tmp_path: Path, world: World) -> Office:
        node = open_node(tmp_path / "node", world.node.federation)
        return Office(PRISONS, tmp_path / "desks", node)

    def stays(self, folder: Path, born: str) -> Path:
        path = folder / "stays.jsonl"
        rows = [
            {**STAY, "released": "2024-06-01", "prisoner_born": born},
            {**STAY, "prison_no": "2/2024", "released": "2024-07-01"},
            {"prison": "x"},
        ]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    def test_an_impossible_row_is_refused_by_name_and_the_rest_goes_in(self, tmp_path: Path, office: Office) -> None:
        summary = office.bring("prison_register", self.stays(tmp_path, "1880-05-01"))
        assert adds_up(summary)
        assert (summary.rows, summary.accepted, summary.rejected, summary.refused) == (3, 1, 1, 1)
        refused = {(found.row, found.rule) for found in office.findings if found.kind == "refused"}
        assert refused == {(1, "older-than-130")}

    def test_put_right_it_goes_in_as_the_same_version(self, tmp_path: Path, office: Office) -> None:
        office.bring("prison_register", self.stays(tmp_path, "1880-05-01"))
        summary = office.bring("prison_register", self.stays(tmp_path, "1980-05-01"))
        assert (summary.accepted, summary.unchanged, summary.refused) == (1, 1, 0)
        assert summary.versions_accepted == 2


def test_an_agency_never_answers_for_another(world: World, tmp_path: Path) -> None:
    """The agency of a draft is that of the desk, whatever the file says."""
    node: Node = open_node(tmp_path / "node", world.node.federation)
    office = Office(FIA, tmp_path / "desks", node)
    entry = next(each for each in world.story["files"] if each["agency"] == PUNJAB)
    summary = office.bring(entry["format"], world.exports / entry["path"])
    assert summary.refused == 0

    assert node.trail.records
    assert all(name.startswith(f"agencies/{FIA}/records/") for name in node.trail.records)
