"""HTTPS to a witness whose key is pinned: the digest of its public key decides, no certificate authority.

A pin is SHA-256 of the DER SubjectPublicKeyInfo of the server's TLS key. The handshake proves
that the server holds that key; names, dates and issuer of its certificate say nothing here, so
a certificate may be renewed over the same key. What is pinned is checked before a byte of a
request leaves. Without TLS a witness is asked on loopback alone.
"""

from __future__ import annotations

import os
import ssl
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from audit.files import check_private, write_new

PIN_BYTES = 32
_DER, _SPKI = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo


def endpoint_fault(url: str, pin: bytes) -> str:
    """Why a witness may not be asked there: "scheme", "loopback" or "pin"; empty where it may."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "scheme"
    if parts.scheme == "https" and host:
        return "" if len(pin) == PIN_BYTES else "pin"
    if parts.scheme != "http" or not host:
        return "scheme"
    if pin:
        return "pin"
    return "" if host == "localhost" or _loopback(host) else "loopback"


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def pin_of(certificate: bytes) -> bytes:
    """Pin of the key in a DER certificate; ValueError where it is none."""
    return sha256(x509.load_der_x509_certificate(certificate).public_key().public_bytes(_DER, _SPKI)).digest()


def create_tls(key: Path, certificate: Path, name: str) -> bytes:
    """New P-256 key and a certificate that it signs itself, in new files of mode 0600; returns the pin. OSError."""
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name[:64])])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
        .sign(private, hashes.SHA256())
    )
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    write_new(key, private.private_bytes(pem, pkcs8, serialization.NoEncryption()))
    write_new(certificate, made.public_bytes(pem))
    return pin_of(made.public_bytes(_DER))


def server_context(key: Path, certificate: Path) -> ssl.SSLContext:
    """TLS 1.2 or later for a server; FileModeError for a key that others may read, OSError, ssl.SSLError."""
    check_private(key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(os.fspath(certificate), os.fspath(key))
    return context
