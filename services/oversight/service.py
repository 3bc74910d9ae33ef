"""The service as a node serves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rabta.audit.v1 import audit_service_pb2

from services.edge.call import Handler
from services.edge.service import Part, Service
from services.oversight.build import UseCases
from services.oversight.rpc import routes


def _build(use_cases: UseCases) -> Mapping[str, Handler]:
    return routes(*use_cases)


SERVICE: Final[Service[UseCases]] = Service(
    audit_service_pb2.DESCRIPTOR.services_by_name["AuditService"],
    _build,
    target="oversight",
    needs=frozenset({Part.REGISTRY, Part.LOG}),
)
