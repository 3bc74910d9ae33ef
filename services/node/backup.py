"""A backup of a hub's node or of a member's folder: what may be put back, and nothing else.

Databases are copied online (sqlite.org/backup.html) while the node runs: links first, then records, which are then at
least as new. Never in it: the log, its month keys, a witness's state, an issuer's journal, the graph. Keys are in it on
request alone. ``backup.json`` names every file with its SHA-256; that of a node is authenticated under its secret, so
that nobody alters records on the shelf, and so that they meet the secret that their tokens were made under. The keys
of a hub's record versions lie beside its backups, one copy for all: an older one would open what was erased since.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from hmac import compare_digest, digest
from pathlib import Path
from typing import Final

from services.errors import RabtaError
from services.exchange.hits.store import older as desk
from services.exchange.hits.store.database import FILE as DESK
from services.exchange.store.database import FILE as GIVEN
from services.exchange.watches.store import older as watches
from services.exchange.watches.store.database import FILE as WATCHES
from services.identity.asking.store import at_rest as book
from services.identity.asking.store.database import FILE as BOOK
from services.identity.provisional.store.database import FILE as PROVISIONAL
from services.identity.store import at_rest as register
from services.identity.store.database import FILE as REGISTER
from services.linkage.filling.lists import FILE as LISTS
from services.membership.errors import RegistryError
from services.membership.layout import HUB, NodeFiles
from services.membership.member import open_member
from services.membership.watch import RegistryFolder
from services.node import link_store, oversight_store, records_store
from services.node.founding_registry import CERTIFICATES
from services.node.receivers import FILE as RECEIVERS
from services.node.settings import SQLITE, load_settings
from services.records import body_keys
from services.records.body_keys import BodyKeys
from services.records.law_book.store.database import FILE as LAW
from services.referral.bearers import FILE as BEARERS
from services.referral.store.database import FILE as REFERRALS
from services.signing.derive import derive
from services.signing.keyfile import check_folder, make_folder, read_private, read_secret, write_private
from services.signing.sealing import SealBroken
from services.statistics.store.database import FILE as RELEASES
from services.store import at_rest

MANIFEST: Final = "backup.json"
FORMAT: Final = 1
HUB_DATABASES: Final = (oversight_store.FILE, link_store.FILE, records_store.FILE)
"""In the operator's database where the settings name one."""
HELD_DATABASES: Final = (DESK, WATCHES, GIVEN, RELEASES)
"""Held against the log before they serve again, by their own mark in it."""
OWN_DATABASES: Final = (BOOK, REGISTER, PROVISIONAL, LAW, REFERRALS, *HELD_DATABASES)
"""Of a node that asks an identity registry, of a registry's own, and of a hub: files under every store."""
STATE_DATABASES: Final = ("promises.db", "feed.db")
SHOWN_DATABASES: Final = (*HUB_DATABASES, BOOK, REGISTER, PROVISIONAL)
"""What the graph, the matcher's index and the detectors' tables are made of."""
KEPT: Final = (
    "settings.toml", "tls.crt", "ca.crt", "hub.crt", "anchor.pem", "member.toml", "office/roster.toml",
    BEARERS, LISTS, RECEIVERS, CERTIFICATES,
)  # fmt: skip
"""The last four change answers: who is told of a victim, whom detectors leave out, who is given no copy, and whom the
hub believes about identities."""
KEYS: Final = (
    "tls.key", "message.key", "seal.key", "secret.key", "page.key", "office/roster.key", "systems/issuer/tls.key",
    "systems/issuer/token.key",
)  # fmt: skip
LARGEST: Final = 16 << 20
KEYS_OF_RECORDS: Final = body_keys.FILE


class BackupRefused(RabtaError):
    """A backup that cannot be made, or must not be put back; the text says why and what helps."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """``kind``: hub or member; ``files``: path -> SHA-256 in hex; ``keys``: whether private keys are in it."""

    kind: str
    agency: str
    federation_id: str
    made_ms: int
    keys: bool
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def of_node(self) -> bool:
        """Whether it holds stores of a node, whose tokens its secret makes."""
        return self.kind == "hub" or not self.files.keys().isdisjoint(OWN_DATABASES)

    def of_registry(self) -> bool:
        """Whether it holds a registry's register."""
        return REGISTER in self.files

    def encode(self) -> bytes:
        """What the tag is over: canonical JSON of all fields."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":")).encode()

    def tag(self, secret: bytes) -> str:
        """HMAC-SHA256 under a key derived from the node's secret, in hex."""
        return digest(derive(secret, "backup"), self.encode(), "sha256").hex()


