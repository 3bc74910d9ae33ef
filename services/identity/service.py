"""The service as a registry's node serves it."""

from __future__ import annotations

from typing import Final

from rabta.identity.v1 import identity_service_pb2

from services.edge.service import Part, Service
from services.identity.app.context import Context
from services.identity.rpc import routes

SERVICE: Final[Service[Context]] = Service(
    identity_service_pb2.DESCRIPTOR.services_by_name["IdentityService"],
    routes,
    target="identity",
    needs=frozenset({Part.REGISTRY, Part.LOG}),
)
