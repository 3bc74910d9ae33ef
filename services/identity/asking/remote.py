"""An identity registry on its own node, as the port has it: asked over the verified channel of the client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from services.client.errors import HubNotPinned, Refusal, Unproven, Unreadable
from services.client.identity import SystemIdentity
from services.client.profile import Profile
from services.identity.asking.answers import Changes, Question
from services.identity.asking.errors import AskedTooMuch, FeedBegunAnew, NotAnswered, QuestionRefused
from services.membership.errors import RegistryError
from services.values.identity import Asked, Cursor, ListChangesRequest, Resolved, ResolveTokenRequest
from services.vocabulary.access import LegalBasis, Purpose

PAGE_SIZE: Final = 500
UNFIT: Final = frozenset({"INVALID_ARGUMENT", "REQUEST_ID_REUSED", "MESSAGE_TOO_LARGE", "PAGE_TOKEN_INVALID"})
"""Refusals of a question that would be refused again; every other one may pass."""
T = TypeVar("T")


class RemoteRegistry:
    """See :class:`services.identity.asking.ports.Registry`. ``profile``: of the system that asks.

    The connection is made at the first question, and anew after one to which nothing came that binds the registry.
    """

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._open: SystemIdentity | None = None

    async def resolve(self, question: Question) -> tuple[Resolved, ...]:
        """See the port."""
        request = ResolveTokenRequest(_asked(question.transaction_id), question.numbers)
        return (await self._ask(lambda registry: registry.resolve(request))).resolved

    async def changes(self, after: Cursor, transaction_id: str) -> Changes:
        """See the port."""
        cursor = None if after == Cursor() else after
        request = ListChangesRequest(_asked(transaction_id), cursor, PAGE_SIZE)
        try:
            page = await self._ask(lambda registry: registry.changes(request))
        except QuestionRefused as refused:
            if any(field.startswith("cursor") for field in refused.fields):
                raise FeedBegunAnew from None
            raise
        return Changes(page.changes, page.next or after, page.more)

    async def settle(self) -> int:
        """Turn the promises of answers into receipts of the registry's log; how many are late. Raises NotAnswered."""
        return await self._ask(lambda registry: registry.settle())

    async def close(self) -> None:
        """Let go of the connection; the next question makes another."""
        registry, self._open = self._open, None
        if registry is not None:
            await registry.__aexit__()

    async def _ask(self, question: Callable[[SystemIdentity], Awaitable[T]]) -> T:
        try:
            if self._open is None:
                self._open = await SystemIdentity(self._profile).__aenter__()
            return await question(self._open)
        except Refusal as refusal:
            raise _refused(refusal) from None
        except (HubNotPinned, RegistryError, OSError, ValueError) as error:
            raise NotAnswered(type(error).__name__) from None
        except (Unproven, Unreadable) as error:
            await self.close()
            raise NotAnswered(str(error)) from None


def _refused(refusal: Refusal) -> Exception:
    if refusal.reason == "RATE_LIMITED":
        return AskedTooMuch(refusal.retry_after_s)
    if refusal.reason in UNFIT:
        return QuestionRefused(refusal.reason, tuple(broken.field for broken in refusal.broken))
    return NotAnswered(refusal.reason)


def _asked(transaction_id: str) -> Asked:
    """Numbers of records that the node holds: kept in order, under the registry's own statute."""
    return Asked(transaction_id, LegalBasis.NADRA, Purpose.RECORD_UPKEEP)
