"""Imports: a file is read, its rejects are shown, and what is right of it goes out with the second click alone."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest

from services.client.profile import load_profile
from services.console.imports import upload as room
from services.console.imports.held import HELD, Imports
from services.draw.reject_words import REJECTS
from services.draw.table_words import heading, title
from services.edge.call import Call
from services.edge.errors import ByReason
from services.listing.imports.rejects import COLUMNS, rejects
from services.node.local import write_agency_profile
from services.tables.rejects import REASONS
from tests.fakes import live
from tests.fakes.console import REASON, Browser, RunningConsole, running_console
from tests.fakes.feed_hub import FeedHub
from tests.fakes.hub_thread import OFFICER, HubThread, hub_thread
from tests.fakes.world.keys import key_of
from tests.unit.cli.rabta import SUBMIT, rabta
from tests.unit.cli.test_import_file import PRISONS, SAMPLE, figures
from tests.unit.console.asked import seen

UPKEEP = {"purpose": "RECORD_UPKEEP", "legal_basis": "DATA_OVERSIGHT", "case_type": "RECORD", "case_key": "PK.PRISONS"}
BAD = "=cmd|' /C calc'!A0"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("imports")), (PRISONS,), (SUBMIT,)) as made:
        yield made


@pytest.fixture(scope="module")
def console(shared: HubThread) -> Iterator[RunningConsole]:
    with running_console(shared.profile(PRISONS, contributes=True)) as made:
        yield made


@pytest.fixture
def hub(shared: HubThread, console: RunningConsole) -> HubThread:
    shared.hub.bodies.clear()
    shared.hub.ran.clear()
    return shared


@pytest.fixture
def feed(hub: HubThread, tmp_path: Path) -> FeedHub:
    """A hub that takes pages, and a journal that has sent none yet."""
    for left in state(hub).glob("feed.db*"):
        left.unlink()
    made = FeedHub(key_of(hub.files, PRISONS, "page").public(), tmp_path / "feed.db")

    async def submit(_call: Call, raw: bytes) -> bytes:
        return await FeedHub(made.key, tmp_path / "feed.db").handle(raw)

    hub.hub.bodies[SUBMIT] = submit
    return made


@pytest.fixture
def browser(console: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    made = console.browser()
    made.state(**UPKEEP)
    yield made
    made.get("/")
    made.post("/leave")
    made.client.close()


def state(hub: HubThread) -> Path:
    return load_profile(hub.profile(PRISONS, contributes=True)).state


def lies_in(hub: HubThread) -> set[str]:
    """What of files is on the disk."""
    return {path.name for path in (state(hub) / "imports").rglob("*") if path.is_file()}


def dropped(browser: Browser, content: bytes, name: str = "stays.csv", **fields: str) -> httpx.Response:
    browser.get("/imports")
    return browser.drop("/imports", name, content, {"layout": "prison_register", "region": "PK"} | fields)


def page_of(browser: Browser, content: bytes, name: str = "stays.csv") -> tuple[str, str]:
    """Path and text of the page of a file that was read."""
    answer = dropped(browser, content, name)
    assert answer.status_code == 303, seen(answer.text)
    path = answer.headers["location"]
    return path, browser.get(path).text


def ended(browser: Browser, path: str) -> str:
    """The page once nothing is under way any more."""
    while "being sent" in (page := browser.get(path).text):
        time.sleep(0.05)
    return page


def broken() -> bytes:
    """The sample, and a row with a number too short and a formula in place of its own."""
    lines = SAMPLE.read_text("utf-8").splitlines()
    bad = lines[1].replace("35202-9900001-1", "35202-99000").replace("412/2019", BAD)
    return "\n".join([*lines, bad, ""]).encode()


def test_a_file_is_read_as_the_command_reads_it_and_nothing_goes_out(
    hub: HubThread, browser: Browser, feed: FeedHub, tmp_path: Path
) -> None:
    path, page = page_of(browser, broken())
    said = seen(page)
    file = tmp_path / "stays.csv"
    file.write_bytes(broken())
    words = re.search(r"rabta (import prison_register stays.csv --check --region PK) --profile", said)
    assert words
    told = figures(rabta(*words[1].split()[:2], file, *words[1].split()[3:], "--profile", hub.profile(PRISONS)).stdout)
    for label, name in (("Rows", "rows"), ("Rows that can be taken", "taken"), ("Rows rejected here", "rejected")):
        assert f"{label} {told[name]} " in said
    assert f"Versions of records {told['versions']} " in said
    assert f"Up to {told['versions']} versions of records out of {told['taken']} rows" in said
    assert browser.get(f"{path}/rejects").content == file.with_name("stays.csv.rejects.csv").read_bytes()
    assert (hub.hub.ran, feed.count()) == ([], 0)


def test_the_second_click_sends_what_was_shown_and_a_third_nothing_more(
    hub: HubThread, browser: Browser, feed: FeedHub
) -> None:
    path, page = page_of(browser, SAMPLE.read_bytes())
    versions = int(re.findall(r"Up to (\d+) versions", seen(page))[0])
    assert browser.post(f"{path}/send").headers["location"] == path
    said = seen(ended(browser, path))
    assert f"Versions accepted {feed.count()} " in said
    assert feed.count() == versions
    assert "rabta import prison_register stays.csv --region PK --profile" in said
    assert hub.issuers[PRISONS].asked[-1]["purpose"] == "RECORD_UPKEEP"
    assert {each.agency for each in feed.latest().values()} == {PRISONS}
    ran = list(hub.hub.ran)
    browser.post(f"{path}/send")
    assert hub.hub.ran == ran
    again, _ = page_of(browser, SAMPLE.read_bytes())
    browser.post(f"{again}/send")
    assert "Versions accepted 0 " in seen(ended(browser, again))


def test_rejects_are_shown_by_row_and_column_and_the_file_runs_nothing(browser: Browser, feed: FeedHub) -> None:
    path, page = page_of(browser, broken())
    said = seen(page)
    assert "prisoner_cnic" in said
    assert REASONS["not-an-identifier"] in said
    assert "35202-99000" not in page, "the shape, never the value"
    answer = browser.get(f"{path}/rejects")
    assert answer.headers["content-disposition"] == 'attachment; filename="rejects.csv"'
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert {row[1] for row in rows[1:]} >= {"prison_no", "prisoner_cnic"}
    assert not any(cell.startswith(("=", "+", "-", "@", "|")) for row in rows for cell in row)
    browser.post("/language", {"language": "ur", "then": "/"})
    assert REJECTS["not-an-identifier"] in browser.get(path).text
    browser.post("/language", {"language": "en", "then": "/"})


def test_a_name_of_a_file_is_text_and_no_path(hub: HubThread, browser: Browser, feed: FeedHub) -> None:
    outside = state(hub).parent
    before = {path for path in outside.rglob("*") if "imports" not in path.parts}
    for name in ("../../../evil.csv", "..", "/etc/passwd", f"{SCRIPT}.csv", "a\u202eb.csv", "-rf.csv", "x" * 400):
        path, page = page_of(browser, SAMPLE.read_bytes(), name)
        assert re.fullmatch("/imports/[0-9a-f]{32}", path)
        assert "<script>alert" not in page
        assert "\u202e" not in page
    assert "./-rf.csv" in seen(
        browser.get(re.findall('href="(/imports/[0-9a-f]{32})"', browser.get("/imports").text)[1]).text
    )
    assert lies_in(hub) == {"export.csv", "rejects.csv"}
    assert {path for path in outside.rglob("*") if "imports" not in path.parts} == before
    for wanted in ("%2e%2e", "%2e%2e%2ffeed.db", "feed.db", "0" * 32):
        assert browser.get(f"/imports/{wanted}/rejects").status_code == 404


def test_what_the_file_says_becomes_no_part_of_the_page(browser: Browser, feed: FeedHub) -> None:
    lines = SAMPLE.read_text("utf-8").splitlines()
    content = "\n".join([f"{lines[0]},{SCRIPT}", *(f"{line},{SCRIPT}" for line in lines[1:])]).encode()
    refused = dropped(browser, content)
    assert refused.status_code == 422
    path = dropped(browser, content, ignore=SCRIPT).headers["location"]
    for page in (refused.text, browser.get(path).text):
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page


def test_headings_and_dates_are_stated_with_the_file(browser: Browser, feed: FeedHub) -> None:
    """As the command's `--ignore` and `--dates`; the page has the command that reads the same."""
    lines = SAMPLE.read_text("utf-8").splitlines()
    text = "\n".join([f"{lines[0]},Ledger Flag,Ward", *(f"{line},x,y" for line in lines[1:]), ""])
    text = re.sub(r"\b(\d\d)-(\d\d)-(\d{4})", r"\2/\1/\3", text)
    assert "Ledger Flag" in seen(dropped(browser, text.encode()).text)
    unstated = seen(dropped(browser, text.encode(), ignore="Ledger Flag; Ward").text)
    assert "only month-first explains" in unstated
    answer = dropped(browser, text.encode(), ignore="Ledger Flag; Ward", dates="month-first")
    said = seen(browser.get(answer.headers["location"]).text)
    assert re.search(r"Headings that were not read: Ledger Flag\s*;\s*Ward", said)
    assert "--dates month-first --ignore 'Ledger Flag' --ignore Ward" in unescape(said)
    assert dropped(browser, text.encode(), dates="guess").status_code == 400


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04 no package", b"\xd0\xcf\x11\xe0", b"no heading\n1\n", b"\x00" * 99]
)
def test_a_file_that_is_no_table_is_refused_and_does_not_stay(hub: HubThread, browser: Browser, content: bytes) -> None:
    answer = dropped(browser, content)
    assert answer.status_code == 422
    assert "cannot be read as a whole" in answer.text
    assert lies_in(hub) == set()


