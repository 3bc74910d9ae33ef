"""A passkey is made with a code that an administrator handed over; it counts once a signed roster lists it."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from services.access.claims import OFFICER
from services.access.jws import BadJws, decode_segment, encode_segment
from services.access.per_minute import PerMinute
from services.console.agency.enrolment import Enrolments, challenge_of
from services.console.agency.registration import registered
from services.console.agency.settings import ConsoleSettings
from services.console.form import BadForm, TooMany
from services.console.page import ENROL_PATH, Needs, Page, PageRequest

ATTEMPTS: Final = 10
"""A minute, from one address: a code has 100 bits."""


def enrol_routes(settings: ConsoleSettings, enrolments: Enrolments) -> tuple[Page, ...]:
    """The page that takes a code, the one that makes the passkey, and what is to be told the administrator."""
    attempts = PerMinute(ATTEMPTS)

    async def form(asked: PageRequest) -> Response:
        return asked.page("enrol.html")

    async def make(asked: PageRequest) -> Response:
        officer, code = _checked(asked)
        challenge = encode_segment(challenge_of(officer, code))
        return asked.page("enrol_make.html", officer=officer, code=code, challenge=challenge)

    async def made(asked: PageRequest) -> Response:
        officer, code = _checked(asked)
        try:
            client_data, attestation = (decode_segment(asked.field(name)) for name in ("client_data", "attestation"))
        except BadJws:
            raise BadForm("not what an authenticator gives") from None
        challenge, now = challenge_of(officer, code), asked.console.clock()
        found = registered(settings.origin, settings.site, challenge, officer, client_data, attestation, now)
        return asked.page("enrolled.html", made=enrolments.keep(code, found))

    def _checked(asked: PageRequest) -> tuple[str, str]:
        """Officer and code that waits for them. Raises TooMany, BadForm, NoCode."""
        if not attempts.admits(asked.peer.address, asked.console.clock()):
            raise TooMany("enrolments")
        try:
            officer = str(OFFICER("sub", asked.field("officer")))
        except BadJws:
            raise BadForm("no officer's id") from None
        enrolments.check(officer, asked.field("code"))
        return officer, asked.field("code")

    return (
        Page(ENROL_PATH, form, needs=Needs.NOTHING),
        Page(ENROL_PATH, make, "POST", Needs.NOTHING),
        Page(f"{ENROL_PATH}/made", made, "POST", Needs.NOTHING),
        Page(f"{ENROL_PATH}/made", form, needs=Needs.NOTHING),
    )
