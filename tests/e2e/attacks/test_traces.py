"""What is left lying about after all of it: files, modes, lines, arguments. Last in its group by its name."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from tests.e2e import planted
from tests.e2e.attacks.judging import answered, put
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.people import INVESTIGATOR
from tests.e2e.planted import KNOWN
from tests.e2e.world import World
from tests.shared import PATIENCE_S

KINDS = ("*.db", "*.db-wal", "calls.log")


def words() -> list[bytes]:
    """Whom records and questions are about."""
    return [text.encode() for pair in planted.NAMES.items() for text in pair]


def test_modes(world: World) -> None:
    """Files 0600, folders 0700, sockets too, whichever process made them."""
    folder = world.files.folder
    loose = [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    assert loose == []


def test_nothing_of_a_person_in_clear(world: World) -> None:
    """Neither in the operator's lines nor in the log's or the store's files, WAL included."""
    answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))))
    hub, found = world.files.hub.folder, []
    for pattern in KINDS:
        for path in hub.rglob(pattern):
            content = path.read_bytes()
            found += [(path.name, word) for word in words() if word in content]
    said = world.run.said("hub").encode()
    found += [("hub.log", word) for word in words() if word in said]
    assert found == []
    assert b"Traceback" not in said


def test_nothing_secret_in_arguments(world: World) -> None:
    """Of any process: no key, no number, no token."""
    pids = [world.run[name].pid for name in world.run.names()] + [*world.edges(), world.writer()]
    for pid in pids:
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
        assert not [word for word in (b"BEGIN", b"eyJ", *words()) if word in line]


LOOSE = ("message.key", "secret.key", "tls.key", "records.db", "registry/1.signed", "registry", ".")


@pytest.mark.parametrize("name", LOOSE)
def test_start_refused_with_loose_modes(world: World, tmp_path: Path, name: str) -> None:
    """A file or folder that others can get at: the process does not start, and names it."""
    home = tmp_path / "hub"
    shutil.copytree(world.files.hub.folder, home, ignore=shutil.ignore_patterns("*.sock"))
    (home / "audit" / "writer.sock").symlink_to(world.files.hub.folder / "audit" / "writer.sock")
    target = home / name
    target.chmod(0o750 if target.is_dir() else 0o640)
    process = world.run.start("loose", "-m", "services.node", "--folder", str(home), "--role", "edge")
    code = process.wait(PATIENCE_S)
    said = world.run.said("loose").rsplit("rabta: ", 1)[-1]
    world.run.stop("loose")
    assert code == 2
    assert "UnsafeFile" in said
    assert (name if name != "." else "hub") in said
    assert planted.KNOWN not in said
