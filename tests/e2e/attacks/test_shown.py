"""The walk over what people see leaves nothing out, and what it sets aside is what is new with each call alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Route
from typer.main import get_command

from services.cli.main import app
from services.console.agency.enrolment import Enrolments
from services.console.agency.settings import ConsoleSettings
from services.console.build import own_console
from services.console.page import Page
from services.console.pages.account import account_routes
from services.console.pages.enrol import enrol_routes
from services.console.pages.enrol_confirm import confirm_routes
from services.console.pages.passkey import passkey_routes
from tests.e2e.attacks import two_commands, two_consoles
from tests.e2e.attacks.alike import DAYS, Shown, bare
from tests.e2e.planted import NOBODY
from tests.fakes import live

IN_LOG = "\u0645\u0631\u06a9\u0632 \u06a9\u06d2 \u0644\u0627\u06af \u06a9\u0627 \u0627\u0646\u062f\u0631\u0627\u062c "
"""Urdu: entry of the hub's log."""
FIELD = '<input type="hidden" name="{}" value="{}">'
TIME, LATER = f"{DAYS[0]} 13:41", f"{DAYS[1]}T00:02:25+05:00"


def routes(folder: Path) -> set[str]:
    """Every route of an officer's own console, of a node's and of an agency's, as ``METHOD path``; assets apart."""
    profile = live.profile(live.files(), live.FIA, 1, folder / "state")
    console: Any = own_console(profile, "officer.toml", "http://localhost:1", live.now_ms, print, folder)
    while not isinstance(console, Starlette):
        console = vars(console)["_app"]
    served = [route for route in console.routes if isinstance(route, Route)]
    own = {f"{method} {route.path}" for route in served for method in route.methods or ()}
    return {each for each in own if not each.startswith("HEAD ") and "/static/" not in each} | set(agency(folder))


def agency(folder: Path) -> Iterator[str]:
    """Pages that an agency's console has besides."""
    settings, nobody = ConsoleSettings(folder, "https://localhost:1"), SimpleNamespace()
    enrolments = Enrolments(folder / "enrolments", live.now_ms)
    pages: list[Page] = [*enrol_routes(settings, enrolments)]
    pages += confirm_routes(enrolments, nobody)  # type: ignore[arg-type]  # asked for its paths
    pages += passkey_routes("pk.fia", "pk.hub", nobody, nobody, nobody)  # type: ignore[arg-type]  # asked for its paths
    pages += account_routes(nobody)  # type: ignore[arg-type]  # the same
    return (f"{page.method} {page.path}" for page in pages)


def commands(words: tuple[str, ...], command: Any) -> Iterator[str]:
    """Names of the commands that print for programs, draw, or write papers."""
    children = getattr(command, "commands", None)
    if children is not None:
        for name in list(children):
            yield from commands((*words, name), children[name])
        return
    options = {name for parameter in command.params for name in parameter.opts}
    if options & {"--output", "--picture", "--save-evidence"}:
        yield " ".join(words)


def test_every_route_is_walked_or_left_out_with_its_reason(tmp_path: Path) -> None:
    asked = two_consoles.routes(NOBODY)
    assert routes(tmp_path) - asked - two_consoles.NOT_ASKED.keys() == set()
    assert (asked | two_consoles.NOT_ASKED.keys()) - routes(tmp_path) == set()


def test_every_command_is_walked_or_left_out_with_its_reason() -> None:
    every, asked = set(commands((), get_command(app))), two_commands.asked()
    assert every - asked - two_commands.NOT_ASKED.keys() == set()
    assert (asked | two_commands.NOT_ASKED.keys()) - every == set()


