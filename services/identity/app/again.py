"""A question is answered once: whoever asks again under the same transaction id is given the same bytes for a day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import TYPE_CHECKING

from services.access.trail import Inquiry
from services.identity.app.context import Context, System
from services.identity.errors import TransactionReused
from services.identity.ports import Kept
from services.values.identity import Asked

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


async def answer_again(
    context: Context,
    who: Inquiry | System,
    asked: Asked,
    question: bytes,
    answer: Callable[[], Awaitable[DataclassInstance]],
) -> bytes:
    """The answer's bytes, those of before where there are some. ``question``: method and digest of the body.

    Ids are an agency's own: another's same id is another transaction. Another officer's question is another question.
    Raises TransactionReused, and what ``answer`` raises, which is not kept.
    """
    agency, now_ms = (who.agency if isinstance(who, System) else who.caller.agency), who.now_ms
    digest = sha256(b"\0".join((_asker(who).encode(), question))).digest()
    kept = await context.register.answered(agency, asked.transaction_id, now_ms)
    if kept is None:
        made = Kept(digest, context.encode(await answer()))
        kept = await context.register.keep(agency, asked.transaction_id, made, now_ms)
    if kept.question != digest:
        raise TransactionReused
    return kept.body


def _asker(who: Inquiry | System) -> str:
    """Who asks and for which case, so that an answer is for that alone."""
    if isinstance(who, System):
        return f"system {who.name}"
    caller = who.caller
    return f"officer {caller.officer} {caller.case_type}:{caller.case_key}"
