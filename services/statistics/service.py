"""The service as a node serves it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from rabta.statistics.v1 import statistics_service_pb2

from services.edge.service import Part, Service
from services.statistics.app import ReleaseDesk
from services.statistics.rpc import routes

SERVICE: Final[Service[ReleaseDesk]] = Service(
    statistics_service_pb2.DESCRIPTOR.services_by_name["StatisticsService"], routes, target="exchange"
)
OF_REGISTRY: Final = replace(SERVICE, target="identity", needs=frozenset({Part.REGISTRY, Part.LOG}))
"""The same over what an identity registry's own node holds."""
