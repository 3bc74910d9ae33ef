"""One question to the hub: token, call, and every proof that its answer must bear.

No answer leaves this module unchecked: what binds the hub is checked by the channel, what binds owners, issuers and the
log by the kind of the answer, here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Generic, Protocol, TypeVar

from google.protobuf.message import DecodeError, Message
from rabta.audit.v1.audit_service_pb2 import FindRefusalsResponse, GetEntriesResponse
from rabta.exchange.v1.order_service_pb2 import ListOrdersResponse
from rabta.records.v1.records_service_pb2 import (
    GetHistoryResponse,
    GetPageResponse,
    GetPersonResponse,
    GetRecordResponse,
    ListVersionsResponse,
)

from services.access.details import Details
from services.client.channel import Channel, Exchange
from services.client.entries import check_entries
from services.client.errors import Unproven
from services.client.identity_check import hold
from services.client.orders_check import check_orders
from services.client.own_page import check_page
from services.client.profile import Profile
from services.client.refusals_check import check_told
from services.client.registries import held
from services.client.token import Applicant, Tokens, audience_of, fetch_approval
from services.client.versions import check_history, check_person, check_record
from services.evidence.timeline import record_pages

A = TypeVar("A", bound=Message)
Keep = Callable[[Exchange], Awaitable[None]]
"""Told of the first proven outcome, a signed refusal too, before anything is made of it: what evidence is kept from."""


class TokenSource(Protocol):
    """Where an officer's tokens come from."""

    async def fetch(self, details: Details) -> str:
        """A token for ``details`` that lasts as long as a call."""
        ...


@dataclass(frozen=True, slots=True)
class Approved:
    """An approval that the second person gave elsewhere: their token, good for one question, once."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answered(Generic[A]):
    """A proven answer. ``unsigned``: how many of its versions come without bytes, and are the hub's word alone."""

    message: A
    exchange: Exchange
    unsigned: int = 0


class Asking:
    """Questions under one profile over one channel.

    ``tokens``: the officer's; None for those that the key of the profile's officer fetches as they are needed.
    """

    def __init__(self, channel: Channel, tokens: TokenSource | None = None) -> None:
        self._channel = channel
        self._tokens = tokens

    async def ask(
        self,
        details: Details | None,
        request: Message,
        kind: type[A],
        *,
        approver: Profile | Approved | None = None,
        keep: Keep | None = None,
    ) -> Answered[A]:
        """The answer, of the class ``kind``. ``details`` None: asked by the system, without an officer.

        ``approver``: profile of the person who approves this very question, or the approval that they gave; their token
        is good for one try, as is a question whose outcome is to be kept. Raises Refusal (signed by the hub), Unproven,
        TokenRefused, IssuerUnreachable, and ProfileError where the profile names no officer.
        """
        method, body = method_of(request), request.SerializeToString(deterministic=True)
        token = await self.token(details) if details else ""
        approval = await self._approval(approver, details, method, body) if approver and details else ""
        if keep is None and not approval:
            exchange = await self._channel.call(method, body, token)
        else:
            exchange = await self._once(method, body, token, approval, keep)
        answer = _parsed(kind, exchange.proven.body)
        hold(self._channel.profile.agency, request, answer, self._channel.clock())
        return Answered(answer, exchange, check(self._channel.profile, request, answer))

    async def token(self, details: Details) -> str:
        """The officer's token for a reason, with at least a minute to live. Raises as :meth:`ask`."""
        if self._tokens is None:
            self._tokens = Tokens(Applicant.of(self._channel.profile))
        return await self._tokens.fetch(details)

    async def _approval(self, approver: Profile | Approved, details: Details, method: str, body: bytes) -> str:
        """Token of the second person for this question of the officer, from their own agency's issuer."""
        if isinstance(approver, Approved):
            return approver.token
        officer = self._channel.profile.officer
        second = replace(Applicant.of(approver), audience=lambda: audience_of(self._channel.profile))
        return (await fetch_approval(second, method, officer, sha256(body).digest(), details)).token

    async def _once(self, method: str, body: bytes, token: str, approval: str, keep: Keep | None) -> Exchange:
        """One try, after the registry is level with the hub's."""
        await self._channel.fetch_registry()
        exchange = await self._channel.outcome(method, body, token, approval)
        if keep is not None:
            await keep(exchange)
        exchange.proven.raise_refusal()
        return exchange


def method_of(request: Message) -> str:
    """Path of the one method that takes this message: of a service in its file, else of its package's.

    Each message is named after its method.
    """
    for service in request.DESCRIPTOR.file.services_by_name.values():
        for method in service.methods:
            if method.input_type == request.DESCRIPTOR:
                return f"/{service.full_name}/{method.name}"
    package, _, name = request.DESCRIPTOR.full_name.rpartition(".")
    return f"/{package}.{package.split('.')[1].capitalize()}Service/{name.removesuffix('Request')}"


def check(profile: Profile, request: Any, answer: Message) -> int:
    """Raise Unproven unless owners, issuers and log say what the answer says; how many versions come without bytes."""
    match answer:
        case GetHistoryResponse():
            return check_history(profile, answer.history, request.selector.identifier)
        case GetRecordResponse():
            return _check_one(profile, request.name, answer)
        case ListVersionsResponse():
            check_record(profile, request.name, answer.versions, answer.pages)
            return sum(not one.version for one in answer.versions)
        case GetPageResponse():
            check_page(held(profile).current(), profile.agency, request, answer)
        case GetPersonResponse():
            check_person(profile, request.record, answer)
        case GetEntriesResponse():
            check_entries(profile, answer, request.start, request.count)
        case ListOrdersResponse():
            check_orders(held(profile).current(), answer)
        case FindRefusalsResponse():
            check_told(held(profile).current(), answer.told, whole=False)
    return 0


def _check_one(profile: Profile, name: str, answer: GetRecordResponse) -> int:
    if answer.HasField("remains"):
        if answer.remains.record != name or answer.HasField("version"):
            raise Unproven("record")
        return 0
    check_record(profile, name, [answer.version], record_pages(answer))
    return int(not answer.version.version)


def _parsed(kind: type[A], body: bytes) -> A:
    try:
        return kind.FromString(body)
    except DecodeError:
        raise Unproven("form") from None
