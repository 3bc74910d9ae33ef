"""An exported log (`rabta audit export`) checked as the offline verifier does, and read into a copy to be compared."""

from __future__ import annotations

from pathlib import Path

from audit.canonical import EncodingError
from audit.monthkeys import load_seal_private
from audit.vault import VaultError
from audit.verify.directory import Trust, verify_directory
from audit.verify.es256 import keys_of_pem
from audit.verify.problem import VerifyError
from services.errors import RabtaError
from services.evidence.checkpoint import CheckpointFault, cosigned
from services.evidence.log_copy import LogCopy, copy_under
from services.membership.anchor import Anchor
from services.membership.errors import RegistryError
from services.membership.registry import Registry, load_registry


class ExportUnproven(RabtaError):
    """An export that does not hold, or cannot be opened; the text says what."""


def read_export(folder: Path, anchor: bytes, seal_key: Path) -> LogCopy:
    """The log in a folder. ``anchor``: governance keys, PEM; ``seal_key``: file of the key that opens its entries.

    Signatures, a quorum of witnesses, tree, registry and every entry are checked. Raises ExportUnproven.
    """
    leaves: list[tuple[bytes, bytes]] = []
    try:
        trust = Trust(anchor=keys_of_pem(anchor, "anchor"), seal_key=load_seal_private(seal_key))
        verify_directory(folder, trust, lambda _: None, lambda leaf, opened: leaves.append((leaf, opened)))
        copy = _empty(folder, newest_registry(folder / "registry", Anchor.from_pem(anchor)))
        for leaf, opened in leaves:
            copy.take(leaf, opened)
    except (VerifyError, VaultError, CheckpointFault, RegistryError, EncodingError, OSError) as error:
        raise ExportUnproven(f"{folder}: {error}") from None
    return copy


def _empty(folder: Path, registry: Registry) -> LogCopy:
    """The copy before its first leaf, named and dated by the export's head."""
    note = (folder / "checkpoint").read_bytes()
    log = registry.log_of(note.partition(b"\n")[0].decode())
    if log is None:
        raise ExportUnproven(f"{folder}: the registry names no such log")
    return copy_under(cosigned(note, registry, log.agency), log.agency)


def newest_registry(folder: Path, anchor: Anchor) -> Registry:
    """The newest version that lies in an export, each held against the one before. Raises RegistryError, OSError."""
    newest: Registry | None = None
    for path in sorted(folder.iterdir(), key=lambda path: int(path.name)):
        first = newest is None and path.name != "1"
        newest = load_registry(path.read_bytes(), previous=newest, anchor=anchor if first else None)
    if newest is None:
        raise FileNotFoundError(folder)
    return newest
