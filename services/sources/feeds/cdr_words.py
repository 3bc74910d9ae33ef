"""Words of operators and handsets for who called whom and by what, in English and Urdu. Pure.

A mapping's own words go before these. A word that neither knows rejects the row: nothing is turned round by a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from services.tables.rejects import BadCell

_IN: Final = (
    "in", "incoming", "inbound", "inward", "received", "terminating", "mt", "mobile terminated", "mobile terminating",
    "آمدہ", "آنے والی", "موصول", "موصولہ",
)  # fmt: skip
_OUT: Final = (
    "out", "outgoing", "outbound", "outward", "dialled", "dialed", "sent", "originating", "mo", "mobile originated",
    "mobile originating", "جاری", "جانے والی", "کی گئی", "ارسال",
)  # fmt: skip
_CALL: Final = ("call", "calls", "voice", "voice call", "telephony", "speech", "کال")
_SMS: Final = ("sms", "message", "short message", "text", "text message", "پیغام", "ایس ایم ایس")
_MISSED: Final = ("missed", "missed call", "مس کال")
_ABBREVIATED: Final = {"moc": ("out", "CALL"), "mtc": ("in", "CALL"), "smsmo": ("out", "SMS"), "smsmt": ("in", "SMS")}


def key(word: str) -> str:
    """``Incoming-Call`` and ``INCOMING (Call)`` as ``incoming call``."""
    return " ".join(re.split(r"[\W_]+", word.casefold())).strip()


def _meanings() -> dict[str, tuple[str, str]]:
    """(direction, service) of each word; empty for what it does not state."""
    services = {"": "", **dict.fromkeys(_CALL, "CALL"), **dict.fromkeys(_SMS, "SMS")}
    ways = {"": "", **dict.fromkeys(_IN, "in"), **dict.fromkeys(_OUT, "out")}
    joined = {
        f"{one} {other}".strip(): (ways[way], services[service])
        for way in ways
        for service in services
        for one, other in ((way, service), (service, way))
        if way or service
    }
    return joined | dict.fromkeys(_MISSED, ("in", "CALL")) | _ABBREVIATED


MEANINGS: Final = _meanings()


def direction(words: Mapping[str, str], text: str) -> str:
    """``in`` or ``out``; empty for a word that states a service alone. Raises BadCell ``unknown-word``."""
    return words.get(key(text)) or _known(text)[0]


def service(words: Mapping[str, str], text: str) -> str:
    """``CALL``, ``SMS`` or the mapping's own; empty for a word that states a direction alone. Raises BadCell."""
    return words.get(key(text)) or _known(text)[1]


def _known(text: str) -> tuple[str, str]:
    try:
        return MEANINGS[key(text)]
    except KeyError:
        raise BadCell("unknown-word") from None
