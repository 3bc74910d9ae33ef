"""The services of a node, a line each: what routes, health, the process of changes and tests read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from services.edge import registry_rpc
from services.edge.service import Part, Service
from services.exchange.anchors import service as anchors
from services.exchange.check import service as check
from services.exchange.corrections import service as corrections
from services.exchange.feed import service as feed
from services.exchange.hits import service as hits
from services.exchange.orders import service as orders
from services.exchange.watches import service as watches
from services.identity import service as identity
from services.linkage import service as linkage
from services.linkage.alerting import service as alerting
from services.oversight import service as oversight
from services.records import service as records
from services.referral import service as referrals
from services.statistics import service as statistics

SERVICES: Final[tuple[Service[Any], ...]] = (
    registry_rpc.SERVICE,
    records.SERVICE,
    oversight.SERVICE,
    linkage.SERVICE,
    alerting.SERVICE,
    hits.SERVICE,
    corrections.SERVICE,
    watches.SERVICE,
    referrals.SERVICE,
    statistics.SERVICE,
    identity.SERVICE,
    check.SERVICE,
    feed.SERVICE,
    orders.SERVICE,
    anchors.SERVICE,
)
DESCRIPTORS: Final = [service.descriptor for service in SERVICES]
APART: Final = frozenset(path for service in SERVICES if service.apart for path in service.changes())
"""Methods that write records or links: all of them, so that no edge waits within its thread for the file's turn."""


def needs_of(paths: Iterable[str]) -> dict[str, frozenset[Part]]:
    """Full name of each service that has a route -> what it needs to answer."""
    routed = {path.split("/")[1] for path in paths}
    return {service.name: service.needs for service in sorted(SERVICES, key=_name) if service.name in routed}


def _name(service: Service[Any]) -> str:
    return service.name
