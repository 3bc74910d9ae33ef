"""`rabta records rebuild-journal`: what an agency does whose journal is lost, and what it is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rabta.records.v1.records_service_pb2 import GetPageRequest, GetPageResponse

from services.cli.records_journal import told
from services.client.rebuild import Rebuilt
from services.edge.call import Call
from tests.fakes.feed_hub import FeedHub
from tests.fakes.feed_pages import FeedPages
from tests.fakes.hub_thread import OFFICER, HubThread
from tests.unit.cli.rabta import PAGE, rabta
from tests.unit.cli.test_import_file import PRISONS, SAMPLE, made_feed


@pytest.fixture
def feed(hub_desk: HubThread, tmp_path: Path) -> FeedHub:
    hub = made_feed(hub_desk, tmp_path)

    async def page(_call: Call, raw: bytes) -> bytes:
        local = FeedHub(hub.key, tmp_path / "feed.db")
        return (await FeedPages(local).page(GetPageRequest.FromString(raw))).SerializeToString(deterministic=True)

    hub_desk.hub.bodies[PAGE] = page
    return hub


@pytest.fixture
def lost(hub_desk: HubThread, feed: FeedHub) -> Path:
    """The profile of an agency whose export is at the hub, and whose journal is gone."""
    profile = hub_desk.profile(PRISONS, contributes=True)
    brought(profile)
    shutil.rmtree(hub_desk.files.agency(PRISONS).folder / f"state-{OFFICER}")
    return profile


def brought(profile: Path, code: int = 0) -> str:
    target = profile.parent / "rejects.csv"
    return rabta("import", "prison_register", SAMPLE, "--profile", profile, "--rejects", target, code=code).output


def test_an_import_without_its_journal_says_what_helps_and_then_adds_nothing_twice(lost: Path, feed: FeedHub) -> None:
    held = feed.count()
    said = brought(lost, code=1)
    assert "pages of this agency up to 1, the journal up to 0" in said
    assert "`rabta records rebuild-journal`" in said
    out = rabta("records", "rebuild-journal", "--profile", lost)
    assert out.stdout == f"pages: 1\nversions: {held}\nversions withheld: 0\nlast page: 1\n"
    assert "1 pages that waited here are forgotten" in out.stderr
    assert "accepted: 0" in brought(lost)
    assert feed.count() == held
    assert rabta("records", "rebuild-journal", "--profile", lost).output.startswith("pages: 0\n")


def test_a_page_that_is_not_the_agency_s_own_is_not_taken(hub_desk: HubThread, lost: Path) -> None:
    true = hub_desk.hub.bodies[PAGE]

    async def altered(call: Call, raw: bytes) -> bytes:
        answer = GetPageResponse.FromString(await true(call, raw))
        answer.versions[0].proof.salt = bytes(16)
        return answer.SerializeToString(deterministic=True)

    hub_desk.hub.bodies[PAGE] = altered
    assert "Unproven" in rabta("records", "rebuild-journal", "--profile", lost, code=1).stderr


def test_what_did_not_come_back_is_named() -> None:
    done = Rebuilt(9, 9, 100, {"b": 1, "a": 2}, {"c"}, [2, 5], 3)
    assert [line.split(":")[0] for line in told(done)][:3] == ["withheld", "withheld", "missing"]
    assert [line.split(": ")[1] for line in told(done)][:3] == ["a", "b", "c"]
    assert "pages 2, 5" in "\n".join(told(done))
    assert "3 pages that waited" in "\n".join(told(done))
    assert list(told(Rebuilt(9))) == []
