"""The demonstration's browser against a console that serves: cookie, forms, and what a reader sees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.cli.demo.browsing import BrowserWindow, Seen
from services.cli.demo.console_scenes import running
from tests.fakes import live
from tests.fakes.console import REASON, RunningConsole, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import RECORDS
from tests.unit.client.calls import honest


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("browsing")), (live.FIA,), RECORDS) as made:
        honest(made)
        yield made


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile()) as made:
        yield made


def test_it_logs_in_states_a_purpose_and_searches(console: RunningConsole) -> None:
    window = BrowserWindow(console.origin)
    assert window.open("/search").status == 401
    assert window.open(console.links[-1].removeprefix(console.origin)).status == 200
    assert window.open("/search").heading == "Why do you ask?"
    assert window.fill_in("/reason", REASON).status == 200
    window.open("/search")
    found = window.fill_in("/search", {"by": "number", "kind": "CNIC", "number": "3520212345671", "country": ""})
    assert (found.status, found.heading) == (200, "Search")
    assert found.rows == 1
    assert "Every proof of this answer held" in found.text
    assert window.fill_in("/leave", {}).status == 200
    assert window.open("/search").status == 401


def test_a_form_without_the_session_s_secret_is_refused(console: RunningConsole) -> None:
    window = BrowserWindow(console.origin)
    window.open(console.links[-1].removeprefix(console.origin))
    window.token = "x" * 43
    assert window.fill_in("/reason", REASON).status == 403


def test_what_a_reader_sees_is_the_main_part_without_tags() -> None:
    page = Seen(200, "<nav>menu</nav><main>\n<h1>A &amp; <b>B</b></h1>\n<p>said</p></main>")
    assert (page.text, page.heading, page.rows) == ("A & B said", "A & B", 0)
    assert Seen(200, '<h1 tabindex="-1" autofocus>with the focus</h1>').heading == "with the focus"
    assert Seen(200, "bare").heading == ""


def test_a_console_that_was_started_is_ended(hub: HubThread) -> None:
    with running(hub.profile()) as link:
        origin, _, rest = link.partition("/login")
        assert BrowserWindow(origin).open(f"/login{rest}").status == 200
    with pytest.raises(ConnectionRefusedError):
        BrowserWindow(origin).open("/")
