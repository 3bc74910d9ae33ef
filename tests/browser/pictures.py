"""`make pictures`: each page of the console in both languages, as a PNG of 64 colours in ``docs/pictures``.

What is photographed is in :mod:`tests.browser.shots`. All that is seen is made up. A page that answers otherwise than its
shot says, and one that does not come within a quarter of a minute, end the run: no picture shows an error in its place.
"""

from __future__ import annotations

import struct
import sys
import tempfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser
from rabta.linkage.v1 import alert_service_pb2 as alerts

from services.console.__main__ import now_ms
from services.values.network import TimelineResponse
from tests.browser.chromium import Watched, chromium, watched
from tests.browser.shots import ALBUMS, DROPPED, FILE, GO, LANGUAGES, OPEN, Album, Shot
from tests.fakes import live
from tests.fakes.agency_console import agency_console_running
from tests.fakes.console import RunningConsole, running_console, second_profile
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.shared import ROOT
from tests.unit.cli.rabta import LINKAGE, RECORDS
from tests.unit.cli.test_import_file import PRISONS
from tests.unit.cli.test_referral import METHODS as HELPING
from tests.unit.cli.test_sync_quarantine import keep_two, own, with_records
from tests.unit.console import (
    test_compensation,
    test_desk,
    test_glass,
    test_guards,
    test_log_entries,
    test_overseen_pairs,
    test_oversight,
    test_referrals,
    test_statements,
    test_told_guards,
)
from tests.unit.console.answers import PLAIN, set_all
from tests.unit.console.asked import answered
from tests.unit.console.network.routes import answer_charts, route
from tests.unit.console.network.test_movements import ANSWER as MOVED
from tests.unit.console.test_alerts import ALERT, FINDING, LEAD, METHODS, ROW, SERVICE
from tests.unit.console.test_law import set_law
from tests.unit.console.test_pairs import set_pairs

FOLDER: Final = ROOT / "docs" / "pictures"
WIDTH, HEIGHT, SHORTEST = 1000, 1300, 500
"""Pixels; what is longer is cut."""
PAGE_MS: Final = 15_000
"""As long as any page may take to come."""


def png(width: int, height: int, palette: bytes, pixels: bytes) -> bytes:
    """An image of colours by number (PNG 1.2, colour type 3). ``palette``: three bytes a colour, at most 64."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + pixels[at : at + width] for at in range(0, width * height, width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


_REDUCE: Final = """async (raw) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + raw)).blob());
  const {width, height} = image;
  const canvas = Object.assign(document.createElement("canvas"), {width, height}).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const data = canvas.getImageData(0, 0, width, height).data;
  const coarse = (at) => (data[at] >> 3 << 10) | (data[at + 1] >> 3 << 5) | (data[at + 2] >> 3);
  const found = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const one = found.get(coarse(at));
    if (one) one[3]++; else found.set(coarse(at), [data[at], data[at + 1], data[at + 2], 1]);
  }
  const palette = [...found.values()].sort((a, b) => b[3] - a[3]).slice(0, 64);
  const nearest = (c) => palette.reduce((best, p, place) => {
    const way = (p[0] - c[0]) ** 2 + (p[1] - c[1]) ** 2 + (p[2] - c[2]) ** 2;
    return way < best[0] ? [way, place] : best;
  }, [Infinity, 0])[1];
  const places = new Map([...found].map(([key, colour]) => [key, nearest(colour)]));
  const pixels = new Uint8Array(width * height);
  for (let at = 0; at < pixels.length; at++) pixels[at] = places.get(coarse(4 * at));
  let text = "";
  for (let at = 0; at < pixels.length; at += 8192) text += String.fromCharCode(...pixels.subarray(at, at + 8192));
  return [width, height, palette.flatMap((colour) => colour.slice(0, 3)), btoa(text)];
}"""


def reduced(browser: Browser, raw: bytes) -> bytes:
    """The same picture in the 64 colours that it has most of."""
    page = browser.new_page()
    width, height, palette, pixels = page.evaluate(_REDUCE, b64encode(raw).decode())
    page.close()
    return png(width, height, bytes(palette), b64decode(pixels))


def reached(window: Watched, shot: Shot) -> None:
    """Open the page and do its steps. Raises ValueError where a page answers otherwise than the shot says."""
    came = [window.page.goto(f"{window.console.origin}{shot.path}")]
    for selector, said in shot.steps:
        field = window.page.locator(selector)
        if said == GO:
            with window.page.expect_navigation() as moved:
                field.first.click()
            came.append(moved.value)
        elif said == OPEN:
            field.first.click()
        elif said == FILE:
            field.set_input_files(DROPPED)
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(said)
        else:
            field.fill(said)
    statuses = [each.status if each else 0 for each in came]
    if statuses != [shot.status] * len(came):
        raise ValueError(f"{shot.name}: pages answered {statuses}")
    if window.page.locator("#chart").count():
        window.page.wait_for_selector("#chart[data-ready]")


def taken(window: Watched, shot: Shot) -> bytes:
    """What a browser shows, from the top. Raises ValueError where a page answers otherwise than the shot says."""
    reached(window, shot)
    window.page.evaluate("document.fonts.ready")
    tall = int(window.page.evaluate("document.documentElement.scrollHeight"))
    clip = {"x": 0.0, "y": 0.0, "width": float(WIDTH), "height": float(min(HEIGHT, tall))}
    return window.page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]  # a dict of the four figures


@contextmanager
def made_up(folder: Path) -> Iterator[HubThread]:
    """A hub that answers each page's question with something."""
    guards = (test_guards.LIST, test_guards.DECIDE)
    methods = tuple(dict.fromkeys((*RECORDS, *METHODS, *test_desk.METHODS, *test_oversight.METHODS, *guards, *HELPING)))
    with hub_thread(live.copied(folder), (live.FIA, live.OVERSIGHT, PRISONS), methods) as hub:
        set_all(hub, PLAIN)
        test_desk.all_lists(hub, PLAIN)
        test_oversight.all_lists(hub, PLAIN)
        test_log_entries.set_log(hub)
        test_log_entries.put_entry(hub)
        set_pairs(hub, PLAIN)
        test_overseen_pairs.set_beside(hub, PLAIN)
        set_law(hub, "aged 15 to 16 on the day of the act", "district police officer")
        test_guards.set_guards(hub, "PB/KASUR/CITY/77/2026")
        test_told_guards.set_told(hub, "PB/KASUR/CITY/77/2026")
        test_statements.set_reviews(hub, "kin of the accused were there")
        test_referrals.set_referrals(hub)
        test_compensation.set_claims(hub)
        test_glass.opened(hub, now_ms() + test_glass.FOUR_HOURS)
        answer_charts(hub)
        hub.hub.bodies[f"{LINKAGE}/Timeline"] = route(TimelineResponse(MOVED))
        answered(hub, f"{SERVICE}ListAlerts", alerts.ListAlertsResponse(alerts=[ALERT, LEAD]))
        answered(hub, f"{SERVICE}GetAlert", alerts.GetAlertResponse(alert=ALERT, rows=[ROW]))
        answered(hub, f"{SERVICE}ExplainAlert", alerts.ExplainAlertResponse(alert=ALERT, findings=[FINDING]))
        yield hub


