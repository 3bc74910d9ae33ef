"""A program that the fork server runs is what the interpreter would have made of it: a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.processes import until
from tests.e2e.shells import Shell, program
from tests.forks.asked import Forked, address, start
from tests.forks.server import ROOM
from tests.proc import parent
from tests.shared import ROOT

TOLD = ("-m", "tests.unit.forks.told")
REAL = os.pathsep.join((str(ROOT), str(ROOT / "proto" / "gen")))
FORKED, ALONE = "forked", "alone"


class Told:
    """A process of either kind, and what it said."""

    def __init__(self, place: Path, how: str, *words: str, more: Mapping[str, str] | None = None) -> None:
        self.path = place / f"said-{how}-{len(list(place.iterdir()))}"
        environment = {**os.environ, "PYTHONPATH": REAL, **(more or {})}
        with self.path.open("wb") as said:
            if how == FORKED:
                self.process: Forked | subprocess.Popen[bytes] = start((*TOLD, *words), place, environment, said)
            else:
                self.process = subprocess.Popen(
                    [sys.executable, *TOLD, *words], cwd=place, env=environment, stdin=subprocess.DEVNULL,
                    stdout=said, stderr=said, start_new_session=True,
                )  # fmt: skip

    def said(self) -> str:
        return self.path.read_text()

    def facts(self) -> dict[str, Any]:
        assert self.process.wait(60) == 0, self.said()
        found: dict[str, Any] = json.loads(self.said())
        return found


@pytest.fixture(params=[FORKED, ALONE])
def how(request: pytest.FixtureRequest) -> str:
    """Each of these tests holds of a real start as well: what is compared with is the interpreter."""
    found: str = request.param
    return found


def test_it_is_a_process_of_its_own(tmp_path: Path, how: str) -> None:
    told = Told(tmp_path, how, "facts", "one", "two words")
    facts = told.facts()
    assert (facts["pid"], facts["session"]) == (told.process.pid, told.process.pid)
    assert facts["folder"] == str(tmp_path)
    assert facts["words"] == ["facts", "one", "two words"]
    assert facts["module"] == TOLD[1]
    assert facts["title"].replace("\0", " ") == f"{sys.executable} -m {TOLD[1]} facts one two words"
    assert facts["ignored"] == [False, False]
    assert facts["open"] == [], "no end of another's"


def test_its_environment_is_what_was_given_and_nothing_of_the_servers(tmp_path: Path, how: str) -> None:
    facts = Told(tmp_path, how, "facts", more={"RABTA_OF_THIS_TEST": "given"}).facts()
    assert facts["environment"]["RABTA_OF_THIS_TEST"] == "given"
    assert not {ROOM, "OPENBLAS_NUM_THREADS"} & facts["environment"].keys() - os.environ.keys()
    assert "RABTA_OF_THIS_TEST" not in Told(tmp_path, how, "facts").facts()["environment"]


def test_its_files_are_as_private_as_those_of_who_asks(tmp_path: Path, how: str) -> None:
    before = os.umask(0o027)
    try:
        assert Told(tmp_path, how, "facts").facts()["umask"] == 0o027
    finally:
        os.umask(before)


def test_what_it_opens_stays_open(tmp_path: Path, how: str) -> None:
    """Whatever still knows the number of a descriptor of the server closes one that is the program's since."""
    told = Told(tmp_path, how, "keeps")
    assert told.process.wait(60) == 0, told.said()
    assert told.said() == "32\n"


def test_no_two_have_the_same_random_bytes(tmp_path: Path, how: str) -> None:
    assert len({Told(tmp_path, how, "facts").facts()["random"] for _ in range(3)}) == 3


@pytest.mark.parametrize(("words", "code", "said"), [
    (("exits", "0"), 0, ""),
    (("exits", "5"), 5, ""),
    (("exits", "why"), 1, "why\n"),
    (("fails", "so"), 1, "ValueError: so\n"),
    (("interrupted",), -signal.SIGINT, "KeyboardInterrupt\n"),
    (("ends",), 0, "last line\nthread\natexit\n"),
])  # fmt: skip
def test_its_end_is_the_programs(tmp_path: Path, how: str, words: tuple[str, ...], code: int, said: str) -> None:
    told = Told(tmp_path, how, *words)
    assert told.process.wait(60) == code
    assert told.said().endswith(said)
    assert bool(said) == bool(told.said())


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 7), (signal.SIGKILL, -9), (signal.SIGUSR1, -10)])
def test_a_signal_reaches_it(tmp_path: Path, how: str, number: int, code: int) -> None:
    told = Told(tmp_path, how, "stays")
    until(told.said, "it is there")
    assert told.process.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        told.process.wait(0.01)
    told.process.send_signal(number)
    assert told.process.wait(60) == told.process.poll() == told.process.returncode == code
    told.process.kill()
    assert not Path(f"/proc/{told.process.pid}").exists()


