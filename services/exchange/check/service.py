"""The service as a node serves it, over the records that it holds."""

from __future__ import annotations

from typing import Final

from rabta.exchange.v1 import check_service_pb2

from services.edge.service import Service
from services.exchange.check.app import UseCases
from services.exchange.check.rpc import routes

SERVICE: Final[Service[UseCases]] = Service(
    check_service_pb2.DESCRIPTOR.services_by_name["CheckService"], routes, target="exchange"
)
