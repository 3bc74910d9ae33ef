"""MembershipService: hands out the signed registry, which proves itself."""

from __future__ import annotations

from collections.abc import Callable

from rabta.membership.v1 import membership_service_pb2 as pb

from services.access.errors import NotFound
from services.edge.call import Call, Handler
from services.edge.decode import decode

MOST = 50
GET_REGISTRY = "/rabta.membership.v1.MembershipService/GetRegistry"


def registry_routes(versions: Callable[[int, int], list[bytes]]) -> dict[str, Handler]:
    """``versions(start, most)``: signed files from version ``start`` on, oldest first; 0 for the newest alone."""

    async def get_registry(_call: Call, raw: bytes) -> bytes:
        found = versions(decode(pb.GetRegistryRequest, raw).version, MOST)
        if not found:
            raise NotFound
        return pb.GetRegistryResponse(registries=found).SerializeToString(deterministic=True)

    return {GET_REGISTRY: get_registry}
