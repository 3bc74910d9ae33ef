"""The service as a node serves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rabta.exchange.v1 import hit_service_pb2

from services.edge.call import Handler
from services.edge.erasing import Eraser
from services.edge.service import Service
from services.exchange.hits.build import UseCases
from services.exchange.hits.rpc import routes


def _build(use_cases: UseCases) -> Mapping[str, Handler]:
    return routes(*use_cases)


async def _erase(use_cases: UseCases, records: Sequence[str]) -> int:
    return await use_cases.hits.requests.erase(records)


SERVICE: Final[Service[UseCases]] = Service(
    hit_service_pb2.DESCRIPTOR.services_by_name["HitService"],
    _build,
    target="exchange",
    erasers=(Eraser("desk.db", ("desk.db*",), _erase),),
)
