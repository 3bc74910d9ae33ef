"""What a member holds in its folder, as a test needs it: keys, the thumbprint of its certificate, base64url for its tokens."""

from __future__ import annotations

import base64
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from services.membership.layout import FederationFiles, NodeFiles
from services.signing.es256 import PrivateKey


def key_of(files: FederationFiles, agency: str, use: str) -> PrivateKey:
    """The first key of an agency for a use, such as ``message`` or ``page``."""
    return PrivateKey.load(getattr(files.node(agency), f"{use}_key"))


def holders_of(files: FederationFiles) -> tuple[PrivateKey, ...]:
    """Keys of governance, in the order of their numbers."""
    return tuple(PrivateKey.load(path) for path in files.governance_keys)


def thumbprint_of(node: NodeFiles) -> bytes:
    """SHA-256 of the first TLS certificate of a system, 32 bytes."""
    return certificate_sha256(node.tls_crt.read_bytes())


def certificate_sha256(pem: bytes) -> bytes:
    """SHA-256 of a certificate's DER, 32 bytes (RFC 8705, section 3.1)."""
    return sha256(x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)).digest()


def b64(raw: bytes) -> str:
    """Base64url without padding, as a JWT has it (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
