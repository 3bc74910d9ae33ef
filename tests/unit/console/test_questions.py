"""Pages of kept questions: kept from an answer, found, opened with the same or other words, asked anew, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from rabta.records.v1 import records_service_pb2 as pb

from services.console.pages.questions import OF
from services.console.render import FOLDER
from tests.fakes.console import REASON, Browser, RunningConsole, running_console, second_profile
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import SEARCH
from tests.unit.console.answers import CASE, NAME, PLAIN, SCRIPT, set_all
from tests.unit.console.asked import answered, seen
from tests.unit.console.test_law import CHILD_OF, FACTS, set_law
from tests.unit.console.test_pages import NUMBER, PERSON_LIKE

OTHERS = "35202-7654321-3"
ASKED = (
    ("search.number", "/search", NUMBER),
    ("search.name", "/search", PERSON_LIKE),
    ("history", "/history", NUMBER | {"as_of": "2024-06-01", "known_at": "2024-07-01"}),
    ("person", f"/person?record={NAME}", None),
    ("case.page", f"/case?type=FIR&key={CASE[4:]}", None),
    ("law.clocks", "/law?place=SD", None),
    ("law.child", f"{CHILD_OF}&continuing=1", None),
    ("law.fit", "/law/fit", FACTS),
)
IDS = [title for title, *_ in ASKED]


@pytest.fixture
def officer(browser: Browser, hub: HubThread) -> Iterator[Browser]:
    """Their kept questions are gone again by the end."""
    set_all(hub, PLAIN)
    set_law(hub, PLAIN)
    browser.state()
    browser.get("/")
    yield browser
    for path in links(browser.get("/questions").text):
        browser.get(path)
        browser.post(f"{path}/delete")


def links(page: str) -> list[str]:
    return re.findall(r'href="(/questions/[0-9a-f]{24})"', page)


def hidden(page: str) -> dict[str, str]:
    """What the form that keeps holds of the question."""
    form = page.partition('action="/questions/keep"')[2].partition("</form>")[0]
    return dict(re.findall(r'name="((?:of-\w+|phrase))" value="([^"]*)"', form))


def ask(browser: Browser, path: str, fields: dict[str, str] | None) -> str:
    answer = browser.get(path) if fields is None else browser.post(path, fields)
    assert answer.status_code == 200, answer.text
    return answer.text


def keep(browser: Browser, path: str, fields: dict[str, str] | None, **more: str) -> str:
    """Ask, keep what was asked, and give where it is opened."""
    said = hidden(ask(browser, path, fields))
    answer = browser.post("/questions/keep", said | {"name": "Kasur van", "tags": "kasur, van"} | more)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def filled(page: str) -> tuple[str, str, dict[str, str]]:
    """Method, path and fields of the form that asks a kept question, as a browser would send them."""
    method, action, form = re.findall(r'<form method="(\w+)" action="([^"]+)" class="fields">(.*?)</form>', page, re.S)[
        0
    ]
    fields = dict(re.findall(r'<input (?:id="[^"]*" |type="hidden" )name="([^"]+)"[^>]*? value="([^"]*)"', form))
    boxes = re.findall(r'name="(\w+)" type="checkbox" value="1"( checked)?', form)
    selects = re.findall(r'<select id="[^"]*" name="([^"]+)">(.*?)</select>', form, re.S)
    chosen = {name: (re.findall(r'value="([^"]*)" selected', options) or [""])[0] for name, options in selects}
    ticked = {name: "1" for name, mark in boxes if mark}
    return (
        method,
        action,
        {name: value for name, value in (fields | chosen).items() if name not in dict(boxes)} | ticked,
    )


@pytest.mark.parametrize(("title", "path", "fields"), ASKED, ids=IDS)
def test_an_answered_question_is_kept_and_asks_the_same_again(
    officer: Browser, hub: HubThread, title: str, path: str, fields: dict[str, str] | None
) -> None:
    before = ask(officer, path, fields)
    ran = len(hub.hub.ran)
    opened = officer.get(keep(officer, path, fields)).text
    assert len(hub.hub.ran) == ran + 1, "keeping and opening ask nothing"
    method, action, said = filled(opened)
    assert action == path.partition("?")[0]
    if method == "get":
        again = officer.get(f"{action}?{'&'.join(f'{name}={value}' for name, value in said.items())}").text
    else:
        again = officer.post(action, said).text
    assert len(hub.hub.ran) == ran + 2
    command = [re.findall(r"<code>(.*?)</code>", page) for page in (before, again)]
    assert command[0] == command[1] != []
    assert hidden(before) == hidden(again)
    assert hidden(before)["phrase"] == title


def test_it_opens_with_other_words_too_and_the_kept_one_stays_as_it_was(officer: Browser, hub: HubThread) -> None:
    path = keep(officer, "/search", NUMBER)
    given = answered(hub, SEARCH, pb.SearchResponse())
    _, action, said = filled(officer.get(path).text)
    officer.post(action, said | {"number": OTHERS})
    (sent,) = (pb.SearchRequest.FromString(raw) for _, raw in given)
    assert sent.selector.identifier.value == OTHERS
    assert filled(officer.get(path).text)[2]["number"] == NUMBER["number"]


def test_one_that_is_kept_bare_holds_no_number(officer: Browser) -> None:
    page = officer.get(keep(officer, "/history", NUMBER, bare="1")).text
    assert NUMBER["number"] not in page
    assert filled(page)[1] == "/history"


def test_questions_are_found_by_name_and_tag(officer: Browser) -> None:
    path = keep(officer, "/history", NUMBER)
    page = officer.get("/questions").text
    assert links(page) == [path]
    assert "Kasur van History kasur , van officer-1" in seen(page)
    assert NUMBER["number"] not in page, "numbers stand in the question alone"
    assert links(officer.post("/questions", {"words": "VAN kas"}).text) == [path]
    assert links(officer.post("/questions", {"words": "lahore"}).text) == []


def test_what_was_answered_is_in_no_file(officer: Browser, hub: HubThread) -> None:
    profile = hub.profile()
    keep(officer, "/history", NUMBER)
    files = list(profile.parent.rglob("*.question"))
    assert files
    assert not any(PLAIN.encode() in path.read_bytes() for path in files)
    assert PLAIN not in officer.get(links(officer.get("/questions").text)[0]).text


@pytest.fixture(scope="module")
def second_officer(console_hub: HubThread) -> Iterator[RunningConsole]:
    """A console of another officer over the same folder, as an agency's console has it for all of its officers."""
    with running_console(second_profile(console_hub.profile())) as made:
        yield made


