"""Questions that a second person approves, each by itself (``docs/protocol.md``, section 6, "Approver token").

On an own console they write their id into the form of the very question, and their own issuer is asked for a token of
that question alone. In an agency's console the form names them, the question waits, and they approve it from their own
session with their own passkey; then it is sent as it was.
"""

from __future__ import annotations

from typing import Final

from google.protobuf.message import Message

from services.access.claims import OFFICER
from services.access.jws import BadJws
from services.client.asking import A
from services.client.results import Verified
from services.console.agency.approving import Approvals, ApprovalWanted
from services.console.agency.pending import act_for
from services.console.form import BadForm
from services.console.page import CSRF_FIELD, PageRequest
from services.console.second import Second

FIELD: Final = "second"
"""Of a form: the id of the second person, as it was written."""
APPROVAL: Final = "approval"
"""Of a form that is sent again: the name of the act that was approved."""


async def seconded(asked: PageRequest, request: Message, kind: type[A], query_class: str) -> Verified[A]:
    """The answer to a question that the second person of the form approved.

    Raises BadForm for nobody's approval, ApprovalWanted where it waits for one, NotApproved for another act's.
    """
    if asked.console.approvals is not None:
        return await _approved(asked, asked.console.approvals, request, kind, query_class)
    return await asked.hub.call(request, kind, asked.why, query_class, approver=approving(asked).profile)


def approving(asked: PageRequest) -> Second:
    """The second person, who wrote their id into the form. Raises BadForm: nothing leaves in their name otherwise."""
    second = asked.console.second
    if second is None or asked.field(FIELD) != second.profile.officer:
        raise BadForm("a second person approves by their id")
    return second


def approved_by(asked: PageRequest) -> tuple[str, ...]:
    """The second person as words of the same command; nothing in an agency's console, where no profile names them."""
    return ("--approver-profile", asked.console.second.path) if asked.console.second else ()


async def _approved(
    asked: PageRequest, approvals: Approvals, request: Message, kind: type[A], query_class: str
) -> Verified[A]:
    officer, details = asked.session.officer.id, asked.why.details(query_class)
    if not asked.field(APPROVAL):
        form = {name: value for name, value in asked.form.items() if name != CSRF_FIELD}
        raise ApprovalWanted(approvals.put(officer, _named(asked), request, details, asked.path, form))
    if asked.session.tokens is not None:
        await asked.session.tokens.fetch(details)  # a touch is wanted before the approval is used up
    approved = approvals.take(asked.field(APPROVAL), act_for(officer, request, details))
    return await asked.hub.call(request, kind, asked.why, query_class, approver=approved)


def _named(asked: PageRequest) -> str:
    """The officer whom the form names, not who asks. Whether there is one is told to nobody. Raises BadForm."""
    try:
        second = str(OFFICER("sub", asked.field(FIELD)))
    except BadJws:
        raise BadForm("a second person by their id") from None
    if second == asked.session.officer.id:
        raise BadForm("another officer than who asks")
    return second
