"""The file of a hand-over: the packet under a key of the body that gives, and the answer under one of that which takes.

Two DSSE envelopes (https://github.com/secure-systems-lab/dsse) of JSON. The packet's has its summary and the digest of
the rest, which lies beside it. The answer names the packet by its digest, so that no other packet is accepted by it,
and one that is brought again is the same hand-over.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Final

from services.membership.registry import Registry
from services.referral.checks import MAX_WORD, a_text
from services.referral.handover.checks import check_given, checked
from services.referral.handover.packet import BadPacket, Packet
from services.referral.handover.parts import SALT_BYTES, Summary, rest_of, summarised, summary_of, taken, whole
from services.referral.handover.reading import Table
from services.referral.states import Rejection
from services.signing.es256 import BadSignature
from services.signing.pae import HANDOVER, HANDOVER_ANSWER, pae
from services.signing.signer import Signer
from services.values.dates import day_text, today
from services.vocabulary.access import AgencyKind

FORM: Final = 2
MAX_BYTES: Final = 1 << 20
"""Of the file."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed. ``agency``: whose key it is; ``at_ms``: by its own word; ``sha256``: of the signed bytes.

    ``packet``: None in a file whose rest is gone.
    """

    agency: str
    at_ms: int
    summary: Summary
    packet: Packet | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Answer:
    """``case``: number at the body that takes; ``acknowledged``: names of hearings; ``because``: of a rejection."""

    packet_sha256: str
    accepts: bool
    case: str = ""
    acknowledged: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """A file that holds. ``answer``: None before the other side has answered, ``answered_ms``: when, else 0."""

    offer: Signed
    answer: Answer | None = None
    answered_ms: int = 0

    @property
    def responsible(self) -> str:
        """The one body that answers for every clock."""
        taken_over = self.answer is not None and self.answer.accepts
        return self.offer.summary.to if taken_over else self.offer.agency


@dataclass(frozen=True, slots=True)
class Body:
    """Who signs. ``registry``: by which both sides are known."""

    agency: str
    key: Signer
    registry: Registry
    now_ms: int


def offered(packet: Packet, body: Body) -> bytes:
    """The file with the packet alone. Raises BadPacket for one that may not go, or to whom it may not."""
    _check_sides(body.agency, packet.to, body.registry)
    said = {"form": FORM, "federation": body.registry.federation_id.hex(), "from": body.agency, "at_ms": body.now_ms}
    going = checked(packet)
    rest = rest_of(going, secrets.token_bytes(SALT_BYTES))
    envelope = _envelope(HANDOVER, {**said, **summarised(summary_of(going), rest)}, body.key)
    return filed({"packet": envelope, "rest": b64encode(rest).decode()})


def answered(raw: bytes, body: Body, answer: Answer) -> bytes:
    """The file with the answer of the body that it is for. Raises BadPacket."""
    handover = opened(raw, body.registry, body.now_ms)
    if handover.answer is not None:
        raise BadPacket("answer", "answered")
    if body.agency != handover.offer.summary.to:
        raise BadPacket("to", "another-body")
    _check_answer(handover.offer, answer, body.now_ms)
    said = {"form": FORM, "federation": body.registry.federation_id.hex(), "from": body.agency, "at_ms": body.now_ms}
    envelope = _envelope(HANDOVER_ANSWER, {**said, **asdict(answer)}, body.key)
    return filed({**json.loads(raw), "answer": envelope})


def opened(raw: bytes, registry: Registry, now_ms: int) -> Handover:
    """What a file says, once all that was signed in it holds. Raises BadPacket, telling which part does not."""
    if len(raw) > MAX_BYTES:
        raise BadPacket("", "size")
    try:
        parts = json.loads(raw)
        if not isinstance(parts, dict) or not {"packet"} <= parts.keys() <= {"packet", "rest", "answer"}:
            raise BadPacket("", "parts")
        rest = b64decode(parts["rest"], validate=True) if "rest" in parts else None
        offer = _offer(_payload("packet", HANDOVER, parts["packet"], registry, now_ms), rest, registry)
        if "answer" not in parts:
            return _with_rest(Handover(offer))
        return _with_rest(_answered(offer, _payload("answer", HANDOVER_ANSWER, parts["answer"], registry, now_ms)))
    except (KeyError, TypeError, ValueError, RecursionError, Error) as error:
        if isinstance(error, BadPacket):
            raise
        raise BadPacket("", "json") from None


@dataclass(frozen=True, slots=True)
class _Payload:
    """Bytes that a key of ``agency`` signed, and what they say besides who and when."""

    raw: bytes
    agency: str
    at_ms: int
    table: Table


def _offer(said: _Payload, rest: bytes | None, registry: Registry) -> Signed:
    summary, digest = said.table.whole(taken)
    packet = whole(summary, digest, rest) if rest is not None else None
    if packet is not None:
        check_given(packet)
    _check_sides(said.agency, summary.to, registry)
    return Signed(said.agency, said.at_ms, summary, packet, sha256(said.raw).hexdigest())


def _with_rest(handover: Handover) -> Handover:
    """Nobody takes or turns away what they cannot read: the rest goes only once the other body has taken the person."""
    accepted = handover.answer is not None and handover.answer.accepts
    if handover.offer.packet is None and not accepted:
        raise BadPacket("rest", "missing")
    return handover


def _answered(offer: Signed, said: _Payload) -> Handover:
    answer = said.table.whole(
        lambda table: Answer(
            table.text("packet_sha256"),
            table.flag("accepts"),
            table.text("case"),
            table.texts("acknowledged"),
            table.text("because"),
        )
    )
    if said.agency != offer.summary.to:
        raise BadPacket("answer", "another-body")
    _check_answer(offer, answer, said.at_ms)
    return Handover(offer, answer, said.at_ms)


def _check_sides(agency: str, to: str, registry: Registry) -> None:
    for where, each in (("from", agency), ("to", to)):
        row = registry.agency(each)
        if row is None or row.kind != AgencyKind.CHILD_PROTECTION:
            raise BadPacket(where, "child-protection")
    if agency == to:
        raise BadPacket("to", "own-body")


def _check_answer(offer: Signed, answer: Answer, at_ms: int) -> None:
    """Each hearing that is to come is acknowledged by its name; a rejection says why, and nothing else."""
    if answer.packet_sha256 != offer.sha256:
        raise BadPacket("answer", "another-packet")
    if at_ms < offer.at_ms:
        raise BadPacket("answer", "before-the-packet")
    if not answer.accepts:
        if answer.because not in set(Rejection) - {Rejection.EXPIRED} or answer.case or answer.acknowledged:
            raise BadPacket("because", "required")
        return
    day, packet = day_text(today(at_ms)), offer.packet
    if packet and set(answer.acknowledged) != {each.name for each in packet.hearings if each.day >= day}:
        raise BadPacket("acknowledged", "hearings")
    if answer.because or any(a_text("case", answer.case, MAX_WORD, least=1)):
        raise BadPacket("case", "required")


def _envelope(kind: bytes, said: object, key: Signer) -> object:
    payload = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    signature = {"keyid": key.kid.hex(), "sig": b64encode(key.sign(pae(kind, payload))).decode()}
    return {"payloadType": kind.decode(), "payload": b64encode(payload).decode(), "signatures": [signature]}


def filed(parts: object) -> bytes:
    """The file of these parts. Raises BadPacket for one that is too large."""
    raw = json.dumps(parts, sort_keys=True, indent=1).encode() + b"\n"
    if len(raw) > MAX_BYTES:
        raise BadPacket("", "size")
    return raw


def _payload(where: str, kind: bytes, envelope: object, registry: Registry, now_ms: int) -> _Payload:
    if not isinstance(envelope, dict) or envelope.keys() != {"payloadType", "payload", "signatures"}:
        raise BadPacket(where, "envelope")
    (signature,) = _signatures(where, envelope["signatures"])
    raw = b64decode(envelope["payload"], validate=True)
    row = registry.message_key(bytes.fromhex(signature["keyid"]))
    if envelope["payloadType"] != kind.decode() or row is None:
        raise BadPacket(where, "key")
    try:
        row.public.verify(b64decode(signature["sig"], validate=True), pae(kind, raw))
    except BadSignature:
        raise BadPacket(where, "signature") from None
    table = Table(json.loads(raw))
    said = (table.number("form"), table.text("federation"), table.text("from"))
    if said != (FORM, registry.federation_id.hex(), row.agency):
        raise BadPacket(where, "address")
    at_ms = table.number("at_ms")
    if not 0 < at_ms <= now_ms:
        raise BadPacket(where, "time")
    if not row.in_force(at_ms):
        raise BadPacket(where, "key")
    return _Payload(raw, row.agency, at_ms, table)


def _signatures(where: str, said: object) -> Sequence[dict[str, str]]:
    if not isinstance(said, list) or len(said) != 1 or said[0].keys() != {"keyid", "sig"}:
        raise BadPacket(where, "signatures")
    return said
