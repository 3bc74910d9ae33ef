"""Makes a federation's folder: keys, certificates, drafts, and the signed versions in each node's folder.

In production each agency makes its own keys and sends public halves; here one hand makes
all of them, which is for development, tests and the demonstration.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rabta.membership.v1.registry_pb2 import (
    KEY_USE_PAGE,
    KEY_USE_ROSTER,
    KEY_USE_SEALED,
    KEY_USE_TOKEN,
    Key,
)

from services.membership import governance, keys
from services.membership.anchor import Anchor
from services.membership.certificates import Authority, check_hosts
from services.membership.layout import FederationFiles, NodeFiles
from services.membership.registry import Registry, load_registry
from services.membership.signed import SignedFile, parse_signed
from services.membership.spec import AgencySpec, role_values
from services.signing.es256 import PrivateKey
from services.signing.keyfile import make_folder, replace_private, write_private

GOVERNANCE_KEYS: Final = 3
HUB: Final = "pk.hub"
USES: Final = {
    "PAGE": KEY_USE_PAGE,
    "TOKEN": KEY_USE_TOKEN,
    "ROSTER": KEY_USE_ROSTER,
    "SEALED": KEY_USE_SEALED,
}
_STEMS: Final = {"PAGE": "page", "TOKEN": "token", "ROSTER": "roster", "SEALED": "seal"}
_WITH_SEAL: Final = ("HUB", "OVERSIGHT")


def init_federation(
    folder: Path,
    name: str,
    now_ms: int,
    *,
    hub: str = HUB,
    governance_keys: int = GOVERNANCE_KEYS,
    hosts: tuple[str, ...] = (),
) -> FederationFiles:
    """New folder with governance keys, authority and hub, and an unsigned draft of version 1.

    ``hosts``: names or addresses of the hub in its certificate, localhost where none are given. FileExistsError
    where a federation is already there, ValueError for a host that is neither.
    """
    check_hosts(hosts)
    files = FederationFiles(folder, name, hub)
    make_folder(folder / "governance")
    holders = [PrivateKey.generate() for _ in range(governance_keys)]
    for number, key in enumerate(holders, 1):
        key.save(files.governance_key(number))
    write_private(files.anchor, Anchor.of(key.spki for key in holders).pem())
    Authority.create(name, now_ms).save(folder)
    spec = AgencySpec(hub, "HUB", "Rabta hub", systems=("hub",))
    log = keys.make_log(files.hub, name)
    keys.make_secret(files.hub.secret_key)
    row = spec.row()
    row.systems.append(keys.make_system(files.hub, Authority.load(name, folder), now_ms, hosts))
    row.keys.append(_agency_key(files.hub, "SEALED", 1, now_ms))
    save_draft(files, governance.first_draft(name, row, [key.spki for key in holders], log, now_ms))
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


def _agency_key(node: NodeFiles, use: str, number: int, now_ms: int) -> Key:
    path = keys.numbered(_first_key(node, use), number)
    return keys.make_key(path, f"{_STEMS[use]}-{number}", USES[use], now_ms)


def _first_key(node: NodeFiles, use: str) -> Path:
    return node.folder / f"{_STEMS[use]}.key"


def add_agency(files: FederationFiles, spec: AgencySpec, now_ms: int) -> None:
    """Folder of a new agency with all its keys, and its row in the draft; ValueError for a word that is none."""
    check_hosts(spec.hosts)
    draft = draft_of(files, now_ms)
    authority = Authority.load(files.name, files.folder)
    row = spec.row()
    for system in spec.systems:
        made = keys.make_system(files.agency(spec.id, system), authority, now_ms, spec.hosts)
        made.roles.extend(role_values(spec.system_roles.get(system, ())))
        row.systems.append(made)
    node = files.agency(spec.id)
    make_folder(node.folder)
    uses = ("PAGE", "TOKEN", "ROSTER", "SEALED") if spec.kind in _WITH_SEAL else ("PAGE", "TOKEN", "ROSTER")
    row.keys.extend(_agency_key(node, use, 1, now_ms) for use in uses)
    draft = governance.add_agency(draft, row)
    if spec.witness_url:
        draft = governance.add_witness(draft, keys.make_witness(node, spec.witness_url))
    save_draft(files, draft)


def add_system(
    files: FederationFiles,
    agency: str,
    system: str,
    now_ms: int,
    roles: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
) -> NodeFiles:
    """Folder of a further system of an agency, and its row in the draft."""
    check_hosts(hosts)
    draft = draft_of(files, now_ms)
    node = files.agency(agency, system)
    made = keys.make_system(node, Authority.load(files.name, files.folder), now_ms, hosts)
    made.roles.extend(role_values(roles))
    save_draft(files, governance.add_system(draft, agency, made))
    return node


def add_key(files: FederationFiles, agency: str, use: str, now_ms: int) -> Path:
    """A further key of an agency, in ``<use>-<n>.key``, and its row in the draft. Returns the new file's path."""
    draft = draft_of(files, now_ms)
    node = files.node(agency)
    number = keys.next_number(_first_key(node, use))
    save_draft(files, governance.add_key(draft, agency, _agency_key(node, use, number, now_ms)))
    return keys.numbered(_first_key(node, use), number)


