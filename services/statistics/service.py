"""The service as a node serves it."""

from __future__ import annotations

from typing import Final

from rabta.statistics.v1 import statistics_service_pb2

from services.edge.service import Service
from services.statistics.app import ReleaseDesk
from services.statistics.rpc import routes

SERVICE: Final[Service[ReleaseDesk]] = Service(
    statistics_service_pb2.DESCRIPTOR.services_by_name["StatisticsService"], routes, target="exchange"
)
