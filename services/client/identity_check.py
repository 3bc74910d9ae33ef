"""An identity registry's answer held against its question, in place: the channel has proven who answered, not what.

What goes beyond the question is dropped before anybody stores or shows it; what is no answer to it, or of another time,
proves nothing. Direction marks (U+202A to U+202E, U+2066 to U+2069, UAX #9) are taken out of every text.
"""

from __future__ import annotations

import re
from typing import Final

from google.protobuf.message import Message
from rabta.identity.v1.attribute_pb2 import AttributeStatement
from rabta.identity.v1.identity_service_pb2 import (
    RESOLVE_OUTCOME_TOKEN,
    AgeOnResponse,
    GetAttributesRequest,
    GetAttributesResponse,
    GetFamilyResponse,
    ListChangesRequest,
    ListChangesResponse,
    ResolveTokenRequest,
    ResolveTokenResponse,
    VerifyRequest,
    VerifyResponse,
)

from services.client.errors import Unproven

TOKEN_BYTES: Final = 32
STATED_MS: Final = 24 * 3_600_000
"""How long the bytes of an answer are given again under one transaction id, and so how old a statement may be."""
AHEAD_MS: Final = 60_000
"""How far the registry's clock may be ahead of the one here."""
USUAL_PAGE: Final = 100
_MARKS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def hold(agency: str, request: Message, answer: Message, now_ms: int) -> None:
    """Trim a registry's answer to what was asked; any other answer is left alone. Raises Unproven.

    ``agency``: that which asks; ``request``: the message that was sent.
    """
    match request, answer:
        case VerifyRequest(), VerifyResponse():
            _verified(request, answer)
        case _, AgeOnResponse():
            _require(answer.of_age != 0, "verdict")
        case GetAttributesRequest(), GetAttributesResponse():
            _stated(agency, request, answer.statement, now_ms)
        case _, GetFamilyResponse():
            _family(answer)
        case ResolveTokenRequest(), ResolveTokenResponse():
            _resolved(request, answer)
        case ListChangesRequest(), ListChangesResponse():
            _followed(request, answer)


def _verified(request: VerifyRequest, answer: VerifyResponse) -> None:
    """One word a claim, in their order."""
    said = {one.attribute: one for one in reversed(answer.verified)}
    wanted = [one.attribute for one in request.claimed]
    _require(all(each in said and said[each].verdict for each in wanted), "verdict")
    kept = [said[each] for each in wanted]
    del answer.verified[:]
    answer.verified.extend(kept)


def _stated(agency: str, request: GetAttributesRequest, said: AttributeStatement, now_ms: int) -> None:
    asked = request.asked
    _require((said.purpose, said.basis, said.audience) == (asked.purpose, asked.basis, agency), "statement")
    fresh = now_ms - STATED_MS <= said.issued_ms <= now_ms + AHEAD_MS
    _require(fresh and now_ms < said.expires_ms <= said.issued_ms + STATED_MS, "statement")
    _require(len(said.subject_token) in (0, TOKEN_BYTES), "token")
    wanted = set(request.attributes)
    values = {one.attribute: one for one in reversed(said.values) if one.attribute in wanted}
    withheld = [each for each in dict.fromkeys(said.withheld) if each in wanted and each not in values]
    del said.values[:], said.withheld[:]
    said.values.extend(values[each] for each in request.attributes if each in values)
    said.withheld.extend(withheld)
    for one in said.values:
        one.text, one.text_ur = _clean(one.text), _clean(one.text_ur)


def _family(answer: GetFamilyResponse) -> None:
    _require(all(len(one.token) == TOKEN_BYTES for one in answer.relatives), "token")
    for one in answer.relatives:
        one.name, one.name_ur = _clean(one.name), _clean(one.name_ur)


def _resolved(request: ResolveTokenRequest, answer: ResolveTokenResponse) -> None:
    """One a number; a token where there is one, and nowhere else."""
    _require(len(answer.resolved) >= len(request.identifiers), "tokens")
    del answer.resolved[len(request.identifiers) :]
    for one in answer.resolved:
        if one.outcome == RESOLVE_OUTCOME_TOKEN:
            _require(len(one.token) == TOKEN_BYTES, "token")
        else:
            _require(one.outcome != 0, "outcome")
            one.ClearField("token")


def _followed(request: ListChangesRequest, answer: ListChangesResponse) -> None:
    """The changes right after the cursor, in the feed that was followed, without a gap."""
    after, said = request.cursor, answer.next
    if request.HasField("cursor"):
        _require((said.feed, said.epoch) == (after.feed, after.epoch), "feed")
    del answer.changes[request.page_size or USUAL_PAGE :]
    reached = after.sequence + len(answer.changes)
    _require([one.sequence for one in answer.changes] == list(range(after.sequence + 1, reached + 1)), "gap")
    _require(said.sequence >= reached and (bool(answer.changes) or not answer.more), "gap")
    answer.more = answer.more or said.sequence > reached
    said.sequence = reached
    tokens = (token for one in answer.changes for token in (one.token, *one.others))
    _require(all(len(token) == TOKEN_BYTES for token in tokens), "token")


def _clean(text: str) -> str:
    return _MARKS.sub("", text)


def _require(holds: bool, step: str) -> None:
    if not holds:
        raise Unproven(step)
