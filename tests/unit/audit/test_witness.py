"""The witness as a process: settings, one at a time, and ``kill -9`` under load."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from audit.cosign import encode_submission
from audit.note import Note
from audit.witness import WitnessSettings, main, open_state, read_settings
from audit.witness_state import WitnessError
from tests.shared import PATIENCE_S, ROOT
from tests.unit.audit.logs import ORIGIN, MemoryLog, leaves, log_signer, witness_key
from tests.unit.audit.witnesses import witness_settings

NAME = "witness.test/process"
LOG = MemoryLog(leaves(400))
FORK = MemoryLog([*leaves(3), *leaves(397, "fork")])


def write_config(folder: Path) -> Path:
    witness_settings(folder, NAME, {})
    config = folder / "witness.toml"
    config.write_text(
        f'name = "{NAME}"\nkey = "witness.pem"\nstate = "state.db"\n[logs]\n"{ORIGIN}" = "{log_signer().key.encode()}"\n'
    )
    return config


def start(config: Path, file_limit: int = resource.RLIM_INFINITY) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "audit.witness", "--config", str(config)],
        stdout=subprocess.PIPE,
        stderr=config.with_name("stderr").open("ab"),
        text=True,
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit)),
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, config.with_name("stderr").read_text("utf-8")
    return process, f"http://127.0.0.1:{int(line.rpartition(' ')[2])}/add-checkpoint"


def post(url: str, log: MemoryLog, old: int, new: int) -> tuple[int, bytes]:
    body = encode_submission(log.note(new), old, log.proof(old, new))
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body), timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def climb(url: str, log: MemoryLog, cosigned: list[tuple[int, bytes, bytes]]) -> None:
    """Have sizes cosigned one after the other until the witness dies."""
    size, old = 3, 0
    try:
        while size < 400:
            status, answer = post(url, log, old, size)
            if status == 200:
                cosigned.append((size, log.checkpoint(size).root, answer))
                old, size = size, size + 1
            elif status == 409:
                old = int(answer)
                size = max(old, 3) + (old == size)
            else:
                size += 1
    except OSError:
        return


def kill_under_load(config: Path, more: int, cosigned: list[tuple[int, bytes, bytes]]) -> None:
    """Kill it once so many more are cosigned, however long that takes."""
    process, url = start(config)
    wanted = len(cosigned) + more
    clients = [threading.Thread(target=climb, args=(url, log, cosigned)) for log in (LOG, FORK, LOG)]
    for client in clients:
        client.start()
    while len(cosigned) < wanted and any(client.is_alive() for client in clients):
        time.sleep(0.001)
    process.kill()
    process.wait()
    for client in clients:
        client.join()


def test_killed_under_load_it_never_cosigned_two_roots_of_one_size(tmp_path: Path) -> None:
    config = write_config(tmp_path)
    cosigned: list[tuple[int, bytes, bytes]] = []
    for turn in range(4):
        kill_under_load(config, 5 + 10 * turn, cosigned)
    key = witness_key(tmp_path, NAME)
    roots: dict[int, bytes] = {}
    for size, root, answer in cosigned:
        assert roots.setdefault(size, root) == root
        log = LOG if LOG.checkpoint(size).root == root else FORK
        Note.parse(log.note(size) + answer).verify([key])
    assert len(roots) > 3
    assert len({log for log in (LOG, FORK) if all(log.checkpoint(s).root == r for s, r in roots.items())}) == 1
    _, store = open_state(read_settings(config))
    size, root = store.head(ORIGIN)
    assert size >= max(roots)
    assert root in (LOG.checkpoint(size).root, FORK.checkpoint(size).root)
    store.close()


def stop(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_what_cannot_be_written_is_not_cosigned(tmp_path: Path) -> None:
    """The disk is full: an error instead of a cosignature, and after a restart it goes on from the last one."""
    config = write_config(tmp_path)
    process, url = start(config, 48_000)
    last, status = 0, 200
    for size in range(3, 100):
        status, answer = post(url, LOG, last, size)
        if status != 200:
            break
        last = size
    assert status == 500
    assert "\u2014" not in answer.decode()
    assert last > 0
    stop(process)
    process, url = start(config)
    assert post(url, LOG, last, last + 1)[0] == 200
    stop(process)


def test_two_processes_on_one_state_and_an_orderly_stop(tmp_path: Path) -> None:
    config = write_config(tmp_path)
    process, url = start(config)
    assert main(["--config", str(config)]) == 1
    assert post(url, LOG, 0, 5)[0] == 200
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE_S) == 0
    assert process.stdout is not None
    process.stdout.close()
    _, store = open_state(read_settings(config))
    assert store.head(ORIGIN) == (5, LOG.checkpoint(5).root)
    store.close()


def test_other_paths_methods_and_sizes(tmp_path: Path) -> None:
    process, url = start(write_config(tmp_path))
    try:
        for target, data, status in (
            (url.replace("add-", "sub-"), b"x", 404),
            (url, None, 405),
            (url, b"x" * 300_000, 413),
            (url, b"", 400),
        ):
            with pytest.raises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(urllib.request.Request(target, data), timeout=10)
            assert caught.value.code == status
            caught.value.close()
    finally:
        stop(process)


def test_settings_files(tmp_path: Path) -> None:
    config = write_config(tmp_path)
    settings = read_settings(config)
    assert settings == WitnessSettings(
        NAME, tmp_path / "witness.pem", tmp_path / "state.db", {ORIGIN: [log_signer().key.encode()]}
    )
    for text in (
        "",
        "name = 1",
        "= broken",
        config.read_text().replace("name", "nome"),
        "color = 1\n" + config.read_text(),
    ):
        config.write_text(text)
        with pytest.raises(WitnessError):
            read_settings(config)
    with pytest.raises(WitnessError):
        read_settings(tmp_path / "absent.toml")


def test_state_is_created_once_and_by_request(tmp_path: Path) -> None:
    config = write_config(tmp_path)
    os.unlink(tmp_path / "state.db")
    assert main(["--config", str(config)]) == 1
    assert main(["--config", str(config), "--create-state"]) == 0
    assert main(["--config", str(config), "--create-state"]) == 1
    assert (tmp_path / "state.db").stat().st_mode & 0o777 == 0o600


def test_a_loose_key_or_a_bad_log_key_stops_the_start(tmp_path: Path) -> None:
    settings = witness_settings(tmp_path, NAME, {ORIGIN: ["nonsense"]})
    with pytest.raises(WitnessError, match="malformed"):
        open_state(settings)
    settings.key_path.chmod(0o644)
    with pytest.raises(WitnessError, match="others"):
        open_state(witness_settings(tmp_path, NAME, {ORIGIN: [log_signer().key.encode()]}))
