"""The registry of the worked examples: a hub, three agencies and an oversight body, four witnesses."""

from __future__ import annotations

import datetime as dt
import functools
from hashlib import sha256
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from rabta.membership.v1.registry_pb2 import (
    KEY_USE_MESSAGE,
    KEY_USE_PAGE,
    KEY_USE_ROSTER,
    KEY_USE_SEALED,
    KEY_USE_TOKEN,
    Agency,
    Key,
    KeyUse,
    System,
    Thumbprint,
    Witness,
)

from audit.note import COSIGNATURE, ED25519, Signer
from services.membership.registry import Registry, load_registry
from services.membership.signed import SignedFile
from services.membership.spec import AgencySpec
from tests.fakes.world.in_memory import Founding, key_row, signed, system_row, unsigned
from tests.unit.protocol.keys import key, note_signer, scalar_key

NOW: Final = 1_772_442_000_000  # 2026-03-02T09:00:00Z
DAY: Final = 86_400_000
NAME: Final = "rabta.example"
ORIGIN: Final = "rabta.example/audit/1"
HUB, FIA, PUNJAB, SINDH, OVERSIGHT = "pk.hub", "pk.fia", "pk.punjab-police", "pk.sindh-police", "pk.oversight"
WITNESSES: Final = (FIA, PUNJAB, SINDH, OVERSIGHT)
SPECS: Final = (
    AgencySpec(HUB, "HUB", "Hub", systems=("hub",)),
    AgencySpec(FIA, "FIA", "Federal Investigation Agency", clearance=3, desk_phone="+92 51 000 0103"),
    AgencySpec(PUNJAB, "POLICE", "Punjab Police", ("PK-PB",), desk_phone="+92 42 000 0101"),
    AgencySpec(SINDH, "POLICE", "Sindh Police", ("PK-SD",), desk_phone="+92 21 000 0102"),
    AgencySpec(OVERSIGHT, "OVERSIGHT", "Data Oversight Body", clearance=3, desk_phone="+92 51 000 0106"),
)


@functools.cache
def certificate(agency: str, system: str) -> x509.Certificate:
    """The TLS certificate of a system: ECDSA P-256, signed deterministically, so that its thumbprint stays."""
    start = dt.datetime.fromtimestamp(NOW / 1000, dt.UTC) - dt.timedelta(minutes=5)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, agency)])
    uri = x509.UniformResourceIdentifier(f"spiffe://{NAME}/{agency}/{system}")
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "certificate authority")]))
        .public_key(scalar_key(f"{agency}/{system} tls").public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=90))
        .add_extension(x509.SubjectAlternativeName([uri]), critical=False)
        .sign(scalar_key("certificate authority"), hashes.SHA256(), ecdsa_deterministic=True)
    )


def thumbprint(agency: str, system: str = "node") -> bytes:
    """SHA-256 of the certificate's DER."""
    return sha256(certificate(agency, system).public_bytes(Encoding.DER)).digest()


def _key(agency: str, use: KeyUse, name: str) -> Key:
    return key_row(f"{name}-1", use, key(f"{agency} {name}"), (NOW - DAY, NOW + 400 * DAY))


def _system(agency: str, name: str) -> System:
    tls = Thumbprint(
        sha256=thumbprint(agency, name),
        not_before_ms=NOW - 300_000,
        not_after_ms=NOW + 90 * DAY - 300_000,
        kid=key(f"{agency}/{name} tls").kid,
    )
    return system_row(name, _key(agency, KEY_USE_MESSAGE, "message"), tls)


def _agency(spec: AgencySpec) -> Agency:
    row = spec.row()
    row.systems.append(_system(spec.id, spec.systems[0]))
    if spec.kind not in ("HUB", "OVERSIGHT"):
        row.keys.append(_key(spec.id, KEY_USE_PAGE, "page"))
    if spec.kind != "HUB":
        row.keys.append(_key(spec.id, KEY_USE_TOKEN, "token"))
        row.keys.append(_key(spec.id, KEY_USE_ROSTER, "roster"))
    if spec.kind in ("HUB", "OVERSIGHT"):
        row.keys.append(_key(spec.id, KEY_USE_SEALED, "seal"))
    return row


def log_signer() -> Signer:
    """The log's key, named after its origin."""
    return note_signer("log", ORIGIN, ED25519)


def witness_signer(agency: str) -> Signer:
    """The Ed25519 signer of a witness's cosignatures."""
    return note_signer(f"{agency} witness", f"{agency}/witness", COSIGNATURE)


@functools.cache
def signed_file() -> SignedFile:
    """Version 1 as two of three holders signed it."""
    holders = [key(f"governance {number}") for number in (1, 2, 3)]
    witnesses = [
        Witness(
            agency=agency,
            vkey=witness_signer(agency).key.encode(),
            url=f"https://witness.{agency}.example",
            tls_spki_sha256=key(f"{agency} witness tls").kid,
        )
        for agency in WITNESSES
    ]
    founding = Founding(NAME, HUB, (NOW - DAY, NOW + 364 * DAY), holders, log_signer().key, witnesses, quorum=3)
    return signed(unsigned(founding.payload(_agency(spec) for spec in SPECS)), holders[:2])


@functools.cache
def registry() -> Registry:
    """The same, loaded as every node loads it."""
    return load_registry(signed_file().encode())
