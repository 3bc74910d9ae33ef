"""One hub and its agencies' issuers for the whole of a file's tests; what they answer is each test's own."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer import main as typer_main
from typer.utils import get_params_from_function

from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import RECORDS

typer_main.get_params_from_function = functools.cache(  # type: ignore[attr-defined]  # typer does not export it
    get_params_from_function
)
"""What a command takes is read from its signature, once in a process of its own: a third of the time of hundreds here."""
AGENCIES = (live.FIA, live.OVERSIGHT, "pk.prisons")


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("federation")), AGENCIES, RECORDS) as made:
        yield made


@pytest.fixture
def hub_desk(shared_desk: HubThread) -> HubThread:
    """As new: no route answers anything of its own, no issuer refuses, the log is there."""
    shared_desk.hub.bodies.clear()
    shared_desk.hub.ran.clear()
    shared_desk.hub.log.refuse = lambda _item: None
    shared_desk.hub.log.down = shared_desk.hub.log.stale = False
    shared_desk.hub.log.covered = None
    for issuer in shared_desk.issuers.values():
        issuer.refuse = ""
        issuer.asked.clear()
    return shared_desk


@pytest.fixture(scope="module")
def hub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    """A hub that serves a file's ``METHODS`` to one agency."""
    files = live.copied(tmp_path_factory.mktemp("federation"))
    with hub_thread(files, (live.FIA,), request.module.METHODS) as made:
        yield made


@pytest.fixture
def officer(hub: HubThread) -> Path:
    """Profile of an officer whom the hub as new answers."""
    hub.hub.bodies.clear()
    return hub.profile()
