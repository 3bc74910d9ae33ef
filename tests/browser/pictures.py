"""`make pictures`: each page of the console in both languages, as a PNG of 256 colours in ``docs/pictures``.

Pages of the navigation come by themselves; what they answer is listed in :data:`ANSWERED`. All that is seen is made up.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import Browser
from rabta.linkage.v1 import alert_service_pb2 as alerts

from services.console.pages import PAGES
from services.console.pages.desk import LISTS
from services.values.network import TimelineResponse
from tests.browser.chromium import Watched, chromium, watched
from tests.fakes import live
from tests.fakes.console import running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.shared import ROOT
from tests.unit.cli.rabta import CNIC, LINKAGE, RECORDS
from tests.unit.console import test_desk
from tests.unit.console.answers import CASE, NAME, PLAIN, set_all
from tests.unit.console.asked import answered
from tests.unit.console.network.routes import answer_charts, route
from tests.unit.console.network.sample import ACCUSED
from tests.unit.console.network.test_movements import ANSWER as MOVED
from tests.unit.console.test_alerts import ALERT, FINDING, LEAD, METHODS, ROW, SERVICE

FOLDER: Final = ROOT / "docs" / "pictures"
LANGUAGES: Final = ("en", "ur")
WIDTH, HEIGHT = 1100, 1400
"""Pixels; what is longer is cut."""


class Shot(NamedTuple):
    """``path`` is opened; ``fields`` are filled in by their ids, and ``press`` clicked, one page after the other."""

    name: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()
    press: tuple[str, ...] = ()


_NUMBER: Final = (("number", CNIC),)
_CHART: Final = (("kind", "SUBJECT"), ("number", ACCUSED.id))
_FORM: Final = "main form:has(#number) button"
ANSWERED: Final = (
    Shot("reason", "/reason"),
    Shot("search-number", "/search", _NUMBER, (_FORM,)),
    Shot("search-name", "/search", (("name", PLAIN),), ("main form:has(#name) button",)),
    Shot("history-found", "/history", _NUMBER, (_FORM,)),
    Shot("person", f"/person?record={NAME}"),
    Shot("record", f"/record?name={NAME}"),
    Shot("case", f"/case?type=FIR&key={CASE[4:]}"),
    Shot("movements-found", "/movements", _NUMBER, (_FORM,)),
    Shot("alert", "/alerts/alert-1"),
    Shot("alert-why", "/alerts/alert-1/why"),
    *(Shot(f"desk-{name}", f"/desk/{name}") for name in LISTS),
    Shot("network-count", "/network", _CHART, (_FORM,)),
    Shot("network-chart", "/network", _CHART, (_FORM, "main form button")),
    Shot("network-why", "/network", (), ("a[href^='/network/why']",)),
)
"""Pages that show an answer, in an order in which each finds what it needs."""
SHOTS: Final = (*(Shot(page.menu, page.path) for page in PAGES if page.menu and page.method == "GET"), *ANSWERED)
"""Every picture, without its language."""


def png(width: int, height: int, palette: bytes, pixels: bytes) -> bytes:
    """An image of colours by number (PNG 1.2, colour type 3). ``palette``: three bytes a colour, at most 256."""

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
  const palette = [...found.values()].sort((a, b) => b[3] - a[3]).slice(0, 256);
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
    """The same picture in the 256 colours that it has most of."""
    page = browser.new_page()
    width, height, palette, pixels = page.evaluate(_REDUCE, b64encode(raw).decode())
    page.close()
    return png(width, height, bytes(palette), b64decode(pixels))


def taken(window: Watched, shot: Shot) -> bytes:
    """What a browser shows, from the top."""
    window.open(shot.path)
    for name, value in shot.fields:
        field = window.page.locator(f"#{name}")
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    for selector in shot.press:
        with window.page.expect_navigation():
            window.page.locator(selector).first.click()
    if window.page.locator("#chart").count():
        window.page.wait_for_selector("#chart[data-ready]")
    window.page.evaluate("document.fonts.ready")
    tall = int(window.page.evaluate("document.documentElement.scrollHeight"))
    clip = {"x": 0.0, "y": 0.0, "width": float(WIDTH), "height": float(min(HEIGHT, tall))}
    return window.page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]  # a dict of the four figures


@contextmanager
def made_up(folder: Path) -> Iterator[HubThread]:
    """A hub that answers each page's question with something."""
    methods = tuple(dict.fromkeys((*RECORDS, *METHODS, *test_desk.METHODS)))
    with hub_thread(live.copied(folder), (live.FIA,), methods) as hub:
        set_all(hub, PLAIN)
        test_desk.all_lists(hub, PLAIN)
        answer_charts(hub)
        hub.hub.bodies[f"{LINKAGE}/Timeline"] = route(TimelineResponse(MOVED))
        answered(hub, f"{SERVICE}ListAlerts", alerts.ListAlertsResponse(alerts=[ALERT, LEAD]))
        answered(hub, f"{SERVICE}GetAlert", alerts.GetAlertResponse(alert=ALERT, rows=[ROW]))
        answered(hub, f"{SERVICE}ExplainAlert", alerts.ExplainAlertResponse(alert=ALERT, findings=[FINDING]))
        yield hub


def main() -> None:
    """Take all of them anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        made_up(Path(folder)) as hub,
        running_console(hub.profile()) as console,
        chromium() as browser,
    ):
        for language in LANGUAGES:
            with watched(browser, console) as window:
                window.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
                window.login(language)
                for shot in SHOTS:
                    (FOLDER / f"{shot.name}-{language}.png").write_bytes(reduced(browser, taken(window, shot)))


if __name__ == "__main__":
    main()