def revoke(files: FederationFiles, kid: bytes, now_ms: int) -> None:
    """Mark a key or certificate as revoked in the draft, by key id or thumbprint."""
    save_draft(files, governance.revoke(draft_of(files, now_ms), kid, now_ms))


def sign_draft(path: Path, key: PrivateKey) -> SignedFile:
    """Add one holder's signature to a carried file, in place."""
    signed = governance.add_signature(parse_signed(path.read_bytes()), key)
    replace_private(path, signed.encode())
    return signed


def current(files: FederationFiles) -> Registry | None:
    """Newest version in force, verified from version 1 on; None before the first is published."""
    registry = None
    for number in range(1, 1 + len(list(files.registry.glob("*.signed")))):
        raw = (files.registry / f"{number}.signed").read_bytes()
        registry = load_registry(raw, previous=registry)
    return registry


def publish(files: FederationFiles) -> Registry:
    """Verify the draft as the next version and put it into every node's folder; RegistryError leaves all as it was."""
    raw = files.draft.read_bytes()
    registry = load_registry(raw, previous=current(files))
    for home in (files.registry, *(node.registry for node in files.nodes)):
        make_folder(home)
        for version in range(1, registry.version):
            _place(home, version, (files.registry / f"{version}.signed").read_bytes())
        _place(home, registry.version, raw)
    files.draft.unlink()
    return registry


def _place(home: Path, version: int, raw: bytes) -> None:
    path = home / f"{version}.signed"
    if not path.exists():
        replace_private(path, raw)


def sign_and_publish(files: FederationFiles) -> Registry:
    """Sign with every governance key that lies here, and publish: development only."""
    for path in files.governance_keys:
        sign_draft(files.draft, PrivateKey.load(path))
    return publish(files)


def build_federation(
    folder: Path,
    name: str,
    agencies: Sequence[AgencySpec],
    now_ms: int,
    *,
    hub: str = HUB,
    governance_keys: int = GOVERNANCE_KEYS,
) -> FederationFiles:
    """A whole federation in one call: hub, agencies, witnesses, version 1 signed and in every node's folder.

    At least one agency needs a ``witness_url``; the quorum is a majority of the witnesses.
    """
    files = init_federation(folder, name, now_ms, hub=hub, governance_keys=governance_keys)
    for spec in agencies:
        add_agency(files, spec, now_ms)
    sign_and_publish(files)
    return files


__all__ = [
    "AgencySpec",
    "FederationFiles",
    "NodeFiles",
    "add_agency",
    "add_key",
    "add_system",
    "build_federation",
    "current",
    "draft_of",
    "init_federation",
    "open_federation",
    "publish",
    "revoke",
    "save_draft",
    "sign_and_publish",
    "sign_draft",
]
