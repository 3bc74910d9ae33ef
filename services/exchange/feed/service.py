"""The service as a node gives its feed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rabta.exchange.v1 import exchange_service_pb2

from services.edge.call import Handler
from services.edge.service import Service
from services.exchange.feed.app.context import Context
from services.exchange.feed.rpc import routes


def _build(context: Context) -> Mapping[str, Handler]:
    return routes(context)


SERVICE: Final[Service[Context]] = Service(
    exchange_service_pb2.DESCRIPTOR.services_by_name["ExchangeService"], _build, target="exchange"
)
