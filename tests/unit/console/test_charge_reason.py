"""Why the general law alone is charged, stated on a page: what goes out, what is kept, and what is not sent at all."""

from __future__ import annotations

import re
import shlex

import pytest
from rabta.records.v1 import case_law_pb2 as law

from services.console.pages.charge_reason import KINDS
from services.edge.call import Call
from services.statutes.charge import MIN_REASON, REASON_DAYS
from tests.fakes.console import Browser
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import LAW, rabta, refuses
from tests.unit.console.answers import CASE, SCRIPT
from tests.unit.console.asked import answered, seen

METHOD = next(method for method in LAW if method.endswith("/StateChargeReason"))
WORDS = "no element of force or fraud is supported by any statement"
GIVEN = {"kind": "ELEMENT_UNSUPPORTED", "words": WORDS, "request_id": "f" * 32}


def keeps(hub: HubThread, words: str = WORDS, *, holds: bool = True) -> list[tuple[Call, bytes]]:
    kept = law.ChargeReason(
        kind=law.GENERAL_REASON_ELEMENT_UNSUPPORTED, words=words, officer="officer-1", agency="pk.fia", holds=holds
    )
    return answered(hub, METHOD, law.StateChargeReasonResponse(reason=kept))


@pytest.fixture
def officer(browser: Browser) -> Browser:
    browser.state()
    browser.get("/")
    return browser


def test_the_form_has_every_reason_of_the_protocol_and_asks_nothing(officer: Browser, hub: HubThread) -> None:
    given = keeps(hub)
    page = officer.get("/law/reason").text
    assert tuple(re.findall(r'<option value="([A-Z0-9_]+)"', page)) == KINDS
    assert {f"GENERAL_REASON_{kind}" for kind in KINDS} == set(law.GeneralReason.keys()[1:])
    assert f"{REASON_DAYS} days (P)" in seen(page)
    assert "/law/reason" in officer.get("/law/fit").text
    assert given == []


def test_it_goes_out_as_it_was_said_and_stands_as_it_is_kept(officer: Browser, hub: HubThread) -> None:
    given = keeps(hub)
    officer.get("/law/reason")
    page = officer.post("/law/reason", GIVEN).text
    ((call, raw),) = given
    sent = law.StateChargeReasonRequest.FromString(raw)
    assert (sent.kind, sent.words, sent.request_id) == (law.GENERAL_REASON_ELEMENT_UNSUPPORTED, WORDS, "f" * 32)
    assert call.caller is not None
    assert f"{call.caller.case_type}:{call.caller.case_key}" == CASE
    assert call.caller.query_class == "HISTORY"
    said = seen(page)
    assert f"{WORDS} (officer-1, pk.fia)" in said
    assert "no longer holds" not in said
    keeps(hub, holds=False)
    assert "no longer holds" in seen(officer.post("/law/reason", GIVEN).text)


def test_the_command_of_the_page_states_the_same(officer: Browser, hub: HubThread) -> None:
    given = keeps(hub)
    (said,) = re.findall(r"<code>(.*?)</code>", officer.post("/law/reason", GIVEN).text)
    assert WORDS not in said
    rabta(*shlex.split(said)[1:], "--request-id", "f" * 32, stdin=f"{WORDS}\n")
    (_, first), (_, again) = given
    assert first == again


@pytest.mark.parametrize("kind", ["", "GUILT", "UNSPECIFIED", "other"])
def test_a_reason_of_no_list_is_not_sent(officer: Browser, hub: HubThread, kind: str) -> None:
    given = keeps(hub)
    assert officer.post("/law/reason", GIVEN | {"kind": kind}).status_code == 400
    assert given == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("OTHER", "x" * (MIN_REASON - 1)),
        ("ELEMENT_UNSUPPORTED", ""),
        ("PROSECUTOR_ADVICE", " "),
        ("COURT_ORDER", ""),
        ("OTHER", "x" * 2001),
    ],
)
def test_one_without_what_it_must_say_is_not_sent_and_stays_in_the_form(
    officer: Browser, hub: HubThread, kind: str, words: str
) -> None:
    given = keeps(hub)
    answer = officer.post("/law/reason", GIVEN | {"kind": kind, "words": words})
    assert answer.status_code == 400
    assert "Nothing was sent" in seen(answer.text)
    assert f'<option value="{kind}" selected>' in answer.text
    assert f">{words.strip()}</textarea>" in answer.text
    assert given == []


@pytest.mark.parametrize(
    ("kind", "words"), [("OTHER", "x" * MIN_REASON), ("OTHER", "x" * 2000), ("ACT_BEFORE_2018", "")]
)
def test_one_that_says_what_it_must_is_sent(officer: Browser, hub: HubThread, kind: str, words: str) -> None:
    given = keeps(hub)
    assert officer.post("/law/reason", GIVEN | {"kind": kind, "words": words}).status_code == 200
    assert len(given) == 1


@pytest.mark.parametrize(("reason", "status"), [("NOT_FOUND", 404), ("CASE_NOT_YOURS", 403), ("POLICY_DENIED", 403)])
def test_whoever_does_not_own_the_case_is_told_so(officer: Browser, hub: HubThread, reason: str, status: int) -> None:
    hub.hub.bodies[METHOD] = refuses(reason)
    answer = officer.post("/law/reason", GIVEN)
    assert answer.status_code == status
    assert WORDS not in answer.text


def test_no_strangers_form_states_one(officer: Browser, hub: HubThread) -> None:
    given = keeps(hub)
    assert officer.post("/law/reason", GIVEN, origin="http://evil.example").status_code == 403
    mine, officer.token = officer.token, "wrong"
    assert officer.post("/law/reason", GIVEN).status_code == 403
    officer.token = mine
    assert given == []


def test_what_somebody_wrote_is_text_and_the_page_is_in_urdu(officer: Browser, hub: HubThread) -> None:
    keeps(hub, SCRIPT)
    officer.post("/language", {"language": "ur", "then": "/"})
    for fields in (GIVEN, GIVEN | {"kind": "OTHER", "words": SCRIPT[:30]}):
        page = officer.post("/law/reason", fields).text
        assert "<script" not in page
        assert '<html lang="ur" dir="rtl">' in page
        assert "\ufffd" not in page
