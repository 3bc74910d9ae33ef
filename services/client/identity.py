"""An identity registry asked by an agency's system: tokens in the place of numbers, and what became of them."""

from __future__ import annotations

from typing import Self

from rabta.identity.v1.identity_service_pb2 import ListChangesResponse as ChangesMessage
from rabta.identity.v1.identity_service_pb2 import ResolveTokenResponse as TokensMessage

from services.client.asking import Asking
from services.client.channel import Channel
from services.client.profile import Profile
from services.client.receipt import settle
from services.client.results import read
from services.values.encoding import IDENTITY
from services.values.identity import (
    ListChangesRequest,
    ListChangesResponse,
    ResolveTokenRequest,
    ResolveTokenResponse,
)


class SystemIdentity:
    """One registry under a system's profile, whose ``hub`` is the registry. Use as an async context manager.

    Both questions raise Refusal (signed by the registry), Unproven (nothing that binds it, or no answer to the
    question), Unreadable (a word that this version does not know). What goes beyond the question is dropped.
    """

    def __init__(self, profile: Profile) -> None:
        self._channel = Channel(profile)
        self._asking = Asking(self._channel)

    async def __aenter__(self) -> Self:
        await self._channel.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._channel.__aexit__()

    async def resolve(self, request: ResolveTokenRequest) -> ResolveTokenResponse:
        """One answer a number, in the order of the question."""
        self._channel.registries.poll()
        answered = await self._asking.ask(None, IDENTITY.to_message(request), TokensMessage)
        return read(IDENTITY, ResolveTokenResponse, answered.message)

    async def changes(self, request: ListChangesRequest) -> ListChangesResponse:
        """The next changes after the cursor, without a gap."""
        self._channel.registries.poll()
        answered = await self._asking.ask(None, IDENTITY.to_message(request), ChangesMessage)
        return read(IDENTITY, ListChangesResponse, answered.message)

    async def settle(self) -> int:
        """Turn promises of the registry's log into receipts; how many are late. Raises Refusal, Unproven."""
        await settle(self._channel)
        return len(self._channel.promises.late(self._channel.clock()))
