"""``python -m audit --config FILE``: the log's writer, from its settings to its end.

``--after CHECKPOINT --old-log VKEY`` instead makes the new, empty log of FILE follow one
that was rolled back, and ends: see :mod:`audit.succession`. ``--recompute`` reads every leaf
and tile of the log, which its writer may go on serving, says whether they hold, and ends.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from audit.ed25519 import Ed25519KeyError
from audit.files import FileModeError
from audit.log import Log, NeverError
from audit.note import NoteError, VerifierKey
from audit.place import open_store
from audit.settings import SettingsError, WriterSettings, read_settings
from audit.store import StoreError
from audit.succession import begin_after
from audit.tree import recompute
from audit.vault import VaultError
from audit.writer import run_writer


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 when told to stop or done, 1 with the reason where it cannot."""
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="audit", description="writes one audit log")
    parser.add_argument("--config", type=Path, required=True, help="TOML settings")
    parser.add_argument("--after", type=Path, help="last quorum checkpoint of a log that was rolled back")
    parser.add_argument("--old-log", help="verifier key of that log")
    parser.add_argument("--recompute", action="store_true", help="read every leaf and tile, say whether they hold")
    arguments = parser.parse_args(argv)
    if arguments.recompute and arguments.after is not None:
        parser.error("--recompute and --after are two different things")
    if (arguments.after is None) != (arguments.old_log is None):
        parser.error("--after and --old-log go together")
    try:
        settings = read_settings(arguments.config)
        if arguments.recompute:
            _recompute(settings)
        elif arguments.after is None:
            run_writer(settings)
        else:
            _succeed(settings, arguments.after, arguments.old_log)
    except (SettingsError, StoreError, VaultError, NoteError, Ed25519KeyError, FileModeError, OSError) as error:
        sys.stderr.write(f"audit: {error}\n")
        return 1
    except NeverError as error:
        sys.stderr.write(f"audit: refused: {error}\n")
        return 1
    return 0


def _recompute(settings: WriterSettings) -> None:
    with closing(open_store(settings.place, read_only=True)) as store:
        store.snapshot()
        size = recompute(store).size
    sys.stdout.write(f"log recomputed: {size} leaves hold\n")


def _succeed(settings: WriterSettings, checkpoint: Path, old_log: str) -> None:
    log = Log(settings)
    try:
        begin_after(log, checkpoint.read_bytes(), VerifierKey.parse(old_log))
    finally:
        log.close()


if __name__ == "__main__":
    sys.exit(main())