def back_up(folder: Path, target: Path, *, keys: bool) -> Manifest:
    """Copy into the new folder ``target``, 0700, its files 0600; whole or not at all.

    Raises BackupRefused, FileExistsError, UnsafeFile, OSError.
    """
    check_folder(folder)
    node = node_of(folder)
    if target.exists():
        raise FileExistsError(f"{target}: is there already")
    making = target.with_name(f".{target.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    try:
        make_folder(making)
        files = {name: _copied(folder / name, making / name) for name in _wanted(folder, node, keys)}
        made = Manifest(_kind(node), node.agency, federation_of(node), time.time_ns() // 1_000_000, keys, files)
        _seal(making, made, node)
        copy_keys(node, target.with_name(KEYS_OF_RECORDS))
        making.replace(target)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return made


def node_of(folder: Path) -> NodeFiles:
    """Whose folder it is. Raises BackupRefused for one of neither a hub nor a member."""
    try:
        return open_member(folder, 0)[0]
    except (ValueError, OSError):
        raise BackupRefused(f"{folder}: no folder of a hub or member, for it has no member.toml") from None


def federation_of(node: NodeFiles) -> str:
    """Id of its federation in hex. Raises BackupRefused before it has accepted a registry."""
    try:
        return RegistryFolder(node.registry).current().federation_id.hex()
    except (RegistryError, ValueError, OSError):
        raise BackupRefused(f"{node.registry}: no registry that holds") from None


def read_manifest(backup: Path) -> tuple[Manifest, str]:
    """What a backup says it is, and its tag; nothing of it is believed yet. Raises BackupRefused, UnsafeFile."""
    check_folder(backup)
    try:
        said = json.loads(read_private(backup / MANIFEST, LARGEST))
        tag = said.pop("tag")
        made = Manifest(**said)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BackupRefused(f"{backup}: no backup of ours") from None
    texts = (made.kind, made.agency, made.federation_id, tag)
    if made.format != FORMAT or not all(type(text) is str for text in texts) or type(made.files) is not dict:
        raise BackupRefused(f"{backup}: a backup of another release")
    return made, tag


def check_tag(made: Manifest, tag: str, secret: Path) -> None:
    """Raise BackupRefused unless a node's backup was made under the node's secret, and is as it was made."""
    if not secret.exists():
        raise BackupRefused("secret.key is neither in the folder nor in the backup: put the node's own there first")
    if not compare_digest(made.tag(read_secret(secret)), tag):
        raise BackupRefused("the backup was altered, or was made under another secret.key")


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        hashed = sha256()
        while block := file.read(1 << 20):
            hashed.update(block)
    return hashed.hexdigest()


def stores_apart(folder: Path) -> bool:
    """Whether a hub's stores are in a database that its operator keeps, and no files of this folder. SettingsError."""
    return load_settings(folder).store != SQLITE


def copy_keys(node: NodeFiles, target: Path) -> None:
    """The keys of a hub's versions, beside its backups and in none of them: one copy, which each erasure replaces.

    A hub that never ran has none. Raises BackupRefused, UnsafeFile, OSError.
    """
    path = node.folder / KEYS_OF_RECORDS
    if node.system == HUB and path.exists():
        try:
            BodyKeys(path, read_secret(node.secret_key)).copy_to(target)
        except SealBroken:
            raise BackupRefused(f"{target}: holds the keys of another hub's records; choose another folder") from None


def _kind(node: NodeFiles) -> str:
    return "hub" if node.system == HUB else "member"


def _wanted(folder: Path, node: NodeFiles, keys: bool) -> Iterator[str]:
    """Databases in the order in which they are copied, then small files."""
    yield from (name for name in OWN_DATABASES if (folder / name).exists())
    if node.system == HUB:
        if not stores_apart(folder):
            yield from (name for name in HUB_DATABASES if (folder / name).exists())
    else:
        for state in sorted(folder.glob("state*")):
            yield from (f"{state.name}/{name}" for name in STATE_DATABASES if (state / name).exists())
        yield from sorted(path.name for path in folder.glob("*.toml") if path.name not in KEPT)
        keys_of_officers = sorted(folder.glob("officers/*.key")) if keys else []
        yield from (f"officers/{path.name}" for path in keys_of_officers)
    yield from (f"registry/{path.name}" for path in sorted(node.registry.glob("*.signed")))
    yield from (name for name in (*KEPT, *(KEYS if keys else ())) if (folder / name).exists())


def _copied(source: Path, target: Path) -> str:
    if not target.parent.exists():
        make_folder(target.parent)
    if source.suffix == ".db":
        write_private(target, b"")
        copy_database(source, target)
    else:
        write_private(target, read_private(source, LARGEST))
    return digest_of(target)


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a database that others may be writing, as one file. Raises BackupRefused."""
    try:
        at_rest.copy(source, target)
    except at_rest.Uncopied as error:
        raise BackupRefused(f"{source.name}: {error}") from None


def make_older(copy: Path, name: str, now_ms: int) -> None:
    """What a store must know of before it serves again: that it is older.

    ``copy``: of the store of this ``name``, under another. Raises BackupRefused.
    """
    try:
        if name == REGISTER:
            register.make_older(copy, now_ms)
        elif name == BOOK:
            book.make_older(copy)
        elif name == WATCHES:
            watches.make_older(copy)
        elif name == DESK:
            desk.make_older(copy)
    except at_rest.Uncopied as error:
        raise BackupRefused(f"{name}: {error}") from None


def _seal(making: Path, made: Manifest, node: NodeFiles) -> None:
    tag = made.tag(read_secret(node.secret_key)) if made.of_node() else ""
    text = json.dumps({**asdict(made), "tag": tag}, indent=1, sort_keys=True) + "\n"
    write_private(making / MANIFEST, text.encode())
