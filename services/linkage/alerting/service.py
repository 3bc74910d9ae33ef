"""The service as a node serves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rabta.linkage.v1 import alert_service_pb2

from services.edge.call import Handler
from services.edge.erasing import Eraser
from services.edge.service import Service
from services.linkage.alerting.build import AlertRoom
from services.linkage.alerting.rpc import routes


def _build(room: AlertRoom) -> Mapping[str, Handler]:
    return routes(room.desk, room.protection)


async def _erase(room: AlertRoom, records: Sequence[str]) -> int:
    return await room.desk.alerts.erase(records, room.clock())


SERVICE: Final[Service[AlertRoom]] = Service(
    alert_service_pb2.DESCRIPTOR.services_by_name["AlertService"],
    _build,
    target="linkage",
    erasers=(Eraser("alerts.db", ("alerts.db*",), _erase),),
)