def test_a_file_past_the_bound_does_not_stay(hub: HubThread, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "FILE_BYTES", 100)
    assert dropped(browser, SAMPLE.read_bytes()).status_code == 413
    assert lies_in(hub) == set()


@pytest.mark.parametrize("fields", [{"layout": "shopping_list"}, {"layout": ""}, {"region": "XX"}, {"region": ""}])
def test_what_no_form_offers_is_not_read(hub: HubThread, browser: Browser, fields: dict[str, str]) -> None:
    assert dropped(browser, SAMPLE.read_bytes(), **fields).status_code == 400


def test_a_forged_form_is_not_read(hub: HubThread, browser: Browser) -> None:
    browser.get("/imports")
    browser.token = "of another session"
    assert browser.drop("/imports", "stays.csv", SAMPLE.read_bytes(), {"layout": "prison_register"}).status_code == 403
    assert browser.post("/imports", {"layout": "prison_register"}).status_code == 400, "no file"


def test_another_purpose_sends_nothing(hub: HubThread, browser: Browser, feed: FeedHub) -> None:
    path, _ = page_of(browser, SAMPLE.read_bytes())
    browser.get("/reason")
    browser.post("/reason", REASON)
    assert "state the purpose of record upkeep first" in seen(browser.get(path).text)
    assert browser.post(f"{path}/send").status_code == 403
    assert (hub.hub.ran, feed.count()) == ([], 0)


