"""The one list of services: what the protos declare is in it, and each line is served whole."""

from __future__ import annotations

from typing import Any

import pytest

from services.edge import registry_rpc
from services.edge.routes import methods
from services.edge.service import WHOLE, Part, Service
from services.exchange.hits import service as hits
from services.exchange.hits.build import UseCases as Hits
from services.identity import service as identity
from services.identity.app.context import Context
from services.identity.build import UseCases as Identity
from services.identity.keys import Keys
from services.linkage.alerting import service as alerting
from services.linkage.alerting.build import AlertRoom
from services.node.services import APART, DESCRIPTORS, SERVICES, needs_of
from services.node.settings import TARGETS
from services.oversight import service as oversight
from services.oversight.build import UseCases
from tests.arch.test_protos import METHODS

NOT_ASKED: Any = None
"""A room of which nothing is wanted before a call comes."""
AROUND: dict[str, Any] = {
    oversight.SERVICE.name: UseCases._make([NOT_ASKED] * len(UseCases._fields)),
    hits.SERVICE.name: Hits(NOT_ASKED, NOT_ASKED),
    alerting.SERVICE.name: AlertRoom(NOT_ASKED, NOT_ASKED, NOT_ASKED),
    identity.SERVICE.name: Identity(Context(NOT_ASKED, Keys.of(bytes(32)), NOT_ASKED, NOT_ASKED), NOT_ASKED),
}
"""Services over more than one room."""


def served(service: Service[Any]) -> Any:
    return service.over(AROUND.get(service.name, NOT_ASKED))


each_service = pytest.mark.parametrize("service", SERVICES, ids=[service.name for service in SERVICES])


def test_every_service_of_the_protos_that_goes_through_the_chain_has_a_line() -> None:
    assert sorted(path for path, _ in methods(iter(DESCRIPTORS))) == sorted(path for path, _ in METHODS)


@each_service
def test_each_declared_method_is_served_and_no_other(service: Service[Any]) -> None:
    """A method without a handler would be METHOD_UNKNOWN to everybody, and nothing else would say so."""
    assert set(served(service).handlers) == {path for path, _ in methods(iter([service.descriptor]))}


@each_service
def test_what_counts_before_it_is_done_is_of_changes_alone(service: Service[Any]) -> None:
    assert set(served(service).named) <= APART


def test_a_node_is_told_to_serve_them_by_these_words() -> None:
    assert tuple(dict.fromkeys(service.target for service in SERVICES if service.target)) == TARGETS
    assert [service for service in SERVICES if not service.target] == [registry_rpc.SERVICE]


def test_health_asks_for_what_each_needs() -> None:
    paths = [path for path, _ in METHODS]
    assert needs_of(paths) == {service.name: service.needs for service in SERVICES}
    assert needs_of([]) == {}
    assert all(service.needs <= frozenset(Part) for service in SERVICES)
    assert {service.needs for service in SERVICES if service.apart} == {WHOLE}
