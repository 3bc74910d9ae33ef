"""The log under attack: two writers, witnesses that lie, a restored backup.

One federation with four witnesses, three of which must cosign; each part runs on its own.
The backup comes last: a log that was rolled back is never continued.
"""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from rabta.audit.v1.audit_service_pb2 import GetReceiptsRequest, GetReceiptsResponse
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest

from audit.checkpoint import Checkpoint, sign_checkpoint
from audit.cosign import encode_submission
from audit.ed25519 import load_private
from audit.note import ED25519, Note, Signer
from services.admin import asking
from tests.e2e import planted
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.attacks.test_hidden_log import RECEIPTS
from tests.e2e.bodies import GET_REGISTRY, HISTORY, history_of
from tests.e2e.federation import WITNESSES
from tests.e2e.people import INVESTIGATOR
from tests.e2e.planted import KNOWN
from tests.e2e.processes import until
from tests.e2e.world import World, running
from tests.e2e.world_clock import WorldClock
from tests.shared import PATIENCE_S

NAMES = [f"witness-{agency}" for agency in WITNESSES]
HOUR = 3_600_000


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running(tmp_path_factory.mktemp("log"), clocked=True, processes=1, witnesses=4) as up:
        up.plant(planted.open_records())
        yield up


def honest(world: World) -> None:
    answered(world, put(world, world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))))


def proven_size(world: World) -> int:
    """Leaves under the newest head with a quorum, as clients get it."""
    question = world.ask(RECEIPTS, GetReceiptsRequest().SerializeToString())
    found = GetReceiptsResponse.FromString(world.proven(question, world.line().send(question)).body)
    return Checkpoint.parse(Note.parse(found.checkpoint).text).size if found.checkpoint else 0


def cosigned(world: World) -> int:
    """Wait until all leaves there are now have their quorum."""
    size = world.log.size()
    until(lambda: proven_size(world) >= size, "a quorum has cosigned")
    return size


def never_cosigned(world: World, seconds: float = 2.5) -> None:
    """No head over what is logged now gets a quorum."""
    time.sleep(1.2)
    honest(world)
    size = world.log.size()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert proven_size(world) < size
        time.sleep(0.2)


def impostor(world: World, place: int, kind: str, clock: Path | None = None) -> None:
    """The witness's own process replaced by one that lies in its place, under its own key."""
    world.run.stop(NAMES[place])
    path = world.node(WITNESSES[place]).witness / "witness.toml"
    world.run.start(
        NAMES[place], "-m", "tests.e2e.clocked_log", kind, str(clock or world.files.folder / "clock"), str(path)
    )


def restored(world: World, *places: int) -> None:
    """The good witnesses again."""
    for place in places:
        if NAMES[place] in world.run.names():
            world.run.stop(NAMES[place])
    world.start_witnesses([NAMES[place] for place in places])
    cosigned(world)


def test_two_writers(world: World) -> None:
    """A second writer on the same folder does not start, and takes nothing from the first."""
    config = world.files.hub.folder / "audit" / "writer.toml"
    second = world.run.start("second-writer", "-m", "audit", "--config", str(config))
    assert second.wait(PATIENCE_S) == 1
    assert "in use by another writer" in world.run.said("second-writer")
    world.run.stop("second-writer")
    honest(world)


def test_cosignature_an_hour_ahead(world: World) -> None:
    """Its time says nothing: three others carry the log, and with one of them down it has no quorum."""
    ahead = world.files.folder / "clock-ahead"
    WorldClock(ahead).move(HOUR, "witness")
    impostor(world, 0, "witness", ahead)
    honest(world)
    cosigned(world)
    world.run.stop(NAMES[1])
    never_cosigned(world)
    honest(world)
    restored(world, 0, 1)


def test_cosignature_an_hour_behind(world: World) -> None:
    """The median decides what time it is: one slow witness moves nothing."""
    behind = world.files.folder / "clock-behind"
    WorldClock(behind).move(-HOUR, "witness")
    impostor(world, 0, "witness", behind)
    cosigned(world)
    honest(world)
    restored(world, 0)


def test_two_cosignatures_of_one_witness(world: World) -> None:
    """One voice, however often it is heard: with another it makes two of the three that are needed."""
    impostor(world, 0, "witness-twice")
    world.run.stop(NAMES[1])
    world.run.stop(NAMES[2])
    never_cosigned(world)
    restored(world, 0, 1, 2)


def test_cosignature_of_a_stranger(world: World) -> None:
    """Under the witness's name, by a key that the registry does not list."""
    impostor(world, 0, "witness-stranger")
    world.run.stop(NAMES[1])
    never_cosigned(world)
    restored(world, 0, 1)


