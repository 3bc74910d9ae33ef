"""Builds the partner's client in Go, and the one that misbehaves on top of it, as a partner would.

That is by the protos, Go's own generator, and modules pinned by ``go.sum``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.shared import ROOT, wanting

SOURCE = Path(__file__).parent
PARTNER = ROOT / "examples" / "partner-go"
MESSAGES = """module rabta

go 1.19

require google.golang.org/protobuf v1.33.0
"""
"""The module that the generated packages make up: ``option go_package`` of the protos names paths below it."""
_FLAGS = {"GOFLAGS": "-mod=readonly -trimpath -buildvcs=false", "CGO_ENABLED": "0"}


def tool(*arguments: str, folder: Path) -> str:
    """Run Go's tool; its standard output. AssertionError with what it said where it fails."""
    go = shutil.which("go")
    if go is None:
        wanting("go, which the foreign client is built with")
    done = subprocess.run(
        [go, *arguments], cwd=folder, env={**os.environ, **_FLAGS}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


def protos() -> Sequence[Path]:
    """Those that the port of a federation speaks."""
    home = ROOT / "proto" / "rabta"
    return sorted(path for path in home.rglob("*.proto") if path.relative_to(home).parts[0] != "admin")


def prepare(folder: Path, sources: Sequence[Path]) -> None:
    """Sources beside the generated packages, in a folder of their own."""
    for path in (*sources, PARTNER / "go.mod", PARTNER / "go.sum"):
        shutil.copy(path, folder)
    messages = folder / "rabta"
    messages.mkdir()
    (messages / "go.mod").write_text(MESSAGES, "utf-8")
    generator = folder / "protoc-gen-go"
    tool("build", "-o", str(generator), "google.golang.org/protobuf/cmd/protoc-gen-go", folder=folder)
    command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{ROOT / 'proto'}", f"--plugin={generator}"]
    subprocess.run([*command, f"--go_out={folder}", *map(str, protos())], check=True)


def build_partner(folder: Path) -> Path:
    """Build the partner's client in an empty folder; its path. Skips, or fails where the run requires it, without Go."""
    return _build(folder, sorted(PARTNER.glob("*.go")))


def build_foreign(folder: Path) -> Path:
    """Build the client that misbehaves, of the partner's sources and its own; else as the partner's."""
    lent = (path for path in PARTNER.glob("*.go") if path.name != "main.go")
    return _build(folder, sorted((*lent, *SOURCE.glob("*.go"))))


def _build(folder: Path, sources: Sequence[Path]) -> Path:
    prepare(folder, sources)
    target = folder / "client"
    tool("vet", ".", folder=folder)
    tool("build", "-o", str(target), ".", folder=folder)
    return target
