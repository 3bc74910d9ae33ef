"""What the console costs a desk: its link chart, its brush, its pages and its officers, as ``name value unit`` lines.

    python -m tests.bench console

In Debian's Chromium without a graphics card, over a hub in this process that answers the same to everybody:

``console.search.p95``: a search by number, from the form to the page with its matches, without a browser; how long a hub
looks among a million is ``scale.records.search_p95_ms``;
``console.brush.1000_events``: from a key on the end of the brush until chart, tables and lanes of 1,000 events are drawn;
``console.chart.N.interactive``: from the address of a chart of N nodes until it can be walked, and ``.seen``: until its
first picture is drawn; ``.processor``: what that takes of the processor in all of Chromium and in this process, which is
console and hub, so that others on the machine count little; ``console.weight.PAGE``: its page, scripts and styles, gzip, without fonts, ``network_500`` with the chart's table and data;
``console.memory.start`` and ``.officers_64``: resident memory of an agency's console in a process of its own, before anybody
is there and with 64 officers logged in by passkey, each with a chart of 100 nodes. Times are medians; scale of the machine
is `calibrate`'s to tell.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, cast

import httpx
from playwright.sync_api import Browser, CDPSession
from playwright.sync_api import Response as Fetched
from rabta.access.v1.roster_pb2 import Passkey

from services.console.agency.settings import FILE
from services.node.local import free_ports
from services.values.network import Answer, Edge, ExpandResponse, KindCount, Node, NodeKey
from tests.bench.calibrate import say
from tests.browser.chromium import Watched, chromium, watched
from tests.fakes import live
from tests.fakes.agency_console import OfficersBrowser, RunningAgencyConsole, agency_console_running
from tests.fakes.authenticator import Authenticator
from tests.fakes.console import RunningConsole, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.proc import resident_kb
from tests.unit.cli.rabta import CNIC, LINKAGE, RECORDS
from tests.unit.console.answers import PLAIN, set_all
from tests.unit.console.network.routes import route
from tests.unit.console.network.sample import DAY, PHONE, T, row

ROUNDS: Final = 5
OFFICERS: Final = 64
AN_ADDRESS: Final = 8
"""Logins from one address: a console takes ten a minute."""
SEARCHES: Final = 200
_TOLD: Final = """
new MutationObserver(() => {
  if (!window.ready && document.querySelector("#chart[data-ready]")) window.ready = performance.now();
  if (!window.drawn && document.querySelector("#chart[data-drawn]")) window.drawn = performance.now();
}).observe(document, {subtree: true, attributes: true, childList: true});
"""
_BRUSHED: Final = """async (days) => {
  const end = document.getElementById("brush-until"), began = performance.now();
  end.value = String(Number(end.max) - days);
  end.dispatchEvent(new Event("input", {bubbles: true}));
  end.dispatchEvent(new Event("change", {bubbles: true}));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - began;
}"""
_HIDDEN: Final = re.compile(r'name="csrf_token" value="([^"]+)"')


def network(nodes: int) -> ExpandResponse:
    """Phones that call one another, no two alike: each calls 2.4 others, as in the charts that were measured before."""
    draw, keys = random.Random(7), [PHONE, *(NodeKey("PHONE", f"+92301{number:07d}") for number in range(1, nodes))]
    ring = [(number, (number + 1) % nodes) for number in range(nodes)]
    more = [tuple(draw.sample(range(nodes), 2)) for _ in range(int(nodes * 1.4))]
    calls = tuple(
        row(f"c{at}", "CALLED", keys[one], keys[other], at_ms=T + at * DAY // 10)
        for at, (one, other) in enumerate([*ring, *more])
    )
    return ExpandResponse((KindCount("CALLED", len(calls), nodes),), Answer(tuple(map(Node, keys)), calls))


def calls(events: int) -> ExpandResponse:
    """One phone that calls fifty others again and again."""
    made: tuple[Edge, ...] = tuple(
        row(f"c{at:04d}", "CALLED", PHONE, NodeKey("PHONE", f"+9230000{at % 50:05d}"), at_ms=T + at * DAY // 10)
        for at in range(events)
    )
    return ExpandResponse((KindCount("CALLED", events, 50),), Answer((Node(PHONE),), made))


def asked(window: Watched, hub: HubThread, told: ExpandResponse) -> None:
    """A chart of what the hub tells, leaves one by one."""
    hub.hub.bodies[f"{LINKAGE}/Expand"] = route(told)
    page = window.page
    window.open("/network")
    if page.locator("button[value=clear]").count():
        window.click("button[value=clear]")
    page.select_option("#kind", "PHONE")
    page.fill("#number", PHONE.id)
    window.click("main form:has(#number) button")
    window.click("main form button")
    window.click("button[value=ungroup]")
    page.wait_for_selector("#chart[data-ready]")


def drawn(window: Watched, hub: HubThread, nodes: int) -> None:
    """How long a chart takes until it can be walked, and until it is seen."""
    asked(window, hub, network(nodes))
    page, taken = window.page, list[tuple[float, float, float]]()
    devtools = cast(Browser, page.context.browser).new_browser_cdp_session()
    for _ in range(ROUNDS):
        began = time.process_time() + in_chromium(devtools)
        window.open("/network")
        page.wait_for_selector("#chart[data-drawn]")
        spent = time.process_time() + in_chromium(devtools) - began
        ready, seen = page.evaluate("[window.ready, window.drawn]")
        taken.append((ready / 1000, seen / 1000, spent))
    shown = int(window.page.locator("#chart").get_attribute("data-ready") or 0)
    if shown != nodes:
        raise ValueError(f"a chart of {shown} nodes was drawn, and not of {nodes}")
    for name, values in zip(("interactive", "seen", "processor"), zip(*taken, strict=True), strict=True):
        say(f"console.chart.{nodes}.{name}", statistics.median(values), "s")


def in_chromium(devtools: CDPSession) -> float:
    """Seconds of the processor that all processes of the browser have spent."""
    return sum(float(each["cpuTime"]) for each in devtools.send("SystemInfo.getProcessInfo")["processInfo"])


def searched(console: RunningConsole) -> None:
    """How long a search by number takes the console, with a hub that answers at once."""
    browser, taken = console.browser(), list[float]()
    browser.state()
    browser.get("/search")
    for _ in range(SEARCHES):
        began = time.perf_counter()
        answer = browser.post("/search", {"kind": "CNIC", "number": CNIC})
        taken.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise ValueError(f"searching answered {answer.status_code}")
    browser.get("/search")
    browser.post("/leave")
    browser.client.close()
    say("console.search.p95", sorted(taken)[SEARCHES * 95 // 100], "ms")


def brushed(window: Watched, hub: HubThread) -> None:
    """How long the brush takes over 1,000 events."""
    asked(window, hub, calls(1_000))
    page = window.page
    page.wait_for_selector("[data-brush][data-ready]")
    taken = [page.evaluate(_BRUSHED, days) for days in range(10, 10 + 4 * ROUNDS)]
    if not 0 < page.locator("tr[data-event]:visible").count() < 1_000:
        raise ValueError("the brush hid nothing")
    say("console.brush.1000_events", statistics.median(taken), "ms")


def weighed(window: Watched, name: str, path: str, *, filled: bool = False) -> None:
    """What a page weighs with all that it fetches, but for fonts; ``filled``: the page of a number's answer."""
    came = list[Fetched]()

    def note(response: Fetched) -> None:
        came.append(response)

    window.page.on("response", note)
    window.page.goto(f"{window.console.origin}{path}", wait_until="networkidle")
    if filled:
        window.page.fill("#number", CNIC)
        came.clear()
        window.click("main form:has(#number) button")
        window.page.wait_for_load_state("networkidle")
    kinds = {each.url: each.body() for each in came if not each.url.startswith("data:") and each.status == 200}
    window.page.remove_listener("response", note)
    total = sum(len(gzip.compress(body, 6)) for url, body in kinds.items() if not url.endswith(".woff2"))
    say(f"console.weight.{name}", total / 1024, "KB")


