"""One exchange made by hand: every key real, a log of four leaves, three of four witnesses."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import DecodeError
from google.rpc.error_details_pb2 import ErrorInfo
from google.rpc.status_pb2 import Status
from rabta.records.v1.history_pb2 import History, SignedVersion
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import GetHistoryRequest, GetHistoryResponse
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC
from rabta.signing.v1.evidence_pb2 import EntryReceipt, Evidence, LeafProof
from rabta.signing.v1.header_pb2 import SigHeader
from rabta.signing.v1.page_pb2 import SignedPageHeader, VersionProof

from audit.checkpoint import Checkpoint, attach, sign_checkpoint
from audit.ed25519 import load_private
from audit.entry import EntryKind, OpenEntry, encode_open, entry_leaf, registry_leaf
from audit.merkle import leaf_hash, paths_from_leaves
from audit.note import COSIGNATURE, ED25519, Signer
from services.access.details import Details
from services.access.jws import sign_token
from services.evidence.line import Line
from services.evidence.verify import verify_evidence
from services.membership.anchor import Anchor
from services.membership.registry import Registry
from services.signing.answer_header import build_answer
from services.signing.cohort import sign_answers, sign_header
from services.signing.es256 import PrivateKey
from services.signing.evidence import encode_evidence
from services.signing.header import Outcome, Party, build_request, request_digest
from services.signing.page import FIRST, Feed, build_page, page_proofs
from tests.fakes.world.keys import key_of, thumbprint_of
from tests.fakes.world.tokens import Claims, access_claims, approval_claims, officer_claims
from tests.unit.membership.world import NOW, files, registry

WHY = Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", "FIR", "PB/LAHORE/ICHHRA/512/2024")
METHOD = "/rabta.records.v1.RecordsService/GetHistory"
QUESTION = GetHistoryRequest(
    selector={"identifier": {"type": IDENTIFIER_TYPE_CNIC, "value": "3520212345671"}}, as_of_valid="2026-01-01"
)
ASKER, OWNERS = "pk.fia", ("pk.punjab-police", "pk.prisons")
WITNESSES = ("pk.punjab-police", "pk.sindh-police", "pk.fia", "pk.oversight")
CALL = NOW + 60_000
SEALED = sha256(b"salt and sealed part").digest()


@functools.cache
def thumbprint(agency: str) -> bytes:
    return thumbprint_of(files().node(agency))


@functools.cache
def anchor() -> Anchor:
    return Anchor.from_pem(files().anchor.read_bytes())


def key(agency: str, name: str) -> PrivateKey:
    return key_of(files(), agency, name)


def claims(**changes: Any) -> Claims:
    return officer_claims(
        ASKER, "pk.hub", registry().federation_id, CALL,
        **{"sub": "fia-1042", "iat": CALL // 1000 - 10, "superiors": ["fia-7"], **changes},
    )  # fmt: skip


def access_token(signer: PrivateKey | None = None, tls: bytes = b"", why: Details = WHY, **changes: Any) -> str:
    """``tls``: thumbprint of the certificate that it is bound to, where that is not the asker's."""
    found = access_claims(claims(), tls or thumbprint(ASKER), why, **changes)
    return sign_token(found, signer or key(ASKER, "token"), "at+jwt")


def approver_token(body: bytes, signer: PrivateKey | None = None, **changes: Any) -> str:
    second = claims(sub="fia-2001", superiors=["fia-3"], jti="approval_0123456789")
    found = approval_claims(second, body, METHOD, "fia-1042", WHY, **changes)
    return sign_token(found, signer or key(ASKER, "token"), "rabta-approver+jwt")


def version(owner: str, number: int = 1) -> bytes:
    return RecordVersion(agency=owner, record_id=f"r{number}", version=1).SerializeToString()


