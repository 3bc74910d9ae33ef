"""One federation walked from a record's page to the log's proof: what `make check` runs of all that tests a federation.

The whole of it is in the other files. Here a history is asked for, a page is sent, a question is refused, the hub starts
again, and the log is verified elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rabta.records.v1.history_pb2 import History
from rabta.records.v1.records_service_pb2 import GetHistoryResponse
from typer.testing import CliRunner

from audit.verify.__main__ import main as verify
from services.cli.main import app
from tests.e2e import planted
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.people import FIA, FIA_CASE, INVESTIGATOR, PUNJAB_CASE
from tests.e2e.planted import JUVENILE, KNOWN, ref
from tests.e2e.processes import until
from tests.e2e.world import World, running
from tests.fakes import record_maker as make

NEW = make.party(
    "fia-walked", agency=FIA, subject=make.person(make.cnic(900), name="Walked"), case_references=ref(FIA_CASE)
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("walk"), processes=1) as up:
        up.plant(planted.all_records())
        yield up
        up.run.no_traceback("hub")


def history(world: World, number: str) -> History:
    seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(number)))
    return GetHistoryResponse.FromString(answered(world, seen)).history


def records(history: History) -> set[str]:
    """Ids of the records that a history shows."""
    return {entry.version.rpartition("/versions/")[0].rpartition("/")[2] for entry in history.timeline}


def test_a_history_joins_what_the_agencies_hold(world: World) -> None:
    shown = history(world, KNOWN)
    assert {"fia-known", "pb-known"} <= records(shown)
    assert list(history(world, JUVENILE).timeline) == []


def test_a_page_is_taken_and_shown(world: World) -> None:
    assert list(history(world, make.cnic(900)).timeline) == []
    world.plant([NEW])
    assert NEW.record_id in records(history(world, make.cnic(900)))


def test_a_question_for_the_case_of_others_is_refused(world: World) -> None:
    """Signed, logged, and without a word of what is there."""
    astray = INVESTIGATOR.asking(case_key=PUNJAB_CASE)
    refused(world, put(world, world.asking(astray, HISTORY, history_of(KNOWN))), "CASE_NOT_YOURS")


def test_a_hub_that_starts_again_gives_the_same_history(world: World) -> None:
    before, size = history(world, KNOWN), world.log.size()
    world.stop_node()
    world.start_node()
    world.ready()
    assert history(world, KNOWN) == before
    assert world.log.size() > size


def exported(world: World, folder: Path) -> Path:
    """The log as anybody may have it."""
    target = folder / f"log-{len(list(folder.iterdir()))}"
    result = CliRunner().invoke(app, ["audit", "export", str(world.files.hub.folder), str(target)])
    assert result.exit_code == 0, result.output
    return target


def verified(world: World, folder: Path) -> int:
    """Exit code of `rabta-audit verify`, with the governance keys as its only anchor."""
    seal = world.node("pk.oversight").seal_key
    return verify(["verify", str(folder), "--registry-anchor", str(world.files.anchor), "--oversight-key", str(seal)])


def test_the_log_is_verified_elsewhere(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every entry so far, once witnesses have cosigned it; not where one byte is another."""
    history(world, KNOWN)
    size = world.log.size()

    def whole() -> bool:
        assert verified(world, exported(world, tmp_path)) == 0
        return size <= int(capsys.readouterr().out.rpartition("log verified: ")[2].split()[0])

    until(whole, "all entries are under a head that is cosigned")
    last = exported(world, tmp_path)
    tile = max((path for path in last.rglob("*") if path.is_file() and "entries" in path.parts), key=str)
    raw = bytearray(tile.read_bytes())
    raw[-1] ^= 1
    tile.chmod(0o600)
    tile.write_bytes(raw)
    assert verified(world, last) == 1
