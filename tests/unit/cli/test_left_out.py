"""A row that left an export is asked about, not forgotten, and nothing is withdrawn by itself."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from rabta.records.v1.record_pb2 import RECORD_STATUS_ACTIVE
from rabta.records.v1.records_service_pb2 import SubmitPageResponse

from services.client.profile import load_profile
from tests.fakes.feed_hub import FeedHub
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import mode, rabta
from tests.unit.cli.test_import_file import PRISONS, SAMPLE, answers_with, made_feed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "stays.csv"))


@pytest.fixture
def feed(hub_desk: HubThread, tmp_path: Path) -> FeedHub:
    return made_feed(hub_desk, tmp_path)


def imported(desk: HubThread, file: Path, *more: str) -> str:
    profile = desk.profile(PRISONS, contributes=True)
    return rabta("import", "prison_register", file, "--profile", profile, *more).stderr


def left(file: Path) -> list[str]:
    path = file.with_name(f"{file.name}.left.csv")
    return [row[0] for row in list(csv.reader(path.open(encoding="utf-8-sig")))[1:]] if path.exists() else []


def without_first_row(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([lines[0], *lines[2:]]) + "\n", "utf-8")


def test_records_of_a_row_that_is_gone_are_listed_and_stay_in_force(
    hub_desk: HubThread, file: Path, feed: FeedHub
) -> None:
    assert "left out" not in imported(hub_desk, file)
    held = {name: version.SerializeToString() for name, version in feed.latest().items()}
    without_first_row(file)
    said = imported(hub_desk, file)
    gone = left(file)
    assert gone
    assert f"left out: {len(gone)} record" in said
    assert "rabta records withdraw" in said
    assert set(gone) < held.keys()
    assert mode(file.with_name("stays.csv.left.csv")) == 0o600
    assert {name: version.SerializeToString() for name, version in feed.latest().items()} == held
    assert all(feed.latest()[name].status == RECORD_STATUS_ACTIVE for name in gone)


def test_it_is_asked_again_until_the_row_is_back(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    whole = file.read_text("utf-8")
    imported(hub_desk, file)
    without_first_row(file)
    imported(hub_desk, file)
    first = left(file)
    imported(hub_desk, file)
    assert left(file) == first != []
    file.write_text(whole, "utf-8")
    assert "left out" not in imported(hub_desk, file)
    assert not file.with_name("stays.csv.left.csv").exists()


def test_a_file_of_another_name_is_another_export_unless_it_says_whose_place_it_takes(
    hub_desk: HubThread, file: Path, feed: FeedHub, tmp_path: Path
) -> None:
    imported(hub_desk, file)
    other = Path(shutil.copy(file, tmp_path / "stays-november.csv"))
    without_first_row(other)
    other_only = Path(shutil.copy(other, tmp_path / "part.csv"))
    lines = other_only.read_text("utf-8").splitlines()
    other_only.write_text("\n".join(lines[:2]) + "\n", "utf-8")
    assert "left out" not in imported(hub_desk, other_only)
    assert "left out" in imported(hub_desk, other, "--replaces", "stays.csv")
    assert left(other)


def test_a_check_lists_what_the_import_will_and_changes_nothing(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    assert "left out" not in imported(hub_desk, file, "--check"), "nothing was sent yet"
    assert not (load_profile(hub_desk.profile(PRISONS, contributes=True)).state / "feed.db").exists()
    imported(hub_desk, file)
    journal = load_profile(hub_desk.profile(PRISONS, contributes=True)).state / "feed.db"
    before = journal.read_bytes()
    assert "left out" not in imported(hub_desk, file, "--check")
    without_first_row(file)
    assert "left out" in imported(hub_desk, file, "--check")
    told = left(file)
    assert journal.read_bytes() == before
    other = Path(shutil.copy(file, file.with_name("stays-november.csv")))
    assert "left out" not in imported(hub_desk, other, "--check")
    assert "left out" in imported(hub_desk, other, "--check", "--replaces", "stays.csv")
    imported(hub_desk, file)
    assert left(file) == told != []


@pytest.mark.parametrize("more", [(), ("--check",), ("--abandon",)])
def test_beside_an_import_another_and_a_check_say_so_and_end(
    hub_desk: HubThread, file: Path, feed: FeedHub, more: tuple[str, ...]
) -> None:
    imported(hub_desk, file)
    profile = hub_desk.profile(PRISONS, contributes=True)
    with closing(sqlite3.connect(load_profile(profile).state / "feed.db")) as held:
        held.execute("pragma locking_mode=exclusive")
        held.execute("begin exclusive")
        result = rabta("import", "prison_register", file, "--profile", profile, *more, code=1)
    assert "another import is under way" in result.stderr


def test_rejected_rows_are_named_as_a_reason(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    imported(hub_desk, file)
    lines = file.read_text("utf-8").splitlines()
    broken = lines[1].replace("18-01-2021", "18-13-2021")
    assert broken != lines[1]
    file.write_text("\n".join([lines[0], broken, *lines[2:]]) + "\n", "utf-8")
    assert "or are in rows that were rejected" in imported(hub_desk, file)


def test_what_the_hub_never_took_is_not_asked_about(hub_desk: HubThread, file: Path, feed: FeedHub) -> None:
    def nothing_accepted(answer: SubmitPageResponse) -> None:
        while answer.accepted:
            answer.accepted -= 1
            answer.refused.add(index=answer.accepted, record_id="r", field="body", rule="c01-order", text="no")

    answers_with(hub_desk, feed, nothing_accepted)
    imported(hub_desk, file)
    without_first_row(file)
    assert "left out" not in imported(hub_desk, file)
