"""``python -m audit --config FILE``: the log's writer, from its settings to its end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from audit.ed25519 import Ed25519KeyError
from audit.files import FileModeError
from audit.note import NoteError
from audit.settings import SettingsError, read_settings
from audit.store import StoreError
from audit.vault import VaultError
from audit.writer import run_writer


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 when told to stop, 1 with the reason where it cannot start."""
    parser = argparse.ArgumentParser(prog="audit", description="writes one audit log")
    parser.add_argument("--config", type=Path, required=True, help="TOML settings")
    arguments = parser.parse_args(argv)
    try:
        run_writer(read_settings(arguments.config))
    except (SettingsError, StoreError, VaultError, NoteError, Ed25519KeyError, FileModeError, OSError) as error:
        sys.stderr.write(f"audit: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
