"""`rabta statistics`: the plan of the page is sent, a release is written with what proves it, and nothing is written over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rabta.statistics.v1 import statistics_service_pb2 as pb

from services.statistics.counting import printed
from services.statistics.layout import LAYOUTS
from services.statistics.release import release_of
from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.shared import ROOT
from tests.unit.cli.rabta import asked_by, rabta
from tests.unit.statistics.test_counting import PLAN, YEAR, K

SERVICE = "/rabta.statistics.v1.StatisticsService/"
METHODS = tuple(f"{SERVICE}{one.name}" for one in pb.DESCRIPTOR.services_by_name["StatisticsService"].methods)
CASE = ("--case", "RELEASE_PLAN:2025")
RELEASE = release_of(PLAN, "2026-02-01", printed(LAYOUTS, YEAR, K))
PAGE = (Path(ROOT) / "docs/statistics.md").read_text()
WRITTEN = PAGE[PAGE.index('    first = "') : PAGE.index("The plan is a signed call")].replace("    ", "", 1)
"""The example of the page."""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("federation")), (live.OVERSIGHT,), METHODS) as made:
        yield made


@pytest.fixture
def officer(hub: HubThread) -> Path:
    hub.hub.bodies.clear()
    return hub.profile(live.OVERSIGHT)


def test_the_plan_of_the_page_is_sent_under_the_name_of_the_case(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    asked = asked_by(hub, "PlanRelease", pb.PlanReleaseResponse())
    (tmp_path / "release.toml").write_text(WRITTEN)
    said = rabta("statistics", "plan", "--profile", officer, *CASE, tmp_path / "release.toml")
    assert said.output.strip() == "planned: 2025"
    plan = pb.PlanReleaseRequest.FromString(asked[0][1]).plan
    assert (plan.name, plan.first, plan.until) == ("2025", "2025-01-01", "2026-01-01")
    assert [(each.id, each.k) for each in plan.tables] == [("T4", 5), ("T1", 5), ("T2", 10), ("T3", 10)]


def test_a_release_is_written_with_the_evidence_of_each_file(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    asked = asked_by(hub, "CountRelease", pb.CountReleaseResponse(release=RELEASE))
    folder = tmp_path / "release"
    rabta("statistics", "count", "--profile", officer, *CASE, folder)
    assert pb.CountReleaseRequest.FromString(asked[0][1]).plan == "2025"
    assert (folder / "release.json").read_bytes() == RELEASE
    tables = {f"{name.lower()}.csv" for name in LAYOUTS}
    assert {each.name for each in folder.iterdir()} == {
        *tables, "release.json", "page.html", "page.css", "evidence.rabta",
    }  # fmt: skip
    assert json.loads((folder / "release.json").read_text())["plan"] == "2025"


def test_a_folder_that_is_there_is_not_written_over(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    asked = asked_by(hub, "CountRelease", pb.CountReleaseResponse(release=RELEASE))
    rabta("statistics", "count", "--profile", officer, *CASE, tmp_path, code=2)
    assert asked == []


def test_a_plan_with_an_unknown_field_is_not_sent(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    asked = asked_by(hub, "PlanRelease", pb.PlanReleaseResponse())
    (tmp_path / "release.toml").write_text(WRITTEN + '\nby = "religion"\n')
    rabta("statistics", "plan", "--profile", officer, *CASE, tmp_path / "release.toml", code=2)
    assert asked == []


def named(hub: HubThread, path: Path) -> Path:
    """The profile, whose hub answers nothing and whose identity registry is who answers here."""
    text = path.read_text("utf-8")
    for name, value in (("hub", hub.files.hub_id), ("endpoint", hub.local.endpoint)):
        assert f'{name} = "{value}"' in text
    text = text.replace(f'endpoint = "{hub.local.endpoint}"', 'endpoint = "127.0.0.1:1"')
    said = {
        "identity_registry": hub.files.hub_id,
        "identity_endpoint": hub.local.endpoint,
        "identity_certificates": "hub.crt",
    }
    path.write_text(text + "".join(f'{name} = "{value}"\n' for name, value in said.items()), "utf-8")
    return path


def test_the_registry_is_asked_for_its_own_table(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    asked = asked_by(hub, "PlanRelease", pb.PlanReleaseResponse())
    text = 'first = "2025-01-01"\nuntil = "2026-01-01"\ntables = [ { id = "T9", k = 10 } ]\n'
    (tmp_path / "children.toml").write_text(text)
    how = ("statistics", "plan", "--profile", officer, *CASE, tmp_path / "children.toml", "--of-registry")
    assert "identity_registry" in rabta(*how, code=2).stderr
    assert asked == []
    named(hub, officer)
    assert "planned: 2025" in rabta(*how).stdout
    assert [each.id for each in pb.PlanReleaseRequest.FromString(asked[0][1]).plan.tables] == ["T9"]
