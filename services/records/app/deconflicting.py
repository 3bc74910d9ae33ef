"""Whether an officer may be put in touch with others over a number, for the room of watches.

The officer sees that the case they cite accuses the person: whoever wants to know who else looks at somebody must first
have registered a case against them, in their own name.
"""

from __future__ import annotations

from services.access.deconflict import keeps_silent, may_consent
from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.looking import look
from services.values.records import Identifier
from services.vocabulary.access import Permission


async def may_meet(context: Context, inquiry: Inquiry, identifier: Identifier) -> bool:
    """Under the rights of the call. Raises the gates' refusals, StorageUnavailable.

    The number was looked up by the same call before, which counted it and told the trail.
    """
    if not may_consent(inquiry.caller):
        return False
    asked = context.asked(identifier)
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.NUMBER_WATCH, asked=asked.texts)
        seen = await look(context, view, ask, asked.token)
    return seen.of.of_case_accused and not any(keeps_silent(line.klass) for line in seen.person.lines)
