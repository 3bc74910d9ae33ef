"""An enrolment request as bytes: what is asked, and a proof by each key in it (docs/protocol.md, section 11).

Nothing here knows the registry; whether a request may be admitted is ``admission``'s question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple, Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from rabta.membership.v1.enrolment_pb2 import EnrolmentRequest, Proof, SignedEnrolment

from audit.ed25519 import load_private
from audit.note import COSIGNATURE, ED25519, NoteError, VerifierKey
from services.membership.csr import read_csr
from services.membership.errors import MalformedRegistry, RefusedEnrolment, UnprovenEnrolment
from services.membership.signed import well_formed
from services.signing.es256 import BadKey, BadSignature, PublicKey, kid_of
from services.signing.pae import ENROLMENT, pae

MAX_BYTES: Final = 1 << 18
MAX_PARTS: Final = 32


class Prover(Protocol):
    """A key that signs for itself: P-256 or Ed25519."""

    @property
    def kid(self) -> bytes:
        """SHA-256 of its DER SubjectPublicKeyInfo."""
        ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes over ``message``."""
        ...


class Ed25519Prover:
    """An Ed25519 key of a witness or log, as a prover."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.kid = ed25519_kid(key.public_key().public_bytes_raw())

    @classmethod
    def load(cls, path: Path) -> Self:
        """From a file of mode 0600; Ed25519KeyError otherwise."""
        return cls(load_private(path))

    def sign(self, message: bytes) -> bytes:
        """Ed25519 (RFC 8032), 64 bytes."""
        return self._key.sign(message)


class Part(NamedTuple):
    """One public key of a request: where it stands, its id, and how a signature of its is checked."""

    where: str
    kid: bytes
    verify: Callable[[bytes, bytes], None]


def ed25519_kid(public: bytes) -> bytes:
    """SHA-256 of the DER SubjectPublicKeyInfo (RFC 8410) of a raw Ed25519 key, 32 bytes."""
    key = Ed25519PublicKey.from_public_bytes(public)
    return kid_of(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _p256(spki: bytes, where: str) -> Part:
    try:
        public = PublicKey(spki)
    except BadKey:
        raise RefusedEnrolment("key", where) from None
    return Part(where, public.kid, public.verify)


def _ed25519(text: str, alg: int, where: str) -> Part:
    try:
        vkey = VerifierKey.parse(text)
    except NoteError:
        raise RefusedEnrolment("vkey", where) from None
    if vkey.alg != alg:
        raise RefusedEnrolment("alg", where)
    key = Ed25519PublicKey.from_public_bytes(vkey.public)

    def verify(signature: bytes, message: bytes) -> None:
        try:
            key.verify(signature, message)
        except InvalidSignature:
            raise BadSignature from None

    return Part(where, ed25519_kid(vkey.public), verify)


def parts_of(said: EnrolmentRequest) -> tuple[Part, ...]:
    """Every public key in a request; RefusedEnrolment where one is none, or stands twice."""
    found = tuple(_parts(said))
    seen: set[bytes] = set()
    for part in found:
        if part.kid in seen:
            raise RefusedEnrolment("distinct", part.where)
        seen.add(part.kid)
    return found


def _parts(said: EnrolmentRequest) -> Iterator[Part]:
    for index, system in enumerate(said.systems):
        where = f"systems[{index}]"
        yield _p256(read_csr(system.csr, f"{where}.csr").public.spki, f"{where}.csr")
        if system.HasField("message_key"):
            yield _p256(system.message_key.spki, f"{where}.message_key")
    for index, key in enumerate(said.keys):
        yield _p256(key.spki, f"keys[{index}]")
    for index, wanted in enumerate(said.certificates):
        where = f"certificates[{index}].csr"
        yield _p256(read_csr(wanted.csr, where).public.spki, where)
    for index, witness in enumerate(said.witnesses):
        yield _ed25519(witness.vkey, COSIGNATURE, f"witnesses[{index}].vkey")
    if said.HasField("log"):
        yield _ed25519(said.log.vkey, ED25519, "log.vkey")


@dataclass(frozen=True, slots=True)
class EnrolmentFile:
    """A request as carried: the exact payload, what it says, and its proofs, not yet checked."""

    payload: bytes
    request: EnrolmentRequest
    proofs: tuple[tuple[bytes, bytes], ...] = ()

    @classmethod
    def of(cls, request: EnrolmentRequest) -> EnrolmentFile:
        """A request without proofs."""
        payload = request.SerializeToString(deterministic=True)
        return cls(payload, EnrolmentRequest.FromString(payload))

    @property
    def digest(self) -> bytes:
        """SHA-256 of the payload, 32 bytes: what both sides read to each other."""
        return sha256(self.payload).digest()

    def encode(self) -> bytes:
        """Canonical bytes of the SignedEnrolment: the file as it is carried."""
        proofs = [Proof(kid=kid, signature=value) for kid, value in self.proofs]
        return SignedEnrolment(payload=self.payload, proofs=proofs).SerializeToString(deterministic=True)

    def prove(self, provers: Iterable[Prover]) -> EnrolmentFile:
        """With one more proof by each; one by the same key is replaced."""
        message = pae(ENROLMENT, self.payload)
        made = {prover.kid: prover.sign(message) for prover in provers}
        return EnrolmentFile(self.payload, self.request, tuple(({**dict(self.proofs), **made}).items()))

    def missing(self) -> tuple[str, ...]:
        """Where the keys stand that have not proven themselves yet."""
        proven = {kid for kid, _ in self.proofs}
        return tuple(part.where for part in parts_of(self.request) if part.kid not in proven)

    def check(self, vouching: Iterable[PublicKey]) -> bool:
        """Whether one of ``vouching`` signed too; UnprovenEnrolment where a proof is missing, false or of nobody."""
        parts = parts_of(self.request)
        others = {key.kid: key for key in vouching}
        _check_proofs(self, {part.kid: part.verify for part in parts} | {k: key.verify for k, key in others.items()})
        proven = {kid for kid, _ in self.proofs}
        for part in parts:
            if part.kid not in proven:
                raise UnprovenEnrolment("missing", part.where)
        return bool(proven & others.keys())


def _check_proofs(file: EnrolmentFile, known: dict[bytes, Callable[[bytes, bytes], None]]) -> None:
    message = pae(ENROLMENT, file.payload)
    for index, (kid, value) in enumerate(file.proofs):
        where = f"proofs[{index}]"
        if kid not in known:
            raise UnprovenEnrolment("unknown-key", where)
        try:
            known[kid](value, message)
        except BadSignature:
            raise UnprovenEnrolment("signature", where) from None


def parse_enrolment(raw: bytes) -> EnrolmentFile:
    """Structure of a request file, nothing of it verified; MalformedRegistry otherwise."""
    outer = well_formed(SignedEnrolment, raw, "file", MAX_BYTES)
    request = well_formed(EnrolmentRequest, outer.payload, "payload", MAX_BYTES)
    if request.format != 1:
        raise MalformedRegistry("format", "payload")
    for name in ("systems", "keys", "certificates", "witnesses"):
        if len(getattr(request, name)) > MAX_PARTS:
            raise MalformedRegistry("count", name)
    proofs = tuple((one.kid, one.signature) for one in outer.proofs)
    if len({kid for kid, _ in proofs}) != len(proofs):
        raise MalformedRegistry("distinct", "proofs")
    return EnrolmentFile(outer.payload, request, proofs)