def test_it_is_at_the_head_of_its_group_as_soon_as_it_is_told(tmp_path: Path, how: str) -> None:
    for _ in range(20):
        process = Told(tmp_path, how, "stays").process
        os.killpg(process.pid, signal.SIGKILL)
        assert process.wait(60) == -signal.SIGKILL


def test_memory_is_its_own_and_nothing_stays_for_the_next(tmp_path: Path) -> None:
    """Two at once, and one after them, have each another id and the same parent, which is not this process."""
    every = [Told(tmp_path, FORKED, "stays") for _ in range(2)]
    for each in every:
        until(each.said, "it is there")
        assert int(each.said()) == each.process.pid
    parents = {parent(each.process.pid) for each in every}
    assert len(parents) == 1
    assert os.getpid() not in parents
    for each in every:
        each.process.terminate()
        assert each.process.wait(60) == 7


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """`told`, run as a user's shell runs a program."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program(programs / "told", TOLD[1])
    return Shell(tmp_path, programs, {"PYTHONPATH": REAL}, {"told": TOLD[1]})


def test_a_shell_gives_it_streams_and_takes_its_code(shell: Shell) -> None:
    assert shell.ok("echo from a pipe | told echoes | cat") == "FROM A PIPE\n"
    (shell.folder / "in").write_text("from a file\n")
    done = shell.run("told echoes < in > out")
    assert (done.stdout, done.stderr, (shell.folder / "out").read_text()) == ("", "said\n", "FROM A FILE\n")
    assert shell.run("told exits 5").returncode == 5
    assert shell.run("told fails so").stderr.endswith("ValueError: so\n")
    facts = json.loads(shell.ok("cd bin && umask 0027 && RABTA_OF_THIS_TEST=given told facts"))
    assert (facts["folder"], facts["umask"]) == (str(shell.folder / "bin"), 0o027)
    assert facts["environment"]["RABTA_OF_THIS_TEST"] == "given"
    assert "RABTA_FORKS" not in facts["environment"], "a program that it starts is started"


def test_what_a_shell_starts_runs_on_and_its_id_is_the_programs(shell: Shell) -> None:
    """Those who look for its children find them; of a program that nobody named, as of a wheel, the real one is started."""
    alone = Shell(shell.folder, shell.programs, {"PYTHONPATH": REAL})
    for each, mine in ((shell, False), (alone, True)):
        running = each.start("told stays", "\n", "log")
        assert int(each.said("log")) == running.pid
        assert (parent(running.pid) == os.getpid()) is mine
        assert each.stop(running) == 7


def test_what_a_shell_runs_ends_with_it(shell: Shell) -> None:
    """Told to stop, it stops as it does; killed, it is killed."""
    for number, code in ((signal.SIGTERM, 7), (signal.SIGKILL, -9)):
        path = shell.folder / f"said-{number}"
        with path.open("wb") as said:
            running = subprocess.Popen(
                [shell.programs / "told", "stays"],
                stdout=said, env=shell.environment | {"RABTA_FORKS": str(address())},
            )  # fmt: skip
        until(path.read_text, "it is there")
        forked = int(path.read_text())
        assert forked != running.pid
        running.send_signal(number)
        assert running.wait(60) == code
        until(lambda pid=forked: not Path(f"/proc/{pid}").exists(), "it has ended")  # type: ignore[misc]  # a lambda's default has no type


ASKS = """
import os, sys
from pathlib import Path
from tests.forks.asked import address, start
from tests.proc import parent
with open(sys.argv[1], "wb") as said:
    forked = start(("-m", "tests.unit.forks.told", "stays"), Path.cwd(), dict(os.environ), said)
print(parent(forked.pid), address(), flush=True)
forked.kill()
if sys.argv[2] == "killed": os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("how_it_ends", ["by itself", "killed"])
def test_the_server_ends_with_whom_it_serves(tmp_path: Path, how_it_ends: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKS, str(tmp_path / "said"), how_it_ends], cwd=ROOT, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": REAL}, check=False,
    )  # fmt: skip
    server, socket = done.stdout.split()
    until(lambda: not Path(f"/proc/{server}").exists(), "it has ended")
    assert not Path(socket).parent.exists()
