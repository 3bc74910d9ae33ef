"""A witness's machine stops in the middle of a new head: no head that it cosigned before is forgotten.

A witness that forgets would cosign a fork of what it has cosigned, so a state that is damaged is refused, never made anew.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audit import ed25519
from audit.cosign import encode_submission
from audit.witness_state import SubmissionError, WitnessError, WitnessState, WitnessStore
from tests.integration.torn import Stage, crashes
from tests.shared import ROOT
from tests.unit.audit.logs import ORIGIN, MemoryLog, leaves, log_signer, witness_signer

HEADS, ROUNDS = 6, 9
LOG = MemoryLog(leaves(HEADS + 1))
FORK = MemoryLog(leaves(HEADS + 1, "fork"))


def state_of(store: WitnessStore) -> WitnessState:
    return WitnessState(store, [witness_signer(1)], {ORIGIN: [log_signer().key]})


def offer(store: WitnessStore, log: MemoryLog, old: int, new: int) -> str:
    return state_of(store).add_checkpoint(encode_submission(log.note(new), old, log.proof(old, new)), 1_700_000_000)


def begun(folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    path = folder / "state.db"
    WitnessStore.create(path)
    return path


def test_a_head_that_was_cosigned_is_never_forgotten_wherever_the_state_was_torn(tmp_path: Path) -> None:
    path, stages = begun(tmp_path / "witness"), []
    store = WitnessStore(path)
    for size in range(1, HEADS + 1):
        assert offer(store, LOG, size - 1, size)
        stages.append(Stage.of(path, size))
    store.close()
    met = 0
    for crash in crashes(stages, tmp_path, path.name, ROUNDS, random.Random(37)):
        torn = WitnessStore(crash.path)
        assert torn.head(ORIGIN) == (crash.acknowledged, LOG.checkpoint(crash.acknowledged).root), crash.how
        with pytest.raises(SubmissionError) as caught:
            offer(torn, FORK, 0, crash.acknowledged)
        assert (caught.value.status, caught.value.size) == (409, crash.acknowledged), crash.how
        assert offer(torn, LOG, crash.acknowledged, crash.acknowledged + 1), "and it goes on from there"
        torn.close()
        met += 1
    assert met == ROUNDS * (HEADS - 1)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda content: b"",
    "its beginning is noise": lambda content: b"\xa5" * 100 + content[100:],
    "all of it is noise": lambda content: b"\xa5" * len(content),
    "all of it is zeros": lambda content: bytes(len(content)),
    "its end is missing": lambda content: content[: len(content) // 2],
}


def spoilt(folder: Path, how: str) -> tuple[Path, bytes]:
    """A state that a witness has used, damaged since."""
    path = begun(folder)
    store = WitnessStore(path)
    offer(store, LOG, 0, 3)
    store.close()
    content = DAMAGE[how](path.read_bytes())
    path.write_bytes(content)
    return path, content


@pytest.mark.parametrize("how", DAMAGE)
def test_a_state_that_is_damaged_is_refused_and_left_as_it_is(tmp_path: Path, how: str) -> None:
    path, content = spoilt(tmp_path / "witness", how)
    for _ in range(2):
        with pytest.raises(WitnessError, match="damaged"):
            WitnessStore(path)
    assert path.read_bytes() == content or not content, (
        "what was emptied becomes a database without heads, still refused"
    )


def test_the_witness_says_so_and_ends(tmp_path: Path) -> None:
    path, _ = spoilt(tmp_path / "witness", "all of it is noise")
    ed25519.create_private(path.with_name("witness.pem"))
    settings = path.with_name("witness.toml")
    settings.write_text(
        f'name = "witness.test/1"\nkey = "witness.pem"\nstate = "state.db"\n[logs]\n"{ORIGIN}" = "{log_signer().key.encode()}"\n'
    )
    ended = subprocess.run(
        [sys.executable, "-m", "audit.witness", "--config", str(settings)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "witness state is damaged" in ended.stderr
    assert "Traceback" not in ended.stderr
