"""How every use case starts: the cited case is resolved, then the gates are asked (vocabulary, rows 1 to 3)."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from services.access.caller import Caller
from services.access.errors import BreakGlassInvalid, refusal_of
from services.access.trail import Inquiry
from services.linkage.app.room import Room
from services.linkage.app.selecting import declared, text_of
from services.linkage.domain import NodeKey
from services.linkage.rights import Ask


async def admit(
    room: Room, inquiry: Inquiry, permission: str, keys: Iterable[NodeKey] = (), break_glass: str = ""
) -> Ask:
    """The call as admitted. ``keys``: what it names, for limits and for row 2.

    Raises the refusal that the gates name, BreakGlassInvalid, StorageUnavailable.
    """
    caller, trail, asked = inquiry.caller, inquiry.trail, tuple(keys)
    trail.selectors.extend(room.selector(text) for text in dict.fromkeys(map(text_of, asked)))
    trail.break_glass = break_glass
    opened = bool(break_glass)
    cited = await room.cases.cited(inquiry, opened)
    trail.case_state = cited.facts.state
    own_or_kin = is_own_or_kin(caller, declared(asked))
    if opened and not room.glass.usable(break_glass, caller.agency, caller.officer, inquiry.now_ms):
        raise BreakGlassInvalid
    admission = inquiry.engine.admit(caller, cited.facts, permission, inquiry.now_ms, own_or_kin, opened)
    trail.policies.update(admission.policies)
    if own_or_kin:
        trail.alarms.append("own-or-kin")
    if admission.refusal:
        raise refusal_of(admission.refusal)
    return Ask(inquiry, cited.facts, frozenset(cited.numbers), frozenset(cited.accused), opened)


def is_own_or_kin(caller: Caller, texts: Iterable[str]) -> bool:
    """Whether a number is the officer's own or of declared kin (row 2)."""
    prefix = caller.token_id.encode() + b"\0"
    return any(sha256(prefix + text.encode()).digest() in caller.own_and_kin for text in texts)
