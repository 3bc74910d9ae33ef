"""The hub's signed word that the cited case names a person, as the officer's agency was answered it.

It is the answer to `ConfirmPerson`, and holds for one person, case and purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from services.access.errors import InvalidArgument
from services.access.trail import Inquiry
from services.identity.hub_word import BadWord, Expected, word_body
from services.membership.registry import Registry
from services.values.identity import PersonWord
from services.values.records import ConfirmPersonResponse

METHOD: Final = "/rabta.records.v1.RecordsService/ConfirmPerson"
GOOD_MS: Final = 3_600_000
"""A word is at most an hour old (AUTHORITY 6.6)."""


def confirmation(
    registry: Registry,
    word: PersonWord | None,
    inquiry: Inquiry,
    decode: Callable[[bytes], ConfirmPersonResponse],
) -> ConfirmPersonResponse | None:
    """What the hub confirmed to the caller's agency about its case; None for no word and for one that does not hold.

    ``registry``: that by which the call is judged; ``decode``: of an answer's body, raising InvalidArgument.
    """
    caller = inquiry.caller
    if word is None:
        return None
    try:
        confirmed = decode(word_body(registry, word, Expected(METHOD, caller.agency, GOOD_MS), inquiry.now_ms))
    except (BadWord, InvalidArgument):
        return None
    case = confirmed.case
    of_case = case is not None and (case.type, case.key) == (caller.case_type, caller.case_key)
    return confirmed if of_case and confirmed.purpose == caller.purpose and confirmed.named else None
