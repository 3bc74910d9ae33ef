"""What governance answered, put in place in the member's folder: certificates, authority, registry, anchor.

Every piece is checked against what is here: a certificate must be for a key in the folder, the registry must hold
under the anchor, and nothing that is there already is replaced by something else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from rabta.membership.v1.enrolment_pb2 import EnrolmentAnswer

from services.membership import keys
from services.membership.anchor import Anchor
from services.membership.certificates import pem_of
from services.membership.errors import AnswerMismatch
from services.membership.layout import NodeFiles
from services.membership.registry import Registry, load_registry
from services.membership.signed import well_formed
from services.signing.es256 import BadKey, PrivateKey
from services.signing.keyfile import make_folder, replace_private, write_private

MAX_BYTES: Final = 64 << 20


def read_answer(raw: bytes) -> EnrolmentAnswer:
    """Structure of an answer, nothing of it believed yet; MalformedRegistry otherwise."""
    return well_formed(EnrolmentAnswer, raw, "answer", MAX_BYTES)


def accept(node: NodeFiles, answer: EnrolmentAnswer, anchor: Anchor | None = None) -> Registry | None:
    """Put an answer in place; returns the newest registry version in it, None where there is none yet.

    ``anchor``: as it came over another way. Raises AnswerMismatch, and RegistryError where a version does not hold;
    nothing is written then. The same answer again changes nothing.
    """
    _require(answer.agency == node.agency, "agency", "agency")
    found = _anchor(answer)
    for known in (anchor, _anchor_here(node)):
        _require(known is None or known.kids == found.kids, "anchor", "governance")
    authority = _authority(node, answer.authority)
    registry = _registry(answer, found)
    placed = [_place(node, one.system, one.certificate, authority) for one in answer.certificates]
    for path, pem in placed:
        replace_private(path, pem)
    _put(node.anchor, found.pem())
    for system in node.systems:
        _put(system.ca_crt, pem_of(answer.authority))
        make_folder(system.registry)
        for number, raw in enumerate(answer.registry, 1):
            _put(system.registry / f"{number}.signed", raw)
    return registry


def _require(holds: object, rule: str, where: str) -> None:
    if not holds:
        raise AnswerMismatch(rule, where)


def _anchor(answer: EnrolmentAnswer) -> Anchor:
    try:
        return Anchor.of(answer.governance)
    except BadKey:
        raise AnswerMismatch("anchor", "governance") from None


def _anchor_here(node: NodeFiles) -> Anchor | None:
    return Anchor.from_pem(node.anchor.read_bytes()) if node.anchor.exists() else None


def _authority(node: NodeFiles, der: bytes) -> x509.Certificate:
    try:
        authority = x509.load_der_x509_certificate(der)
    except (ValueError, x509.InvalidVersion):
        raise AnswerMismatch("certificate", "authority") from None
    same = not node.ca_crt.exists() or node.ca_crt.read_bytes() == pem_of(der)
    _require(same, "authority", "authority")
    return authority


def _registry(answer: EnrolmentAnswer, anchor: Anchor) -> Registry | None:
    registry = None
    for raw in answer.registry:
        registry = load_registry(raw, previous=registry, anchor=anchor if registry is None else None)
    return registry


def _place(node: NodeFiles, name: str, der: bytes, authority: x509.Certificate) -> tuple[Path, bytes]:
    """Where a certificate belongs: beside the key in this folder that it is for."""
    where = f"certificates.{name}"
    try:
        certificate = x509.load_der_x509_certificate(der)
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature, x509.InvalidVersion):
        raise AnswerMismatch("certificate", where) from None
    spki = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    system = next((one for one in node.systems if one.system == name), None)
    for number in range(1, keys.next_number(system.tls_key) if system else 1):
        assert system is not None
        if PrivateKey.load(keys.numbered(system.tls_key, number)).spki == spki:
            return keys.numbered(system.tls_crt, number), certificate.public_bytes(Encoding.PEM)
    raise AnswerMismatch("no-key", where)


def _put(path: Path, content: bytes) -> None:
    if not path.exists():
        write_private(path, content)
    _require(path.read_bytes() == content, "contradicts", path.name)
