"""The programs as a user has them, of this checkout or from a wheel, and commands as a shell runs them."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from tests.e2e.processes import ROOT, until
from tests.forks.asked import Started, address, start
from tests.starts import count_federation, count_start

PROGRAMS = {"rabta": "services.cli.main", "rabta-audit": "audit.verify.__main__"}
SERVING = ("rabta serve", "rabta demo")
"""Commands that start a federation."""
COMMAND = ROOT / "tests" / "forks" / "command.py"


class Shell:
    """Commands in one folder, with ``programs`` first on the path. ``more``: further variables of the environment.

    ``forks``: module by program, of those that are forked from one process that has loaded them.
    """

    def __init__(
        self, folder: Path, programs: Path, more: dict[str, str], forks: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self._forks = forks or {}
        self.programs = programs
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RABTA_", "PYTHON"))}
        path = f"{programs}{os.pathsep}/usr/bin:/bin"
        self.environment = {**kept, "PATH": path, "NO_COLOR": "1", "COLUMNS": "200", **more}
        self._running: list[Started] = []

    def run(self, line: str, patience_s: float = 120.0) -> subprocess.CompletedProcess[str]:
        """A command line, or several that must all succeed."""
        forks = {"RABTA_FORKS": str(address())} if self._forks else {}
        return subprocess.run(
            ["bash", "-e", "-c", line], cwd=self.folder, env=self.environment | forks, capture_output=True, text=True,
            timeout=patience_s, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def ok(self, line: str) -> str:
        """What one that succeeds prints."""
        done = self.run(line)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        return done.stdout

    def start(self, line: str, ready: str, log: str) -> Started:
        """One that runs on, the head of a group of its own, once it has said ``ready``.

        The first that serves in a folder starts the folder's federation.
        """
        words = line.split()[:2]
        name = " ".join((Path(words[0]).name, *words[1:]))
        if name in SERVING:
            count_start(name)
            if not self._running:
                count_federation()
        path = self.folder / log
        path.unlink(missing_ok=True)
        with path.open("ab") as said:
            process = self._started(line, said)
        self._running.append(process)
        until(lambda: process.poll() is not None or ready in self.said(log), ready, 300.0)
        assert process.poll() is None, self.said(log)
        return process

    def _started(self, line: str, said: IO[bytes]) -> Started:
        program, *words = shlex.split(line)
        if program in self._forks:
            return start(("-m", self._forks[program], *words), self.folder, self.environment, said)
        return subprocess.Popen(
            ["bash", "-c", f"exec {line}"], cwd=self.folder, env=self.environment, stdout=said, stderr=said,
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def said(self, log: str) -> str:
        return (self.folder / log).read_text("utf-8", "replace")

    def stop(self, process: Started) -> int:
        """End one as a service manager does, and whatever its group still holds; its exit code."""
        process.terminate()
        try:
            return process.wait(70)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def stop_all(self) -> None:
        for process in self._running:
            if process.poll() is None:
                self.stop(process)


def program(path: Path, module: str) -> None:
    """``python -m MODULE``, run by the fork server where its socket is named."""
    forked = f'exec "{sys.executable}" -I -S "{COMMAND}" "$RABTA_FORKS" -m {module} "$@"'
    path.write_text(f'#!/bin/sh\n[ -z "$RABTA_FORKS" ] || {forked}\nexec "{sys.executable}" -m {module} "$@"\n')
    path.chmod(0o755)


def checkout(folder: Path) -> Shell:
    """`rabta` and `rabta-audit` of this checkout, in `.venv/bin` of the folder and on the path."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, module in PROGRAMS.items():
        program(programs / name, module)
    return Shell(folder, programs, {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "proto" / "gen")])}, PROGRAMS)


def installed(where: Path, folder: Path) -> Shell:
    """Those of the wheel, in a fresh environment below ``where``; commands run in ``folder``.

    What it depends on is taken from this environment, without the checkout.
    """
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(where / "dist"), str(ROOT)])
    _run([sys.executable, "-m", "venv", "--without-pip", str(where / "venv")])
    (wheel,) = (where / "dist").glob("rabta-*.whl")
    programs = where / "venv" / "bin"
    _run([*pip, "--python", str(programs / "python"), "install", "--no-deps", "--no-index", str(wheel)])
    (packages,) = (where / "venv" / "lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return Shell(folder, programs, {})


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
