"""A whole federation in one process: holders, hub and agencies, each doing their own part in their own folder.

The steps are those of separate machines, in the same order and by the same code: a request is made where the keys
stay, governance admits it, the answer is put in place. Only here does one hand play all of them: for development,
tests and the demonstration.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from services.membership import home, keys, office
from services.membership.accept import accept, read_answer
from services.membership.admission import Terms, admit, newest_admitted_ms, weigh
from services.membership.certificates import check_hosts
from services.membership.enrolment import EnrolmentFile
from services.membership.layout import FederationFiles, NodeFiles
from services.membership.member import write_member
from services.membership.office import (
    current,
    draft_of,
    open_federation,
    publish,
    revoke,
    save_draft,
    sign_draft,
)
from services.membership.registry import Registry
from services.membership.spec import AgencySpec
from services.signing.es256 import PrivateKey
from services.vocabulary.access import AgencyKind

GOVERNANCE_KEYS: Final = 3
HUB: Final = "pk.hub"


def init_federation(
    folder: Path,
    name: str,
    now_ms: int,
    *,
    hub: str = HUB,
    governance_keys: int = GOVERNANCE_KEYS,
    hosts: tuple[str, ...] = (),
) -> FederationFiles:
    """New folder with holders' keys, governance's folder, and the hub as its first member, in the draft of version 1.

    ``hosts``: names or addresses of the hub in its certificate, localhost where none are given. FileExistsError
    where a federation is already there, ValueError for a host that is neither.
    """
    check_hosts(hosts)
    files = FederationFiles(folder, name, hub)
    holders = [keys.make_key(files.governance_key(number)) for number in range(1, governance_keys + 1)]
    office.found(folder, name, hub, [key.public() for key in holders], now_ms)
    add_agency(files, AgencySpec(hub, "HUB", "Rabta hub", hosts=hosts), now_ms)
    return files


def add_agency(files: FederationFiles, spec: AgencySpec, now_ms: int) -> None:
    """An agency makes its keys and asks, and is admitted as wished; ValueError for a word that is none."""
    check_hosts(spec.hosts)
    node = write_member(files.node(spec.id).folder, spec.id, files.name, spec.kind == AgencyKind.HUB)
    file = home.new_member(node, spec, asked(files, spec.id, now_ms))
    _enter(files, node, file, now_ms, Terms(roles=spec.roles))


def add_system(
    files: FederationFiles,
    agency: str,
    system: str,
    now_ms: int,
    roles: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
) -> NodeFiles:
    """A further system of an agency: its folder, and its row in the draft."""
    check_hosts(hosts)
    node = files.node(agency)
    further = node.further(system)
    draft = home.new_system(further, asked(files, agency, now_ms), roles, hosts)
    _enter(files, node, draft.signed(_vouching(files, node, now_ms)), now_ms)
    return further


def add_key(files: FederationFiles, agency: str, use: str, now_ms: int) -> Path:
    """A further key of an agency, in ``<use>-<n>.key``, and its row in the draft. Returns the new file's path."""
    node = files.node(agency)
    draft = home.Draft.of(node, asked(files, agency, now_ms))
    path = draft.agency_key(node, use)
    _enter(files, node, draft.signed(_vouching(files, node, now_ms)), now_ms)
    return path


def renew_certificate(
    files: FederationFiles, agency: str, system: str, now_ms: int, hosts: tuple[str, ...] = ()
) -> Path:
    """A further TLS key and certificate of a system, ``tls-<n>.key`` and ``.crt``; returns the certificate's path.

    ``hosts``: names or addresses in it, those of the first where none are given.
    Once the version is in force they take the place of ``tls.key`` and ``tls.crt``: servers reload them.
    """
    check_hosts(hosts)
    node = files.node(agency)
    further = node.further(system)
    number = keys.next_number(further.tls_key)
    draft = home.renewal(further, asked(files, agency, now_ms), hosts)
    _enter(files, node, draft.signed(_vouching(files, node, now_ms)), now_ms)
    return keys.numbered(further.tls_crt, number)


def add_witness(files: FederationFiles, agency: str, url: str, first_size: int, now_ms: int) -> Path:
    """A witness key of an agency, counting from ``first_size`` leaves; returns the key's path."""
    node = files.node(agency)
    draft = home.Draft.of(node, asked(files, agency, now_ms))
    path = draft.witness(node, url, first_size)
    _enter(files, node, draft.signed(_vouching(files, node, now_ms)), now_ms)
    return path


def new_log(files: FederationFiles, last_size: int, now_ms: int, agency: str = "") -> Path:
    """A new log origin and key of the hub, or of an agency; returns the key's path.

    The one that it had open ends at ``last_size`` leaves.
    """
    node = files.node(agency or files.hub_id)
    draft = home.Draft.of(node, asked(files, node.agency, now_ms))
    path = draft.log(node, last_size)
    _enter(files, node, draft.signed(_vouching(files, node, now_ms)), now_ms)
    return path


def asked(files: FederationFiles, agency: str, now_ms: int) -> home.Asked:
    """Of this federation, now: later than what the agency asked before, for several requests of one moment."""
    made_ms = max(now_ms, newest_admitted_ms(files, agency) + 1)
    return home.Asked(files.name, office.federation_id(files), made_ms)


def _vouching(files: FederationFiles, node: NodeFiles, now_ms: int) -> tuple[PrivateKey, ...]:
    return home.vouching(node, draft_of(files, now_ms).registry)


def _enter(
    files: FederationFiles,
    node: NodeFiles,
    file: EnrolmentFile,
    now_ms: int,
    terms: Terms = Terms(),  # noqa: B008
) -> None:
    answer = admit(files, weigh(files, file.encode(), now_ms, terms))
    accept(node, read_answer(answer.read_bytes()))


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
    "add_witness",
    "build_federation",
    "current",
    "draft_of",
    "init_federation",
    "new_log",
    "open_federation",
    "publish",
    "renew_certificate",
    "revoke",
    "save_draft",
    "sign_and_publish",
    "sign_draft",
]
