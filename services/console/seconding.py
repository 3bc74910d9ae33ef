"""Questions that a second person approves, each by itself (``docs/protocol.md``, section 6, "Approver token").

On an own console they write their id into the form of the very question, and their own issuer is asked for a token of
that question alone.
"""

from __future__ import annotations

from google.protobuf.message import Message

from services.client.asking import A
from services.client.results import Verified
from services.console.form import BadForm
from services.console.page import PageRequest
from services.console.second import Second

FIELD = "second"
"""Of a form: the id of the second person, as they wrote it."""


async def seconded(asked: PageRequest, request: Message, kind: type[A], query_class: str) -> Verified[A]:
    """The answer to a question that the second person of the form approved. Raises BadForm for nobody's approval."""
    return await asked.hub.call(request, kind, asked.why, query_class, approver=approving(asked).profile)


def approving(asked: PageRequest) -> Second:
    """The second person, who wrote their id into the form. Raises BadForm: nothing leaves in their name otherwise."""
    second = asked.console.second
    if second is None or asked.field(FIELD) != second.profile.officer:
        raise BadForm("a second person approves by their id")
    return second
