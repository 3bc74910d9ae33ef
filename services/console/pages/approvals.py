"""Acts of officers that wait for a second person, in an agency's console: both see the act, one of them approves it."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.access.jws import MAX_BYTES
from services.console.agency.approving import Approvals
from services.console.agency.pending import Pending
from services.console.agency.touching import Touching
from services.console.command import line
from services.console.form import BadForm
from services.console.page import APPROVALS_PATH, Needs, Page, PageRequest

_ONE: Final = f"{APPROVALS_PATH}/{{name}}"


def _words(found: Pending) -> tuple[str, ...]:
    """What another agency's officer types to approve exactly this act."""
    act, why = found.act, found.details
    said = {
        "--officer": act.officer, "--method": act.method, "--body-sha256": act.body_sha256.hex(),
        "--purpose": why.purpose, "--legal-basis": why.legal_basis, "--second-basis": why.second_basis,
        "--query-class": why.query_class, "--case": f"{why.case_type}:{why.case_key}",
    }  # fmt: skip
    return tuple(word for option, value in said.items() if value for word in (option, value))


def approval_routes(approvals: Approvals, touching: Touching) -> tuple[Page, ...]:
    """``touching``: where the second person's passkey is asked."""

    async def listed(asked: PageRequest) -> Response:
        """What this officer asks, and what waits for them."""
        officer = asked.session.officer.id
        mine, theirs = approvals.asked_by(officer), approvals.waiting_for(officer)
        return asked.page("approvals.html", mine=mine, theirs=theirs)

    async def one(asked: PageRequest) -> Response:
        """One act, with all that it asks; who asks goes on with it once it is approved."""
        found = approvals.seen(asked.parameters["name"], asked.session.officer.id)
        command = line("token", "approve", "--profile", "second.toml", *_words(found))
        return asked.page(
            "approval.html", found=found, asking=found.officer == asked.session.officer.id, command=command
        )

    async def approve(asked: PageRequest) -> Response:
        """The page that has the second person touch their passkey for exactly this act."""
        found = approvals.to_approve(asked.parameters["name"], asked.session.officer.id)
        page = await touching.ask_to_approve(asked.session.officer.id, found.act, found.details)
        return asked.page("touch.html", touch=page, action=f"{asked.path}/touched", kept={})

    async def touched(asked: PageRequest) -> Response:
        """Keep the token that the issuer gave for their touch: good for this act alone, once."""
        officer, name = asked.session.officer.id, asked.parameters["name"]
        found = approvals.to_approve(name, officer)
        given = await touching.take_approval(officer, found.act, found.details, asked.form)
        approvals.approve(name, officer, given.token)
        return asked.to(APPROVALS_PATH)

    async def brought(asked: PageRequest) -> Response:
        """Keep the token of another agency's officer, as who asks typed it in."""
        token = asked.field("token").strip()
        if not 0 < len(token) <= MAX_BYTES or not token.isascii():
            raise BadForm("a token as it was given")
        approvals.bring(asked.parameters["name"], asked.session.officer.id, token)
        return asked.to(asked.path.removesuffix("/token"))

    async def refuse(asked: PageRequest) -> Response:
        """Say no: who asks is told."""
        approvals.refuse(asked.parameters["name"], asked.session.officer.id)
        return asked.to(APPROVALS_PATH)

    return (
        Page(APPROVALS_PATH, listed, menu="approvals"),
        Page(_ONE, one, needs=Needs.SESSION),
        Page(_ONE, approve, "POST"),
        Page(f"{_ONE}/touched", touched, "POST"),
        Page(f"{_ONE}/token", brought, "POST"),
        Page(f"{_ONE}/refused", refuse, "POST"),
    )