@functools.cache
def history() -> History:
    """Two versions of one owner, one of another, each page with more than is shown."""
    made = History()
    for owner, shown in zip(OWNERS, (2, 1), strict=True):
        feed = Feed(registry().federation_id, owner, "pk.hub", "records", 1, FIRST)
        page = build_page(key(owner, "page"), feed, [version(owner, n) for n in range(5)], NOW)
        _, paths = page_proofs(page.leaves)
        made.pages.append(SignedPageHeader(header=page.header, signature=page.signature))
        for index in range(shown):
            salt, body = page.leaves[index]
            proof = VersionProof(page_sha256=page.sha256, index=index, salt=salt, path=paths[index])
            made.versions.append(SignedVersion(version=body, proof=proof, recorded_ms=NOW))
    return told(made)


def told(made: History) -> History:
    """The history with the timeline that its versions make."""
    del made.timeline[:]
    for signed in made.versions:
        try:
            said = RecordVersion.FromString(signed.version)
        except DecodeError:
            said = RecordVersion()
        made.timeline.add(
            version=f"agencies/{said.agency}/records/{said.record_id}/versions/{said.version}",
            owner=said.agency,
            kind=said.kind,
            status=said.status,
            valid_from=said.valid_from,
            valid_to=said.valid_to,
            grade="--",
            recorded_ms=signed.recorded_ms,
        )
    return made


def refusal(reason: str) -> bytes:
    detail = AnyMessage()
    detail.Pack(ErrorInfo(reason=reason, domain="rabta"))
    return bytes(Status(code=7, details=[detail]).SerializeToString())


def changed(raw: bytes, **fields: Any) -> bytes:
    """A header with other values, as a signer who means ill would serialise it."""
    header = SigHeader.FromString(raw)
    for name, value in fields.items():
        setattr(header, name, value)
    return header.SerializeToString(deterministic=True)


