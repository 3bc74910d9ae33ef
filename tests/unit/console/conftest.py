"""A hub that answers honestly, and an officer's console of it: made once for all that leave them as they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, running_console, second_profile
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import RECORDS
from tests.unit.client.calls import honest


@pytest.fixture(scope="session")
def console_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("console")), (live.FIA,), RECORDS) as made:
        yield made


@pytest.fixture
def hub(console_hub: HubThread) -> HubThread:
    """What a test may turn; every route answers as the protocol has it."""
    console_hub.hub.bodies.clear()
    console_hub.hub.ran.clear()
    console_hub.issuers[live.FIA].refuse = ""
    console_hub.issuers[live.FIA].asked.clear()
    honest(console_hub)
    return console_hub


@pytest.fixture(scope="session")
def shared_console(console_hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(console_hub.profile()) as made:
        yield made


@pytest.fixture
def console(shared_console: RunningConsole, hub: HubThread) -> RunningConsole:
    """The console; its clock goes right, and a link waits."""
    shared_console.offset_ms = 0
    return shared_console


@pytest.fixture
def browser(console: RunningConsole) -> Iterator[Browser]:
    """A browser, logged out again by the end, so that a link waits for the next."""
    made = console.browser()
    yield made
    if made.cookie:
        made.get("/")
        made.post("/leave")
    made.client.close()


@pytest.fixture(scope="module")
def two(hub: HubThread) -> Iterator[RunningConsole]:
    """Of a module with a hub of its own: a console of its first agency, started with a second person."""
    first = hub.profile(next(iter(hub.ports)))
    with running_console(first, second=second_profile(first)) as made:
        yield made


@pytest.fixture(scope="module")
def beside_oversight(hub: HubThread) -> Iterator[RunningConsole]:
    """The same with a second person of oversight."""
    with running_console(
        hub.profile(next(iter(hub.ports))), second=second_profile(hub.profile(live.OVERSIGHT))
    ) as made:
        yield made


@pytest.fixture(scope="module")
def alone(hub: HubThread) -> Iterator[RunningConsole]:
    """The same without a second person."""
    with running_console(hub.profile(next(iter(hub.ports)))) as made:
        yield made
