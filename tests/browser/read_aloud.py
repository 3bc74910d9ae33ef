"""What a screen reader says on each page of the console, in both languages, as text files in ``tests/browser/reading``.

``python -m tests.browser.read_aloud`` writes them anew; what changed is to be read. The pages, and what is typed and clicked
on each, are those of the pictures (:mod:`tests.browser.shots`). A file holds what is within ``main``; what stands around
it is the same on every page of a console, and has a file of its own.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from tests.browser.chromium import Watched, chromium, watched
from tests.browser.keys import Keys, Lost
from tests.browser.pictures import CONSOLES, PAGE_MS, made_up, reached
from tests.browser.shots import ALBUMS, LANGUAGES, Album, Shot
from tests.browser.spoken import Spoken, lines, spoken
from tests.fakes.console import RunningConsole
from tests.fakes.hub_thread import HubThread

FOLDER: Final = Path(__file__).with_name("reading")

CHARTED: Final = frozenset({"network", "network-why", "network-compare"})
"""Of which no file is kept, as codes of a session order their rows: ``network_tree.yaml`` holds the chart's tree."""


def files(album: Album, language: str) -> list[str]:
    """Names of the files of a console's pages, that of what stands around them first."""
    names = (f"around-{album.name.replace(' ', '-')}", *(shot.name for shot in album.shots if shot.name not in CHARTED))
    return [f"{name}-{language}.txt" for name in names]


def read(
    browser: Browser, console: RunningConsole, album: Album, language: str
) -> Iterator[tuple[str, str, list[str]]]:
    """Of each page the name of its file, empty for none, what is said, and which rules it breaks; and around the first."""
    with watched(browser, console, ignore_https_errors=True) as window:
        window.page.set_default_timeout(PAGE_MS)
        if console.links:
            window.login(language, **album.reason)
        first, *names = files(album, language)
        for shot in album.shots:
            path = shot.path if console.links else f"{shot.path}?language={language}"
            reached(window, shot._replace(path=path))
            tree = spoken(window.page)
            if shot is album.shots[0]:
                yield first, said(around(tree)), []
            broken = [*window.found_by_ear(language if shot.status == 200 else "en"), *by_keys(window, shot, language)]
            file = f"{shot.name}-{language}.txt"
            yield file if file in names else "", said(main_of(tree)), broken
        if console.links:
            window.open("/")  # from where it logs out, so that the console prints the next link


def by_keys(window: Watched, shot: Shot, language: str) -> list[str]:
    """What is wrong to who has a keyboard alone: an answer that lacks the focus, and a page that cannot be gone through.

    Pages are gone through from the right alone, where most is turned; whole tasks are walked both ways.
    """
    keys = Keys(window.page)
    try:
        if shot.steps or "?" in shot.path:
            keys.answered()
        if language == LANGUAGES[-1]:
            keys.through()
    except Lost as lost:
        return [str(lost)]
    return []


def main_of(tree: Spoken) -> Spoken:
    """What is particular to a page."""
    return next(each for each in tree.all() if each.role == "main")


def around(tree: Spoken) -> Spoken:
    """What is the same on each: the page without what its ``main`` holds."""
    kept = [around(each) for each in tree.children] if tree.role != "main" else []
    return Spoken(tree.role, tree.name, tree.value, tree.description, tree.state, kept)


def said(tree: Spoken) -> str:
    return "\n".join(lines(tree)) + "\n"


def write(into: Path = FOLDER) -> None:
    """Write all of them anew, and take away what is no page any more."""
    into.mkdir(exist_ok=True)
    for old in into.glob("*.txt"):
        old.unlink()
    with chromium() as browser:
        for album in ALBUMS:
            with tempfile.TemporaryDirectory() as name, made_up(Path(name) / "hub") as hub:
                _write(browser, hub, Path(name), album, into)


def _write(browser: Browser, hub: HubThread, folder: Path, album: Album, into: Path) -> None:
    """Of a world in which nobody else has asked, as the log's entries stand on a page."""
    with CONSOLES[album.name](hub, folder) as console:
        for language in LANGUAGES:
            for file, text, broken in read(browser, console, album, language):
                if file:
                    (into / file).write_text(text, "utf-8")
                sys.stderr.write("".join(f"{file}: {rule}\n" for rule in broken))


if __name__ == "__main__":
    write()