def operator(hub: HubThread, folder: Path) -> AbstractContextManager[RunningConsole]:
    """A console beside a node, with two items that it kept aside."""
    node = own(hub.files, folder)
    node.chmod(0o700)
    with ThreadPoolExecutor(1) as beside:
        beside.submit(with_records, node, keep_two).result()
    return running_console(hub.profile(), node)


def seconded(hub: HubThread, agency: str) -> AbstractContextManager[RunningConsole]:
    """A console of an officer with a second person of oversight."""
    return running_console(hub.profile(agency), second=second_profile(hub.profile(live.OVERSIGHT)))


Place = Callable[[HubThread, Path], AbstractContextManager[RunningConsole]]
CONSOLES: Final[dict[str, Place]] = {
    "officer": lambda hub, _: running_console(hub.profile()),
    "prosecutor": lambda hub, _: seconded(hub, live.FIA),
    "protector": lambda hub, _: running_console(hub.profile()),
    "investigator": lambda hub, _: running_console(hub.profile()),
    "overseer": lambda hub, _: seconded(hub, live.OVERSIGHT),
    "record officer": lambda hub, _: running_console(hub.profile(PRISONS, contributes=True)),
    "operator": operator,
    "agency": lambda _, folder: agency_console_running(folder / "agency"),
}
"""Whose console an album is of."""


def photographed(browser: Browser, console: RunningConsole, album: Album, language: str, folder: Path) -> None:
    """Take the pictures of one console in one language."""
    with watched(browser, console, ignore_https_errors=True) as window:
        window.page.set_default_timeout(PAGE_MS)
        window.page.set_viewport_size({"width": WIDTH, "height": SHORTEST})
        if console.links:
            window.login(language, **album.reason)
        for shot in album.shots:
            path = shot.path if console.links else f"{shot.path}?language={language}"
            raw = reduced(browser, taken(window, shot._replace(path=path)))
            (folder / f"{shot.name}-{language}.png").write_bytes(raw)
        if console.links:
            window.open("/")  # from where it logs out, so that the console prints the next link


def main(into: Path = FOLDER) -> None:
    """Take all of them anew, and take away what no shot is any more."""
    into.mkdir(parents=True, exist_ok=True)
    for old in into.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as name, made_up(Path(name) / "hub") as hub, chromium() as browser:
        for album in ALBUMS:
            with CONSOLES[album.name](hub, Path(name)) as console:
                for language in LANGUAGES:
                    photographed(browser, console, album, language, into)
                    sys.stderr.write(f"{album.name}, {language}: {len(album.shots)}\n")


if __name__ == "__main__":
    main()
