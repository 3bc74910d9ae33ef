"""The service as a registry's node serves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rabta.identity.v1 import identity_service_pb2

from services.edge.call import Handler
from services.edge.service import Part, Service
from services.identity.build import UseCases
from services.identity.rpc import routes


def _build(use_cases: UseCases) -> Mapping[str, Handler]:
    return routes(*use_cases)


SERVICE: Final[Service[UseCases]] = Service(
    identity_service_pb2.DESCRIPTOR.services_by_name["IdentityService"],
    _build,
    target="identity",
    needs=frozenset({Part.REGISTRY, Part.LOG}),
)
