"""The service as a node serves it to the systems of other nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rabta.exchange.v1 import anchor_service_pb2

from services.edge.call import Handler
from services.edge.service import Service
from services.exchange.anchors.ports import Heads
from services.exchange.anchors.rpc import routes


def _build(heads: Heads) -> Mapping[str, Handler]:
    return routes(heads)


SERVICE: Final[Service[Heads]] = Service(
    anchor_service_pb2.DESCRIPTOR.services_by_name["AnchorService"], _build, target="exchange"
)