@contextmanager
def own_process(made: RunningAgencyConsole, folder: Path) -> Iterator[tuple[int, int]]:
    """The same agency's console in a process of its own: its id and port."""
    (port,) = free_ports(1)
    shutil.copytree(made.desk.folder, folder)
    lines = (folder / FILE).read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("listen ")]
    (folder / FILE).write_text("\n".join([*kept, f"listen = {json.dumps(f'127.0.0.1:{port}')}"]) + "\n", "utf-8")
    started = subprocess.Popen(
        [sys.executable, "-m", "services.console", "--agency", str(folder)], stderr=subprocess.PIPE, text=True
    )
    try:
        assert started.stderr is not None
        if "serving" not in started.stderr.readline():
            raise ValueError("the console did not start")
        yield started.pid, port
    finally:
        started.terminate()
        started.wait(20)


def browser_at(made: RunningAgencyConsole, port: int, address: str) -> OfficersBrowser:
    """A browser of one desk, which takes the process for the console whose origin it has."""

    def connect() -> httpx.Client:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        transport = httpx.HTTPTransport(verify=context, local_address=address)
        client = httpx.Client(transport=transport, base_url=f"https://127.0.0.1:{port}", timeout=60)
        client.headers.update({"host": made.origin.partition("://")[2], "user-agent": "browser"})
        return client

    return OfficersBrowser(made, connect(), address=address, connect=connect)


