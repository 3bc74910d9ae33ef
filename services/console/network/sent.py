"""A chart as a file for an officer of another console: its questions, signed by the agency's system, and no answer.

A DSSE envelope (https://github.com/secure-systems-lab/dsse) of JSON. Whoever opens it asks each question in their own
name, and gets what the hub answers to them. What was taken off the chart and where nodes stood is not in it: both would
tell of what the reader may not see.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from services.console.network.acts import Asked, Collapsed, Filtered, Grouped, History, State
from services.console.network.saved import BadChart, read, written
from services.errors import RabtaError
from services.membership.registry import Registry
from services.signing.es256 import BadSignature
from services.signing.header import SKEW_MS
from services.signing.pae import CHART, pae
from services.signing.signer import Signer
from services.tables.days import DAY_MS

FORM: Final = 1
BYTES: Final = 48 * 1024
"""Of the file: what fits into a form of the console."""
LIFE_MS: Final = 7 * DAY_MS
"""How long after it was made a file is opened."""


class BadSent(RabtaError, ValueError):
    """The file is none of a chart, nobody signed it who may, it is for somebody else, or its time is over."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """From which officer of which agency to whom, when (epoch milliseconds), in which federation."""

    agency: str
    officer: str
    to_agency: str
    to_officer: str
    at_ms: int
    federation: str


@dataclass(frozen=True, slots=True)
class Post:
    """What a console sends charts with. ``registry``: the newest version that the profile holds."""

    key: Signer
    registry: Callable[[], Registry]


def sendable(state: State) -> History:
    """Questions, filters and form of a chart, as its reader may begin with them."""
    reaches = dict(state.reaches)
    asked = (Asked(question, reach=reaches.get(question)) for question in state.questions)
    filters = (Filtered(one) for one in state.filters)
    return History().do(*asked, *filters, Grouped(state.grouped), Collapsed(state.collapsed))


def sealed_for(state: State, to: Addressed, key: Signer) -> bytes:
    """The file. Raises BadSent where the chart is too large for one."""
    said = {
        "form": FORM,
        "from": {"agency": to.agency, "officer": to.officer},
        "to": {"agency": to.to_agency, "officer": to.to_officer},
        "at_ms": to.at_ms,
        "federation": to.federation,
        "chart": written(sendable(state)).decode(),
    }
    payload = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    signature = {"keyid": key.kid.hex(), "sig": b64encode(key.sign(pae(CHART, payload))).decode()}
    envelope = {"payloadType": CHART.decode(), "payload": b64encode(payload).decode(), "signatures": [signature]}
    raw = json.dumps(envelope, sort_keys=True, separators=(",", ":")).encode()
    if len(raw) > BYTES:
        raise BadSent("size")
    return raw


def opened(raw: bytes, registry: Registry, agency: str, officer: str, now_ms: int) -> tuple[History, Addressed]:
    """The chart for this officer, and whom it is from. Raises BadSent, telling nothing of what did not hold."""
    try:
        payload = _verified(raw, registry, now_ms)
        said = json.loads(payload)
        sender, receiver = said["from"], said["to"]
        found = Addressed(
            str(sender["agency"]),
            str(sender["officer"]),
            str(receiver["agency"]),
            str(receiver["officer"]),
            int(said["at_ms"]),
            str(said["federation"]),
        )
        row = registry.message_key(bytes.fromhex(json.loads(raw)["signatures"][0]["keyid"]))
        fits = (row.agency if row else "", agency, officer, registry.federation_id.hex(), FORM)
        if fits != (found.agency, found.to_agency, found.to_officer, found.federation, said["form"]):
            raise BadSent("address")
        if not -SKEW_MS <= now_ms - found.at_ms < LIFE_MS:
            raise BadSent("time")
        return read(str(said["chart"]).encode()), found
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError, Error, BadChart):
        raise BadSent("chart") from None


def _verified(raw: bytes, registry: Registry, now_ms: int) -> bytes:
    """The payload, once one system of a member is found to have signed it. Raises BadSent, ValueError, KeyError."""
    if len(raw) > BYTES:
        raise BadSent("size")
    envelope = json.loads(raw)
    (signature,) = envelope["signatures"]
    payload = b64decode(envelope["payload"], validate=True)
    row = registry.message_key(bytes.fromhex(signature["keyid"]))
    if envelope["payloadType"] != CHART.decode() or row is None or not row.in_force(now_ms):
        raise BadSent("key")
    try:
        row.public.verify(b64decode(signature["sig"], validate=True), pae(CHART, payload))
    except BadSignature:
        raise BadSent("signature") from None
    return payload
