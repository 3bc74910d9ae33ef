"""MembershipService: hands out the signed registry, which proves itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rabta.membership.v1 import membership_service_pb2 as pb

from services.access.errors import NotFound
from services.edge.call import Call, Handler
from services.edge.service import Part, Service
from services.membership.registry import Registry
from services.values.encoding.strict import decode

MAX_STEPS = 50
ANSWER_BYTES = 7 << 20
"""Below what a client takes as one answer, 8 MiB: a registry of many systems has 244 bytes for each."""
RIDING = "rabta-registry-bin"
RIDING_BYTES = 512 * 1024
GET_REGISTRY = "/rabta.membership.v1.MembershipService/GetRegistry"


Versions = Callable[[int, int], list[bytes]]
"""``versions(start, most)``: signed files from version ``start`` on, oldest first; 0 for the newest alone."""


def riding(versions: Versions, call: Call) -> tuple[tuple[str, bytes], ...]:
    """Metadata that a refusal to give the registry carries for who acts under an older version than this hub.

    The versions after that one, as GetRegistryResponse, as many as 512 KiB hold: each proves itself, and together they
    name the key that signed the refusal. Without them it could not be told from anybody's invention.
    """
    mine: Registry = call.snapshot.registry
    cited = call.header.registry_version
    if call.method != GET_REGISTRY or cited >= mine.version:
        return ()
    found = pb.GetRegistryResponse()
    for signed in versions(cited + 1, MAX_STEPS):
        if found.ByteSize() + len(signed) + 8 > RIDING_BYTES:
            break
        found.registries.append(signed)
    return ((RIDING, found.SerializeToString(deterministic=True)),) if found.registries else ()


def fitting(found: list[bytes]) -> list[bytes]:
    """The first, and as many after it as ``ANSWER_BYTES`` hold; a client asks again for the rest."""
    room, taken = ANSWER_BYTES, 0
    for signed in found:
        room -= len(signed) + 8
        if room < 0 and taken:
            break
        taken += 1
    return found[:taken]


def registry_routes(versions: Versions) -> dict[str, Handler]:
    """GetRegistry over those versions."""

    async def get_registry(_call: Call, raw: bytes) -> bytes:
        found = versions(decode(pb.GetRegistryRequest, raw).version, MAX_STEPS)
        if not found:
            raise NotFound
        return pb.GetRegistryResponse(registries=fitting(found)).SerializeToString(deterministic=True)

    return {GET_REGISTRY: get_registry}


SERVICE: Final[Service[Versions]] = Service(
    pb.DESCRIPTOR.services_by_name["MembershipService"], registry_routes, needs=frozenset({Part.LOG})
)
"""Every node hands out the registry, after its expiry too."""
