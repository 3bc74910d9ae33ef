"""The federations that the tests of many files share: each leaves them as they were, with people of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e import exchange, identity, network, planted, referrals
from tests.e2e.world import NETWORK, World, made, running, started
from tests.starts import WORLDS, allowed

CALL_SLOTS = 256
NUMBERS_AN_HOUR = 90
"""Of one officer: above what all tests of one process ask as the officer whom most of them are."""
OF_AN_AGENCY = 300
NUMBERS_AT_REGISTRY = 25


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file shares only what its row of ``starts.tsv`` says, as by that row it goes to one worker with the others."""
    shared = {fixture: name for name, fixture in WORLDS.items()}
    for item in items:
        path = item.nodeid.partition("::")[0]
        used = {shared[name] for name in getattr(item, "fixturenames", ()) if name in shared}
        if path.startswith("tests/e2e/") and not used <= set(allowed(path).shares):
            raise pytest.UsageError(f"tests/e2e/starts.tsv: {path} shares {', '.join(sorted(used))} without saying so")


@pytest.fixture(scope="package")
def plain_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two edges on one port, four witnesses, two shelters besides, everything planted; few call slots and few numbers an
    hour.
    """
    up = made(
        tmp_path_factory.mktemp("plain"),
        shared="plain",
        witnesses=4,
        also=referrals.BODIES,
        processes=2,
        call_slots=CALL_SLOTS,
        officer_per_hour=NUMBERS_AN_HOUR,
        agency_per_hour=OF_AN_AGENCY,
    )
    referrals.list_bearers(up)
    with started(up):
        up.plant(planted.all_records())
        yield up
        assert "fork_posix" not in up.run.said("hub"), "gRPC's handlers ran where an edge started a process (ADR 137)"


@pytest.fixture(scope="package")
def network_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One edge, the engine and the projector; records and feeds planted."""
    with running(tmp_path_factory.mktemp("network"), shared="network", targets=NETWORK, processes=1) as up:
        up.plant(planted.all_records())
        network.plant_feeds(up)
        network.graph_ready(up)
        yield up
        up.run.no_traceback("hub")


@pytest.fixture(scope="package")
def exchange_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A hub that gives copies by agreements, in one federation with an identity registry; everything planted.

    One edge, which a proxy may stand before.
    """
    settings: dict[str, Any] = {"processes": 1, "per_address": 1024}
    up = made(tmp_path_factory.mktemp("exchange"), shared="exchange", targets=exchange.GIVING, **settings)
    identity.join_registry(up.files, identity.CENTRAL, identity.OTHERS)
    exchange.agree(up.files, *exchange.AGREED, *exchange.ALSO_AGREED)
    with started(up):
        up.plant(planted.all_records())
        yield up
        up.run.no_traceback("hub")


@pytest.fixture(scope="package")
def registry_world(exchange_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The registry's node beside that hub; few numbers an hour of one officer."""
    folder = tmp_path_factory.mktemp("registry") / "parts"
    with identity.registry_beside(exchange_world, folder, officer_per_hour=NUMBERS_AT_REGISTRY) as up:
        yield up