def test_nothing_is_lost_while_the_hub_is_away(hub: HubThread, browser: Browser, feed: FeedHub) -> None:
    """The hub refuses for now, then it is back: the same pages go out, and every version is there once."""
    takes = hub.hub.bodies[SUBMIT]

    async def away(_call: Call, _raw: bytes) -> bytes:
        raise ByReason("STORAGE_UNAVAILABLE")

    hub.hub.bodies[SUBMIT] = away
    path, _ = page_of(browser, SAMPLE.read_bytes())
    browser.post(f"{path}/send")
    said = seen(ended(browser, path))
    assert "It stopped. What was signed waits" in said
    assert "STORAGE_UNAVAILABLE" in said
    assert feed.count() == 0
    hub.hub.bodies[SUBMIT] = takes
    browser.get(path)
    browser.post(f"{path}/send")
    ended(browser, path)
    assert feed.count() > 0
    assert feed.head()[0] == len({number for (number,) in feed.db.execute("select number from page")})


def test_a_file_that_went_from_the_disk_stops_the_sending_and_says_so(
    hub: HubThread, browser: Browser, feed: FeedHub
) -> None:
    path, _ = page_of(browser, SAMPLE.read_bytes())
    next((state(hub) / "imports").rglob("export.csv")).unlink()
    browser.post(f"{path}/send")
    said = seen(ended(browser, path))
    assert "It stopped." in said
    assert "export.csv" not in said
    assert feed.count() == 0


