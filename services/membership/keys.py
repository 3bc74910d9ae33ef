"""Makes the keys and certificates of one node, and the registry rows that name them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from rabta.membership.v1.registry_pb2 import (
    KEY_USE_MESSAGE,
    Key,
    KeyUse,
    LogKey,
    System,
    Thumbprint,
    Witness,
)

from audit.ed25519 import create_private, public_bytes
from audit.note import COSIGNATURE, ED25519, VerifierKey
from audit.pins import create_tls
from services.membership.certificates import Authority, hosts_of
from services.membership.layout import NodeFiles
from services.membership.rules import ALG, DAY_MS
from services.signing.es256 import PrivateKey
from services.signing.keyfile import SECRET_BYTES, make_folder, write_private

BACKDATE_MS: Final = 300_000
KEY_DAYS: Final = 400
CERTIFICATE_DAYS: Final = 90
DEVELOPMENT_HOSTS: Final = ("localhost", "127.0.0.1")


def make_key(path: Path, name: str, use: KeyUse, now_ms: int) -> Key:
    """New P-256 key in a new file, and its row: in force from five minutes ago for 400 days."""
    key = PrivateKey.generate()
    key.save(path)
    return Key(
        name=name,
        use=use,
        alg=ALG[use],
        spki=key.spki,
        not_before_ms=now_ms - BACKDATE_MS,
        not_after_ms=now_ms + KEY_DAYS * DAY_MS,
    )


def make_certificate(
    node: NodeFiles, authority: Authority, now_ms: int, days: int = CERTIFICATE_DAYS, hosts: tuple[str, ...] = ()
) -> Thumbprint:
    """New TLS key and certificate in new files, numbered from the second, the authority's beside them; their row.

    ``hosts``: its DNS names or addresses; where none are given those of the certificate before it, else localhost.
    """
    if not hosts:
        hosts = hosts_of(node.tls_crt.read_bytes()) if node.tls_crt.exists() else DEVELOPMENT_HOSTS
    number = next_number(node.tls_key)
    key = PrivateKey.generate()
    key.save(numbered(node.tls_key, number))
    issued = authority.issue(key.spki, node.agency, node.system, now_ms, days, hosts)
    write_private(numbered(node.tls_crt, number), issued.pem)
    if not node.ca_crt.exists():
        write_private(node.ca_crt, authority.pem())
    return Thumbprint(
        sha256=issued.thumbprint,
        not_before_ms=issued.not_before_ms,
        not_after_ms=issued.not_after_ms,
        kid=key.kid,
    )


def make_system(node: NodeFiles, authority: Authority, now_ms: int, hosts: tuple[str, ...] = ()) -> System:
    """Folder of one system with TLS and message keys, and its row; ``hosts`` as for a certificate."""
    make_folder(node.registry)
    return System(
        name=node.system,
        tls=[make_certificate(node, authority, now_ms, hosts=hosts)],
        message_key=make_key(node.message_key, f"{node.system}-message-1", KEY_USE_MESSAGE, now_ms),
    )


def make_witness(node: NodeFiles, url: str, number: int = 1, first_size: int = 0) -> Witness:
    """New witness key (Ed25519), named after the agency, and its row; later ones lie beside the first.

    Where it is asked over HTTPS, a TLS key and certificate of its own too, which the row pins.
    """
    path = numbered(node.witness_key, number)
    name = f"{node.agency}/witness" if number == 1 else f"{node.agency}/witness-{number}"
    vkey = VerifierKey(name, COSIGNATURE, public_bytes(create_private(path)))
    pin = create_tls(*tls_beside(path), name) if url.startswith("https:") else b""
    return Witness(agency=node.agency, vkey=vkey.encode(), url=url, first_size=first_size, tls_spki_sha256=pin)


def tls_beside(witness_key: Path) -> tuple[Path, Path]:
    """TLS key and certificate of a witness, beside its key: ``witness.tls.key``, ``witness.tls.crt``."""
    return witness_key.with_suffix(".tls.key"), witness_key.with_suffix(".tls.crt")


def make_log(node: NodeFiles, federation: str, number: int = 1) -> LogKey:
    """New log key (Ed25519), named after its origin ``federation/audit/number``, and its row."""
    make_folder(node.log_key.parent)
    origin = f"{federation}/audit/{number}"
    public = public_bytes(create_private(numbered(node.log_key, number)))
    return LogKey(origin=origin, vkey=VerifierKey(origin, ED25519, public).encode())


def numbered(path: Path, number: int) -> Path:
    """``page.key``, then ``page-2.key``, ``page-3.key`` beside it."""
    return path if number == 1 else path.with_stem(f"{path.stem}-{number}")


def next_number(path: Path) -> int:
    """Number of the first of ``path``, ``path-2`` ... that is not there yet."""
    number = 1
    while numbered(path, number).exists():
        number += 1
    return number


def make_secret(path: Path) -> None:
    """New hub secret: 32 random bytes in a new file."""
    write_private(path, os.urandom(SECRET_BYTES))
