"""TLS certificates of a federation: one authority, ECDSA P-256, SPIFFE-shaped names.

The registry, not the authority, says who may connect: it lists each certificate by its
thumbprint. The authority only lets TLS stacks complete their handshake.
"""

from __future__ import annotations

import datetime
import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_public_key,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from services.signing.es256 import BadKey
from services.signing.keyfile import read_private, write_private

BACKDATE: Final = datetime.timedelta(minutes=5)
AUTHORITY_DAYS: Final = 3650
_DNS: Final = re.compile(
    r"(?!.*\.[0-9]+\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
)
_LONGEST_DNS: Final = 253


def _time(now_ms: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(now_ms // 1000, datetime.UTC)


def _name(common: str, federation: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, federation), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    return x509.Name(parts)


def _usage(authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


@dataclass(frozen=True, slots=True)
class Issued:
    """One TLS certificate: DER and its SHA-256, and its validity in ms."""

    der: bytes
    thumbprint: bytes
    not_before_ms: int
    not_after_ms: int

    @property
    def pem(self) -> bytes:
        """The certificate in PEM, as ``tls.crt`` holds it."""
        return pem_of(self.der)


def pem_of(der: bytes) -> bytes:
    """A certificate as PEM; ValueError where it is none."""
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)


@dataclass(frozen=True, slots=True)
class Authority:
    """A federation's certificate authority."""

    federation: str
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def create(cls, federation: str, now_ms: int) -> Self:
        """New key and self-signed certificate, ten years, no intermediate below it."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("certificate authority", federation)
        start = _time(now_ms) - BACKDATE
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + datetime.timedelta(days=AUTHORITY_DAYS))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(authority=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        return cls(federation, key, certificate)

    @classmethod
    def load(cls, federation: str, folder: Path) -> Self:
        """From ``ca.key`` and ``ca.crt``; UnsafeFile or BadKey."""
        key = load_pem_private_key(read_private(folder / "ca.key"), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise BadKey("the authority's key is not a P-256 key")
        return cls(federation, key, x509.load_pem_x509_certificate((folder / "ca.crt").read_bytes()))

    def save(self, folder: Path) -> None:
        """To ``ca.key`` and ``ca.crt``, new files of mode 0600."""
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_private(folder / "ca.key", pem)
        write_private(folder / "ca.crt", self.pem())

    def pem(self) -> bytes:
        """Its own certificate in PEM, as ``ca.crt`` holds it."""
        return self.certificate.public_bytes(Encoding.PEM)

    def der(self) -> bytes:
        """Its own certificate in DER, as the registry carries it."""
        return self.certificate.public_bytes(Encoding.DER)

    def issue(self, spki: bytes, agency: str, system: str, now_ms: int, days: int, hosts: tuple[str, ...]) -> Issued:
        """Certificate of one system: ``spiffe://federation/agency/system``, and ``hosts`` as DNS names or addresses."""
        public = load_der_public_key(spki)
        if not isinstance(public, ec.EllipticCurvePublicKey):
            raise BadKey("not a P-256 key")
        start = _time(now_ms) - BACKDATE
        end = start + BACKDATE + datetime.timedelta(days=days)
        uri = x509.UniformResourceIdentifier(f"spiffe://{self.federation}/{agency}/{system}")
        certificate = (
            x509.CertificateBuilder()
            .subject_name(_name(agency, self.federation))
            .issuer_name(self.certificate.subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(authority=False), critical=True)
            .add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH]),
                critical=False,
            )
            .add_extension(x509.SubjectAlternativeName([uri, *map(host_name, hosts)]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        der = certificate.public_bytes(Encoding.DER)
        return Issued(der, sha256(der).digest(), int(start.timestamp()) * 1000, int(end.timestamp()) * 1000)


def hosts_of(certificate: bytes) -> tuple[str, ...]:
    """DNS names and addresses of a PEM certificate, as :meth:`Authority.issue` takes them."""
    return hosts_in(x509.load_pem_x509_certificate(certificate).extensions)


def hosts_in(extensions: x509.Extensions) -> tuple[str, ...]:
    """DNS names and addresses among the subject alternative names; x509.ExtensionNotFound where there are none."""
    names = extensions.get_extension_for_class(x509.SubjectAlternativeName)
    addresses = (str(address) for address in names.value.get_values_for_type(x509.IPAddress))
    return (*names.value.get_values_for_type(x509.DNSName), *addresses)


def check_hosts(hosts: Iterable[str]) -> None:
    """ValueError unless each is a DNS name (RFC 1123) or an IP address."""
    for host in hosts:
        host_name(host)


def host_name(host: str) -> x509.GeneralName:
    """A DNS name (RFC 1123) or an IP address as a certificate holds it; ValueError otherwise."""
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        pass
    if not _DNS.fullmatch(host) or len(host) > _LONGEST_DNS:
        raise ValueError("a host is neither a DNS name nor an IP address")
    return x509.DNSName(host)