def test_a_file_that_is_taken_away_or_replaced_is_gone(hub: HubThread, browser: Browser, feed: FeedHub) -> None:
    path, _ = page_of(browser, SAMPLE.read_bytes())
    browser.post(f"{path}/away")
    assert (browser.get(path).status_code, lies_in(hub)) == (404, set())
    browser.get("/imports")
    first, _ = page_of(browser, SAMPLE.read_bytes())
    for _ in range(HELD):
        page_of(browser, SAMPLE.read_bytes())
    assert browser.get(first).status_code == 404
    assert len([*(state(hub) / "imports").iterdir()]) == HELD


def test_the_end_of_a_session_takes_its_files_away(hub: HubThread, console: RunningConsole, feed: FeedHub) -> None:
    made = console.browser()
    made.state(**UPKEEP)
    path, _ = page_of(made, SAMPLE.read_bytes())
    made.post("/leave")
    assert lies_in(hub) == set()
    made.state(**UPKEEP)
    assert made.get(path).status_code == 404
    made.get("/")
    made.post("/leave")
    made.client.close()


def test_without_the_page_key_a_file_is_read_and_not_sent(hub: HubThread, feed: FeedHub) -> None:
    plain = write_agency_profile(hub.local, PRISONS, OFFICER)
    with running_console(plain) as console:
        made = console.browser()
        made.state(**UPKEEP)
        path, page = page_of(made, SAMPLE.read_bytes())
        assert "files can be read here, and sent on" in seen(page)
        assert made.post(f"{path}/send").status_code == 403
        made.client.close()
    hub.profile(PRISONS, contributes=True)
    assert hub.hub.ran == []


def test_what_a_killed_console_left_is_taken_away_by_the_next(hub: HubThread, tmp_path: Path) -> None:
    left = tmp_path / "imports" / ("0" * 32)
    left.mkdir(parents=True)
    (left / "export.csv").write_text("Ali Raza")
    Imports(tmp_path / "imports", load_profile(hub.profile(PRISONS, contributes=True))).clear()
    assert not (tmp_path / "imports").exists()


def test_only_the_first_rejects_are_shown_and_how_many_there_are(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    assert rejects(path, 2, urdu=False) == (rejects(path, 2, urdu=False)[0], 0)
    path.write_text("row,column,shape,reason,text,by\n" + "3,name,AAA,formula,a formula,reader\n" * 5)
    part, total = rejects(path, 2, urdu=True)
    assert (len(list(part.rows)), total) == (2, 5)
    assert next(iter(part.rows))[4] == REJECTS["formula"]


def test_every_reason_and_heading_has_its_urdu() -> None:
    assert REJECTS.keys() == REASONS.keys()
    assert [each for each in COLUMNS if heading(each, True) == each] == []
    assert title("Rejects", True) != "Rejects"
    assert title("Left out of this file", True) != "Left out of this file"
