"""Governance's folder: authority, draft, versions in force, what was admitted. It holds no private key of a member.

Its own private key is the authority's (``ca.key``). Holders keep theirs elsewhere; their public halves are the anchor.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rabta.membership.v1.registry_pb2 import Registry as Payload

from services.membership import governance
from services.membership.anchor import Anchor
from services.membership.certificates import Authority
from services.membership.errors import UnsoundRegistry
from services.membership.layout import FederationFiles
from services.membership.registry import Registry, load_registry
from services.membership.servable import check_servable
from services.membership.signed import SignedFile, parse_signed
from services.membership.speaking import check_speaking
from services.signing.es256 import PublicKey
from services.signing.keyfile import make_folder, replace_private, write_private
from services.signing.signer import Signer


def found(folder: Path, name: str, hub: str, holders: Sequence[PublicKey], now_ms: int) -> FederationFiles:
    """New folder with anchor and authority, and an unsigned draft of version 1 that nobody has entered yet.

    ``hub``: agency id of the hub that will enter. FileExistsError where a federation is already there, BadKey where
    a holder stands twice.
    """
    files = FederationFiles(folder, name, hub)
    anchor = Anchor(tuple(holders))
    make_folder(folder)
    write_private(files.anchor, anchor.pem())
    Authority.create(name, now_ms).save(folder)
    save_draft(files, governance.first_draft(name, hub, [key.spki for key in anchor.keys], now_ms))
    return files


def open_federation(folder: Path) -> FederationFiles:
    """Files of an existing folder, named by its draft or newest version; FileNotFoundError without either."""
    said = (_draft(folder) or _newest(folder)).registry
    return FederationFiles(folder, said.name, said.hub)


def _draft(folder: Path) -> SignedFile | None:
    path = folder / "draft.signed"
    return parse_signed(path.read_bytes()) if path.exists() else None


def _newest(folder: Path) -> SignedFile:
    versions = sorted((int(path.stem), path) for path in (folder / "registry").glob("*.signed"))
    if not versions:
        raise FileNotFoundError(folder / "draft.signed")
    return parse_signed(versions[-1][1].read_bytes())


def draft_of(files: FederationFiles, now_ms: int) -> SignedFile:
    """The version in the making; where there is none, one that follows the newest."""
    draft = _draft(files.folder)
    if draft is not None:
        return draft
    newest = _newest(files.folder)
    return governance.next_draft(newest, newest.registry.federation_id or newest.digest, now_ms)


def save_draft(files: FederationFiles, draft: SignedFile) -> None:
    """Write the draft, whole."""
    replace_private(files.draft, draft.encode())


def check_speaking_of(draft: Payload) -> None:
    """UnsoundRegistry where a draft's registers overlap, or a row has not its form.

    A court above that is not there yet is no fault of a draft: its agency may enter later. `publish` is stricter.
    """
    try:
        check_speaking(draft)
    except UnsoundRegistry as error:
        if error.rule != "above":
            raise


def federation_id(files: FederationFiles) -> bytes:
    """SHA-256 of version 1; empty before it is published."""
    first = files.registry / "1.signed"
    return parse_signed(first.read_bytes()).digest if first.exists() else b""


def versions(files: FederationFiles) -> tuple[bytes, ...]:
    """The files of all versions in force, from the first on."""
    count = len(list(files.registry.glob("*.signed")))
    return tuple((files.registry / f"{number}.signed").read_bytes() for number in range(1, count + 1))


def revoke(files: FederationFiles, kid: bytes, now_ms: int) -> None:
    """Mark a key or certificate as revoked in the draft, by key id or thumbprint."""
    save_draft(files, governance.revoke(draft_of(files, now_ms), kid, now_ms))


def sign_draft(path: Path, key: Signer) -> SignedFile:
    """Add one holder's signature to a carried file, in place. UnservableRegistry for one that no hub could serve."""
    carried = parse_signed(path.read_bytes())
    check_servable(carried.registry)
    signed = governance.add_signature(carried, key)
    replace_private(path, signed.encode())
    return signed


def current(files: FederationFiles) -> Registry | None:
    """Newest version in force, verified from version 1 on; None before the first is published."""
    registry = None
    for raw in versions(files):
        registry = load_registry(raw, previous=registry)
    return registry


def publish(files: FederationFiles) -> Registry:
    """Verify the draft as the next version and put it into every node's folder; RegistryError leaves all as it was."""
    raw = files.draft.read_bytes()
    check_servable(parse_signed(raw).registry)
    registry = load_registry(raw, previous=current(files))
    for home in (files.registry, *(node.registry for node in files.nodes)):
        make_folder(home)
        for number, old in enumerate(versions(files), 1):
            _place(home, number, old)
        _place(home, registry.version, raw)
    files.draft.unlink()
    return registry


def _place(home: Path, version: int, raw: bytes) -> None:
    path = home / f"{version}.signed"
    if not path.exists():
        replace_private(path, raw)
