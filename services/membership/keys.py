"""Makes single keys in new files, and the registry rows of those that are no P-256 keys."""

from __future__ import annotations

import os
from pathlib import Path

from rabta.membership.v1.registry_pb2 import LogKey, Witness

from audit.ed25519 import create_private, public_bytes
from audit.note import COSIGNATURE, ED25519, VerifierKey
from audit.pins import create_tls
from services.membership.layout import NodeFiles
from services.membership.rules import log_prefix
from services.signing.es256 import PrivateKey
from services.signing.keyfile import SECRET_BYTES, make_folder, write_private


def make_key(path: Path) -> PrivateKey:
    """New P-256 key in a new file of mode 0600."""
    key = PrivateKey.generate()
    make_folder(path.parent)
    key.save(path)
    return key


def make_witness(node: NodeFiles, url: str, number: int = 1, first_size: int = 0) -> Witness:
    """New witness key (Ed25519), named after the agency, and its row; later ones lie beside the first.

    Where it is asked over HTTPS, a TLS key and certificate of its own too, which the row pins.
    """
    path = numbered(node.witness_key, number)
    make_folder(path.parent)
    name = f"{node.agency}/witness" if number == 1 else f"{node.agency}/witness-{number}"
    vkey = VerifierKey(name, COSIGNATURE, public_bytes(create_private(path)))
    pin = create_tls(*tls_beside(path), name) if url.startswith("https:") else b""
    return Witness(agency=node.agency, vkey=vkey.encode(), url=url, first_size=first_size, tls_spki_sha256=pin)


def tls_beside(witness_key: Path) -> tuple[Path, Path]:
    """TLS key and certificate of a witness, beside its key: ``witness.tls.key``, ``witness.tls.crt``."""
    return witness_key.with_suffix(".tls.key"), witness_key.with_suffix(".tls.crt")


def make_log(node: NodeFiles, federation: str, agency: str = "", number: int = 1) -> LogKey:
    """New log key (Ed25519), named after its origin, and its row. ``agency``: empty for the hub."""
    make_folder(node.log_key.parent)
    origin = f"{log_prefix(federation, agency)}{number}"
    public = public_bytes(create_private(numbered(node.log_key, number)))
    return LogKey(origin=origin, vkey=VerifierKey(origin, ED25519, public).encode(), agency=agency)


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
