"""Rows of feeds as columns of tokens. Pure.

A transfer known by its day alone is put at noon, so that no night is made of it. Sums in other currencies are left out:
detectors add up rupees. So is a transfer whose counterparty no source states: nobody is known at its other end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

import numpy as np

from services.linkage.filling.columns import FED, NO_DAY, Fed, Word
from services.linkage.filling.tokens import Tokens
from services.linkage.kept import FeedRow
from services.linkage.projection.feed_rows import feed_edge
from services.linkage.snapshot.columns import Table
from services.tables.days import DAY_MS, is_day
from services.values.network import NodeKey
from services.values.node_ids import is_canonical

RUPEES: Final = "PKR"
_EPOCH: Final = date(1970, 1, 1).toordinal()
_CASH: Final = "CASH:"
_UNSTATED: Final = "UNSTATED:"
_CREW: Final = "CREW"
_WAGES: Final = re.compile(r"\b(?:salary|wages?|sala)\b|تنخواہ", re.IGNORECASE)
Values = Mapping[str, int]
_Maker = Callable[[Tokens, FeedRow], Values | None]


def fed_rows(tokens: Tokens, rows: Iterable[FeedRow]) -> Table:
    """FED of those rows that detectors read, in their order."""
    found = []
    for row in rows:
        make = _MAKERS.get(row.kind)
        values = make(tokens, row) if make else None
        if values is not None:
            said = {"row": tokens.row(row.kind, row.id), "seq": row.seq, "klass": row.klass, "born": NO_DAY}
            found.append(tuple((said | dict(values)).get(name, 0) for name in FED.names or ()))
    return np.array(found, dtype=FED)


def _person(tokens: Tokens, row: FeedRow) -> Values:
    """A day of birth is shown by a document where the file says which one it took it from."""
    said = _note(row)
    word = Word.SHOWN if said.get("document") or said.get("documents") else Word.NONE
    return {"what": Fed.PERSON, "start": tokens.node("SUBJECT", row.id), "born": _day(said), "word": word}


def _day(said: Mapping[str, object]) -> int:
    try:
        return date.fromisoformat(str(said.get("born", ""))).toordinal() - _EPOCH
    except ValueError:
        return NO_DAY


def _ends(what: Fed, start: str, end: str) -> Callable[[Tokens, FeedRow], dict[str, int]]:
    def make(tokens: Tokens, row: FeedRow) -> dict[str, int]:
        return {
            "what": what,
            "start": tokens.node(start, row.start),
            "end": tokens.node(end, row.finish),
            "at": row.at_ms // 1000,
        }

    return make


def _transfer(tokens: Tokens, row: FeedRow) -> Values | None:
    if row.currency != RUPEES or row.start.startswith(_UNSTATED) or row.finish.startswith(_UNSTATED):
        return None
    edge = feed_edge(row)
    at_ms = edge.at_ms + DAY_MS // 2 if is_day(edge.at_ms, edge.until_ms) else edge.at_ms
    till = next((end for end in (row.start, row.finish) if ":AGENT-" in end), "")
    return {
        **_ends(Fed.TRANSFER, "ACCOUNT", "ACCOUNT")(tokens, row),
        "at": at_ms // 1000,
        "amount": row.amount_minor,
        "word": _word(row),
        "place": tokens.node("ACCOUNT", till),
    }


def _word(row: FeedRow) -> Word:
    said = _note(row)
    if row.start.startswith(_CASH) or said.get("service") == "IN":
        return Word.CASH_IN
    if row.kind == "WITHDREW" or row.finish.startswith(_CASH):
        return Word.CASH_OUT
    told = " ".join(str(said.get(name, "")) for name in ("description", "purpose", "reference"))
    return Word.SALARY if _WAGES.search(told) else Word.NONE


def _journey(tokens: Tokens, row: FeedRow) -> Values | None:
    """Those on foot at one post on one day crossed each alone: a post is a hub, and no party."""
    person, said = tokens.node("SUBJECT", row.start), _note(row)
    form, *parts = row.finish.split(":")
    at, party = row.at_ms // 1000, tokens.node("JOURNEY", row.finish)
    if len(parts) != 3:
        return None
    if form == "FLIGHT":
        origin, _, goal = parts[2].partition("-")
        word = Word.CREW if _CREW in str(said.get("role", "")).upper() else Word.NONE
        places = {"place": tokens.node("PLACE", f"POST:{origin}"), "to": tokens.node("PLACE", f"POST:{goal}")}
        contact = contact_of(row)
        places["end"] = tokens.node(contact.kind, contact.id) if contact else 0
        return {"what": Fed.FLIGHT, "start": person, "at": at, "word": word, "party": party, **places}
    word = Word.LEAVES if said.get("direction") == "OUT" else Word.NONE
    post = tokens.node("PLACE", f"POST:{parts[0]}")
    party = 0 if parts[1] == "ON-FOOT" else party
    return {"what": Fed.CROSSING, "start": person, "at": at, "word": word, "party": party, "place": post}


def contact_of(row: FeedRow) -> NodeKey | None:
    """The telephone that a passenger list gives as a traveller's."""
    told = _note(row).get("contact") if row.kind == "TRAVELLED" else None
    known = isinstance(told, str) and is_canonical("PHONE", told)
    return NodeKey("PHONE", str(told)) if known else None


def _note(row: FeedRow) -> Mapping[str, object]:
    try:
        said: object = json.loads(row.note or "{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


_MAKERS: Final[Mapping[str, _Maker]] = {
    "SUBJECT": _person,
    "IDENTIFIED_BY": _ends(Fed.IDENTIFIED, "SUBJECT", "DOCUMENT"),
    "ACCOUNT_HELD_BY": _ends(Fed.ACCOUNT_HELD, "ACCOUNT", "SUBJECT"),
    "PHONE_REGISTERED_TO": _ends(Fed.PHONE_HELD, "PHONE", "SUBJECT"),
    "TRANSFERRED": _transfer,
    "WITHDREW": _transfer,
    "CALLED": _ends(Fed.CALL, "PHONE", "PHONE"),
    "USED_DEVICE": _ends(Fed.DEVICE, "PHONE", "DEVICE"),
    "CAMPED_AT": _ends(Fed.CELL, "PHONE", "PLACE"),
    "TRAVELLED": _journey,
}
