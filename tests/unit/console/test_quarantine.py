"""Acts on what a node keeps aside: each does what its command does, and nobody does one without the session's form."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.console.pages.quarantine import ACTS, PATH
from services.draw.table_words import heading, title
from services.listing import copies
from services.records.app.context import Context
from services.records.app.copies_aside import kept_aside, let_go
from services.records.app.copying import ACCEPTED, stop
from services.values.copies import RECORDS
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import rabta
from tests.unit.cli.test_sync_quarantine import HUB, keep_two, own, stopped, with_records
from tests.unit.console.asked import seen

FORGET = {"act": "forget", "item": f"{HUB} 17", "sure": "1"}


async def stop_feed(context: Context) -> None:
    await stop(context, HUB, RECORDS, "malformed")


async def let_all_go(context: Context) -> None:
    await let_go(context, [each.place for each in await kept_aside(context, HUB, (0, 0), 100)])


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("quarantine")), (live.FIA,)) as made:
        yield made


@pytest.fixture(scope="module")
def node(hub: HubThread, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = own(hub.files, tmp_path_factory.mktemp("node"))
    made.chmod(0o700)
    return made


@pytest.fixture(scope="module")
def console(hub: HubThread, node: Path) -> Iterator[RunningConsole]:
    with running_console(hub.profile(), node) as made:
        yield made


@pytest.fixture
def browser(console: RunningConsole, node: Path) -> Iterator[Browser]:
    """Two items are kept aside of a hub that does not answer, and its feed is stopped."""
    with_records(node, let_all_go)
    with_records(node, keep_two)
    with_records(node, stop_feed)
    made = console.browser()
    made.login()
    made.get("/operations")
    yield made
    made.get("/")
    made.post("/leave")
    made.client.close()


def kept(node: Path) -> list[int]:
    """Numbers of what is kept aside, as the command has them."""
    told = json.loads(rabta("sync", "quarantine", node, "--output", "json").stdout)
    return [each["number"] for each in told["aside"]]


def commands(page: str) -> list[str]:
    (command,) = re.findall(r"<code>(.*?)</code>", page)
    return shlex.split(command)[1:]


def test_each_act_is_offered_where_it_has_something_to_act_on(browser: Browser, node: Path) -> None:
    page = browser.get(PATH).text
    assert re.findall(r'name="act" value="([a-z-]+)"', page) == list(ACTS)
    assert re.findall(r'<option value="(pk.hub \d+)">', page) == [f"{HUB} 17", f"{HUB} 18"]
    with_records(node, let_all_go)
    assert re.findall(r'name="act" value="([a-z-]+)"', browser.get(PATH).text) == ["go-on"]


def test_a_number_is_forgotten_and_no_other_and_the_command_does_the_same(browser: Browser, node: Path) -> None:
    page = browser.post(PATH, FORGET).text
    assert kept(node) == [18]
    assert "What came of it Forgotten number 1" in seen(page)
    assert commands(page) == ["sync", "quarantine", str(node), HUB, "--forget", "17"]
    assert "0 forgotten" in rabta(*commands(page)).stdout + rabta(*commands(page)).output


def test_a_stopped_feed_goes_on_and_the_command_does_the_same(browser: Browser, node: Path) -> None:
    page = browser.post(PATH, {"act": "go-on", "peer": HUB}).text
    assert with_records(node, stopped) == ACCEPTED
    assert "What came of it Going on feed records" in seen(page)
    assert "Stopped: none" in seen(page)
    assert "no feed is stopped" in rabta(*commands(page)).output


@pytest.mark.parametrize("peer", ["", HUB])
def test_where_the_node_cannot_log_it_nothing_is_tried_and_all_stays(browser: Browser, node: Path, peer: str) -> None:
    answer = browser.post(PATH, {"act": "retry", "peer": peer})
    assert answer.status_code == 502
    assert "What is kept aside stays" in answer.text
    assert str(node) not in answer.text
    assert kept(node) == [17, 18]


def test_what_became_of_a_retry_is_told_by_outcome() -> None:
    assert list(copies.tried([("unfit", 1), ("held", 12)]).rows) == [("held", "12"), ("unfit", "1")]
    assert list(copies.tried([]).rows) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "erase"},
        {"act": "go-on", "peer": ""},
        {"sure": ""},
        {"item": ""},
        {"item": HUB},
        {"item": f"{HUB} 0"},
        {"item": f"{HUB} -17"},
        {"item": f"{HUB} ١٧"},
        {"item": f"{HUB} {'9' * 30}"},
        {"item": " 17"},
    ],
)
def test_what_no_form_offers_is_not_done(browser: Browser, node: Path, fields: dict[str, str]) -> None:
    assert browser.post(PATH, FORGET | fields).status_code == 400
    assert kept(node) == [17, 18]
    assert with_records(node, stopped) == "malformed"


@pytest.mark.parametrize("act", ACTS)
def test_of_whom_is_no_peer_nothing_is_done(browser: Browser, node: Path, act: str) -> None:
    assert browser.post(PATH, {"act": act, "peer": "pk.fia", "item": "pk.fia 17", "sure": "1"}).status_code == 502
    assert kept(node) == [17, 18]


@pytest.mark.parametrize("act", [FORGET, {"act": "go-on", "peer": HUB}, {"act": "retry"}], ids=lambda one: one["act"])
def test_a_stranger_does_nothing(console: RunningConsole, browser: Browser, node: Path, act: dict[str, str]) -> None:
    """Without a session, from another site, and with another session's secret."""
    stranger = console.browser()
    assert stranger.post(PATH, act).status_code == 401
    assert browser.post(PATH, act, origin="https://evil.example").status_code == 403
    assert browser.post(PATH, act | {"csrf_token": "x" * 43}).status_code == 403
    assert kept(node) == [17, 18]
    assert with_records(node, stopped) == "malformed"
    stranger.client.close()


def test_the_page_is_in_urdu(browser: Browser) -> None:
    browser.get("/")
    browser.post("/language", {"language": "ur", "then": "/"})
    for page in (browser.get(PATH).text, browser.post(PATH, {"act": "go-on", "peer": HUB}).text):
        assert '<html lang="ur" dir="rtl">' in page
        assert "\ufffd" not in page
    browser.get("/")
    browser.post("/language", {"language": "en", "then": "/"})
    assert [each for each in copies.OUTCOMES if heading(each, True) == each] == []
    for name in ("Tried again", "Going on", "Forgotten"):
        assert title(name, True) != name
