"""Operations: what the commands say of a node's folder, on pages of a console that was started with it, and of no other."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.console.pages.operations import NAMES
from services.draw.table_words import heading, title
from services.listing import copies, standing
from services.node import running
from services.records.app.copies_aside import put_aside
from services.signing.keyfile import replace_private
from services.values.copies import AsideItem
from tests.fakes import live
from tests.fakes.admin_world import Turned, beside
from tests.fakes.console import Browser, RunningConsole, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.fakes.records_node import NOW_MS
from tests.unit.cli.rabta import rabta
from tests.unit.cli.test_sync_quarantine import AFTER, HUB, keep_two, own, with_records
from tests.unit.console.asked import seen

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("operations")), (live.FIA,)) as made:
        yield made


@pytest.fixture(scope="module")
def node(hub: HubThread, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A member's own node that took nothing yet of a hub that does not answer, and keeps two items aside."""
    made = own(hub.files, tmp_path_factory.mktemp("node"))
    made.chmod(0o700)
    with_records(made, keep_two)
    return made


@pytest.fixture(scope="module")
def console(hub: HubThread, node: Path) -> Iterator[RunningConsole]:
    with running_console(hub.profile(), node) as made:
        yield made


@pytest.fixture
def browser(console: RunningConsole) -> Iterator[Browser]:
    made = console.browser()
    made.login()
    yield made
    made.get("/")
    made.post("/leave")
    made.client.close()


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))[1:]


def test_health_and_what_runs_out_are_those_of_the_command(browser: Browser, node: Path) -> None:
    with beside(node, Turned()):
        page = seen(browser.get("/operations").text)
        lines = rabta("status", node, "--all").stdout.splitlines()
    assert f"rabta status {node} --all" in page
    assert "edge-0 serving registry 4 ok, log ok, records ok, calls under way 0" in page
    for line in lines[1:]:
        assert " ".join(line.split()) in page


def test_a_process_that_does_not_answer_is_told(browser: Browser, node: Path) -> None:
    replace_private(node / running.FILE, b"edge-0\n")
    assert "edge-0 no answer" in seen(browser.get("/operations").text)


def test_copies_and_their_lag_are_those_of_the_command(browser: Browser, node: Path) -> None:
    page = seen(browser.get("/operations/copies").text)
    assert f"rabta sync status {node}" in page
    (peer,) = rows(rabta("sync", "status", node, "--output", "csv").stdout)
    assert " ".join(filter(None, peer)) in page
    assert "Receivers: none" in page


def test_what_is_kept_aside_is_that_of_the_command(browser: Browser, node: Path) -> None:
    page = seen(browser.get("/operations/quarantine").text)
    assert f"rabta sync quarantine {node}" in page
    kept = rows(rabta("sync", "quarantine", node, "--output", "csv").stdout)
    assert len(kept) == 2
    for row in kept:
        assert " ".join(filter(None, row)) in page
    assert "Stopped: none" in page


def test_what_a_peer_sent_becomes_no_part_of_the_page(browser: Browser, node: Path) -> None:
    sent = AsideItem(19, b"item", SCRIPT, SCRIPT, agency="pk.fia", record_id=SCRIPT)
    with_records(node, lambda each: each.store.write(lambda tx: put_aside(each, tx, HUB, AFTER, [sent], NOW_MS)))
    page = browser.get("/operations/quarantine").text
    assert "&lt;script&gt;" in page
    assert SCRIPT not in page


def test_a_folder_without_a_node_is_told_and_names_no_path(hub: HubThread, tmp_path: Path) -> None:
    with running_console(hub.profile(), tmp_path / "nowhere") as made:
        browser = made.browser()
        browser.login()
        for path in NAMES.values():
            answer = browser.get(path)
            assert answer.status_code == 404
            assert "nowhere" not in answer.text
        browser.client.close()


def test_a_console_without_a_node_has_no_such_page(hub: HubThread) -> None:
    with running_console(hub.profile()) as made:
        browser = made.browser()
        page = browser.login().text
        assert 'href="/operations"' not in page
        assert browser.get("/operations").status_code == 404
        browser.client.close()


def test_nobody_reads_it_without_a_session(console: RunningConsole) -> None:
    browser = console.browser()
    assert [browser.get(path).status_code for path in NAMES.values()] == [401] * len(NAMES)
    browser.client.close()


@pytest.mark.parametrize(
    "columns",
    [standing.PROCESSES, standing.EXPIRIES, copies.PEERS, copies.RECEIVERS, copies.ASIDE, copies.STOPPED],
)
def test_every_column_has_its_heading_in_urdu(columns: tuple[str, ...]) -> None:
    assert [each for each in columns if heading(each, True) == each] == []
    for name in ("Processes", "What runs out", "Peers", "Receivers", "Kept aside", "Stopped"):
        assert title(name, True) != name


def test_the_pages_are_in_urdu(browser: Browser) -> None:
    browser.get("/")
    browser.post("/language", {"language": "ur", "then": "/"})
    for path in NAMES.values():
        page = browser.get(path).text
        assert '<html lang="ur" dir="rtl">' in page
        assert "\ufffd" not in page
    browser.post("/language", {"language": "en", "then": "/"})
