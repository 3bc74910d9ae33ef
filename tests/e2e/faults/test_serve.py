"""`rabta serve` itself: its supervisor killed, started twice, over files that others can read, with a part that hangs."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.e2e.faults.hanging import parts_that_hang_are_replaced
from tests.e2e.faults.served import Served, descendants, send, served
from tests.e2e.processes import children, forks, until
from tests.proc import alive, command, parent
from tests.shared import PATIENCE_S


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("serve")) as up:
        yield up


def test_a_second_serve_of_one_folder_opens_nothing(hub: Served) -> None:
    """Also on another port, and of the hub's folder alone: exit 2, and the process id of the one that serves."""
    hub.well()
    parts = hub.folder / "parts"
    held = parts.stat().st_mtime_ns, sorted(path.name for path in hub.folder.iterdir())
    for line, pid in (
        ("rabta serve federation", hub.serving.pid),
        ("rabta serve federation/hub", hub.node()),
        ("RABTA_NODE_LISTEN=127.0.0.1:1 rabta serve federation/hub", hub.node()),
    ):
        refused = hub.shell.run(line, 20.0)
        assert refused.returncode == 2, refused.stderr
        assert f"by process {pid}" in refused.stderr
    assert (parts.stat().st_mtime_ns, sorted(path.name for path in hub.folder.iterdir())) == held
    assert "LINES/1/2025" in hub.answered()


def test_the_supervisor_alone_is_killed(hub: Served) -> None:
    """All that it started, and what that started, ends with it, the engine of the graph as well; it starts at once."""
    hub.well()
    started = descendants(hub.serving.pid)
    assert forks(command(forks_all(hub))), "all else is forked"
    said = " ".join(map(command, started))
    for part in (
        "audit",
        "services.node.reporter",
        "services.issuer",
        "--role edge",
        "--role projector",
        "--role matcher",
        "java",
    ):
        assert part in said, part
    hub.serving.kill()
    hub.serving.wait(PATIENCE_S)
    until(lambda: not [pid for pid in started if alive(pid)], "nothing of it is left")
    hub.start()
    assert "LINES/1/2025" in hub.answered()


def forks_all(hub: Served) -> int:
    """Process id of the only one that the supervisor has started itself."""
    (found,) = (pid for pid in descendants(hub.serving.pid) if parent(pid) == hub.serving.pid)
    return found


def test_what_forks_every_part_is_killed(hub: Served) -> None:
    """All of it ends, issuers and witnesses as well, and comes again from another; what was answered is still there."""
    hub.well()
    started = descendants(hub.serving.pid)
    send(forks_all(hub), signal.SIGKILL)
    until(lambda: not any(map(alive, started)), "nothing that it forked is left")
    hub.well()
    assert "LINES/1/2025" in hub.answered()
    assert forks_all(hub) not in started
    assert hub.serving.poll() is None


def test_the_fork_server_is_killed(hub: Served) -> None:
    """What it has forked ends with it and comes again from another; writer and engine go on; it is told."""
    hub.well()
    server, writer, engine = hub.part("fork_server"), hub.part("-m audit"), hub.part("-m graph")
    forked = children(server, "services.node")
    assert {"edge-0", "edge-1", "projector", "matcher"} <= {command(pid).split()[-1] for pid in forked}
    send(server, signal.SIGKILL)
    until(lambda: not any(map(alive, forked)), "nothing that it forked is left")
    hub.well()
    assert "LINES/1/2025" in hub.answered()
    assert hub.part("fork_server") != server
    assert (hub.part("-m audit"), hub.part("-m graph")) == (writer, engine)
    assert "edge-0       replaced" in hub.status().stdout


def test_loose_modes_are_refused_before_anything_starts(hub: Served) -> None:
    """Every one at once, by its path, exit 2; no process is started that would end again and again."""
    assert hub.stop() == 0
    loose = [
        hub.folder / name
        for name in ("settings.toml", "message.key", "secret.key", "tls.key", "seal.key", "audit/log.key",
                     "audit/writer.toml")
    ]  # fmt: skip
    loose += sorted((hub.folder / "audit" / "month-keys").iterdir())[:1]
    assert len(loose) == 8
    for path in loose:
        path.chmod(0o644)
    try:
        for line in ("rabta serve federation/hub", "rabta serve federation"):
            refused = hub.shell.run(line, 20.0)
            assert refused.returncode == 2
            assert all(str(path.relative_to(hub.shell.folder)) in refused.stderr for path in loose), refused.stderr
            assert "ended with code" not in refused.stderr
    finally:
        for path in loose:
            path.chmod(0o600)
    hub.start()
    assert "LINES/1/2025" in hub.answered()


