"""Chromium, and pages of it that are watched: what they ask of other hosts, what their policy stops, what axe finds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.spoken import CONTROLS, Spoken, spoken
from tests.fakes.console import REASON, RunningConsole
from tests.shared import wanting
from tests.starting import BROWSER, starts
from tests.starts import count_start

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""As root, and without what Chromium asks of its maker's hosts by itself."""
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
"""axe-core's names of the rules of WCAG 2.2, levels A and AA."""
HEARD = Path(__file__).with_name("heard.js")
_VIOLATION = "policy violated: "
_WATCH = f"""
document.addEventListener("securitypolicyviolation", (event) =>
  console.error("{_VIOLATION}" + event.violatedDirective + " " + event.blockedURI));
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a profile. Its loop holds the thread until it is closed.

    Without a window of its own where Debian's package for that is there, which takes half of the time.
    """
    starts(BROWSER)
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if path is None:
        wanting("Chromium (Debian's package chromium-headless-shell or chromium)")
    count_start("browser")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, and what it did that it must not.

    ``elsewhere``: addresses that are not the console's; ``violations``: of its content security policy; ``errors``:
    what its scripts threw.
    """

    page: Page
    console: RunningConsole
    elsewhere: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.console.origin}{path}")

    def login(self, language: str = "en", **changes: str) -> None:
        """Log in by the link, state a purpose, choose a language."""
        self.page.goto(self.console.links[-1])
        self.page.wait_for_url(f"{self.console.origin}/")
        self.open("/reason")
        for name, value in (REASON | changes).items():
            if name == "case_key":
                self.page.fill(f"#{name}", value)
            elif value:
                self.page.select_option(f"#{name}", value)
        self.click("main form button")
        self.click(f'header button[value="{language}"]')

    def click(self, selector: str) -> None:
        """Click what leads to a page, which may have the same address, and wait for it."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def leave(self) -> None:
        """Log out, so that the console prints the next link."""
        if self.page.locator('form[action="/leave"] button').count():
            self.click('form[action="/leave"] button')

    def found_by_axe(self) -> list[str]:
        """Rules of WCAG 2.2 A and AA that the page breaks, each with the elements."""
        self.page.wait_for_load_state("load")
        self.page.evaluate("async () => { await document.fonts.ready }")
        options = {"runOnly": {"type": "tag", "values": list(WCAG)}, "resultTypes": ["violations"]}
        found = Axe().run(self.page, options=options)
        return [
            f"{each['id']}: {json.dumps([node['html'] for node in each['nodes']])}"
            for each in found.response["violations"]
        ]

    def found_by_ear(self, language: str) -> list[str]:
        """Rules of reading aloud that the page breaks (``heard.js``), and controls that have no name in its tree."""
        found: list[str] = self.page.evaluate(HEARD.read_text("utf-8"), language)
        return [*found, *nameless(spoken(self.page))]

    def found(self) -> list[str]:
        """What axe finds, and what is wrong to who hears the page in the language that it says it has."""
        return [*self.found_by_axe(), *self.found_by_ear(self.page.locator("html").get_attribute("lang") or "")]

    def watch(self) -> None:
        """Take note of what the page does from now on."""
        self.page.on("request", self._asked)
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.console.origin}/", "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _told(self, message: ConsoleMessage) -> None:
        if message.text.startswith(_VIOLATION):
            self.violations.append(message.text)


def nameless(tree: Spoken) -> list[str]:
    """Controls of which a screen reader says what they are and not what for."""
    return [f"a {each.role} without a name" for each in tree.all() if each.role in CONTROLS and not each.name.strip()]


@contextmanager
def watched(
    browser: Browser, console: RunningConsole, *, scripts: bool = True, ignore_https_errors: bool = False
) -> Iterator[Watched]:
    """A page of a new context, without cookies; the session that it opened is left at the end."""
    context = browser.new_context(java_script_enabled=scripts, ignore_https_errors=ignore_https_errors)
    context.add_init_script(_WATCH)
    made = Watched(context.new_page(), console)
    made.watch()
    yield made
    made.leave()
    context.close()
