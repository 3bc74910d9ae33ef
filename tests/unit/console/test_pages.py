"""Pages about persons and records, of a hub over a real socket: what each shows, asks, and never shows."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from hashlib import sha256

import pytest
from rabta.linkage.v1 import question_pb2
from rabta.records.v1 import records_service_pb2 as pb

from services.access.errors import InvalidArgument, NotFound, Violation
from services.client.results import Version
from services.console.headers import HEADERS
from services.console.pages.history import in_lanes
from services.console.pages.record import shown_versions
from services.console.sessions import FRESH_MS
from services.values.records import RecordVersion, TimelineEntry
from tests.fakes import live
from tests.fakes.console import REASON, Browser, RunningConsole
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import FIND_PERSON, HISTORY, PERSON, RECORD, SEARCH, VERSIONS, answers, refuses
from tests.unit.client.calls import EXPAND
from tests.unit.console.answers import NAME, PLAIN, SCRIPT, TURNED, set_all
from tests.unit.console.asked import seen

NUMBER = {"by": "number", "kind": "CNIC", "number": "35202-1234567-1", "country": ""}
PERSON_LIKE = {"by": "name", "name": PLAIN, "father": "علی", "born": "1985", "district": "Lahore"}
ASKED = (
    ("/search", NUMBER),
    ("/search", PERSON_LIKE),
    ("/history", NUMBER | {"as_of": "2024-06-01", "known_at": "2024-07-01"}),
    (f"/person?record={NAME}", None),
    (f"/record?name={NAME}", None),
    ("/case?type=FIR&key=PB/LAHORE/ICHHRA/512/2024", None),
)
ASKED_IDS = ("number", "name", "history", "person", "record", "case")


def ask(browser: Browser, path: str, fields: dict[str, str] | None) -> str:
    answer = browser.get(path) if fields is None else browser.post(path, fields)
    assert answer.status_code == 200, answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    return answer.text


@pytest.mark.parametrize(("path", "fields"), ASKED, ids=ASKED_IDS)
def test_nothing_is_asked_without_a_purpose(
    browser: Browser, hub: HubThread, path: str, fields: dict[str, str] | None
) -> None:
    browser.login()
    answer = browser.get(path) if fields is None else browser.post(path, fields)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/reason?then=%2F")
    assert hub.hub.ran == []
    back = browser.get(answer.headers["location"]).text
    assert re.search(r'name="then" value="([^"]+)"', back.partition("<main")[2])
    assert browser.post("/reason", REASON | {"then": path}).headers["location"] == path


@pytest.mark.parametrize(("path", "fields"), ASKED, ids=ASKED_IDS)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_page_shows_its_answer_with_question_and_command(
    browser: Browser, hub: HubThread, path: str, fields: dict[str, str] | None, language: str
) -> None:
    set_all(hub, PLAIN)
    browser.state()
    browser.get("/")
    browser.post("/language", {"language": language, "then": "/"})
    page = ask(browser, path, fields)
    marked = "" if language == "ur" else ' lang="ur"'
    assert f'<bdi dir="auto"{marked}>{PLAIN}</bdi>' in page
    assert f'<html lang="{language}"' in page
    (command,) = re.findall(r"<code>(.*?)</code>", page)
    words = shlex.split(command.replace("&#39;", "'"))
    assert words[0] == "rabta"
    assert words[words.index("--purpose") + 1] == "INVESTIGATE_CASE"
    assert words[words.index("--case") + 1] == "FIR:PB/LAHORE/ICHHRA/512/2024"
    assert not {"35202-1234567-1", "3520212345671", PLAIN, "علی"} & set(words)


@pytest.mark.parametrize(("path", "fields"), ASKED, ids=ASKED_IDS)
def test_what_was_typed_by_anybody_is_text_and_stays_in_its_place(
    browser: Browser, hub: HubThread, path: str, fields: dict[str, str] | None
) -> None:
    browser.state()
    for language in ("en", "ur"):
        browser.get("/")
        browser.post("/language", {"language": language, "then": "/"})
        set_all(hub, SCRIPT)
        page = ask(browser, path, fields)
        assert "<script" not in page.replace('<script src="/static/brush.js" defer></script>', "")
        assert "<img" not in page
        assert not re.search(r"<[^>]*\son\w+=", page)
        assert "&lt;script&gt;" in page
        assert "{{7*7}}" in page
        set_all(hub, TURNED)
        page = ask(browser, path, fields)
        assert "safe\ufffdtxt.exe" in page
        assert not {"\u202e", "\u200b"} & set(page)


def test_a_search_by_number_asks_what_was_typed(browser: Browser, hub: HubThread) -> None:
    set_all(hub, PLAIN)
    browser.state()
    asked: list[pb.SearchRequest] = []
    told = hub.hub.bodies[SEARCH]

    async def body(call: object, raw: bytes) -> bytes:
        asked.append(pb.SearchRequest.FromString(raw))
        return await told(call, raw)  # type: ignore[arg-type]  # the call is passed on as it came

    hub.hub.bodies[SEARCH] = body
    page = ask(browser, "/search", NUMBER)
    assert [(one.selector.identifier.value, one.page_token) for one in asked] == [("35202-1234567-1", "")]
    assert "pk.customs" in page
    assert '<bdi dir="ltr">0300-1234567</bdi>' in page
    assert page.count('<p class="banner" role="note">') == 1
    ask(browser, "/search", NUMBER | {"page_token": "more"})
    assert asked[-1].page_token == "more"


def test_a_search_by_name_says_why_it_matched(browser: Browser, hub: HubThread) -> None:
    set_all(hub, "the names agree")
    browser.state()
    page = ask(browser, "/search", PERSON_LIKE)
    assert "exact: all that is stated agrees" in page
    assert "6.5" not in page, "no bits of a description"
    assert "Too common to find anybody by themselves" in page
    assert hub.hub.ran == [FIND_PERSON]


@pytest.mark.parametrize(
    "fields",
    [
        NUMBER | {"number": ""},
        NUMBER | {"kind": "NAME_KEY"},
        NUMBER | {"kind": ""},
        PERSON_LIKE | {"name": ""},
        PERSON_LIKE | {"born": "yesterday"},
    ],
)
def test_what_is_no_question_is_not_asked(browser: Browser, hub: HubThread, fields: dict[str, str]) -> None:
    browser.state()
    browser.get("/search")
    assert browser.post("/search", fields).status_code == 400
    assert hub.hub.ran == []


def test_nobody_found_is_said(browser: Browser, hub: HubThread) -> None:
    hub.hub.bodies[SEARCH] = answers(pb.SearchResponse())
    hub.hub.bodies[FIND_PERSON] = answers(pb.SearchPersonResponse())
    hub.hub.bodies[HISTORY] = answers(pb.GetHistoryResponse())
    browser.state()
    for path, fields in ASKED[:3]:
        assert "Nothing that you may know of." in ask(browser, path, fields)


def test_a_history_presumes_innocence_and_says_what_came_later(browser: Browser, hub: HubThread) -> None:
    set_all(hub, PLAIN)
    browser.state()
    page = ask(browser, *ASKED[2])
    for said in ("is presumed innocent", "allegation", "no offence", "left out here: 3 lines", "--known-at 2024-07-01"):
        assert said in page


def test_a_line_stands_in_the_lane_of_its_kind() -> None:
    kinds = ("PARTY", "SENTENCE", "BAIL", "BORDER_CROSSING", "LIST_ENTRY", "OF_A_LATER_VERSION", "PARTY")
    lanes = in_lanes([TimelineEntry(kind=kind, valid_from=str(n)) for n, kind in enumerate(kinds)])
    found = {lane: [line.valid_from for line in lines] for lane, lines in lanes}
    assert found == {"case": ["0", "6"], "court": ["1"], "custody": ["2"], "travel": ["3"], "other": ["4", "5"]}


def test_a_day_that_is_none_is_no_question(browser: Browser, hub: HubThread) -> None:
    browser.state()
    browser.get("/history")
    assert browser.post("/history", NUMBER | {"known_at": "soon"}).status_code == 400
    assert hub.hub.ran == []


def test_a_case_says_how_many_there_are_and_who_hides_some(browser: Browser, hub: HubThread) -> None:
    set_all(hub, PLAIN)
    browser.state()
    page = ask(browser, *ASKED[5])
    for said in ("edges: 1 of 42 shown.", "There are more than that.", "3 hidden, held by pk.customs", "accused"):
        assert said in page
    assert "rabta net expand CASE:FIR:PB/LAHORE/ICHHRA/512/2024" in page
    assert f'href="/person?record={NAME}"' in page
    hub.hub.bodies[EXPAND] = answers(question_pb2.ExpandResponse())
    assert "Nothing that you may know of." in ask(browser, *ASKED[5])


@pytest.mark.parametrize(
    "query", ["type=FIR&key=a%E2%80%AEb", "type=NONE&key=PB/LAHORE/ICHHRA/512/2024", "type=&key=x"]
)
def test_a_case_number_that_is_none_is_not_asked(browser: Browser, hub: HubThread, query: str) -> None:
    browser.state()
    assert browser.get(f"/case?{query}").status_code == 400
    assert hub.hub.ran == []


def test_a_record_shows_its_versions_with_what_changed(browser: Browser, hub: HubThread) -> None:
    set_all(hub, PLAIN)
    browser.state()
    page = ask(browser, *ASKED[4])
    assert hub.hub.ran == [RECORD, VERSIONS]
    assert "subject.names[0].text" in page
    assert "person, name 1, text" in seen(page)
    assert "changed" not in page
    assert "--versions" in page


def test_what_remains_of_an_erased_record_is_said(browser: Browser, hub: HubThread) -> None:
    remains = pb.Remains(record=NAME, expunged=True, order_nos=["12/2024"])
    hub.hub.bodies[RECORD] = answers(pb.GetRecordResponse(remains=remains))
    browser.state()
    page = ask(browser, *ASKED[4])
    assert "This record is expunged." in page
    assert '<bdi dir="ltr">12/2024</bdi>' in page


def test_a_proof_asks_for_the_purpose_again_and_is_a_file(
    browser: Browser, hub: HubThread, console: RunningConsole
) -> None:
    set_all(hub, PLAIN)
    browser.state()
    console.offset_ms = FRESH_MS + 1000
    path = f"/proof?name={NAME}"
    answer = browser.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/reason?again=1&then=")
    assert hub.hub.ran == []
    assert "state the purpose again" in browser.get(answer.headers["location"]).text
    assert browser.post("/reason", REASON | {"then": path}).headers["location"] == path
    bundle = browser.get(path)
    assert bundle.status_code == 200, bundle.text
    assert bundle.headers["content-disposition"] == 'attachment; filename="record.evidence"'
    assert bundle.headers["cache-control"] == "no-store"
    assert PLAIN.encode() in bundle.content


@pytest.mark.parametrize(
    ("refused", "status", "said"),
    [
        (NotFound(), 404, "Not found, or not for you to see."),
        ("CASE_NOT_YOURS", 403, "is not assigned to you in your office"),
        ("OWN_OR_KIN", 403, "about themselves or their kin"),
        ("NOT_OWNER", 403, "Propose a correction to it."),
        ("OF_A_LATER_VERSION", 403, "The hub refuses."),
        (InvalidArgument(Violation("name", "record-name", "is no name of a record")), 403, "is no name of a record"),
        (InvalidArgument(Violation("name", "cnic-length", "has 12 digits, not 13")), 403, "A CNIC has 13 digits."),
    ],
)
def test_a_refusal_is_told_in_words(
    browser: Browser, hub: HubThread, refused: InvalidArgument | NotFound | str, status: int, said: str
) -> None:
    hub.hub.bodies[PERSON] = refuses(refused)
    browser.state()
    answer = browser.get(f"/person?record={NAME}")
    assert answer.status_code == status
    assert said in answer.text


def test_an_answer_that_proves_nothing_is_not_shown(browser: Browser, hub: HubThread) -> None:
    set_all(hub, PLAIN)
    raw = pb.GetPersonResponse(members=[pb.SubjectMatch(version=f"{NAME}/versions/1", owner=live.PUNJAB)])
    raw.members[0].subject.names.add(text="Forged Person")
    hub.hub.bodies[PERSON] = answers(raw)
    browser.state()
    answer = browser.get(f"/person?record={NAME}")
    assert answer.status_code == 502
    assert "nothing of it is shown" in answer.text
    assert "Forged" not in answer.text


def test_an_issuer_that_refuses_is_told_by_its_code(browser: Browser, hub: HubThread) -> None:
    hub.issuers[live.FIA].refuse = "invalid_grant"
    browser.state(case_key="PB/LAHORE/ICHHRA/513/2024")
    answer = browser.get(f"/person?record={NAME}")
    assert answer.status_code == 403
    assert "invalid_grant" in answer.text, answer.text
    assert "not on the roster" not in answer.text


def test_what_a_version_changed_is_marked_against_the_last_that_was_shown() -> None:
    """A version that is hidden stands between; the first changes nothing."""
    first = RecordVersion(agency="pk.fia", record_id="r", version=1, kind="PARTY", valid_from="2024-01-02")
    third = replace(first, version=3, valid_from="2024-01-03", status_note="wrong day")
    told = shown_versions([Version(first, b"1", 5), Version(None, b"", 6), Version(third, b"3", 7)])
    assert [(one.number, one.recorded_ms, bool(one.rows)) for one in told] == [
        (1, 5, True),
        (0, 6, False),
        (3, 7, True),
    ]
    assert [row.field for one in told for row in one.rows if row.changed] == ["valid_from", "status_note"]
    assert told[2].digest == sha256(b"3").hexdigest()
