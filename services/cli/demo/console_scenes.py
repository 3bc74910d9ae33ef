"""The scene of the console: the same story over HTTP, page by page, as an officer walks it in a browser."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.parent_death import dies_with_parent
from services.cli.demo.browsing import BrowserWindow, Seen
from services.cli.demo.scenes import FIA, must
from services.cli.table import console
from services.demo.told import Told
from services.vocabulary.access import LegalBasis, Purpose

if TYPE_CHECKING:
    from services.cli.demo.walk import Stage

STOP_S: Final = 30.0
URDU_HISTORY: Final = "سرگزشت"


def play(stage: Stage) -> None:
    """Log in, say why, search, read a history in both languages, and look at what was raised."""
    stage.title("an officer's own console in a browser: nothing is asked before a purpose is stated")
    story = stage.demo.story
    with running(stage.demo.local.profile(FIA, story["officer"]["id"])) as link:
        origin, _, path = link.partition("/login")
        window = BrowserWindow(origin)
        _logged_in(window, f"/login{path}")
        _stated(window, story)
        _walked(window, story)
        must(window.fill_in("/leave", {}).status == 200, "the officer logs out")
        must(window.open("/search").status == 401, "and is out")


@contextmanager
def running(profile: Path) -> Iterator[str]:
    """The link that the console prints; its process is ended by its id, whatever happens."""
    command = [sys.executable, "-m", "services.console", "--profile", str(profile)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=dies_with_parent())
    try:
        must(process.stdout, "the console prints a link")
        yield process.stdout.readline().strip() if process.stdout else ""
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _logged_in(window: BrowserWindow, path: str) -> None:
    _told(window.open(path), "the link logs in")
    again = BrowserWindow(window.origin).open(path)
    must(again.status == 401, "a link is good once")
    must(window.open("/search").heading != "Search", "no search before a purpose")


def _stated(window: BrowserWindow, story: Told) -> None:
    kind, _, key = story["officer"]["case"].partition(":")
    fields = {"purpose": Purpose.INVESTIGATE_CASE, "legal_basis": LegalBasis.CRPC_CASE, "second_basis": ""}
    _told(window.fill_in("/reason", fields | {"case_type": kind, "case_key": key}), "the purpose is stated")


def _walked(window: BrowserWindow, story: Told) -> None:
    cnic = story["known_man"]["cnic"]
    number = {"kind": "CNIC", "number": cnic, "country": ""}
    window.open("/search")
    found = _told(window.fill_in("/search", {"by": "number", **number}), "the man is found by number")
    must(found.rows, "records that are disclosed")
    window.open("/history")
    history = _told(window.fill_in("/history", number), "the history of all agencies")
    must("Every proof of this answer held" in history.text, "each answer was verified before it was shown")
    must(cnic not in history.source.partition("<details>")[2].partition("</details>")[0], "the command has no number")
    window.fill_in("/language", {"language": "ur", "then": "/history"})
    urdu = _told(window.fill_in("/history", number), "the same in Urdu")
    must(urdu.heading == URDU_HISTORY and urdu.rows == history.rows, "the same rows, from right to left")
    window.fill_in("/language", {"language": "en", "then": "/alerts"})
    _told(window.open("/alerts"), "what detectors raised in the case")


def _told(page: Seen, what: str) -> Seen:
    must(page.status == 200, f"{what}, got {page.status}")
    console().print(f"{what}: {page.heading}, {page.rows} rows")
    return page
