"""Broken glass on pages: offered where it helps, stated for itself, in sight with its time, cited by what reads alone."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
from google.protobuf.message import Message
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.linkage.v1 import question_pb2
from rabta.records.v1 import records_service_pb2 as records

from services.client.reason import Reason
from services.console.glass import Glass
from services.edge.call import Call
from services.edge.errors import ByReason
from tests.fakes.console import REASON, Browser, RunningConsole
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import (
    CNIC,
    FIND_PERSON,
    HISTORY,
    LINKAGE,
    OPEN_GLASS,
    PERSON,
    RECORD,
    SEARCH,
    VERSIONS,
    refuses,
)
from tests.unit.client.calls import EXPAND
from tests.unit.console.answers import CASE, NAME, PLAIN, SCRIPT
from tests.unit.console.asked import answered, seen
from tests.unit.console.network.routes import answer_charts
from tests.unit.console.network.sample import ACCUSED

MINE, AGAIN = "bg-0001780000000-0123456789ab", "bg-0001780000001-0123456789ab"
WORDS = "a child was seen in that car minutes ago"
BREAK = REASON | {"justification": WORDS, "request_id": "f" * 32}
ASKED = {"kind": "CNIC", "number": CNIC}
HOUR_MS = 3_600_000
FOUR_HOURS = 4 * HOUR_MS
Route = Callable[[Call, bytes], Awaitable[bytes]]


def gated(asked: list[str], kind: type[Message], honest: Route, glass: str = MINE) -> Route:
    """A hub whose case is another's: refused, unless the request cites the session that is open."""

    async def body(call: Call, raw: bytes) -> bytes:
        request = kind.FromString(raw)
        cited = str(getattr(getattr(request, "frame", request), "break_glass"))  # noqa: B009 - of whichever message
        asked.append(cited)
        if cited != glass:
            raise ByReason("BREAK_GLASS_INVALID" if cited else "CASE_NOT_YOURS")
        return await honest(call, raw)

    return body


READS: dict[str, type[Message]] = {
    SEARCH: records.SearchRequest,
    FIND_PERSON: records.SearchPersonRequest,
    HISTORY: records.GetHistoryRequest,
    PERSON: records.GetPersonRequest,
    RECORD: records.GetRecordRequest,
    VERSIONS: records.ListVersionsRequest,
    EXPAND: question_pb2.ExpandRequest,
    f"{LINKAGE}/Timeline": question_pb2.TimelineRequest,
    f"{LINKAGE}/WhyLinked": question_pb2.WhyLinkedRequest,
}


def gate(hub: HubThread) -> dict[str, list[str]]:
    """Close every read of another's case; which session each is cited with from now on."""
    asked = {method: list[str]() for method in READS}
    for method, kind in READS.items():
        honest = hub.hub.bodies.get(method)
        hub.hub.bodies[method] = gated(asked[method], kind, honest) if honest else refuses("CASE_NOT_YOURS")
    return asked


def opened(hub: HubThread, until_ms: int, glass: str = MINE) -> list[tuple[Call, bytes]]:
    """Whoever asks for a session gets this one; what is asked."""
    return answered(hub, OPEN_GLASS, pb.OpenBreakGlassResponse(break_glass=glass, expires_ms=until_ms))


def opens(
    hub: HubThread, console: RunningConsole, glass: str = MINE, left_ms: int = FOUR_HOURS
) -> list[tuple[Call, bytes]]:
    return opened(hub, console.now_ms() + left_ms, glass)


def banner(page: str) -> str:
    """The red band's words; empty where there is none."""
    found = re.search(r'<section class="glass".*?</section>', page, re.S)
    return seen(found[0]) if found else ""


@pytest.fixture
def officer(browser: Browser) -> Browser:
    browser.state()
    browser.get("/")
    return browser


