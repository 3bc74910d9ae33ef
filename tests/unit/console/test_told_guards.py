"""Guards that nobody decided in time, as a page: asked with a second person alone, for the class of who asks."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from hashlib import sha256

import pytest
from rabta.access.v1.purpose_pb2 import CASE_REFERENCE_TYPE_FIR
from rabta.records.v1 import guard_pb2 as pb
from rabta.records.v1.case_pb2 import CaseReference

from services.edge.call import Call
from services.listing.guards import COLUMNS, MEANINGS, NOT_NAMED
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, entered
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import SERVICE, rabta, refuses
from tests.unit.console.answers import SCRIPT
from tests.unit.console.asked import answered, seen
from tests.unit.console.test_guards import AT, SECOND, TRIAL, guard

TOLD, PATH = f"{SERVICE}/ListToldGuards", "/guards/told"
OVERSIGHT = {"purpose": "OVERSIGHT", "legal_basis": "DATA_OVERSIGHT", "case_type": "REVIEW", "case_key": "2026/1"}
CASE = "PB/LAHORE/ICHHRA/512/2024"


def set_told(hub: HubThread, said: str = CASE, *, more: bool = False) -> list[tuple[Call, bytes]]:
    """One with the case that accuses, and one of which a court hides both cases; what is asked."""
    charged = [CaseReference(type=CASE_REFERENCE_TYPE_FIR, key=said)]
    hidden = pb.ListedGuard(reference="R-BBBB", guard=pb.GUARD_KIND_GUARD, since_ms=AT)
    found = [
        pb.ToldGuard(charged_in=charged, told_ms=AT + 1, guard=guard("R-AAAA", said)),
        pb.ToldGuard(told_ms=AT, guard=hidden),
    ]
    return answered(hub, TOLD, pb.ListToldGuardsResponse(guards=found, more=more))


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("told")), (live.FIA, live.OVERSIGHT), (TOLD,)) as made:
        yield made


@pytest.fixture
def browser(beside_oversight: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(beside_oversight, hub, TRIAL, PATH)


@pytest.fixture
def lone(alone: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(alone, hub, TRIAL, PATH)


def test_the_page_asks_nothing_by_itself_and_is_found_from_two_others(browser: Browser, hub: HubThread) -> None:
    given = set_told(hub)
    page = seen(browser.get(PATH).text)
    assert "The second person, officer-2 of pk.oversight" in page
    assert "Your desk was told of nothing" not in page
    for other in ("/guards", "/oversight"):
        assert f'href="{PATH}"' in browser.get(other).text
    assert given == []


def test_a_prosecution_asks_for_protection_and_reads_which_case_accuses(browser: Browser, hub: HubThread) -> None:
    given = set_told(hub)
    page = browser.post(PATH, SECOND).text
    rows = re.findall(r'<th scope="row">(.*?)</th>', page)
    assert [seen(each) for each in rows] == [f"FIR:{CASE}", NOT_NAMED], "as the hub has them: told last first"
    said = seen(page).replace("&#39;", "'")
    for text in ("R-AAAA", "R-BBBB", "in custody", *COLUMNS, *(meaning for meaning, _ in MEANINGS.values())):
        assert text in said
    assert "There are more" not in said
    ((call, raw),) = given
    assert raw == b""
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.query_class) == ("TRIAL", "PROTECTION")
    assert call.caller.approver is not None
    assert call.caller.approver.officer == "officer-2"
    assert call.header.body_sha256 == sha256(raw).digest()
    assert "/guards/decide" not in page, "nothing is decided from the list of all cases"


def test_oversight_asks_as_oversight(browser: Browser, hub: HubThread) -> None:
    given = set_told(hub)
    browser.get("/reason")
    browser.post("/reason", OVERSIGHT)
    assert browser.post(PATH, SECOND).status_code == 200
    assert [(call.caller.purpose, call.caller.query_class) for call, _ in given if call.caller] == [
        ("OVERSIGHT", "AUDIT")
    ]


def test_it_says_where_there_are_more_and_where_there_is_nothing(browser: Browser, hub: HubThread) -> None:
    set_told(hub, more=True)
    assert "There are more: these were told last." in seen(browser.post(PATH, SECOND).text)
    answered(hub, TOLD, pb.ListToldGuardsResponse())
    page = seen(browser.post(PATH, SECOND).text)
    assert "Your desk was told of nothing that waits." in page
    assert MEANINGS["NOTE"][0] not in page


@pytest.mark.parametrize("why", [TRIAL, OVERSIGHT])
def test_the_command_of_the_page_asks_the_same(browser: Browser, hub: HubThread, why: dict[str, str]) -> None:
    given = set_told(hub)
    browser.get("/reason")
    browser.post("/reason", why)
    (command,) = re.findall(r"<code>(.*?)</code>", browser.post(PATH, SECOND).text)
    rabta(*shlex.split(command)[1:])
    (call, raw), (again, same) = given
    assert raw == same
    assert call.caller is not None
    assert again.caller is not None
    assert call.header.method == again.header.method
    for word in ("purpose", "legal_basis", "query_class", "case_type", "case_key"):
        assert getattr(call.caller, word) == getattr(again.caller, word)


@pytest.mark.parametrize("second", ["", "officer-1", "officer-3", "OFFICER-2"])
def test_without_the_second_persons_own_id_nothing_is_asked(browser: Browser, hub: HubThread, second: str) -> None:
    given = set_told(hub)
    assert browser.post(PATH, {"second": second}).status_code == 400
    assert given == []


def test_a_console_without_a_second_person_says_so_and_asks_nothing(lone: Browser, hub: HubThread) -> None:
    given = set_told(hub)
    page = lone.get(PATH).text
    assert "rabta console --profile officer.toml --approver-profile second.toml" in seen(page)
    assert f'action="{PATH}"' not in page
    for second in ("", "officer-1", "officer-2"):
        assert lone.post(PATH, {"second": second}).status_code == 400
    assert given == []


@pytest.mark.parametrize("word", ["POLICY_DENIED", "PURPOSE_UNFIT", "APPROVER_INVALID"])
def test_whoever_is_of_no_such_desk_is_told_so(browser: Browser, hub: HubThread, word: str) -> None:
    hub.hub.bodies[TOLD] = refuses(word)
    answer = browser.post(PATH, SECOND)
    assert answer.status_code == 403
    assert word in answer.text
    assert "R-AAAA" not in answer.text


def test_a_strangers_form_reads_nothing(browser: Browser, hub: HubThread) -> None:
    given = set_told(hub)
    assert browser.post(PATH, SECOND, origin="http://evil.example").status_code == 403
    browser.token = "wrong"
    assert browser.post(PATH, SECOND).status_code == 403
    assert given == []
    browser.get("/")


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(browser: Browser, hub: HubThread) -> None:
    set_told(hub, SCRIPT)
    page = browser.post(PATH, SECOND).text
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_the_page_is_in_urdu(browser: Browser, hub: HubThread) -> None:
    set_told(hub)
    browser.post("/language", {"language": "ur", "then": PATH})
    for page in (browser.get(PATH).text, browser.post(PATH, SECOND).text):
        assert '<html lang="ur" dir="rtl">' in page
        assert "\ufffd" not in page
        assert "جن پر بروقت فیصلہ نہ ہوا" in page
    assert MEANINGS["BAR"][1].partition(" (")[0] in seen(page)
    browser.post("/language", {"language": "en", "then": "/"})
