"""Certificates that browsers see and show: of a console's own host, and of desks under their agency's authority."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from services.signing.keyfile import replace_private


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _builder(subject: str, issuer: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(days=1))
    )


def _keep(key: ec.EllipticCurvePrivateKey, path: Path) -> None:
    replace_private(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def self_signed(key_path: Path, certificate_path: Path) -> None:
    """Of ``localhost`` and 127.0.0.1, which vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    hosts = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    made = _builder("localhost", "localhost", key).add_extension(hosts, critical=False).sign(key, hashes.SHA256())
    _keep(key, key_path)
    certificate_path.write_bytes(made.public_bytes(Encoding.PEM))


@dataclass
class DeskAuthority:
    """The agency's own authority, its certificate at ``path``."""

    path: Path
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def __post_init__(self) -> None:
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        made = _builder("desks", "desks", self.key).add_extension(constraints, critical=True)
        self.path.write_bytes(made.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM))

    def desk(self, name: str) -> tuple[str, str]:
        """Certificate and key of one desk, as files."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _builder(name, "desks", key).sign(self.key, hashes.SHA256())
        certificate, private = (self.path.with_name(f"{name}.{kind}") for kind in ("crt", "key"))
        certificate.write_bytes(made.public_bytes(Encoding.PEM))
        _keep(key, private)
        return str(certificate), str(private)
