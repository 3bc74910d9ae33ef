"""Bring an agency's statements of refusals to the hub: from the folder where its issuer lays them down, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from rabta.audit.v1.audit_service_pb2 import SubmitRefusalsRequest, SubmitRefusalsResponse

from services.client.channel import Channel
from services.client.errors import Refusal, Unproven
from services.client.profile import Profile
from services.signing.refusals import digest_of
from services.signing.refusals_folder import RefusalsFolder

METHOD = "/rabta.audit.v1.AuditService/SubmitRefusals"
LOOK_S = 60.0


SETTLED_S = 3600.0
"""Wait after a refusal of the statement itself: nothing but people change that, and each try is an entry in the log."""


async def bring(profile: Profile, folder: RefusalsFolder) -> int:
    """Send what waits; how many the hub took or had. Each is confirmed by itself, so that an end halfway costs nothing.

    Raises Refusal, Unproven; UnsafeFile, ValueError or OSError for what lies in the folder.
    """
    waiting = list(folder.waiting())
    if not waiting:
        return 0
    async with Channel(profile) as channel:
        for number, signed in waiting:
            request = SubmitRefusalsRequest(statement=signed)
            exchange = await channel.call(METHOD, request.SerializeToString(deterministic=True))
            answer = SubmitRefusalsResponse.FromString(exchange.proven.body)
            if (answer.number, answer.sha256) != (number, digest_of(signed.payload)):
                raise Unproven("statement")
            folder.confirm(number)
    return len(waiting)


async def follow(profile: Profile, folder: RefusalsFolder, told: Callable[[str], None], look_s: float = LOOK_S) -> None:
    """Bring what comes, until cancelled. ``told``: a line where something went wrong; it is tried again."""
    while True:
        pause_s = look_s
        try:
            await bring(profile, folder)
        except Exception as error:
            told(f"refusals of {profile.agency} not brought: {error or type(error).__name__}")
            if isinstance(error, Refusal) and error.reason.startswith("STATEMENT_"):
                pause_s = max(look_s, SETTLED_S)
        await asyncio.sleep(pause_s)
