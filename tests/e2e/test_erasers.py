"""A node that runs keeps no file of which nobody says how a record is erased from it."""

from __future__ import annotations

from pathlib import Path

from services.node.erasers import erasers_of, kept_for, uncovered
from tests.e2e.world import World


def paths(folder: Path) -> list[str]:
    """Every file, socket and link below the folder, relative to it."""
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if not each.is_dir())


def test_every_file_is_an_erasers_or_named_with_its_reason(network_world: World) -> None:
    folder = network_world.files.hub.folder
    found = paths(folder)
    assert {"records.db", "linkage.db", "records.keys", "match/index.sock", "audit/log.db"} <= set(found)
    assert any(each.startswith("graph/") for each in found)
    assert [each for each in found if uncovered(each)] == []
    assert [each for each in found if [*erasers_of(each)] and [*kept_for(each)]] == []
    strange = folder / "copy-of-everything"
    strange.touch()
    assert [each for each in paths(folder) if uncovered(each)] == [strange.name]
    strange.unlink()