def test_who_is_refused_for_the_case_is_offered_the_form_and_nobody_else(officer: Browser, hub: HubThread) -> None:
    hub.hub.bodies[HISTORY] = refuses("CASE_NOT_YOURS")
    page = officer.post("/history", ASKED).text
    assert 'href="/glass?then=/history"' in page
    for other in ("OFFICER_UNFIT", "PURPOSE_UNFIT", "OWN_OR_KIN", "POLICY_DENIED", "APPROVER_REQUIRED", "NOT_FOUND"):
        hub.hub.bodies[HISTORY] = refuses(other)
        assert "/glass?then" not in officer.post("/history", ASKED).text


def test_it_is_opened_for_the_reason_of_its_own_form_and_once(
    officer: Browser, hub: HubThread, console: RunningConsole
) -> None:
    given = opens(hub, console)
    page = officer.get("/glass?then=/history").text
    assert [re.search(r'name="request_id" value="([0-9a-f]{32})"', page) is not None, banner(page)] == [True, ""]
    page = officer.post("/glass", BREAK | {"case_key": "PB/KASUR/CITY/77/2026", "then": "/history"}).text
    ((call, raw),) = given
    sent = pb.OpenBreakGlassRequest.FromString(raw)
    assert (sent.justification, sent.request_id) == (WORDS, "f" * 32)
    assert call.caller is not None
    assert (call.caller.case_key, call.caller.query_class) == ("PB/KASUR/CITY/77/2026", "HISTORY")
    assert "rabta break-glass open" in page
    assert WORDS not in page, "what is said of a case stands in no command and no page"
    assert '<a href="/history">' in page
    assert f"{MINE} 240 min left. Everything that is read cites it." in banner(page)


@pytest.mark.parametrize(
    "fields",
    [
        {"justification": "x" * 19},
        {"justification": "x" * 2001},
        {"justification": ""},
        {"purpose": ""},
        {"legal_basis": "NADRA"},
        {"case_key": "no"},
    ],
)
def test_what_no_form_offers_opens_nothing_and_keeps_the_words(
    officer: Browser, hub: HubThread, console: RunningConsole, fields: dict[str, str]
) -> None:
    given = opens(hub, console)
    answer = officer.post("/glass", BREAK | fields)
    assert answer.status_code == 400
    assert (given, banner(answer.text)) == ([], "")
    assert 'role="alert"' in answer.text
    assert (fields | BREAK)["justification"] == WORDS or fields["justification"] in answer.text


def test_what_reads_cites_it_and_the_command_says_so(officer: Browser, hub: HubThread, console: RunningConsole) -> None:
    opens(hub, console)
    cited = gate(hub)
    officer.post("/glass", BREAK)
    pages = [
        officer.post("/search", {"by": "number", **ASKED}),
        officer.post("/search", {"by": "name", "name": PLAIN}),
        officer.post("/history", ASKED),
        officer.get(f"/person?record={NAME}"),
        officer.get(f"/record?name={NAME}"),
        officer.get(f"/case?type=FIR&key={CASE[4:]}"),
    ]
    assert [each.status_code for each in pages] == [200] * len(pages)
    assert all(f"--break-glass {MINE}" in each.text and MINE in banner(each.text) for each in pages)
    assert officer.get(f"/proof?name={NAME}").status_code == 200
    asked = {method: each for method, each in cited.items() if each}
    assert set(asked) == {SEARCH, FIND_PERSON, HISTORY, PERSON, RECORD, VERSIONS, EXPAND}
    assert {one for each in asked.values() for one in each} == {MINE}


