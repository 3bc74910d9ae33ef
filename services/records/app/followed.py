"""What another room gave of whom a planted record is about: followed as reads of this room are (``turned.py``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from services.access.kin import one_series
from services.access.trail import Inquiry
from services.records.app.context import Context
from services.records.app.looking import note_followed
from services.records.tokens import people_tokens

_RECORD: Final = re.compile(r"agencies/([a-z0-9.-]+)/records/([a-z0-9._-]+)", re.ASCII)


async def note_given(context: Context, inquiry: Inquiry, numbers: Iterable[str], names: Iterable[str]) -> None:
    """Tell oversight, in the sealed part alone. ``numbers``: ``TYPE:canonical``; ``names``: texts that name records.

    Raises StorageUnavailable.
    """
    async with context.store.snapshot() as view:
        if not await view.follows(inquiry.caller.agency, inquiry.now_ms):
            return
        tokens = {context.blinder.token(one_series(number)) for number in numbers}
        for agency, record_id in sorted({each for name in names for each in _RECORD.findall(name)}):
            profile = await view.record_profile(agency, record_id, (), inquiry.now_ms)
            tokens |= {token for token, _ in people_tokens(profile.people)} if profile else set()
        await note_followed(view, inquiry, sorted(tokens))