def work(browser: OfficersBrowser, officer: str, passkey: Authenticator) -> None:
    """Log in, and put a chart of what the hub tells on the page."""
    browser.enter(officer, passkey)
    given = {"kind": "PHONE", "number": PHONE.id}
    counted = browser.touched(browser.post("/network/count", given), passkey)
    if counted.status_code != 200:
        raise ValueError(f"counting answered {counted.status_code}")
    added = browser.post("/network/add", {**given, "edge_CALLED": "1", "limit": "50"})
    if added.headers.get("location") != "/network":
        raise ValueError(f"adding answered {added.status_code}")
    browser.get("/network")


def remembered(folder: Path) -> None:
    """Memory of an agency's console without and with its officers."""
    with agency_console_running(folder / "agency", RECORDS) as made:
        made.desk.hub.hub.bodies[f"{LINKAGE}/Expand"] = route(network(100))
        passkeys = {
            f"fia-{3000 + number}": made.passkey(credential=b"%d" % (10**18 + number)) for number in range(OFFICERS)
        }
        made.desk.officers |= {
            name: [Passkey(credential=each.credential, spki=each.key.spki)] for name, each in passkeys.items()
        }
        made.desk.put_roster()
        with own_process(made, folder / "process") as (pid, port):
            browsers = list[OfficersBrowser]()
            say("console.memory.start", resident_kb(pid) / 1024, "MB")
            for number, (officer, passkey) in enumerate(passkeys.items()):
                browsers.append(browser_at(made, port, f"127.0.1.{1 + number // AN_ADDRESS}"))
                work(browsers[-1], officer, passkey)
            time.sleep(1)
            say(f"console.memory.officers_{OFFICERS}", resident_kb(pid) / 1024, "MB")
            for each in browsers:
                each.client.close()


def main() -> None:
    """Measure the console and print each figure."""
    with tempfile.TemporaryDirectory() as name:
        with (
            hub_thread(live.copied(Path(name) / "hub"), (live.FIA,), RECORDS) as hub,
            running_console(hub.profile()) as console,
            chromium() as browser,
            watched(browser, console) as window,
        ):
            set_all(hub, PLAIN)
            searched(console)
            window.page.set_default_timeout(120_000)
            window.page.add_init_script(_TOLD)
            window.login()
            window.page.context.new_cdp_session(window.page).send("Network.setCacheDisabled", {"cacheDisabled": True})
            weighed(window, "search", "/search", filled=True)
            weighed(window, "history", "/history", filled=True)
            weighed(window, "network", "/network")
            brushed(window, hub)
            drawn(window, hub, 500)
            weighed(window, "network_500", "/network")
            drawn(window, hub, 1_500)
        remembered(Path(name))


if __name__ == "__main__":
    main()
