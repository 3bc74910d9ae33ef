"""A member's own folder: its keys are made here and stay here; what leaves is a request with their public halves.

A key may also lie elsewhere: with its public half alone its proof is added where it lies (``EnrolmentFile.prove``),
and a key in a PKCS#11 token proves itself from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rabta.membership.v1.enrolment_pb2 import CertificateRequest, EnrolmentRequest, KeyRequest, SystemRequest
from rabta.membership.v1.registry_pb2 import (
    KEY_USE_MESSAGE,
    KEY_USE_PAGE,
    KEY_USE_ROSTER,
    KEY_USE_SEALED,
    KEY_USE_TOKEN,
    KeyUse,
    Registry,
)

from services.membership import keys
from services.membership.certificates import hosts_of
from services.membership.csr import make_csr
from services.membership.enrolment import Ed25519Prover, EnrolmentFile, Prover
from services.membership.layout import HUB, ISSUER, NodeFiles
from services.membership.spec import AgencySpec, role_values
from services.signing.es256 import PrivateKey, PublicKey, kid_of
from services.signing.keyfile import make_folder
from services.signing.signer import Signer
from services.vocabulary.access import AgencyKind

DEVELOPMENT_HOSTS: Final = ("localhost", "127.0.0.1")
USES: Final[Mapping[str, KeyUse]] = {
    "PAGE": KEY_USE_PAGE,
    "TOKEN": KEY_USE_TOKEN,
    "ROSTER": KEY_USE_ROSTER,
    "SEALED": KEY_USE_SEALED,
}
_STEMS: Final = {"PAGE": "page", "TOKEN": "token", "ROSTER": "roster", "SEALED": "seal"}
OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {"HUB": ("SEALED",), "OVERSIGHT": (*_STEMS,)}
OF_OTHERS: Final = ("PAGE", "TOKEN", "ROSTER")
"""Keys of the agency as a whole, by its kind."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which federation something is asked, and when. ``federation_id``: empty before its version 1."""

    federation: str
    federation_id: bytes
    made_ms: int


@dataclass(frozen=True, slots=True)
class Given:
    """Keys that lie elsewhere, by use (``PAGE``, ``TOKEN``, ``ROSTER``, ``MESSAGE``): in a token, or public halves."""

    signers: Mapping[str, Signer]
    publics: Mapping[str, PublicKey]


NOTHING_GIVEN: Final = Given({}, {})


@dataclass(slots=True)
class Draft:
    """A request in the making, and those that can prove themselves at once."""

    request: EnrolmentRequest
    provers: list[Prover]
    given: Given

    @classmethod
    def of(cls, node: NodeFiles, asked: Asked, given: Given = NOTHING_GIVEN) -> Draft:
        """An empty request of the node's agency."""
        said = EnrolmentRequest(
            format=1,
            federation=asked.federation,
            federation_id=asked.federation_id,
            agency=node.agency,
            made_ms=asked.made_ms,
        )
        return cls(said, [], given)

    def key(self, path: Path, name: str, use: str, value: KeyUse) -> KeyRequest:
        """A key of one use: the one given, else a new one in ``path``."""
        public = self.given.publics.get(use)
        if public is not None:
            return KeyRequest(name=name, use=value, spki=public.spki)
        signer = self.given.signers.get(use) or keys.make_key(path)
        self.provers.append(signer)
        return KeyRequest(name=name, use=value, spki=signer.spki)

    def agency_key(self, node: NodeFiles, use: str) -> Path:
        """One more key of the agency as a whole; returns where it lies, unless it was given."""
        first = first_key(node, use)
        number = keys.next_number(first)
        path = keys.numbered(first, number)
        self.request.keys.append(self.key(path, f"{_STEMS[use]}-{number}", use, USES[use]))
        return path

    def certificate(self, node: NodeFiles, hosts: tuple[str, ...]) -> bytes:
        """A new TLS key in a file, numbered from the second, and its certificate request (DER)."""
        make_folder(node.folder)
        path = keys.numbered(node.tls_key, keys.next_number(node.tls_key))
        self.provers.append(keys.make_key(path))
        return make_csr(path, f"{node.agency}/{node.system}", hosts or DEVELOPMENT_HOSTS)

    def system(self, node: NodeFiles, roles: tuple[str, ...], hosts: tuple[str, ...]) -> None:
        """One more system: TLS key, and a message key unless it is the token issuer."""
        asked = SystemRequest(name=node.system, csr=self.certificate(node, hosts), roles=role_values(roles))
        if node.system != ISSUER:
            name = f"{node.system}-message-1"
            asked.message_key.CopyFrom(self.key(node.message_key, name, "MESSAGE", KEY_USE_MESSAGE))
        self.request.systems.append(asked)

    def witness(self, node: NodeFiles, url: str, first_size: int = 0) -> Path:
        """A new witness key; returns where it lies."""
        number = keys.next_number(node.witness_key)
        path = keys.numbered(node.witness_key, number)
        self.request.witnesses.append(keys.make_witness(node, url, number, first_size))
        self.provers.append(Ed25519Prover.load(path))
        return path

    def log(self, node: NodeFiles, last_size: int = 0) -> Path:
        """A new log key, and with the first one what a node needs that keeps a log: a seal key and a secret.

        The log that the agency had open ends at ``last_size`` leaves.
        """
        number = keys.next_number(node.log_key)
        path = keys.numbered(node.log_key, number)
        agency = "" if node.system == HUB else node.agency
        self.request.log.CopyFrom(keys.make_log(node, self.request.federation, agency, number))
        self.request.log_last_size = last_size
        self.provers.append(Ed25519Prover.load(path))
        if not node.seal_key.exists() and USES["SEALED"] not in (key.use for key in self.request.keys):
            self.agency_key(node, "SEALED")
        if not node.secret_key.exists():
            keys.make_secret(node.secret_key)
        return path

    def signed(self, vouching: Iterable[Prover] = ()) -> EnrolmentFile:
        """The request with every proof that can be given here."""
        return EnrolmentFile.of(self.request).prove((*self.provers, *vouching))