@dataclass
class World:
    """What goes into a bundle; a test changes a part before ``make`` signs the rest around it."""

    method: str = METHOD
    body: bytes = field(default_factory=lambda: QUESTION.SerializeToString())
    answer: bytes = field(default_factory=lambda: GetHistoryResponse(history=history()).SerializeToString())
    token: str = field(default_factory=access_token)
    approver: str = ""
    status: int = 0
    details: bytes = b""
    no_leaf: bool = False
    kind: str = "READ"
    system: str = ASKER
    message_key: PrivateKey | None = None
    hub_key: PrivateKey | None = None
    registry: Registry = field(default_factory=registry)
    entry: Callable[[OpenEntry], OpenEntry] = lambda entry: entry
    leaves: Callable[[list[bytes]], list[bytes]] = lambda leaves: leaves
    witnesses: tuple[str, ...] = WITNESSES[:3]
    cohort: int = 3
    index: int = 2
    request: dict[str, Any] = field(default_factory=dict)
    reply: dict[str, Any] = field(default_factory=dict)

    def party(self, issuer: str, kid: bytes) -> Party:
        return Party(issuer, kid, self.registry.federation_id, self.registry.version, self.registry.digest)

    def make(self) -> Evidence:
        asked = self.message_key or key(self.system, "message")
        header = build_request(
            self.party(self.system, asked.kid),
            method=self.method,
            audience="pk.hub",
            iat_ms=CALL - 500,
            exp_ms=CALL + 59_000,
            nonce=b"n" * 16,
            body_sha256=sha256(self.body).digest(),
            token_sha256=sha256(self.token.encode()).digest() if self.token else b"",
            approver_sha256=sha256(self.approver.encode()).digest() if self.approver else b"",
        )
        header = changed(header, **self.request)
        value = sign_header(asked, header)
        opened = encode_open(self.entry(self.logged(asked.kid, header, value)))
        salt = sha256(b"salt").digest()
        commitment = sha256(sha256(salt + opened).digest() + SEALED).digest()
        answer_header, answer_value = self.answered(header, value, commitment)
        evidence = Evidence(
            format=1,
            method=self.method,
            request_header=header,
            request_signature=value,
            request_body=self.body,
            answer_header=answer_header,
            answer_signature=answer_value,
            answer_body=self.answer,
            status_details=self.details,
            token=self.token,
            approver_token=self.approver,
            registry=self.registry.raw,
        )
        if not self.no_leaf:
            self.receipt(evidence, commitment, EntryReceipt(open=opened, open_salt=salt, sealed_sha256=SEALED))
        return evidence

    def answered(self, header: bytes, value: bytes, commitment: bytes) -> tuple[bytes, bytes]:
        signer = self.hub_key or key("pk.hub", "message")
        promise = {} if self.no_leaf else {"audit_index": self.index, "commitment": commitment}
        outcome = Outcome(
            sha256(self.answer).digest(),
            self.status,
            self.details,
            no_leaf=self.no_leaf,
            **promise,  # type: ignore[arg-type]  # fields of several types by name
        )
        party = self.party("pk.hub", signer.kid)
        made = build_answer(
            party,
            SigHeader.FromString(header),
            request_digest(header, value),
            outcome,
            iat_ms=CALL,
            exp_ms=CALL + 60_000,
        )
        made = changed(made, **self.reply)
        return made, sign_answers(signer, [made, *(b"other %d" % n for n in range(self.cohort - 1))])[0]

    def logged(self, kid: bytes, header: bytes, value: bytes) -> OpenEntry:
        return OpenEntry(
            kind=EntryKind(self.kind),
            time_ms=CALL,
            agency=self.system,
            system="node",
            officer="fia-1042" if self.token else "",
            approver="fia-2001" if self.approver else "",
            method=self.method,
            purpose="INVESTIGATE_CASE" if self.token else "",
            legal_basis="CRPC_CASE" if self.token else "",
            query_class="HISTORY" if self.token else "",
            case_reference="FIR:PB/LAHORE/ICHHRA/512/2024" if self.token else "",
            token_id="jti_0123456789-ABCDEF" if self.token else "",
            token_sha256=sha256(self.token.encode()).digest() if self.token else b"",
            approver_sha256=sha256(self.approver.encode()).digest() if self.approver else b"",
            tls_sha256=thumbprint(self.system),
            request_kid=kid,
            request_sha256=request_digest(header, value),
            request_body_sha256=sha256(self.body).digest(),
            answer_body_sha256=sha256(self.answer).digest(),
            status=self.status,
            registry_version=self.registry.version,
            registry_sha256=self.registry.digest,
        )

    def receipt(self, evidence: Evidence, commitment: bytes, receipt: EntryReceipt) -> None:
        leaves = [b"\x02older", registry_leaf(self.registry.version, self.registry.digest), b"", b"\x01later"]
        leaves[self.index] = entry_leaf(self.index, commitment)
        hashes = [leaf_hash(leaf) for leaf in self.leaves(leaves)]
        root, paths = paths_from_leaves(hashes)
        receipt.inclusion.CopyFrom(LeafProof(index=self.index, path=paths[self.index]))
        evidence.receipt.CopyFrom(receipt)
        place = 1 if self.index != 1 else 0
        evidence.registry_inclusion.CopyFrom(LeafProof(index=place, path=paths[place]))
        evidence.checkpoint = self.checkpoint(Checkpoint("rabta.test/audit/1", len(hashes), root))

    def checkpoint(self, checkpoint: Checkpoint) -> bytes:
        log = Signer.of(checkpoint.origin, ED25519, load_private(files().hub.log_key))
        note = sign_checkpoint(checkpoint, log)
        lines = [
            Signer.of(f"{name}/witness", COSIGNATURE, load_private(files().agency(name).witness_key)).line(
                checkpoint.body(), CALL // 1000 + number
            )
            for number, name in enumerate(self.witnesses)
        ]
        return attach(note, lines) if lines else note


def verdict(evidence: Evidence) -> list[Line]:
    return verify_evidence(encode_evidence(evidence), anchor())


def failures(evidence: Evidence) -> list[tuple[str, str]]:
    return [(line.who, line.claim) for line in verdict(evidence) if not line.ok]


GOOD = World().make()
OTHER = World(
    body=b"\x10\x01",
    answer=b"",
    token=access_token(jti="jti_another_one_00000"),
    entry=lambda entry: replace(entry, token_id="jti_another_one_00000"),
    leaves=lambda leaves: [b"\x01another", *leaves[1:], b"\x01more"],
).make()

__all__ = ["GOOD", "OTHER", "World", "failures", "replace", "verdict"]
