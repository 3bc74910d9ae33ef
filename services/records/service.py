"""The service as a node serves it."""

from __future__ import annotations

from typing import Final

from rabta.records.v1 import records_service_pb2

from services.edge.erasing import Eraser
from services.edge.service import Service
from services.records.app.context import Context
from services.records.app.erasers import erase_in_index, erase_questions, erase_records
from services.records.rpc import routes

SERVICE: Final[Service[Context]] = Service(
    records_service_pb2.DESCRIPTOR.services_by_name["RecordsService"],
    routes,
    target="records",
    apart=True,
    erasers=(
        Eraser("records.db", ("records.db*", "records.keys", "records.keys.copies"), erase_records),
        Eraser("index of persons", ("match/*",), erase_in_index),
        Eraser("identity.db", ("identity.db*",), erase_questions),
    ),
)
