"""Every worked example by file and name: what ``tests/vectors_own`` holds and ``docs/protocol.md`` shows."""

from __future__ import annotations

import functools
from hashlib import sha256

from cryptography.hazmat.primitives.serialization import Encoding

from audit.merkle import leaf_hash
from services.signing.pae import COHORT, HEADER, PAGE, REGISTRY, ROSTER, pae
from tests.unit.protocol import bundle, contribution, exchange, log, question, refusals, tokens
from tests.unit.protocol.federation import (
    FIA,
    HUB,
    OVERSIGHT,
    PUNJAB,
    WITNESSES,
    certificate,
    log_signer,
    registry,
    signed_file,
    thumbprint,
    witness_signer,
)
from tests.unit.protocol.keys import key, secret

Values = dict[str, str]
P256 = (
    f"{HUB} message",
    f"{FIA} message",
    f"{FIA} token",
    f"{PUNJAB} page",
    f"{OVERSIGHT} seal",
    f"{HUB} seal",
    f"{FIA}/node tls",
    f"officer {tokens.OFFICER}",
    f"officer {tokens.SECOND}",
    "governance 1",
    "governance 2",
    "governance 3",
)


def _keys() -> Values:
    found: Values = {}
    for name in P256:
        found[f"{name}: private"] = secret(name).hex()
        found[f"{name}: spki"] = key(name).spki.hex()
        found[f"{name}: kid"] = key(name).kid.hex()
    found["log: private"] = secret("log").hex()
    found["log: vkey"] = log_signer().key.encode()
    for agency in WITNESSES:
        found[f"{agency} witness: private"] = secret(f"{agency} witness").hex()
        found[f"{agency} witness: vkey"] = witness_signer(agency).key.encode()
    return found


def _basics() -> Values:
    message = pae(b"example", b"hello")
    return {
        "pae.example": message.decode(),
        "merkle.leaf": leaf_hash(b"hello").hex(),
        "key.spki": key(f"{FIA} message").spki.hex(),
        "key.kid": key(f"{FIA} message").kid.hex(),
        "es256.message": message.hex(),
        "es256.signature": key(f"{FIA} message").sign(message).hex(),
        "tls.certificate": certificate(FIA, "node").public_bytes(Encoding.DER).hex(),
        "tls.thumbprint": thumbprint(FIA).hex(),
        "pae.types": "\n".join(kind.decode() for kind in (HEADER, COHORT, PAGE, REGISTRY, ROSTER)),
    }


def _registry() -> Values:
    file = signed_file()
    (first, signature), (second, other) = file.signatures
    return {
        "registry.file": file.encode().hex(),
        "registry.payload": file.payload.hex(),
        "registry.sha256": registry().digest.hex(),
        "registry.pae_sha256": sha256(pae(REGISTRY, file.payload)).hexdigest(),
        "registry.signature.1": signature.hex(),
        "registry.signer.1": first.hex(),
        "registry.signature.2": other.hex(),
        "registry.signer.2": second.hex(),
    }


@functools.cache
def files() -> dict[str, Values]:
    """File name without suffix -> name -> value."""
    return {
        "keys": _keys(),
        "basics": _basics(),
        "registry": _registry(),
        "tokens": tokens.example(question.body()),
        "exchange": exchange.example(),
        "log": log.example(),
        "page": contribution.example(),
        "refusals": refusals.example(),
        "evidence": bundle.example(),
    }


@functools.cache
def values() -> Values:
    """All of them by name, but for the keys."""
    return {name: value for file, held in files().items() if file != "keys" for name, value in held.items()}
