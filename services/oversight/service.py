"""The service as a node serves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from rabta.audit.v1 import audit_service_pb2

from audit.client import AuditClient
from services.edge.call import Handler
from services.edge.service import Part, Service
from services.oversight.app import Oversight
from services.oversight.reads_store import ReadIndex
from services.oversight.refusals_store import RefusalsTold
from services.oversight.rpc import routes


class Around(NamedTuple):
    """What a node hands in: the use cases, what they find in, and the live connection to the log, if there is one."""

    app: Oversight
    reads: ReadIndex
    told: RefusalsTold
    log: Callable[[], AuditClient | None]


def _build(around: Around) -> Mapping[str, Handler]:
    return routes(*around)


SERVICE: Final[Service[Around]] = Service(
    audit_service_pb2.DESCRIPTOR.services_by_name["AuditService"],
    _build,
    target="oversight",
    needs=frozenset({Part.REGISTRY, Part.LOG}),
)