def alike(one: str, two: str, what: str = "fia-1042 GET /search") -> bool:
    """Whether two bodies of one page say the same once bare."""
    return bare(Shown(what, 200, "", one.encode())) == bare(Shown(what, 200, "", two.encode()))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        *((FIELD.format(name, "a" * 43), FIELD.format(name, "b" * 43)) for name in ("csrf_token", "request_id", "handle")),
        ("Entry 30 of the hub&#39;s log", "Entry 571 of the hub&#39;s log"),
        (f"{IN_LOG}\u206630\u2069", f"{IN_LOG}\u2066571\u2069"),
        (f'"asked_at": "{TIME}:08"', f'"asked_at": "{LATER}"'),
        (f'<g role="img" aria-label="Time: {TIME}"><use x="1"/></g>', f'<g role="img" aria-label="Time: {LATER}"></g>'),
    ],
)  # fmt: skip
def test_what_is_new_with_each_call_is_set_aside(one: str, two: str) -> None:
    assert alike(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (FIELD.format("record", "a"), FIELD.format("record", "b")),
        (FIELD.format("handle", "a"), ""),
        ("Entry 30 of the hub&#39;s log", ""),
        (f"{IN_LOG}\u206630\u2069", f"{IN_LOG}\u206630\u2069 \u20662\u2069"),
        ("\u0627\u0646\u062f\u0631\u0627\u062c \u206630\u2069", "\u0627\u0646\u062f\u0631\u0627\u062c \u206631\u2069"),
        ('"recorded_at": "2024-05-01T13:41:08+05:00"', '"recorded_at": "2024-05-01T13:43:25+05:00"'),
        (
            '<g role="img" aria-label="left 2024-05-01 13:41">a</g>',
            '<g role="img" aria-label="left 2024-05-01 13:44">a</g>',
        ),
        (f"left {TIME}", f"left {TIME} and {TIME}"),
        (f"on {DAYS[0]}", f"on {DAYS[1]}"),
        ("a1b2c3d4e5f6 a1b2c3d4e5f6", "a1b2c3d4e5f6 b1b2c3d4e5f6"),
        ("review-first R-AAAAAAAA", "review-first R-BBBBBBBB"),
    ],
)
def test_nothing_else_is(one: str, two: str) -> None:
    assert not alike(one, two)
    assert not alike(one, two, "fia-1042 GET /network")


@given(
    st.text("abcdefABCDEF0123456789<>=\"' /-:.\u0641", max_size=60), st.integers(0, 60), st.characters(codec="utf-8")
)
def test_whatever_stands_in_a_page_counts(text: str, at: int, more: str) -> None:
    """One character more anywhere is seen, outside of what is set aside by its own words."""
    assert not alike(text, text[:at] + more + text[at:])


def test_codes_of_a_chart_count_by_what_they_join() -> None:
    one, two = '{"a1b2c3d4e5f6": "a1b2c3d4e5f6"}', '{"000000000001": "000000000001"}'
    assert alike(one, two, "fia-1042 GET /network/chart")
    assert not alike(one, '{"000000000001": "000000000002"}', "fia-1042 GET /network/chart")
    assert not alike(one, two)


def test_a_drawing_of_the_hub_counts_by_its_texts() -> None:
    one = '<svg><g transform="translate(1 2)"><title>accused</title></g><g data-kind="CASE"></g></svg>'
    what = "fia-1042 net expand svg"
    assert alike(one, one.replace("1 2", "3 4"), what)
    assert not alike(one, one.replace("accused", "victim"), what)
    assert not alike(one, one.replace("CASE", "PHONE"), what)
    assert not alike(one, one.replace("1 2", "3 4"))


def zipped(name: str, text: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(name, text)
    return held.getvalue()


@pytest.mark.parametrize(("name", "text"), [("nodes.csv", "b"), ("edges.csv", "a")])
def test_files_of_tables_count_by_name_and_content(name: str, text: str) -> None:
    one, two = (Shown("x", 0, "", zipped(*each)) for each in (("nodes.csv", "a"), (name, text)))
    assert bare(one) != bare(two)
    assert bare(one).body == b"nodes.csv\na"


def test_how_it_ended_and_where_it_went_count() -> None:
    one = Shown("x", 200, "", b"a")
    for two in (one._replace(status=403), one._replace(where="/"), one._replace(what="y")):
        assert bare(one) != bare(two)
