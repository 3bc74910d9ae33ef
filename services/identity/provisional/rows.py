"""One provisional identity as text that a store can seal, and back. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict

from services.identity.provisional.states import Held
from services.values.identity import Guardian, Provisional
from services.values.records import Birth, Identifier, Name


def written(held: Held) -> str:
    """JSON of all of it. A birth holds a range and its basis alone (``checks.py``), and no token is kept."""
    return json.dumps(asdict(held), default=_bytes, ensure_ascii=False)


def read(text: str) -> Held:
    """The identity that :func:`written` made a text of."""
    said = json.loads(text)
    child, number = said["child"], said["number"]
    birth, guardian = child["birth"], child["guardian"]
    bears = guardian["identifier"] if guardian else None
    whole = {
        **child,
        "names": tuple(Name(**one) for one in child["names"]),
        "birth": Birth(**{**birth, "sha256": b"", "attestation": b""}) if birth else None,
        "guardian": Guardian(guardian["name"], Identifier(**bears) if bears else None) if guardian else None,
        "token": b"",
    }
    return Held(
        Provisional(**whole), Identifier(**number) if number else None, said["before"], said.get("opened_ms", 0)
    )


def _bytes(value: object) -> str:
    if value != b"":
        raise TypeError("only empty bytes are kept of a child")
    return ""
