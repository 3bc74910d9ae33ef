"""The service's methods: decode strictly, call the use case, which gives the bytes that it keeps."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Final, TypeVar

from services.edge.call import Call, Handler
from services.identity import wire
from services.identity.app.age import age_on
from services.identity.app.attributes import get_attributes
from services.identity.app.changes import list_changes
from services.identity.app.context import Context, System
from services.identity.app.family import get_family
from services.identity.app.resolve import resolve_token
from services.identity.app.verify import verify
from services.identity.confirmation import confirmation
from services.identity.provisional.app import Provisionals, Sought, Transaction, Wish
from services.identity.provisional.fitness import SignedFitness
from services.identity.provisional.ports import Children
from services.identity.provisional.registering import RegisteredChildren
from services.values.identity import (
    AgeOnRequest,
    ChangeProvisionalRequest,
    ChangeProvisionalResponse,
    FindProvisionalRequest,
    FindProvisionalResponse,
    GetAttributesRequest,
    GetFamilyRequest,
    ListChangesRequest,
    Provisional,
    RegisterProvisionalRequest,
    RegisterProvisionalResponse,
    ResolveTokenRequest,
    VerifyRequest,
)

SERVICE: Final = "/rabta.identity.v1.IdentityService/"


class IdentityRpc:
    """Handlers over the use cases; each raises their refusals."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def verify(self, call: Call, raw: bytes) -> bytes:
        """Whether claims agree with the register."""
        return await verify(self._context, call.inquiry(), wire.decode(VerifyRequest, raw), _question(call))

    async def age_on(self, call: Call, raw: bytes) -> bytes:
        """Whether a person has an age on a day."""
        return await age_on(self._context, call.inquiry(), wire.decode(AgeOnRequest, raw), _question(call))

    async def get_attributes(self, call: Call, raw: bytes) -> bytes:
        """A statement of attributes. A fresh word makes no other question of it."""
        request, inquiry = wire.decode(GetAttributesRequest, raw), call.inquiry()
        confirmed = confirmation(call.snapshot.registry, request.word, inquiry, wire.decode_confirmation)
        unworded = wire.encode(replace(request, word=None))
        question = call.method.encode() + sha256(unworded).digest()
        return await get_attributes(self._context, inquiry, request, question, confirmed)

    async def get_family(self, call: Call, raw: bytes) -> bytes:
        """Who is a person's family."""
        return await get_family(self._context, call.inquiry(), wire.decode(GetFamilyRequest, raw), _question(call))

    async def resolve_token(self, call: Call, raw: bytes) -> bytes:
        """Tokens in the place of numbers."""
        return await resolve_token(self._context, _system(call), wire.decode(ResolveTokenRequest, raw), _question(call))

    async def list_changes(self, call: Call, raw: bytes) -> bytes:
        """What became of the agency's tokens."""
        return await list_changes(self._context, _system(call), wire.decode(ListChangesRequest, raw), _question(call))


class ProvisionalRpc:
    """Handlers over children without documents; each raises the use cases' refusals."""

    def __init__(self, context: Context, children: Children) -> None:
        self._children, self._register = children, RegisteredChildren(context.register, context.keys.pairwise)
        self._selector = context.keys.selectors.token

    async def register(self, call: Call, raw: bytes) -> bytes:
        """A child's provisional identity, and who may be the same child."""
        said, by = _read(RegisterProvisionalRequest, raw, call)
        made = await self._app(call).open(call.inquiry(), by, said.provisional or Provisional(), said.word)
        return wire.encode(RegisterProvisionalResponse(made.child, made.candidates, made.more))

    async def change(self, call: Call, raw: bytes) -> bytes:
        """How an identity stands after one act."""
        said, by = _read(ChangeProvisionalRequest, raw, call)
        wish = Wish(said.id, said.act, said.guardian, said.word, said.identifier, said.reason, said.into)
        return wire.encode(ChangeProvisionalResponse(await self._app(call).change(call.inquiry(), by, wish)))

    async def find(self, call: Call, raw: bytes) -> bytes:
        """Candidates, or what waits."""
        said = wire.decode(FindProvisionalRequest, raw)
        sought = Sought(said.id, said.sought, said.waiting)
        found = await self._app(call).find(call.inquiry(), said.asked, sought)
        return wire.encode(FindProvisionalResponse(found.candidates, found.more))

    def _app(self, call: Call) -> Provisionals:
        """The use cases, which take the hub's word by the membership registry of this call."""
        fitness = SignedFitness(call.snapshot.registry, wire.decode_guardian)
        return Provisionals(self._children, fitness, self._register, self._selector)


Changing = TypeVar("Changing", RegisterProvisionalRequest, ChangeProvisionalRequest)


def _read(kind: type[Changing], raw: bytes, call: Call) -> tuple[Changing, Transaction]:
    said = wire.decode(kind, raw)
    return said, Transaction(said.asked, call.body_sha256)


def _question(call: Call) -> bytes:
    return call.method.encode() + call.body_sha256


def _system(call: Call) -> System:
    kind = call.snapshot.registry.agencies[call.agency].kind
    return System(call.agency, kind, call.tls.system, call.now_ms, call.trail)


def routes(context: Context, children: Children) -> dict[str, Handler]:
    """Handlers by full method path."""
    rpc, provisional = IdentityRpc(context), ProvisionalRpc(context, children)
    return {
        SERVICE + "Verify": rpc.verify,
        SERVICE + "AgeOn": rpc.age_on,
        SERVICE + "GetAttributes": rpc.get_attributes,
        SERVICE + "GetFamily": rpc.get_family,
        SERVICE + "ResolveToken": rpc.resolve_token,
        SERVICE + "ListChanges": rpc.list_changes,
        SERVICE + "RegisterProvisional": provisional.register,
        SERVICE + "ChangeProvisional": provisional.change,
        SERVICE + "FindProvisional": provisional.find,
    }
