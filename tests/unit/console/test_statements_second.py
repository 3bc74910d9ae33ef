"""Statements to look at again, for who protects and for oversight: a second person approves the question by a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from rabta.records.v1 import statement_review_pb2 as pb

from services.console.pages.guards import STARTED_WITH
from services.console.pages.statements import PATH
from services.edge.call import Call
from services.listing.statements import NEEDS
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, entered
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import refuses
from tests.unit.console.asked import seen
from tests.unit.console.test_statements import OVERSIGHT, RECORD, REVIEW, TRIAL, set_reviews

SECOND = {"second": "officer-2"}
PROTECT = {
    "purpose": "PROTECT_VICTIM",
    "legal_basis": "VICTIM_WITNESS",
    "case_type": "REFERRAL",
    "case_key": "CP/LAHORE/1/2024",
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("statements")), (live.FIA,), (REVIEW,)) as made:
        yield made


@contextmanager
def opened(console: RunningConsole, hub: HubThread, why: dict[str, str]) -> Iterator[Browser]:
    """The officer, who leaves at the end: a way in is good for one session."""
    yield from entered(console, hub, why)


def asked(given: list[tuple[Call, bytes]]) -> list[tuple[str, str, bool]]:
    callers = [call.caller for call, _ in given if call.caller]
    return [(who.purpose, who.query_class, who.approver is not None) for who in callers]


def test_who_protects_is_shown_a_form_and_nothing_is_asked_before_it(two: RunningConsole, hub: HubThread) -> None:
    with opened(two, hub, PROTECT) as officer:
        given = set_reviews(hub, "kin of the accused were there")
        page = officer.get(PATH)
        assert page.status_code == 200
        assert 'name="second"' in page.text
        assert RECORD not in page.text
        assert given == []
        told = officer.post(PATH, SECOND).text
    for text in (RECORD, NEEDS["REVIEW"][0], "kin of the accused were there"):
        assert text in seen(told)
    assert asked(given) == [("PROTECT_VICTIM", "PROTECTION", True)]
    assert f'href="/record?name={RECORD}"' not in told, "what was said is not theirs to read"
    (command,) = re.findall(r"<code>(.*?)</code>", told)
    assert "--approver-profile" in command


def test_oversight_asks_alone_or_with_a_second_person(two: RunningConsole, hub: HubThread) -> None:
    with opened(two, hub, OVERSIGHT) as officer:
        given = set_reviews(hub, "said")
        assert 'name="second"' in officer.get(PATH).text
        assert f'href="/record?name={RECORD}"' in officer.post(PATH, SECOND).text
    assert asked(given) == [("OVERSIGHT", "AUDIT", False), ("OVERSIGHT", "AUDIT", True)]


def test_of_the_prosecutor_of_the_case_no_second_person_is_asked(two: RunningConsole, hub: HubThread) -> None:
    with opened(two, hub, TRIAL) as officer:
        set_reviews(hub, "said")
        assert 'name="second"' not in officer.get(PATH).text


@pytest.mark.parametrize("second", ["", "officer-1", "officer-9"])
def test_nobody_but_the_second_person_approves(two: RunningConsole, hub: HubThread, second: str) -> None:
    with opened(two, hub, PROTECT) as officer:
        given = set_reviews(hub, "said")
        assert officer.post(PATH, {"second": second}).status_code == 400
    assert given == []


def test_without_a_second_person_the_page_says_how_one_comes(alone: RunningConsole, hub: HubThread) -> None:
    with opened(alone, hub, PROTECT) as officer:
        given = set_reviews(hub, "said")
        assert STARTED_WITH in officer.get(PATH).text
        assert officer.post(PATH, SECOND).status_code == 400
    assert given == []


def test_a_body_that_is_refused_is_told_the_word_and_nothing_else(two: RunningConsole, hub: HubThread) -> None:
    with opened(two, hub, PROTECT) as officer:
        hub.hub.bodies[REVIEW] = refuses("POLICY_DENIED")
        answer = officer.post(PATH, SECOND)
    assert answer.status_code == 403
    assert "POLICY_DENIED" in answer.text
    assert RECORD not in answer.text


def test_the_page_with_its_form_is_in_urdu(two: RunningConsole, hub: HubThread) -> None:
    with opened(two, hub, PROTECT) as officer:
        set_reviews(hub, "رات کو")
        officer.post("/language", {"language": "ur", "then": PATH})
        page = officer.post(PATH, SECOND).text
        officer.post("/language", {"language": "en", "then": PATH})
    assert '<html lang="ur" dir="rtl">' in page
    assert NEEDS["REVIEW"][1] in page
    assert pb.ReviewNeed.Name(pb.REVIEW_NEED_REVIEW) not in page
