"""Pairs of records as one person, at consoles: oversight decides with an owner; a stranger reaches and moves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape

import pytest

from services.access.details import Details
from tests.e2e.attacks.test_one_person import (
    OTHERS,
    OVERSEERS,
    Two,
    answers,
    decide,
    history,
    links,
    queue,
    two,
)
from tests.e2e.desks import OfficerProfiles, desks
from tests.e2e.network import PUNJAB_ANALYST, month_old
from tests.e2e.people import AUDITOR, INVESTIGATOR, PUNJAB, SINDH, Officer
from tests.e2e.world import World
from tests.fakes.console import Browser, running_console

WHY = "one photograph, one father, one village"
STRANGER = INVESTIGATOR
PRETENDER = replace(STRANGER, roles=(*STRANGER.roles, *AUDITOR.roles))
"""The same officer, whose own agency's issuer gives them oversight's role."""
PAGES = 20
"""Of a list in which pairs of earlier tests stand too."""


@pytest.fixture
def world(network_world: World) -> World:
    return network_world


@contextmanager
def at_console(profiles: OfficerProfiles, officer: Officer, why: Details, second: Officer) -> Iterator[Browser]:
    """The officer's own console, their reason stated, with a second person beside them."""
    with running_console(profiles.profile(officer), second=profiles.profile(second)) as running:
        browser = running.browser()
        said = {"purpose": why.purpose, "legal_basis": why.legal_basis, "second_basis": why.second_basis}
        assert browser.state(**said, case_type=why.case_type, case_key=why.case_key).status_code == 303
        browser.get("/")
        yield browser
        browser.client.close()


def reached(browser: Browser, them: Two) -> str:
    """The page of the two, as the list leads to it."""
    path = "/pairs"
    for _ in range(PAGES):
        page = browser.get(path).text
        found = [unescape(each) for each in re.findall(r'href="(/pairs[^"]+)"', page)]
        for each in found:
            if {them.one.rpartition("/")[2], them.other.rpartition("/")[2]} <= set(re.split(r"[/=&]|%2F", each)):
                return browser.get(each).text
        path = next((each for each in found if each.startswith("/pairs?")), "")
        assert path, "the pair is in the list"
    raise AssertionError("the pair is in no page of the list")


def act(them: Two) -> dict[str, str]:
    """What the form of a decision sends."""
    return {"one": them.one, "other": them.other, "sign": "SAME", "why": WHY}


def page_of(them: Two) -> str:
    """Where the page of the two is."""
    return f"/pairs/two?one={them.one}&other={them.other}"


def decided(world: World, them: Two) -> str:
    """The decision of an owner of one of the two: nobody else has stated anything."""
    with month_old(world, them.one, them.other):
        return str(decide(world, PUNJAB_ANALYST, them).id)


def test_oversight_decides_with_an_owner_and_others_are_answered_as_one_person(world: World) -> None:
    """Its page names the records, who decided and who is to state; of whom they are it says nothing."""
    them, second = two(world, 30), OVERSEERS[1]
    first = decided(world, them)
    assert [links(history(world, who, them.innocent)) for who in (INVESTIGATOR, OTHERS[1])] == [[], []]
    with (
        desks(world, (AUDITOR, second)) as profiles,
        at_console(profiles, AUDITOR, AUDITOR.why, second) as browser,
    ):
        assert 'href="/pairs"' in browser.get("/oversight").text
        page = reached(browser, them)
        assert first in page
        assert SINDH in page
        assert "Zarak" not in page
        assert them.accused not in page
        assert them.innocent not in page
        assert browser.post("/pairs/decide", act(them)).status_code == 200
        for who in (INVESTIGATOR, *OTHERS):
            found = sorted(links(history(world, who, them.innocent)))
            assert found == [(AUDITOR.agency, True), (PUNJAB, True)], who.id
        assert not queue(world, AUDITOR, them)
        undone = {"decision": first, "why": "another face, as the two of us read"}
        alone = browser.post("/pairs/undo", undone)
        assert (alone.status_code, "APPROVER_REQUIRED" in alone.text) == (403, True)
        browser.get("/pairs")
        assert browser.post("/pairs/undo", undone | {"second": second.id}).status_code == 200
    assert links(history(world, INVESTIGATOR, them.innocent)) == []


def test_two_officers_at_oversight_s_console_decide_at_once(world: World) -> None:
    them, second = two(world, 31), OVERSEERS[1]
    with (
        desks(world, (AUDITOR, second)) as profiles,
        at_console(profiles, AUDITOR, AUDITOR.why, second) as browser,
    ):
        assert browser.post("/pairs/decide", act(them) | {"second": second.id}).status_code == 200
    for who in (INVESTIGATOR, *OTHERS):
        assert links(history(world, who, them.innocent)) == [(AUDITOR.agency, True)], who.id


@pytest.mark.parametrize(("officer", "word"), [(STRANGER, "PURPOSE_UNFIT"), (PRETENDER, "POLICY_DENIED")])
def test_a_stranger_s_console_reaches_no_pair_under_oversight_s_purpose(
    world: World, officer: Officer, word: str
) -> None:
    """With a second person of oversight and without, whatever role the stranger's own issuer gives them."""
    them = two(world, 32)
    first, before = decided(world, them), answers(world, them)
    undone = {"decision": first, "why": "another face, as the stranger says"}
    with (
        desks(world, (officer, *OVERSEERS)) as profiles,
        at_console(profiles, officer, AUDITOR.why, OVERSEERS[1]) as browser,
    ):
        for path in ("/pairs", page_of(them)):
            shown = browser.get(path)
            assert (shown.status_code, word in shown.text, first in shown.text) == (403, True, False)
        for second in ({}, {"second": OVERSEERS[1].id}):
            for where, form in (("/pairs/decide", act(them)), ("/pairs/undo", undone)):
                browser.get("/")
                refused = browser.post(where, form | second)
                found = [each for each in (word, "APPROVER_INVALID") if each in refused.text]
                assert (refused.status_code, len(found)) == (403, 1), (where, second)
    assert answers(world, them) == before
    assert [each.id for item in queue(world, AUDITOR, them) for each in item.decisions] == [first]


def test_a_stranger_s_console_is_told_nothing_of_a_pair_and_withdraws_nothing(world: World) -> None:
    """For its own purpose: another agency's decision and one that nobody made are answered alike."""
    them = two(world, 33)
    first, before = decided(world, them), answers(world, them)
    with (
        desks(world, (STRANGER, *OVERSEERS)) as profiles,
        at_console(profiles, STRANGER, STRANGER.why, OVERSEERS[1]) as browser,
    ):
        assert them.one not in browser.get("/pairs").text
        assert first not in browser.get(page_of(them)).text
        told = []
        for name in ("0" * 24, first):
            browser.get("/")
            page = browser.post("/pairs/undo", {"decision": name, "why": "another face, as the stranger says"})
            told.append((page.status_code, re.findall(r"<main.*</main>", page.text, re.DOTALL)))
        assert told[0] == told[1]
        assert told[0][0] == 404
    assert answers(world, them) == before
    assert [each.id for item in queue(world, AUDITOR, them) for each in item.decisions] == [first]