def test_a_chart_cites_it_and_goes_with_it(officer: Browser, hub: HubThread, console: RunningConsole) -> None:
    opens(hub, console)
    answer_charts(hub)
    cited = gate(hub)
    node = {"kind": "SUBJECT", "number": ACCUSED.id}
    assert officer.post("/network/count", node).status_code == 403
    officer.post("/glass", BREAK)
    officer.post("/network/add", node | {"edge_CALLED": "1", "limit": "50"})
    page = officer.get("/network").text
    assert "Ghulam Rasool" in page
    link = re.search(r"/network/why\?link=[0-9a-f]+", page)
    assert link
    assert officer.get(link[0]).status_code == 200
    assert cited[EXPAND] == ["", MINE]
    assert cited[f"{LINKAGE}/WhyLinked"] == [MINE]
    officer.post("/glass/aside")
    assert "Ghulam Rasool" not in officer.get("/network").text
    assert officer.get("/network/chart").json()["nodes"]["id"] == []
    assert cited[EXPAND] == ["", MINE], "nothing of it is asked again without it"


def test_what_is_put_aside_is_cited_no_more_and_may_be_taken_again(
    officer: Browser, hub: HubThread, console: RunningConsole
) -> None:
    opens(hub, console)
    cited = gate(hub)[HISTORY]
    officer.post("/glass", BREAK)
    assert officer.post("/glass/aside").headers["location"] == "/glass"
    page = officer.get("/").text
    assert "Nothing cites it now" in banner(page)
    assert 'action="/glass/again"' in page
    assert officer.post("/history", ASKED).status_code == 403
    officer.post("/glass/again")
    assert officer.post("/history", ASKED).status_code == 200
    assert cited == ["", MINE]


@pytest.mark.parametrize(
    "other",
    [{"case_key": "PB/KASUR/CITY/77/2026"}, {"purpose": "TRIAL", "legal_basis": "TRIAL_ANTECEDENTS"}],
)
def test_another_reason_never_cites_it(
    officer: Browser, hub: HubThread, console: RunningConsole, other: dict[str, str]
) -> None:
    opens(hub, console)
    cited = gate(hub)[HISTORY]
    officer.post("/glass", BREAK)
    case = {"case_type": "COURT_CASE", "case_key": "SC/1/2026"} if "purpose" in other else {}
    assert officer.post("/reason", REASON | other | case).status_code == 303
    assert "Nothing cites it now" in banner(officer.get("/").text)
    assert officer.post("/history", ASKED).status_code == 403
    officer.post("/reason", REASON)
    assert officer.post("/history", ASKED).status_code == 200
    assert cited == ["", MINE]


def test_its_time_runs_on_every_page_and_ends_it(officer: Browser, hub: HubThread, console: RunningConsole) -> None:
    opens(hub, console, left_ms=HOUR_MS)
    cited = gate(hub)[HISTORY]
    officer.post("/glass", BREAK)
    for minutes, left in ((0, "60 min"), (14, "46 min"), (28, "32 min"), (42, "18 min"), (56, "4 min"), (59, "1 min")):
        console.offset_ms = minutes * 60_000
        for path in ("/", "/history", "/glass", "/reason"):
            assert left in banner(officer.get(path).text)
    console.offset_ms = HOUR_MS + 1
    assert banner(officer.get("/").text) == ""
    assert officer.post("/history", ASKED).status_code == 403
    assert cited == [""]


def test_what_the_hub_holds_open_no_longer_is_forgotten_and_said(
    officer: Browser, hub: HubThread, console: RunningConsole
) -> None:
    """Another officer reviewed it meanwhile: the page says so, and the next question cites nothing."""
    opens(hub, console)
    officer.post("/glass", BREAK)
    hub.hub.bodies[HISTORY] = refuses("BREAK_GLASS_INVALID")
    answer = officer.post("/history", ASKED)
    assert answer.status_code == 403
    assert "No broken glass is open for you" in seen(answer.text)
    assert banner(answer.text) == ""
    cited = gate(hub)[SEARCH]
    officer.post("/search", {"by": "number", **ASKED})
    assert cited == [""]


