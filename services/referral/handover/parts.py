"""A packet in two parts: a summary that is signed, and the rest, which the summary names by digest alone. Pure.

So the rest can go, and what both bodies signed still holds: who gave whom to whom, when and why, and how much went
along. A random salt keeps the digest of a short rest from being guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Final

from services.referral.handover.packet import BadPacket, LeftOut, Packet, written
from services.referral.handover.reading import Table, packet_of

LISTS: Final = ("tasks", "consents", "orders", "hearings", "contacts", "documents", "notes")
"""Of which the summary tells how many there are."""
_SUMMARISED: Final = ("to", "case", "subject", "reason", "child", "left_out")
SALT_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Summary:
    """What stays signed in the clear. ``held``: rows of each list of the rest; all else as of :class:`Packet`."""

    to: str
    case: str
    subject: str
    reason: str
    child: str
    left_out: tuple[LeftOut, ...]
    held: Mapping[str, int]


def summary_of(packet: Packet) -> Summary:
    """Of a packet that may go."""
    held = {name: len(getattr(packet, name)) for name in LISTS}
    return Summary(packet.to, packet.case, packet.subject, packet.reason, packet.child, packet.left_out, held)


def summarised(summary: Summary, rest: bytes) -> Mapping[str, object]:
    """As the signed part has it, with the digest of the rest."""
    said: Mapping[str, object] = json.loads(json.dumps(asdict(summary)))
    return {**said, "rest_sha256": sha256(rest).hexdigest()}


def rest_of(packet: Packet, salt: bytes) -> bytes:
    """All that the summary does not say, as JSON. ``salt``: 32 random bytes."""
    rest = {name: said for name, said in written(packet).items() if name not in _SUMMARISED}
    return json.dumps({**rest, "salt": salt.hex()}, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def taken(table: Table) -> tuple[Summary, str]:
    """The summary and the digest of the rest, out of the signed part. Raises BadPacket."""
    held = table.table("held")
    summary = Summary(
        table.text("to"),
        table.text("case"),
        table.text("subject"),
        table.text("reason"),
        table.text("child"),
        table.rows("left_out", lambda row: LeftOut(row.text("kind"), row.text("why"))),
        held.whole(lambda row: {name: row.number(name) for name in LISTS}),
    )
    return summary, table.text("rest_sha256")


def whole(summary: Summary, digest: str, rest: bytes) -> Packet:
    """The packet of both parts. Raises BadPacket where they are not of one packet, or the rest is none."""
    if sha256(rest).hexdigest() != digest:
        raise BadPacket("rest", "digest")
    said = json.loads(rest)
    if not isinstance(said, dict) or not isinstance(salt := said.pop("salt", None), str):
        raise BadPacket("rest", "table")
    if len(salt) != 2 * SALT_BYTES or said.keys() & set(_SUMMARISED):
        raise BadPacket("rest", "salt" if len(salt) != 2 * SALT_BYTES else "parts")
    signed = {name: each for name, each in json.loads(json.dumps(asdict(summary))).items() if name in _SUMMARISED}
    packet = packet_of({**said, **signed})
    if summary_of(packet) != summary:
        raise BadPacket("held", "not-so")
    return packet