def test_another_officer_opens_only_what_is_shared_and_asks_under_their_own_reason(
    officer: Browser, second_officer: RunningConsole, hub: HubThread
) -> None:
    path, reader = keep(officer, "/search", NUMBER), second_officer.browser()
    reader.state(purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT", case_type="REVIEW", case_key="2026/1")
    reader.get("/")
    assert links(reader.get("/questions").text) == []
    nowhere = "/questions/" + "0" * 24
    absent, refused = reader.get(nowhere), reader.get(path)
    assert (refused.status_code, refused.text) == (404, absent.text.replace(nowhere, path))
    officer.get(path)
    officer.post(f"{path}/share", {"officer": "officer-2"})
    given = answered(hub, SEARCH, pb.SearchResponse())
    page = reader.get(path).text
    assert f"{path}/share" not in page, "only who keeps it shares it"
    _, action, said = filled(page)
    reader.post(action, said)
    assert [call.caller.purpose for call, _ in given if call.caller] == ["OVERSIGHT"]
    for act in ("share", "delete"):
        assert reader.post(f"{path}/{act}", {"everybody": "1"}).status_code == 404
    reader.get("/")
    reader.post("/leave")


def test_everybody_is_said_on_the_page_of_who_keeps_it(officer: Browser) -> None:
    path = keep(officer, "/history", NUMBER)
    officer.get(path)
    officer.post(f"{path}/share", {"everybody": "1"})
    assert "May be opened by: Every officer of this console" in seen(officer.get(path).text)
    assert officer.post(f"{path}/share", {}).status_code == 400


def test_who_keeps_it_takes_it_back_from_whom_they_choose(officer: Browser) -> None:
    path = keep(officer, "/history", NUMBER)
    for fields in ({"officer": "officer-2"}, {"everybody": "1"}):
        officer.get(path)
        officer.post(f"{path}/share", fields)
    officer.get(path)
    assert officer.post(f"{path}/take-back", {"from": "*"}).headers["location"] == path
    page = officer.get(path).text
    assert "May be opened by: officer-2" in seen(page)
    assert re.findall(r'<option value="([^"]+)">', page.partition('action="' + path + "/take-back")[2]) == ["officer-2"]
    officer.post(f"{path}/take-back", {"from": "officer-2"})
    assert "/take-back" not in officer.get(path).text


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "INVESTIGATOR"},
        {"officer": "INVESTIGATOR"},
        {"officer": "*"},
        {"officer": "officer 2"},
        {"officer": "officer-2", "everybody": "1"},
    ],
)
def test_an_own_console_knows_no_role_and_shares_with_one_at_a_time(officer: Browser, fields: dict[str, str]) -> None:
    """Nor does an id stand for a role, or for everybody."""
    path = keep(officer, "/history", NUMBER)
    assert 'name="role"' not in officer.get(path).text
    assert officer.post(f"{path}/share", fields).status_code == 400
    assert "May be opened by" not in seen(officer.get(path).text)


@pytest.mark.parametrize(
    "fields",
    [
        {"phrase": "reason", "name": "n"},
        {"phrase": "", "name": "n"},
        {"phrase": "history", "name": ""},
        {"phrase": "history", "name": "n", f"{OF}kind": "SOUL"},
        {"phrase": "history", "name": "n", f"{OF}number": "1" * 400},
    ],
)
def test_what_no_page_can_ask_is_not_kept(officer: Browser, fields: dict[str, str]) -> None:
    assert officer.post("/questions/keep", fields).status_code == 400
    assert links(officer.get("/questions").text) == []


def test_nothing_is_kept_or_opened_without_a_purpose(browser: Browser, hub: HubThread) -> None:
    browser.login()
    for answer in (
        browser.get("/questions"),
        browser.get("/questions/" + "0" * 24),
        browser.post("/questions/keep", {"phrase": "history", "name": "n"}),
    ):
        assert answer.headers["location"].startswith("/reason")
    assert browser.post("/reason", REASON | {"then": "/questions"}).headers["location"] == "/questions"
    browser.get("/")


def test_what_was_typed_is_text(officer: Browser) -> None:
    path = keep(officer, "/search", PERSON_LIKE | {"name": SCRIPT[:200]}, name=SCRIPT[:100], tags=SCRIPT[:30])
    for page in (officer.get(path).text, officer.get("/questions").text):
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


def test_in_urdu(officer: Browser) -> None:
    path = keep(officer, "/history", NUMBER)
    officer.get("/")
    officer.post("/language", {"language": "ur", "then": "/"})
    for page in (officer.get(path).text, officer.get("/questions").text):
        assert '<html lang="ur" dir="rtl">' in page
        assert "محفوظ سوال" in page


def test_the_form_that_keeps_stands_behind_all_else() -> None:
    """Whoever tabs through a page comes to its own forms first."""
    base = (FOLDER / "base.html").read_text("utf-8")
    assert base.index("block content") < base.index("/questions/keep") < base.index("</main>")