def first_key(node: NodeFiles, use: str) -> Path:
    """Where an agency's first key of a use lies."""
    return {"PAGE": node.page_key, "TOKEN": node.token_key, "ROSTER": node.roster_key, "SEALED": node.seal_key}[use]


def new_member(node: NodeFiles, spec: AgencySpec, asked: Asked, given: Given = NOTHING_GIVEN) -> EnrolmentFile:
    """All keys of a newcomer in its folder, and its request. FileExistsError where a key is there already."""
    if node.tls_key.exists():
        raise FileExistsError(node.tls_key)
    make_folder(node.folder)
    draft = Draft.of(node, asked, given)
    draft.request.newcomer.CopyFrom(spec.row())
    hub = spec.kind == AgencyKind.HUB
    for system in (HUB,) if hub else (*spec.systems, ISSUER):
        draft.system(node.further(system), spec.system_roles.get(system, ()), spec.hosts)
    for folder in () if hub else (node.office, node.issuer.folder):
        make_folder(folder)
    for use in OF_KIND.get(spec.kind, OF_OTHERS):
        draft.agency_key(node, use)
    if spec.witness_url:
        make_folder(node.witness)
        draft.witness(node, spec.witness_url)
    if hub:
        draft.log(node)
    return draft.signed()


def new_system(node: NodeFiles, asked: Asked, roles: tuple[str, ...], hosts: tuple[str, ...]) -> Draft:
    """A request for the further system that ``node`` is."""
    if node.tls_key.exists():
        raise FileExistsError(node.tls_key)
    draft = Draft.of(node, asked)
    draft.system(node, roles, hosts)
    return draft


def renewal(node: NodeFiles, asked: Asked, hosts: tuple[str, ...]) -> Draft:
    """A request for a further certificate of a system; ``hosts``: those of the first one where none are given."""
    draft = Draft.of(node, asked)
    csr = draft.certificate(node, hosts or hosts_of(node.tls_crt.read_bytes()))
    draft.request.certificates.append(CertificateRequest(system=node.system, csr=csr))
    return draft


def vouching_keys(node: NodeFiles) -> Iterator[Path]:
    """The key files here that may speak for the member, the likeliest first, and of one use the oldest."""
    for first in (node.roster_key, node.page_key, node.token_key, node.message_key):
        yield from (keys.numbered(first, number) for number in range(1, keys.next_number(first)))


def vouching(node: NodeFiles, said: Registry | None = None) -> tuple[PrivateKey, ...]:
    """The first of them that ``said`` lists and has not revoked, or the first where it lists none; none without any."""
    found = [PrivateKey.load(path) for path in vouching_keys(node)]
    standing = _standing(said, node.agency) if said else frozenset()
    return tuple([key for key in found if key.kid in standing] or found)[:1]


def _standing(said: Registry, agency: str) -> frozenset[bytes]:
    members = [row for row in said.agencies if row.id == agency]
    rows = [key for row in members for key in (*row.keys, *(system.message_key for system in row.systems))]
    return frozenset(kid_of(key.spki) for key in rows if not key.revoked_ms)
