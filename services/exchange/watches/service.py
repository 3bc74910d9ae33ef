"""The service as a node serves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rabta.exchange.v1 import watch_service_pb2

from services.edge.erasing import Eraser
from services.edge.service import Service
from services.exchange.watches.app import Watching
from services.exchange.watches.rpc import routes


async def _erase(watches: Watching, records: Sequence[str]) -> int:
    return await watches.watches.erase(records)


SERVICE: Final[Service[Watching]] = Service(
    watch_service_pb2.DESCRIPTOR.services_by_name["WatchService"],
    routes,
    target="exchange",
    erasers=(Eraser("watches.db", ("watches.db*",), _erase),),
)
