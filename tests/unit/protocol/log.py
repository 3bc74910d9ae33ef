"""A log of five leaves: the entry of the question, its receipt, the checkpoint, the encrypted form of the entry."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from rabta.audit.v1.entry_pb2 import ENTRY_KIND_READ, OpenEntry
from rabta.signing.v1.evidence_pb2 import EntryReceipt, LeafProof

from audit.checkpoint import Checkpoint, attach, sign_checkpoint
from audit.entry import (
    EntryKind,
    SealedEntry,
    Withheld,
    commitment,
    encode_open,
    encode_sealed,
    entry_leaf,
    registry_leaf,
)
from audit.entry import OpenEntry as Entry
from audit.merkle import consistency_path, leaf_hash, paths_from_leaves, root_from_leaves
from audit.vault import MonthKey
from tests.unit.protocol import contribution, question, tokens
from tests.unit.protocol.federation import (
    FIA,
    NOW,
    ORIGIN,
    PUNJAB,
    SINDH,
    log_signer,
    registry,
    thumbprint,
    witness_signer,
)
from tests.unit.protocol.keys import key, secret

if TYPE_CHECKING:
    from collections.abc import Sequence

OURS: Final = 2
SIZE: Final = 5
OLDER: Final = 3
MONTH: Final = "2026-03"
COSIGNED_BY: Final = (FIA, PUNJAB, SINDH)


@dataclass(frozen=True, slots=True)
class Logged:
    """Both parts of an entry with their salts."""

    open: bytes
    open_salt: bytes
    sealed: bytes
    sealed_salt: bytes

    @property
    def commitment(self) -> bytes:
        """What the answer promises."""
        return commitment(self.open, self.open_salt, self.sealed, self.sealed_salt)

    @property
    def sealed_sha256(self) -> bytes:
        """What a receipt shows of the sealed part."""
        return sha256(self.sealed_salt + self.sealed).digest()


@functools.cache
def entry() -> Logged:
    """The entry of the question, at ``OURS``."""
    opened = Entry(
        kind=EntryKind.READ,
        time_ms=NOW + 12,
        agency=FIA,
        system="node",
        officer=tokens.OFFICER,
        method=question.METHOD,
        purpose="INVESTIGATE_CASE",
        legal_basis="CRPC_CASE",
        query_class="HISTORY",
        case_reference=f"FIR:{contribution.FIR}",
        case_state="RESOLVED",
        role="INVESTIGATOR",
        token_id=tokens.JTI,
        token_sha256=sha256(tokens.access_token().encode()).digest(),
        tls_sha256=thumbprint(FIA),
        request_kid=key(f"{FIA} message").kid,
        request_sha256=question.question().sha256,
        request_body_sha256=sha256(question.body()).digest(),
        answer_body_sha256=sha256(question.answer_body()).digest(),
        records=(f"{question.RECORD}/versions/1",),
        registry_version=registry().version,
        registry_sha256=registry().digest,
        policy_sha256=secret("policy"),
    )
    withheld = (Withheld(SINDH, "juvenile", 1),)
    sealed = SealedEntry(withheld=withheld, policies=("r06-investigate",), peer="ipv4:192.0.2.7:40112")
    return Logged(encode_open(opened), secret("salt 1"), encode_sealed(sealed), secret("salt 2"))


def other(index: int) -> bytes:
    """Commitment of somebody else's entry."""
    return secret(f"commitment {index}")


@functools.cache
def leaves() -> tuple[bytes, ...]:
    """Leaf data: the registry's first version, then four entries."""
    made = [registry_leaf(1, registry().digest)]
    made += [entry_leaf(index, entry().commitment if index == OURS else other(index)) for index in range(1, SIZE)]
    return tuple(made)


def hashes() -> list[bytes]:
    """Hashes of the example's leaves (RFC 6962, section 2.1)."""
    return [leaf_hash(leaf) for leaf in leaves()]


def node(level: int, index: int) -> bytes:
    """Hash of a complete subtree."""
    return root_from_leaves(hashes()[index << level : (index + 1) << level])


def path(index: int) -> Sequence[bytes]:
    """Inclusion path under the checkpoint."""
    return paths_from_leaves(hashes())[1][index]


@functools.cache
def checkpoint() -> bytes:
    """The note: signed by the log, cosigned by three of four witnesses."""
    body = Checkpoint(ORIGIN, SIZE, root_from_leaves(hashes()))
    note = sign_checkpoint(body, log_signer())
    second = NOW // 1000 + 1
    return attach(note, [witness_signer(agency).line(body.body(), second) for agency in COSIGNED_BY])


def receipt() -> EntryReceipt:
    """The receipt of our entry."""
    logged = entry()
    return EntryReceipt(
        inclusion=LeafProof(index=OURS, path=path(OURS)),
        open=logged.open,
        open_salt=logged.open_salt,
        sealed_sha256=logged.sealed_sha256,
    )


def stored() -> bytes:
    """The encrypted form in which the log keeps the entry."""
    logged = entry()
    month = MonthKey(FIA, MONTH, secret("month key"))
    seed = secret("seed")
    plain = len(logged.open).to_bytes(4, "big") + logged.open_salt + logged.open + logged.sealed_salt + logged.sealed
    return month.header + seed + AESGCM(month.entry_key(seed)).encrypt(OURS.to_bytes(12, "big"), plain, None)


def example() -> dict[str, str]:
    """Named values, hex but for notes and keys, which are text."""
    logged = entry()
    assert OpenEntry.FromString(logged.open).kind == ENTRY_KIND_READ
    return {
        "log.vkey": log_signer().key.encode(),
        "witness.vkey": witness_signer(FIA).key.encode(),
        "log.leaves": "\n".join(leaf.hex() for leaf in leaves()),
        "entry.open": logged.open.hex(),
        "entry.open_salt": logged.open_salt.hex(),
        "entry.sealed": logged.sealed.hex(),
        "entry.sealed_salt": logged.sealed_salt.hex(),
        "entry.sealed_sha256": logged.sealed_sha256.hex(),
        "entry.commitment": logged.commitment.hex(),
        "entry.leaf": leaves()[OURS].hex(),
        "entry.leaf_hash": hashes()[OURS].hex(),
        "receipt.path": "\n".join(one.hex() for one in path(OURS)),
        "receipt": receipt().SerializeToString(deterministic=True).hex(),
        "checkpoint.root": root_from_leaves(hashes()).hex(),
        "checkpoint.note": checkpoint().decode(),
        "consistency.root": root_from_leaves(hashes()[:OLDER]).hex(),
        "consistency.path": "\n".join(one.hex() for one in consistency_path(OLDER, SIZE, node)),
        "sealed.month_key": secret("month key").hex(),
        "sealed.stored": stored().hex(),
    }
