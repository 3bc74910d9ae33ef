"""A drill: how long it runs whatever its file says, and what it tells of checks and of the age of copies."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rabta.access.v1.purpose_pb2 import PURPOSE_CHECKPOINT

from services.membership.layout import FederationFiles
from services.membership.provision import new_log, sign_and_publish
from services.node import drill
from services.node.drill import CHECK, FILE, LONGEST_MS, Drill, DrillRuns, OfficeAge
from tests.e2e.exchange import agree, agreement
from tests.e2e.federation import now_ms as real_ms
from tests.fakes.records_node import NOW_MS
from tests.fakes.world.federations import small_federation

MINUTE_MS = 60_000


def test_it_ends_by_its_own_time_and_at_once_when_told(tmp_path: Path) -> None:
    begun = drill.begin(tmp_path, NOW_MS, 10)
    assert begun == Drill(NOW_MS, NOW_MS + 10 * MINUTE_MS)
    assert drill.running(tmp_path, NOW_MS)
    assert drill.running(tmp_path, begun.until_ms - 1)
    assert not drill.running(tmp_path, begun.until_ms)
    assert not drill.running(tmp_path, NOW_MS - 1), "a clock that was put back"
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    drill.end(tmp_path)
    drill.end(tmp_path)
    assert not drill.running(tmp_path, NOW_MS)


def test_one_runs_at_a_time_and_another_after_it(tmp_path: Path) -> None:
    begun = drill.begin(tmp_path, NOW_MS, 10)
    with pytest.raises(DrillRuns):
        drill.begin(tmp_path, NOW_MS + 1, 10)
    assert drill.begin(tmp_path, begun.until_ms, 1).from_ms == begun.until_ms


@pytest.mark.parametrize(
    "said",
    [
        "", "{}", "[]", "null", '{"from_ms": 1}', '{"from_ms": "a", "until_ms": "b"}',
        json.dumps({"from_ms": NOW_MS, "until_ms": NOW_MS + LONGEST_MS + 1}),
    ],
)  # fmt: skip
def test_a_file_that_is_none_or_says_too_much_cuts_nobody_off(tmp_path: Path, said: str) -> None:
    path = tmp_path / FILE
    path.write_text(said)
    path.chmod(0o600)
    assert not drill.running(tmp_path, NOW_MS)


def test_a_file_that_others_may_write_is_none(tmp_path: Path) -> None:
    drill.begin(tmp_path, NOW_MS, 10)
    (tmp_path / FILE).chmod(0o666)
    assert not drill.running(tmp_path, NOW_MS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> FederationFiles:
    files = small_federation(tmp_path_factory.mktemp("drill") / "federation", NOW_MS)
    new_log(files, 0, NOW_MS, "pk.customs")
    sign_and_publish(files)
    agree(files, agreement("pk.fia", purposes=[PURPOSE_CHECKPOINT]), agreement("pk.punjab-police"))
    return files


@pytest.fixture
def folder(made: FederationFiles, tmp_path: Path) -> Path:
    found = tmp_path / "own"
    shutil.copytree(made.hub.folder, found)
    (found / "settings.toml").write_text('home = "pk.customs"\n', "utf-8")
    return found


def line(at_ms: int, reason: str = "", method: str = CHECK) -> str:
    """As the node writes one of each call."""
    time = datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds")
    return json.dumps({"timestamp": time, "event": "call", "method": method, "reason": reason}) + "\n"


async def test_checks_within_the_drill_are_counted_by_how_they_ended(folder: Path) -> None:
    begun = Drill(NOW_MS, NOW_MS + 10 * MINUTE_MS)
    stale, denied = line(NOW_MS + 2, "COPY_STALE"), line(NOW_MS + 3, "POLICY_DENIED")
    (folder / "calls.log.1").write_text(line(NOW_MS - 1) + line(NOW_MS))
    (folder / "calls.log").write_text(
        line(NOW_MS + 1) + stale * 2 + denied + line(NOW_MS + 4, method="/other") + CHECK + "\n" + f'["{CHECK}"]\n'
        + line(begun.until_ms) + line(begun.until_ms + 1)
    )  # fmt: skip
    assert (await drill.report(folder, begun, begun.until_ms + MINUTE_MS))[:3] == (3, 2, 1)
    assert (await drill.report(folder, begun, NOW_MS + 2)).answered == 2, "one that was ended before its time"


async def test_a_node_that_was_never_asked_has_no_checks(folder: Path) -> None:
    assert (await drill.report(folder, Drill(NOW_MS, NOW_MS + 1), NOW_MS))[:3] == (0, 0, 0)


async def test_each_office_that_posts_are_answered_of_is_named_with_its_bound(folder: Path) -> None:
    """None of its copies ever came here."""
    now_ms = real_ms()
    found = await drill.report(folder, Drill(now_ms, now_ms + 1), now_ms)
    assert found.offices == (OfficeAge("pk.fia", 0, 24),)