def test_one_that_was_opened_elsewhere_is_gone_on_with(
    officer: Browser, hub: HubThread, console: RunningConsole
) -> None:
    cited = gate(hub)
    hub.hub.bodies[OPEN_GLASS] = refuses("BREAK_GLASS_LIMIT")
    assert "No further break-glass session" in seen(officer.post("/glass", BREAK).text)
    for wrong in ("x" * 65, "bg-\u0660", "bg\n1"):
        assert officer.post("/glass/again", {"session": wrong}).status_code == 400
    officer.post("/glass/again", {"session": AGAIN})
    assert officer.post("/history", ASKED).status_code == 403, "the hub alone knows whose it is"
    officer.post("/glass/again", {"session": MINE})
    page = officer.post("/history", ASKED)
    assert page.status_code == 200
    assert "The hub knows how long." in banner(page.text)
    assert cited[HISTORY] == [AGAIN, MINE]


@pytest.mark.parametrize("path", ["/glass", "/glass/aside", "/glass/again", "/glass/second"])
def test_no_strangers_form_breaks_or_mends_it(
    officer: Browser, hub: HubThread, console: RunningConsole, path: str
) -> None:
    given = opens(hub, console)
    mine, officer.token = officer.token, "wrong"
    assert officer.post(path, BREAK).status_code == 403
    officer.token = mine
    assert officer.post(path, BREAK, origin="http://evil.example").status_code == 403
    assert officer.post(path, BREAK, sec_fetch_site="cross-site").status_code == 403
    assert (given, banner(officer.get("/").text)) == ([], "")


def test_another_login_has_none_of_it(officer: Browser, hub: HubThread, console: RunningConsole) -> None:
    opens(hub, console)
    officer.post("/glass", BREAK)
    officer.post("/leave")
    officer.state()
    assert banner(officer.get("/").text) == ""
    cited = gate(hub)[HISTORY]
    assert officer.post("/history", ASKED).status_code == 403
    assert cited == [""]


def test_nobody_without_a_session_sees_the_form(browser: Browser) -> None:
    assert browser.get("/glass").status_code == 401
    browser.login()


def test_before_a_reason_is_stated_the_form_states_it(
    browser: Browser, hub: HubThread, console: RunningConsole
) -> None:
    given = opens(hub, console)
    browser.login()
    page = browser.get("/glass").text
    assert "Opened elsewhere" not in page
    assert MINE in banner(browser.post("/glass", BREAK).text)
    assert len(given) == 1


def test_what_somebody_wrote_is_text_and_the_pages_are_in_urdu(
    officer: Browser, hub: HubThread, console: RunningConsole
) -> None:
    opens(hub, console, glass=SCRIPT)
    page = officer.post("/glass", BREAK | {"case_key": "no", "justification": SCRIPT}).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<img" not in officer.post("/glass", BREAK).text
    officer.post("/language", {"language": "ur", "then": "/"})
    page = officer.get("/glass").text
    assert '<html lang="ur" dir="rtl">' in page
    assert "ہنگامی رسائی کھلی ہے" in banner(page)


WHY = Reason("INVESTIGATE_CASE", "CRPC_CASE", CASE)


@pytest.mark.parametrize(
    ("until", "now", "cited", "minutes"),
    [
        (1000, 999, "g", 1),
        (1000, 1000, "", 0),
        (1000, 1001, "", 0),
        (60_001, 0, "g", 2),
        (60_000, 0, "g", 1),
        (0, 9, "g", 0),
    ],
)
def test_it_is_cited_until_its_time(until: int, now: int, cited: str, minutes: int) -> None:
    glass = Glass("g", until, WHY)
    assert (glass.cited(WHY, now), glass.minutes(now), glass.over(now)) == (cited, minutes, not cited)


def test_it_is_cited_for_its_reason_alone() -> None:
    assert Glass("g", 0, WHY).cited(None, 0) == ""
    for other in (Reason("TRIAL", "CRPC_CASE", CASE), Reason("INVESTIGATE_CASE", "CRPC_CASE", CASE, "PECA_WARRANT")):
        assert Glass("g", 0, WHY).cited(other, 0) == ""
    assert Glass("g", 0, WHY, aside=True).cited(WHY, 0) == ""