def test_silent_witness(world: World) -> None:
    """One of four says nothing: nothing changes."""
    world.run.stop(NAMES[3], signal.SIGKILL)
    honest(world)
    cosigned(world)
    restored(world, 3)


def test_witness_that_claims_without_proof(world: World) -> None:
    """It says that it has cosigned more, and signs nothing: an alarm by name, and the log opens with the other three."""
    impostor(world, 3, "witness-claims")
    world.run.stop("writer", signal.SIGKILL)
    world.start_writer()
    world.ready()
    honest(world)
    cosigned(world)
    until(lambda: f'rabta_witness_alarm{{witness="{WITNESSES[3]}/witness"}} 1' in figures(world), "the alarm is up")
    restored(world, 3)
    honest(world)
    assert f'rabta_witness_alarm{{witness="{WITNESSES[3]}/witness"}} 1' in figures(world), "it stays"


def figures(world: World) -> str:
    """What the edge tells its operator."""
    return "".join(document or "" for document in asyncio.run(asking.metrics(world.files.hub.folder)).values())


def test_split_view(world: World) -> None:
    """Two roots of one size under the log's key: the witness refuses the second and keeps it as proof."""
    cosigned(world)
    until(lambda: _idle(world), "no head is on its way")
    kept = sqlite3.connect(world.node(WITNESSES[0]).witness / "witness.db")
    (size,) = kept.execute("select size from head").fetchone()
    origin = world.registry.open_log(world.registry.hub).origin
    signer = Signer.of(origin, ED25519, load_private(world.files.hub.log_key))
    note = sign_checkpoint(Checkpoint(origin, size, b"\x07" * 32), signer)
    row = next(row for row in world.registry.witness_policy.witnesses if row.agency == WITNESSES[0])
    request = urllib.request.Request(f"{row.url}/add-checkpoint", data=encode_submission(note, size, []), method="POST")
    with pytest.raises(urllib.error.HTTPError, match="409"):
        urllib.request.urlopen(request, timeout=PATIENCE_S)
    assert [bytes(held) for (held,) in kept.execute("select note from split")] == [note]
    kept.close()
    honest(world)


def backup(world: World, target: Path) -> None:
    """As an operator would copy the database of a running hub."""
    source = sqlite3.connect(f"file:{world.files.hub.folder / 'audit' / 'log.db'}?mode=ro", uri=True)
    copy = sqlite3.connect(target)
    source.backup(copy)
    copy.close()
    source.close()


def restore(world: World, held: Path) -> None:
    folder = world.files.hub.folder / "audit"
    for path in folder.glob("log.db*"):
        path.unlink()
    shutil.copy(held, folder / "log.db")
    (folder / "log.db").chmod(0o600)
    world.forget_log()


def test_backup_of_this_moment(world: World, tmp_path: Path) -> None:
    """A copy that is behind by nothing that was cosigned opens again: witnesses have seen no more."""
    cosigned(world)
    until(lambda: _idle(world), "no head is on its way")
    backup(world, tmp_path / "log.db")
    world.run.stop("writer", signal.SIGKILL)
    restore(world, tmp_path / "log.db")
    world.start_writer()
    world.ready()
    honest(world)


def _idle(world: World) -> bool:
    """The newest head is the quorum's, over all leaves."""
    db = sqlite3.connect(f"file:{world.files.hub.folder / 'audit' / 'log.db'}?mode=ro", uri=True)
    row = db.execute("select size, quorum from checkpoint order by size desc limit 1").fetchone()
    db.close()
    return bool(row == (world.log.size(), 1))


def test_restored_backup(world: World, tmp_path: Path) -> None:
    """Witnesses are ahead of an old copy: refused with its cause, for good, and nothing of it is served."""
    backup(world, tmp_path / "log.db")
    for _ in range(3):
        honest(world)
    cosigned(world)
    world.run.stop("writer", signal.SIGKILL)
    restore(world, tmp_path / "log.db")
    world.start_writer()

    def rolled_back() -> bool:
        question = world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN))
        back = world.line().send(question, timeout=5)
        assert back.code, "answered from a log that was rolled back"
        return b"LOG_ROLLED_BACK" in back.everything()

    until(rolled_back, "the log is known to be rolled back")
    for question in (
        world.asking(INVESTIGATOR, HISTORY, history_of(KNOWN)),
        world.ask(GET_REGISTRY, GetRegistryRequest().SerializeToString()),
        world.ask(RECEIPTS, GetReceiptsRequest().SerializeToString()),
    ):
        refused(world, put(world, question), "AUDIT_UNAVAILABLE", leaves=0, cause="LOG_ROLLED_BACK")
    world.run.stop("writer")
    world.start_writer()
    until(rolled_back, "it knows so after a restart as well")
