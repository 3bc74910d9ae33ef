"""FIA's console, its issuer and a hub, once a file; and two officers with a passkey each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from tests.fakes.agency_console import OfficersBrowser, RunningAgencyConsole, agency_console_running
from tests.fakes.authenticator import Authenticator
from tests.unit.cli.rabta import RECORDS
from tests.unit.client.calls import honest

ADDRESSES = (f"127.1.{number // 250}.{number % 250 + 1}" for number in itertools.count())
"""Each test asks from an address of its own, as attempts are counted by address."""


@pytest.fixture(scope="session")
def shared_agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAgencyConsole]:
    with agency_console_running(tmp_path_factory.mktemp("agency"), RECORDS) as made:
        yield made


@pytest.fixture(scope="session")
def ahmed(shared_agency: RunningAgencyConsole) -> Authenticator:
    """The passkey of fia-1042."""
    return shared_agency.enrolled("fia-1042")


@pytest.fixture(scope="session")
def bano(shared_agency: RunningAgencyConsole) -> Authenticator:
    """The passkey of fia-2001."""
    return shared_agency.enrolled("fia-2001")


@pytest.fixture
def agency(shared_agency: RunningAgencyConsole, ahmed: Authenticator, bano: Authenticator) -> RunningAgencyConsole:
    """The console, its clock right again; the hub was asked nothing yet."""
    del ahmed, bano
    hub = shared_agency.desk.hub
    hub.hub.bodies.clear()
    hub.hub.ran.clear()
    honest(hub)
    shared_agency.offset_ms = 0
    return shared_agency


@pytest.fixture
def browser(agency: RunningAgencyConsole) -> Iterator[OfficersBrowser]:
    made = agency.browser(address=next(ADDRESSES))
    yield made
    made.client.close()
