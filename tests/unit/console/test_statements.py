"""Statements to look at again, as a page: what is asked for whom, what is shown, and what no sign says."""

from __future__ import annotations

import re
import shlex

import pytest
from rabta.records.v1 import statement_pb2 as statement
from rabta.records.v1 import statement_review_pb2 as pb

from services.console.pages.statements import PATH
from services.edge.call import Call
from services.listing.statements import COLUMNS, NEEDS, NEITHER, RELATIONS
from tests.fakes.console import Browser
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import SERVICE, rabta, refuses
from tests.unit.console.answers import SCRIPT
from tests.unit.console.asked import answered, seen

REVIEW = f"{SERVICE}/ReviewStatements"
RECORD = "agencies/pk.punjab-police/records/st-2"
TRIAL = {"purpose": "TRIAL", "legal_basis": "TRIAL_ANTECEDENTS", "case_type": "COURT_CASE", "case_key": "SC/1/2026"}
OVERSIGHT = {"purpose": "OVERSIGHT", "legal_basis": "DATA_OVERSIGHT", "case_type": "REVIEW", "case_key": "2026/1"}


def set_reviews(hub: HubThread, said: str) -> list[tuple[Call, bytes]]:
    """A first statement to know of, and one that takes it back; ``said`` in every sign. What is asked."""
    first = pb.StatementReview(
        record=RECORD.replace("st-2", "st-1"),
        relation=statement.STATEMENT_RELATION_FIRST,
        need=pb.REVIEW_NEED_NOTE,
        signs=[pb.StatementSign(code="T2", text=said, text_ur=said)],
    )
    second = pb.StatementReview(
        record=RECORD,
        relation=statement.STATEMENT_RELATION_RETRACTS,
        need=pb.REVIEW_NEED_REVIEW,
        signs=[pb.StatementSign(code=code, text=said, text_ur=said) for code in ("P1", "T1")],
    )
    return answered(hub, REVIEW, pb.ReviewStatementsResponse(reviews=[first, second]))


@pytest.fixture
def officer(browser: Browser) -> Browser:
    browser.state(**TRIAL)
    browser.get("/")
    return browser


def test_a_prosecutor_reads_each_statement_with_what_speaks_against_it(officer: Browser, hub: HubThread) -> None:
    given = set_reviews(hub, "kin of the accused were there")
    page = officer.get(PATH).text
    said = seen(page)
    assert [seen(each) for each in re.findall(r'<th scope="row">(.*?)</th>', page)] == [
        RECORD.replace("st-2", "st-1"), RECORD,
    ]  # fmt: skip
    signs = "P1 kin of the accused were there; T1 kin of the accused were there"
    for text in (*COLUMNS, RELATIONS["RETRACTS"][0], RELATIONS["FIRST"][0], NEEDS["REVIEW"][0], signs, NEITHER[0]):
        assert text in said
    assert f'href="/record?name={RECORD}"' in page, "who is to look opens what was said"
    ((call, raw),) = given
    assert raw == b""
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.query_class, call.caller.approver) == ("TRIAL", "PROTECTION", None)


def test_oversight_asks_as_oversight(officer: Browser, hub: HubThread) -> None:
    given = set_reviews(hub, "said")
    officer.get("/reason")
    officer.post("/reason", OVERSIGHT)
    assert officer.get(PATH).status_code == 200
    assert [(call.caller.purpose, call.caller.query_class) for call, _ in given if call.caller] == [
        ("OVERSIGHT", "AUDIT")
    ]


def test_where_there_is_no_sign_it_says_so_and_explains_none(officer: Browser, hub: HubThread) -> None:
    answered(hub, REVIEW, pb.ReviewStatementsResponse())
    said = seen(officer.get(PATH).text)
    assert "No statement of the case that you may read has a sign." in said
    assert NEITHER[0] not in said


@pytest.mark.parametrize("word", ["PURPOSE_UNFIT", "POLICY_DENIED", "CASE_NOT_YOURS"])
def test_who_took_the_statement_is_told_the_refusal_and_nothing_else(
    officer: Browser, hub: HubThread, word: str
) -> None:
    hub.hub.bodies[REVIEW] = refuses(word)
    answer = officer.get(PATH)
    assert answer.status_code == 403
    assert word in answer.text
    for text in (RECORD, "P1", RELATIONS["RETRACTS"][0]):
        assert text not in seen(answer.text)


def test_it_is_found_from_pages_of_the_law_and_of_oversight(officer: Browser, hub: HubThread) -> None:
    given = set_reviews(hub, "said")
    for page in ("/law/fit", "/oversight"):
        assert f'href="{PATH}"' in officer.get(page).text
    assert given == [], "no other page asks for it"


def test_without_a_reason_nothing_is_asked(browser: Browser, hub: HubThread) -> None:
    given = set_reviews(hub, "said")
    browser.login()
    assert browser.get(PATH).headers["location"].startswith("/reason?then=")
    assert given == []


@pytest.mark.parametrize("why", [TRIAL, OVERSIGHT])
def test_the_command_of_the_page_asks_the_same(officer: Browser, hub: HubThread, why: dict[str, str]) -> None:
    given = set_reviews(hub, "said")
    officer.get("/reason")
    officer.post("/reason", why)
    (command,) = re.findall(r"<code>(.*?)</code>", officer.get(PATH).text)
    rabta(*shlex.split(command)[1:])
    (call, raw), (again, same) = given
    assert raw == same
    assert call.caller is not None
    assert again.caller is not None
    assert call.header.method == again.header.method
    for word in ("purpose", "legal_basis", "query_class", "case_type", "case_key"):
        assert getattr(call.caller, word) == getattr(again.caller, word)


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(officer: Browser, hub: HubThread) -> None:
    set_reviews(hub, SCRIPT)
    hostile = pb.StatementReview(record=f"agencies/x/records/{SCRIPT}", signs=[pb.StatementSign(text=SCRIPT)])
    for answer in (None, pb.ReviewStatementsResponse(reviews=[hostile])):
        if answer is not None:
            answered(hub, REVIEW, answer)
        page = officer.get(PATH).text
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


def test_the_page_is_in_urdu(officer: Browser, hub: HubThread) -> None:
    set_reviews(hub, "رات کو")
    officer.post("/language", {"language": "ur", "then": PATH})
    page = officer.get(PATH).text
    assert '<html lang="ur" dir="rtl">' in page
    assert "\ufffd" not in page
    for text in ("دوبارہ دیکھنے کے بیانات", RELATIONS["RETRACTS"][1], NEITHER[1], "رات کو"):
        assert text in page
    officer.get("/")
    officer.post("/language", {"language": "en", "then": "/"})
