"""Files in an agency's console: read and checked by each officer for themselves, and sent by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from services.console.agency.settings import load_console_settings
from services.console.imports.by_session import SESSIONS, SessionImports, TooManyFiles
from services.console.peer import Peer
from services.console.sessions import IDLE_MS, Officer, Session
from tests.fakes.agency_console import OfficersBrowser, RunningAgencyConsole
from tests.fakes.authenticator import Authenticator
from tests.unit.cli.test_import_file import SAMPLE
from tests.unit.console.agency.conftest import ADDRESSES
from tests.unit.console.asked import seen

BAD = SAMPLE.read_bytes() + SAMPLE.read_bytes().splitlines()[1].replace(b"35202-9900001-1", b"35202-99000") + b"\n"


@pytest.fixture
def first(browser: OfficersBrowser, ahmed: Authenticator) -> Iterator[OfficersBrowser]:
    browser.enter("fia-1042", ahmed)
    yield browser
    left(browser)


@pytest.fixture
def other(agency: RunningAgencyConsole, bano: Authenticator) -> Iterator[OfficersBrowser]:
    made = agency.browser(address=next(ADDRESSES))
    made.enter("fia-2001", bano)
    yield made
    left(made)
    made.client.close()


def folder(agency: RunningAgencyConsole) -> Path:
    return load_console_settings(agency.desk.folder).caller().state / "imports"


def lies_in(agency: RunningAgencyConsole) -> int:
    """How many exports are on the disk."""
    return len(list(folder(agency).rglob("export.csv")))


def dropped(browser: OfficersBrowser, content: bytes = BAD) -> httpx.Response:
    browser.get("/imports")
    return browser.drop("/imports", "stays.csv", content, {"layout": "prison_register", "region": "PK"})


def left(browser: OfficersBrowser) -> None:
    browser.get("/")
    browser.post("/leave")


def test_a_file_is_read_with_its_rejects_and_nothing_goes_out(
    agency: RunningAgencyConsole, first: OfficersBrowser
) -> None:
    path = dropped(first).headers["location"]
    page = first.get(path).text
    assert re.search(r"Rows rejected here [1-9]", seen(page))
    assert "files can be read here, and sent on" in seen(page)
    assert f'action="{path}/send"' not in page
    assert "rabta import prison_register stays.csv --check --region PK" in seen(page)
    assert "35202" not in first.get(f"{path}/rejects").text
    assert first.post(f"{path}/send").status_code == 403
    assert agency.desk.hub.hub.ran == []


def test_another_officer_finds_nothing_of_it(
    agency: RunningAgencyConsole, first: OfficersBrowser, other: OfficersBrowser
) -> None:
    """By its address, in the list, by taking it away, and by dropping one's own."""
    path = dropped(first).headers["location"]
    for theirs in (path, f"{path}/rejects"):
        assert other.get(theirs).status_code == 404
    assert "stays.csv" not in other.get("/imports").text
    for act in ("away", "send"):
        assert other.post(f"{path}/{act}").status_code in (403, 404)
    assert dropped(other).status_code == 303
    assert first.get(path).status_code == 200
    assert lies_in(agency) == 2


def test_the_end_of_a_session_takes_its_file_away_and_no_other(
    agency: RunningAgencyConsole, first: OfficersBrowser, other: OfficersBrowser
) -> None:
    gone, stays = dropped(first).headers["location"], dropped(other).headers["location"]
    left(first)
    assert lies_in(agency) == 1
    assert other.get(stays).status_code == 200
    assert other.get(gone).status_code == 404


def test_a_second_file_takes_the_place_of_the_first(agency: RunningAgencyConsole, first: OfficersBrowser) -> None:
    one, two = (dropped(first).headers["location"] for _ in range(2))
    assert [first.get(each).status_code for each in (one, two)] == [404, 200]
    assert lies_in(agency) == 1


def test_without_a_session_no_byte_of_a_file_is_stored(agency: RunningAgencyConsole, browser: OfficersBrowser) -> None:
    answer = browser.drop("/imports", "stays.csv", BAD, {"layout": "prison_register", "region": "PK"})
    assert answer.headers["location"].startswith("/login")
    assert lies_in(agency) == 0


def session(name: str) -> Session:
    peer = Peer("127.0.0.1", "browser", True)
    return Session(Officer(name, "pk.fia", "pk.hub"), None, peer, "en", 0, 0)  # type: ignore[arg-type]  # asks nothing


@pytest.fixture
def clock() -> list[int]:
    return [0]


@pytest.fixture
def held(agency: RunningAgencyConsole, tmp_path: Path, clock: list[int]) -> SessionImports:
    profile = load_console_settings(agency.desk.folder).caller()
    return SessionImports(tmp_path / "imports", profile, lambda: clock[0])


def test_as_many_sessions_have_a_file_as_may_and_nobody_loses_theirs(held: SessionImports, clock: list[int]) -> None:
    full = [held.of(session(f"fia-{number}")) for number in range(SESSIONS)]
    assert held.of(session("fia-99")).empty, "who has no file counts for nothing"
    for each in full:
        each.reading += 1
    with pytest.raises(TooManyFiles):
        held.of(session("fia-100"))
    clock[0] = IDLE_MS + 1
    with pytest.raises(TooManyFiles):
        held.of(session("fia-100"))
    full[0].reading -= 1
    assert held.of(session("fia-100")).empty, "what is idle makes room once nothing of it is being read"


def test_what_a_killed_console_left_is_taken_away_by_the_next(held: SessionImports, tmp_path: Path) -> None:
    found = tmp_path / "imports" / "0" / "1"
    found.mkdir(parents=True)
    (found / "export.csv").write_text("Ali Raza")
    held.begin()
    assert not (tmp_path / "imports").exists()
