"""The package as it is installed: a wheel in a virtual environment of its own, and its commands as a shell runs them."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.e2e.processes import ROOT


class Installed:
    """A fresh environment with the wheel in it; what it depends on is taken from this one, without our checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "venv" / "bin"
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        _run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder / "dist"), str(ROOT)])
        _run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")])
        (wheel,) = (folder / "dist").glob("rabta-*.whl")
        python = self.programs / "python"
        _run([*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)])
        (here,) = (folder / "venv" / "lib").glob("python*/site-packages")
        (here / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")

    @property
    def environment(self) -> dict[str, str]:
        """Its programs first; nothing that leads to the checkout."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RABTA_", "PYTHON"))}
        return {**kept, "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1", "COLUMNS": "160"}

    def shell(self, line: str, cwd: Path, patience_s: float = 120.0) -> subprocess.CompletedProcess[str]:
        """A command line as it is printed."""
        return subprocess.run(
            ["bash", "-c", line], cwd=cwd, env=self.environment, capture_output=True, text=True, timeout=patience_s,
            check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def start(self, line: str, cwd: Path, log: Path) -> subprocess.Popen[bytes]:
        """One that runs on, the head of a group of its own."""
        with log.open("ab") as said:
            return subprocess.Popen(
                ["bash", "-c", f"exec {line}"], cwd=cwd, env=self.environment, stdout=said, stderr=said,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