def test_parts_that_hang_are_replaced(hub: Served) -> None:
    parts_that_hang_are_replaced(hub)


def test_without_the_index_of_persons_all_else_is_answered(hub: Served) -> None:
    """Who asks by name is told that nothing can be found now; once the process goes on, they are answered.

    The supervisor may replace the process before the question arrives: the next one is stopped, and asked again.
    """
    hub.well()
    find = f"echo 'Zulfiqar Sajjad' | {hub.asking('find')}"
    assert hub.shell.run(find).returncode == 0
    stopped: list[int] = []

    def refused() -> bool:
        stopped.append(hub.part("--role matcher"))
        send(stopped[-1], signal.SIGSTOP)
        answer = hub.shell.run(find)
        assert (answer.returncode == 0) != ("STORAGE_UNAVAILABLE" in answer.stderr), answer.stderr
        return answer.returncode != 0

    until(refused, "nothing can be found")
    assert "LINES/1/2025" in hub.answered()
    with suppress(ProcessLookupError):  # it may have been replaced
        send(stopped[-1], signal.SIGCONT)
    until(lambda: hub.shell.run(find).returncode == 0, "they are answered again")


def test_the_graph_is_made_anew_whatever_its_state(hub: Served) -> None:
    """The engine's files are overwritten: questions are refused and all else is answered; one command, and they agree."""
    assert hub.stop() == 0
    graph = hub.folder / "graph"
    spoilt = [path for path in (graph / "databases").rglob("*") if path.is_file()]
    assert len(spoilt) > 5
    for path in spoilt:
        path.write_bytes(b"\xff" * 4096)
    hub.shell.ok("rabta graph rebuild federation/hub")
    hub.start()
    hub.well()
    assert hub.shell.ok("rabta graph check federation/hub") == ""
    assert "LINES/1/2025" in hub.answered()


def test_a_graph_that_an_engine_runs_over_is_not_emptied_under_it(hub: Served) -> None:
    refused = hub.shell.run("rabta graph rebuild federation/hub")
    assert refused.returncode == 1
    assert "stop it first" in refused.stderr
    assert hub.shell.run("rabta graph check federation/hub").returncode == 0


def test_a_store_put_back_by_hand_under_a_newer_graph(hub: Served) -> None:
    """The graph shows what no store holds: questions are refused, the projector stands still and says so; then rebuild."""
    assert hub.stop() == 0
    records, held = hub.folder / "records.db", hub.shell.folder / "old.db"
    copied(records, held)
    hub.start()
    sample = hub.shell.folder / "federation" / "samples" / "pk.punjab-police.csv"
    (hub.shell.folder / "more.csv").write_text(sample.read_text().replace("\n1,", "\n2,"))
    punjab = "federation/agencies/pk.punjab-police"
    hub.shell.ok(f"rabta import fir_register more.csv --profile {punjab}/punjab-police-90.toml")
    until(lambda: hub.shell.run("rabta graph check federation/hub").returncode == 0, "the graph shows it")
    assert hub.stop() == 0
    for beside in ("-wal", "-shm"):
        records.with_name(records.name + beside).unlink(missing_ok=True)
    copied(held, records)
    hub.start()
    until(lambda: "RECORDS_BEHIND" in hub.history().stderr, "nothing is shown of older records")
    more = "shows more records than the node's files hold"
    until(lambda: more in hub.shell.said("serve.log"), "the projector says why it stands still")
    until(lambda: "graph down" in hub.status().stdout, "the projector stands still")
    assert hub.shell.run("rabta graph check federation/hub").returncode == 1
    hub.shell.ok(f"rabta records resend --profile {punjab}/punjab-police-90.toml")
    assert hub.stop() == 0
    hub.shell.ok("rabta graph rebuild federation/hub")
    hub.start()
    hub.well()
    assert hub.shell.ok("rabta graph check federation/hub") == ""


def copied(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)
    target.chmod(0o600)
