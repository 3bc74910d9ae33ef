"""Long answers go through a pager on a terminal alone; a real terminal of the kernel, a real pager."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from services.cli.pager import pageable, paged
from services.cli.settings import pager_command
from tests.shared import ROOT
from tests.unit.cli.rabta import rabta

MARK = "sed s/^/PAGED:/"
RABTA = (sys.executable, "-m", "services.cli.main")


def on_a_terminal(*arguments: str, rows: int = 20, columns: int = 100, keys: bytes = b"", **environment: str) -> str:
    """What a terminal of that size gets to see of a program; its keyboard types ``keys``."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    given = {
        "PATH": os.environ["PATH"], "TERM": "xterm", "LANG": "C.UTF-8", "HOME": str(ROOT / "none"),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'proto' / 'gen'}",
    }  # fmt: skip
    process = subprocess.Popen(
        arguments, stdin=theirs, stdout=theirs, stderr=theirs, env=given | environment, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, keys)
    shown = b""
    while True:
        try:
            read = os.read(ours, 65536)
        except OSError:
            break
        if not read:
            break
        shown += read
    os.close(ours)
    assert process.wait(60) == 0, shown
    return shown.decode("utf-8", "replace").replace("\r\n", "\n")


def test_a_long_answer_goes_through_the_pager() -> None:
    out = on_a_terminal(*RABTA, "laws", RABTA_PAGER=MARK)
    assert out.startswith("PAGED:")
    assert "CRPC_CASE" in out
    bare = re.sub(r"PAGED:|\x1b\[[0-9;]*m", "", out)
    assert max(map(len, bare.splitlines())) == 100


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (("laws", "--no-pager"), {"RABTA_PAGER": MARK}),
        (("laws",), {"RABTA_PAGER": "", "PAGER": MARK}),
        (("laws",), {"RABTA_PAGER": "cat"}),
        (("laws",), {"RABTA_PAGER": "no-such-pager-there"}),
        (("laws",), {"RABTA_PAGER": "'unbalanced"}),
        (("cases",), {"RABTA_PAGER": MARK, "LINES": "200"}),
    ],
    ids=["--no-pager", "empty", "cat", "missing", "unbalanced", "short"],
)
def test_without_one_the_answer_is_printed_as_it_is(words: tuple[str, ...], environment: dict[str, str]) -> None:
    out = on_a_terminal(*RABTA, *words, rows=20, columns=100, keys=b"", **environment)
    assert "PAGED:" not in out
    assert ("CRPC_CASE" if words[0] == "laws" else "FIR") in out


def test_our_own_variable_goes_before_the_general_one() -> None:
    assert "PAGED:" in on_a_terminal(*RABTA, "laws", RABTA_PAGER=MARK, PAGER="cat")
    assert "PAGED:" in on_a_terminal(*RABTA, "laws", PAGER=MARK)


def test_a_pipe_is_never_paged() -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'proto' / 'gen'}", "RABTA_PAGER": MARK}
    done = subprocess.run((*RABTA, "laws"), env=environment, capture_output=True, text=True, check=True)
    assert "PAGED:" not in done.stdout
    assert "\x1b" not in done.stdout


def test_a_pager_that_ends_early_is_no_error() -> None:
    assert "Traceback" not in on_a_terminal(*RABTA, "laws", RABTA_PAGER="head -2")
    assert "Traceback" not in on_a_terminal(*RABTA, "laws", RABTA_PAGER="true")


def test_less_keeps_colours_and_no_history_of_what_is_searched_for(tmp_path: Path) -> None:
    """Names that an officer searches for inside the pager must not lie in a file of their home."""
    if shutil.which("less") is None:
        assert pager_command() == []
        return
    out = on_a_terminal(*RABTA, "laws", keys=b"/CRPC\nq", HOME=str(tmp_path))
    assert "\x1b[1m" in out or "CRPC_CASE" in out
    assert list(tmp_path.iterdir()) == []
    seen = on_a_terminal(*RABTA, "laws", RABTA_PAGER="env", LESSHISTFILE=str(tmp_path / "kept"))
    assert "LESSHISTFILE=-\n" in seen
    assert "LESSSECURE=1\n" in seen
    assert "LESS=RX\n" in seen


def test_what_was_printed_before_an_error_is_still_shown() -> None:
    code = "from services.cli.pager import paged\nwith paged():\n    print('before\\n' * 99)\n    raise SystemExit(0)"
    out = on_a_terminal(sys.executable, "-c", code, RABTA_PAGER=MARK)
    assert out.count("before") == 99
    assert "PAGED:" not in out


def test_no_pager_holds_for_its_own_command_alone() -> None:
    @pageable
    def command(count: int = 1) -> None:
        with paged():
            seen.append(count)

    seen: list[int] = []
    command(no_pager=True, count=3)
    command()
    assert seen == [3, 1]


@pytest.mark.parametrize(
    "words",
    [
        "search",
        "history",
        "record",
        "laws",
        "kinds",
        "claims list",
        "oversight reads",
        "break-glass notices",
        "net why",
        "link explain",
    ],
)
def test_commands_with_long_answers_take_the_option(words: str) -> None:
    assert "--no-pager" in rabta(*words.split(), "--help").stdout
