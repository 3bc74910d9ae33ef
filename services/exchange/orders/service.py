"""The service as a node that gives copies serves it."""

from __future__ import annotations

from typing import Final

from rabta.exchange.v1 import order_service_pb2

from services.edge.service import Service
from services.exchange.orders.rpc import UseCases, routes

SERVICE: Final[Service[UseCases]] = Service(
    order_service_pb2.DESCRIPTOR.services_by_name["OrderService"], routes, target="exchange"
)
