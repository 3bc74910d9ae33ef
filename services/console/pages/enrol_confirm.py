"""A second officer confirms a passkey that another made: they compare its fingerprint, and touch their own for it."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.access.details import Details
from services.client.reason import reading_class
from services.console.agency.confirming import act_to_confirm
from services.console.agency.enrolment import Enrolments, MadePasskey, NoCode
from services.console.agency.touching import Touching
from services.console.page import ENROL_PATH, Page, PageRequest

PATH: Final = f"{ENROL_PATH}/confirm"
_ONE: Final = f"{PATH}/{{digest}}"


def confirm_routes(enrolments: Enrolments, touching: Touching) -> tuple[Page, ...]:
    """``touching``: where the second officer's passkey is asked."""

    async def listed(asked: PageRequest) -> Response:
        """What waits for this officer, each with its fingerprint."""
        return asked.page("confirm.html", waiting=enrolments.to_confirm(asked.session.officer.id))

    async def touch(asked: PageRequest) -> Response:
        """The page that has them touch their passkey for exactly this row."""
        made, details = _waiting(asked), _details(asked)
        page = await touching.ask_to_approve(asked.session.officer.id, act_to_confirm(made, details), details)
        return asked.page("touch.html", touch=page, action=f"{asked.path}/touched", kept={})

    async def touched(asked: PageRequest) -> Response:
        """Keep the token that the issuer gave for their touch."""
        made, details, officer = _waiting(asked), _details(asked), asked.session.officer.id
        given = await touching.take_approval(officer, act_to_confirm(made, details), details, asked.form)
        enrolments.confirm(made, given.token)
        return asked.to(PATH)

    def _waiting(asked: PageRequest) -> MadePasskey:
        """What of this digest waits for this officer. Raises NoCode, for who made it and for every other one too."""
        for each in enrolments.to_confirm(asked.session.officer.id):
            if each.digest.hex() == asked.parameters["digest"]:
                return each
        raise NoCode("nothing to confirm")

    return (Page(PATH, listed), Page(_ONE, touch, "POST"), Page(f"{_ONE}/touched", touched, "POST"))


def _details(asked: PageRequest) -> Details:
    return asked.why.details(reading_class(asked.why.purpose))
