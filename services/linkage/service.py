"""The service as a node serves it. It answers GRAPH_UNAVAILABLE itself, so health asks for no graph."""

from __future__ import annotations

from typing import Final

from rabta.linkage.v1 import linkage_service_pb2

from services.edge.erasing import Eraser
from services.edge.service import Service
from services.linkage.app.context import Context
from services.linkage.app.erasers import erase_in_graph, erase_in_snapshots, erase_links
from services.linkage.rpc import named, routes

SERVICE: Final[Service[Context]] = Service(
    linkage_service_pb2.DESCRIPTOR.services_by_name["LinkageService"],
    routes,
    target="linkage",
    named=named,
    apart=True,
    erasers=(
        Eraser("graph", ("graph/**",), erase_in_graph),
        Eraser("snapshot", ("snapshot/*",), erase_in_snapshots),
        Eraser("linkage.db", ("linkage.db*",), erase_links),
    ),
)
