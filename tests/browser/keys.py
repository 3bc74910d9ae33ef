"""Somebody at a keyboard who has nothing else: each key is an event of the browser, and each stop of the focus is judged.

Nothing here clicks, sets a value or moves the focus. What the page's scripts are asked is where the focus is, and how it
is seen (``keys.js``, ``unreached.js``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import JSHandle, Page

_STOP: Final = Path(__file__).with_name("keys.js").read_text("utf-8")
_UNREACHED: Final = Path(__file__).with_name("unreached.js").read_text("utf-8")
_WITHIN: Final = "document.activeElement.closest('main') !== null"
LOOKS: Final = 60
"""How often it is looked where the focus is, before it is lost."""
LOOK_MS: Final = 50
"""Between two looks."""
FAR: Final = 60
"""Tabs to what is looked for; the menu of all pages is a third of them, and the skip link saves these."""
LONGEST: Final = 400
"""Stops of one page; past them it has no end."""
CHOICES: Final = 60
"""Options of one list."""


class Lost(AssertionError):
    """What is looked for is not reached by keys, or something on the way is wrong."""


@dataclass
class Keys:
    """A keyboard at one page. ``stops``: elements that had the focus since the page came, of :meth:`begin`."""

    page: Page
    stops: JSHandle | None = None
    last: str = ""

    def begin(self) -> None:
        """Forget where the focus was: another page came, or another round begins."""
        self.stops, self.last = self.page.evaluate_handle("[]"), ""

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def stop(self, selector: str = "", *, back: bool = False) -> dict[str, Any]:
        """Where the focus is. Raises Lost where it cannot be seen there or came there out of order."""
        if self.stops is None:
            self.begin()
        found: dict[str, Any] = self.page.evaluate(_STOP, [selector, back, self.stops])
        if found["wrong"]:
            raise Lost(f"{self.page.url}: the focus is {', '.join(found['wrong'])}: {found['said']}, after {self.last}")
        self.last = found["said"]
        return found

    def to(self, selector: str, *, back: bool = False, most: int = FAR) -> None:
        """Tab until what ``selector`` names has the focus. Raises Lost after ``most`` Tabs, and where one leads nowhere."""
        for _ in range(most):
            self.press("Shift+Tab" if back else "Tab")
            found = self.stop(selector, back=back)
            if found["matches"]:
                return
            if found["again"]:
                raise Lost(f"{self.page.url}: the focus came back to {found['said']} and never to {selector}")
            if not found["there"]:
                self.begin()
        raise Lost(f"{self.page.url}: {selector} is farther than {most} Tabs")

    def choose(self, value: str) -> None:
        """Step through the list that has the focus until it says ``value``."""
        for _ in range(CHOICES):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.press("ArrowDown")
        raise Lost(f"{self.page.url}: no arrow leads to {value}")

    def follow(self, key: str = "Enter") -> None:
        """Press what leads to another page, and wait for it: reading begins at its top."""
        with self.page.expect_navigation():
            self.press(key)
        self.begin()

    def send(self, key: str = "Enter") -> None:
        """The same of a form. Raises Lost where the focus is not in what was answered."""
        self.follow(key)
        self.answered()

    def answered(self) -> None:
        """Raises Lost where the focus is not within the page's content soon, as after an act it must be.

        A chart takes it when its data have come, which may be after the page has loaded.
        """
        self.page.wait_for_load_state("load")
        for _ in range(LOOKS):
            if within := self.page.evaluate(_WITHIN):
                break
            self.page.wait_for_timeout(LOOK_MS)
        self.stop()
        if not within:
            raise Lost(f"{self.page.url}: the focus is lost to {self.last} after an act")
        self.begin()

    def skip(self) -> None:
        """From the top of the page, or round its end, past the menu: by the first stop."""
        if not self.stop("a.skip")["matches"]:
            self.begin()
            self.to("a.skip", most=2)
        self.press("Enter")
        self.begin()
        self.stop("main")
        self.begin()

    def through(self) -> list[str]:
        """Every stop of a page from its top, wherever the focus is now; what is said of each.

        Raises Lost where a stop is wrong, where one holds the focus, and where something is not reached.
        """
        if self.stop()["there"]:
            self._through(back=False)
        found = self._through(back=False)
        missed: list[str] = self.page.evaluate(_UNREACHED, self.stops)
        self.begin()
        if missed:
            raise Lost(f"{self.page.url}: no Tab leads to {missed}")
        return found

    def round(self) -> int:
        """Through a page, back, and to its end again; how many stops it has. Raises Lost, also where back is otherwise."""
        there = self.through()
        back = self._through(back=True)
        if there != back[::-1]:
            raise Lost(f"{self.page.url}: back it goes otherwise: {there} and {back[::-1]}")
        self._through(back=False)
        self.begin()
        return len(there)

    def _through(self, *, back: bool) -> list[str]:
        seen = list[str]()
        self.begin()
        if not back and self.stop("a.skip")["matches"]:
            seen.append(self.last)
        for _ in range(LONGEST):
            self.press("Shift+Tab" if back else "Tab")
            found = self.stop(back=back)
            if not seen and not found["there"]:
                continue
            if not found["there"] or found["round"] or (found["again"] and len(seen) > 1 and found["said"] == seen[0]):
                return seen
            if found["again"]:
                raise Lost(f"{self.page.url}: the focus is held at {found['said']}")
            if found["said"] not in seen[-1:]:
                seen.append(found["said"])
        raise Lost(f"{self.page.url}: no end after {LONGEST} Tabs")
