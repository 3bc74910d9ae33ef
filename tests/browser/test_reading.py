"""Each page as a screen reader says it, in both languages: as it is kept, and by rules that hold on all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Watched, nameless
from tests.browser.pictures import CONSOLES, made_up
from tests.browser.read_aloud import FOLDER, files, main_of, read
from tests.browser.shots import ALBUMS, LANGUAGES, Album
from tests.browser.spoken import lines, spoken
from tests.fakes.hub_thread import HubThread
from tests.unit.console.answers import PLAIN, set_all

LONGEST = 200
"""Lines of one page: a file that nobody reads through holds nothing."""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[HubThread]:
    """One of its own for each console: the log's entries stand on a page."""
    with made_up(tmp_path / "hub") as made:
        yield made


@pytest.mark.parametrize("album", ALBUMS, ids=lambda album: album.name)
def test_pages_are_read_as_they_are_kept_and_break_no_rule(
    browser: Browser, world: HubThread, tmp_path: Path, album: Album
) -> None:
    """Where a page was changed on purpose: ``python -m tests.browser.read_aloud``, and read what changed."""
    otherwise, broken = list[str](), list[str]()
    with CONSOLES[album.name](world, tmp_path) as console:
        for language in LANGUAGES:
            for file, text, rules in read(browser, console, album, language):
                broken += [f"{file} {language}: {rule}" for rule in rules]
                if file and (FOLDER / file).read_text("utf-8") != text:
                    otherwise.append(f"{file}:\n{text}")
    assert broken == []
    assert "\n".join(otherwise) == ""


def test_what_is_kept_is_what_is_read_and_can_be_read_through() -> None:
    kept = {path.name: path.read_text("utf-8").splitlines() for path in FOLDER.iterdir()}
    assert set(kept) == {file for album in ALBUMS for language in LANGUAGES for file in files(album, language)}
    assert max(map(len, kept.values())) <= LONGEST


def test_both_languages_are_read_in_the_same_order() -> None:
    """Line by line the same kind of thing: nothing is left out in Urdu, and nothing stands elsewhere."""
    for path in sorted(FOLDER.glob("*-en.txt")):
        english, urdu = (
            [line.split()[0] for line in (FOLDER / f"{path.stem[:-3]}-{language}.txt").read_text("utf-8").splitlines()
             if line.split()[0].rstrip(":") in ("heading", "table", "form", "textbox", "combobox", "button", "checkbox")]
            for language in LANGUAGES
        )  # fmt: skip
        assert english == urdu, path.name


@pytest.fixture
def page(window: Watched, hub: HubThread) -> Watched:
    set_all(hub, PLAIN)
    window.login()
    window.open("/search")
    return window


BROKEN = {
    "not one h1": "document.querySelector('h1').remove()",
    "a level of heading is skipped": "document.querySelector('h2').outerHTML = '<h4>x</h4>'",
    "an empty heading": "document.querySelector('h2').textContent = ''",
    "not one body > footer": "document.querySelector('footer').remove()",
    "the h1 is not in main": "document.body.append(document.querySelector('h1'))",
    "a landmark without a name": "document.querySelector('nav').removeAttribute('aria-label')",
    "two regions are called": "document.querySelectorAll('main section').forEach((e) => e.setAttribute('aria-label', 'x')"
    " ?? e.removeAttribute('aria-labelledby'))",
    "two elements have the id": "document.querySelector('h1').id = 'number'",
    "for points to nothing": "document.querySelector('#number').remove()",
    "a table without a caption": "document.querySelector('main').insertAdjacentHTML('beforeend', '<table><thead><tr>"
    '<th scope="col">x</th></tr></thead></table>\')',
    "a header without a scope": "document.querySelector('main').insertAdjacentHTML('beforeend', '<table><caption>x"
    "</caption><thead><tr><th>x</th></tr></thead></table>')",
    "a row without a header": "document.querySelector('main').insertAdjacentHTML('beforeend', '<table><caption>x"
    '</caption><thead><tr><th scope="col">x</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table>\')',
    "a tabindex above 0": "document.querySelector('#number').tabIndex = 1",
    "a wrong field without its error": "document.querySelector('#number').setAttribute('aria-invalid', 'true')",
    'text in "ur" that is not marked so': "document.querySelector('h2').textContent = 'تلاش'",
    "lang of the page": "document.documentElement.lang = 'ur'",
    "dir of the page": "document.documentElement.dir = 'rtl'",
    "a button without a name": "document.querySelector('main button').textContent = ''",
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_finds_what_breaks_it(page: Watched, rule: str) -> None:
    assert page.found_by_ear("en") == []
    page.page.evaluate(f"() => {{ {BROKEN[rule]} }}")
    assert any(found.startswith(rule) for found in page.found_by_ear("en"))


def test_a_line_says_role_name_value_and_state(page: Watched) -> None:
    page.page.set_content(
        """<main><h1>Search <b>now</b></h1><p>One <a href="/x">two</a>.</p>
        <label for="a">Number</label><input id="a" required value="1" aria-invalid="true" aria-describedby="w">
        <p id="w">Too short</p><button aria-pressed="true">On</button><button></button>
        <label for="s">Kind</label><select id="s"><option>x<option selected>y</select>
        <table><caption>Held</caption><thead><tr><th scope="col">Who</th></tr></thead>
        <tbody><tr><th scope="row">a1b2c3d4e5f6</th></tr></tbody></table></main>"""
    )
    tree = main_of(spoken(page.page))
    assert lines(tree) == [
        "main:",
        "  heading 1: Search now",
        "  One <link two> .",
        "  textbox Number, = 1, required, invalid, (Too short)",
        "  Too short",
        "  button On, pressed",
        "  button",
        "  combobox Kind, 2 choices, = y",
        '  table "Held", 2 rows:',
        "    *Who*",
        "    *CODE*",
    ]
    assert nameless(tree) == ["a button without a name"]
