"""Certificate requests (PKCS #10, RFC 2986): a member says key and hosts, governance's authority certifies them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from services.membership.certificates import check_hosts, host_name, hosts_in
from services.membership.errors import RefusedEnrolment
from services.signing.es256 import BadKey, PublicKey
from services.signing.keyfile import read_private

MAX_BYTES: Final = 8192
MAX_HOSTS: Final = 32


@dataclass(frozen=True, slots=True)
class Wanted:
    """A certificate that is asked for: whose public key, for which DNS names or addresses."""

    public: PublicKey
    hosts: tuple[str, ...]


def make_csr(key_file: Path, common: str, hosts: tuple[str, ...]) -> bytes:
    """DER of a request by the P-256 key in a file; UnsafeFile, BadKey, or ValueError for what is no host."""
    key = load_pem_private_key(read_private(key_file), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise BadKey("not a P-256 key")
    return (
        x509.CertificateSigningRequestBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)]))
        .add_extension(x509.SubjectAlternativeName([host_name(host) for host in hosts]), critical=False)
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.DER)
    )


def read_csr(der: bytes, where: str) -> Wanted:
    """Key and hosts of a request; RefusedEnrolment naming rule and ``where`` otherwise.

    The signature's BIT STRING has no unused bits: the library passes over them, so that two requests would be one
    (RFC 5480 appendix A, X.690 section 8.6.2.3).
    """
    if not 0 < len(der) <= MAX_BYTES:
        raise RefusedEnrolment("size", where)
    try:
        csr = x509.load_der_x509_csr(der)
        spki = csr.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        public, holds = PublicKey(spki), csr.is_signature_valid
        hosts = hosts_in(csr.extensions)
        whole_octets = der.endswith(b"\0" + csr.signature)
    except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion, x509.ExtensionNotFound, x509.DuplicateExtension):
        raise RefusedEnrolment("csr", where) from None
    if not (holds and whole_octets):
        raise RefusedEnrolment("csr-signature", where)
    _check_hosts(hosts, where)
    return Wanted(public, hosts)


def _check_hosts(hosts: tuple[str, ...], where: str) -> None:
    try:
        check_hosts(hosts)
    except ValueError:
        raise RefusedEnrolment("host", where) from None
    if not 0 < len(hosts) <= MAX_HOSTS or len(set(hosts)) != len(hosts):
        raise RefusedEnrolment("hosts", where)
