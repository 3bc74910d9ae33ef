"""The service as a node serves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rabta.exchange.v1 import correction_service_pb2

from services.edge.call import Handler
from services.edge.erasing import Eraser
from services.edge.service import Service
from services.exchange.corrections.app import Corrections
from services.exchange.corrections.rpc import routes


def _build(use_cases: Corrections) -> Mapping[str, Handler]:
    return routes(use_cases)


async def _erase(use_cases: Corrections, records: Sequence[str]) -> int:
    return await use_cases.proposals.erase(records)


SERVICE: Final[Service[Corrections]] = Service(
    correction_service_pb2.DESCRIPTOR.services_by_name["CorrectionService"],
    _build,
    target="exchange",
    erasers=(Eraser("corrections.db", ("corrections.db*",), _erase),),
)
