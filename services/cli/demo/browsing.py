"""A browser of the demonstration: it keeps a console's cookie, fills in its forms, and sees what a reader sees."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Final
from urllib.parse import urlencode, urlsplit

TIMEOUT_S: Final = 60.0
_TOKEN: Final = re.compile(r'name="csrf_token" value="([^"]+)"')
_MAIN: Final = re.compile(r"<main.*?</main>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it came. ``status``: of HTTP."""

    status: int
    source: str

    @property
    def text(self) -> str:
        """What stands in the page's main part, without runs of white space."""
        found = _MAIN.search(self.source)
        return " ".join(html.unescape(_TAG.sub(" ", found[0] if found else self.source)).split())

    @property
    def heading(self) -> str:
        """The page's own heading."""
        found = re.search(r"<h1\b[^>]*>(.*?)</h1>", self.source, re.DOTALL)
        return " ".join(html.unescape(_TAG.sub(" ", found[1])).split()) if found else ""

    @property
    def rows(self) -> int:
        """Rows of its tables, without their heads."""
        return self.source.count('<tr><th scope="row">')


@dataclass
class BrowserWindow:
    """One login at a console. ``origin``: such as ``http://localhost:8123``."""

    origin: str
    cookie: str = field(default="", init=False, repr=False)
    token: str = field(default="", init=False, repr=False)

    def open(self, path: str) -> Seen:
        """A page by its address; where it sends on, the page that it leads to."""
        return self._asked("GET", path, None)

    def fill_in(self, path: str, fields: Mapping[str, str]) -> Seen:
        """A form of the page that was seen last."""
        return self._asked("POST", path, {"csrf_token": self.token, **fields})

    def _asked(self, method: str, path: str, fields: Mapping[str, str] | None) -> Seen:
        host = urlsplit(self.origin)
        connection = HTTPConnection("127.0.0.1", host.port, timeout=TIMEOUT_S)
        headers = {"Host": host.netloc, "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, urlencode(fields) if fields else None, headers)
            answer = connection.getresponse()
            source = answer.read().decode()
        finally:
            connection.close()
        self._keep(answer, source)
        onward = answer.getheader("Location")
        return self._asked("GET", onward, None) if onward else Seen(answer.status, source)

    def _keep(self, answer: HTTPResponse, source: str) -> None:
        given = answer.getheader("Set-Cookie")
        if given:
            self.cookie = given.partition(";")[0]
        if found := _TOKEN.search(source):
            self.token = found[1]
