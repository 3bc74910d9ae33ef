"""Pairs on oversight's pages: what its queue tells and nothing besides, a decision and its withdrawal by two officers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from hashlib import sha256

import pytest
from rabta.linkage.v1 import link_pb2 as pb

from services.console.pages.pairing import SIGNS
from services.draw.table_words import heading, text
from services.edge.call import Call
from services.listing import links
from services.tables.times import shown
from services.vocabulary.access import Purpose
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, entered
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import answers as always
from tests.unit.cli.rabta import rabta, refuses
from tests.unit.console.answers import NAME, SCRIPT
from tests.unit.console.asked import answered, seen
from tests.unit.console.test_oversight import PURPOSE
from tests.unit.console.test_pairs import DECIDE, LIKE, OTHER, QUEUE, TWO, UNDO, decision, subject

METHODS = (QUEUE, LIKE, TWO, DECIDE, UNDO)
DUE = 1_780_600_000_000
WHY = "one face in both photographs"
PAIR = f"/pairs/two?one={NAME}&other={OTHER}"
PATHS = ("/pairs", PAIR)
SECOND = {"second": "officer-2"}
GIVEN = {"one": NAME, "other": OTHER, "sign": "SAME", "why": WHY}
UNDONE = {"decision": "d-1", "why": WHY}
Asked = dict[str, list[tuple[Call, bytes]]]


def claimed(said: str, owner: str = live.PUNJAB) -> pb.LinkReview:
    """A pair as oversight is told of it."""
    made = pb.LinkReview(owner=owner, due_ms=DUE, decisions=[decision(said)])
    made.one.key.CopyFrom(subject(NAME))
    made.other.key.CopyFrom(subject(OTHER))
    return made


def set_claimed(hub: HubThread, said: str = "said") -> Asked:
    """One pair waits; what each method is asked."""
    told = {
        QUEUE: pb.ListLinkReviewsResponse(reviews=[claimed(said)], next_page_token="a b&c"),
        DECIDE: pb.DecideLinkResponse(decision=decision(said)),
        UNDO: pb.UndoLinkResponse(decision=decision(said, 1_780_000_000_001)),
        LIKE: pb.ListLinkCandidatesResponse(),
        TWO: pb.ExplainLinkResponse(),
    }
    return {method: answered(hub, method, message) for method, message in told.items()}


def set_beside(hub: HubThread, said: str) -> None:
    """Oversight is told so of its pairs; everybody else is answered as before."""
    others, ours = hub.hub.bodies[QUEUE], always(pb.ListLinkReviewsResponse(reviews=[claimed(said)]))

    async def body(call: Call, raw: bytes) -> bytes:
        overseer = call.caller is not None and call.caller.purpose == Purpose.OVERSIGHT
        return await (ours if overseer else others)(call, raw)

    hub.hub.bodies[QUEUE] = body


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("pairs")), (live.OVERSIGHT,), METHODS) as made:
        yield made


@pytest.fixture
def browser(two: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(two, hub, PURPOSE)


def test_oversight_s_page_leads_to_the_pairs_and_their_page_back(browser: Browser, hub: HubThread) -> None:
    set_claimed(hub)
    assert '<li><a href="/pairs">' in browser.get("/oversight").text
    assert '<p><a href="/oversight">' in browser.get("/pairs").text


def test_a_pair_is_shown_with_who_is_to_state_it_and_until_when(browser: Browser, hub: HubThread) -> None:
    given = set_claimed(hub)
    page = browser.get("/pairs?page_token=t-1").text
    ((call, raw),) = given[QUEUE]
    assert pb.ListLinkReviewsRequest.FromString(raw).page_token == "t-1"
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.query_class) == ("OVERSIGHT", "AUDIT")
    assert f"{NAME} {OTHER} {live.PUNJAB} {shown(DUE)}" in seen(page)
    assert "rabta link review --profile" in seen(page)
    assert 'href="/pairs?page_token=a%20b%26c"' in page
    assert "page_token=t-1" in re.findall(r'href="(/pairs/two\?[^"]+)"', page)[0], "where the pair stands in the list"


def test_a_pair_that_nobody_else_owns_waits_for_oversight(browser: Browser, hub: HubThread) -> None:
    answered(hub, QUEUE, pb.ListLinkReviewsResponse(reviews=[claimed("said", owner="")]))
    assert f"{OTHER} oversight {shown(DUE)}" in seen(browser.get("/pairs").text)


def test_of_two_records_the_queue_alone_is_asked(browser: Browser, hub: HubThread) -> None:
    """Oversight may ask nothing of the graph, so that nothing of it is asked in its name."""
    given = set_claimed(hub)
    page = browser.get(f"{PAIR}&page_token=t-1").text
    assert [pb.ListLinkReviewsRequest.FromString(raw).page_token for _, raw in given[QUEUE]] == ["t-1"]
    assert given[TWO] == given[LIKE] == []
    assert "/pairs/like" not in page
    assert "/person" not in page
    assert "by said, not agreed" in seen(page)
    assert re.findall(r'<option value="(d-\d)">', page) == ["d-1"]
    assert re.findall(r'<option value="([A-Z]+)">', page) == list(SIGNS)
    assert re.findall(r'name="(?:one|other)" value="([^"]+)"', page) == [NAME, OTHER]
    assert f"rabta record {NAME} --approver-profile" in seen(page)


def test_of_two_records_that_wait_for_nobody_nothing_is_told(browser: Browser, hub: HubThread) -> None:
    set_claimed(hub)
    page = browser.get(f"/pairs/two?one={NAME}&other=agencies/{live.FIA}/records/z").text
    assert "No owner is to state this" in seen(page)
    assert "d-1" not in page
    assert 'action="/pairs/decide"' in page
    assert 'action="/pairs/undo"' not in page


@pytest.mark.parametrize("sign", SIGNS)
def test_one_officer_decides_and_two_decide_by_an_approval_of_that_decision(
    browser: Browser, hub: HubThread, sign: str
) -> None:
    given = set_claimed(hub)
    for second in ({}, SECOND):
        browser.get(PAIR)
        said = seen(browser.post("/pairs/decide", GIVEN | {"sign": sign} | second).text)
        assert ("--approver-profile" in said) is bool(second)
    (alone, raw), (both, same) = given[DECIDE]
    sent = pb.DecideLinkRequest.FromString(raw)
    assert (raw, sent.one.id, sent.other.id, sent.why) == (same, NAME, OTHER, WHY)
    assert pb.LinkSign.Name(sent.sign) == f"LINK_SIGN_{sign}"
    assert alone.caller is not None
    assert alone.caller.approver is None
    assert both.caller is not None
    assert both.caller.approver is not None
    assert (both.caller.approver.officer, both.header.body_sha256) == ("officer-2", sha256(raw).digest())


@pytest.mark.parametrize("path", PATHS)
def test_a_withdrawal_by_two_names_the_decision_and_why(browser: Browser, hub: HubThread, path: str) -> None:
    given = set_claimed(hub)
    assert 'action="/pairs/undo"' in browser.get(path).text
    page = browser.post("/pairs/undo", UNDONE | SECOND).text
    ((call, raw),) = given[UNDO]
    assert pb.UndoLinkRequest.FromString(raw) == pb.UndoLinkRequest(id="d-1", why=WHY)
    assert call.caller is not None
    assert call.caller.approver is not None
    assert "This is how the decision stands now." in page


@pytest.mark.parametrize(("path", "fields"), [("/pairs/decide", GIVEN), ("/pairs/undo", UNDONE)])
def test_the_command_of_the_page_does_the_same(
    browser: Browser, hub: HubThread, path: str, fields: dict[str, str]
) -> None:
    given = set_claimed(hub)
    (command,) = re.findall(r"<code>(.*?)</code>", browser.post(path, fields | SECOND).text, re.DOTALL)
    rabta(*shlex.split(command.replace("&#39;", "'"))[1:])
    (one, raw), (other, same) = given[DECIDE] or given[UNDO]
    assert raw == same
    assert (one.caller and one.caller.purpose) == (other.caller and other.caller.purpose) == "OVERSIGHT"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/pairs/decide", GIVEN | {"second": "officer-3"}),
        ("/pairs/decide", GIVEN | {"second": "officer-1"}),
        ("/pairs/decide", GIVEN | {"sign": "GUILTY"}),
        ("/pairs/decide", GIVEN | {"why": "too short"}),
        ("/pairs/decide", GIVEN | {"one": "../x"}),
        ("/pairs/undo", UNDONE | {"second": "OFFICER-2"}),
        ("/pairs/undo", UNDONE | {"why": ""}),
    ],
)
def test_what_no_form_offers_is_not_sent(browser: Browser, hub: HubThread, path: str, fields: dict[str, str]) -> None:
    given = set_claimed(hub)
    assert browser.post(path, fields).status_code == 400
    assert given[DECIDE] == given[UNDO] == []


@pytest.mark.parametrize("path", [f"/pairs/two?one=&other={OTHER}", f"/pairs/two?one={NAME}&other=../x"])
def test_of_what_names_no_record_nothing_is_asked(browser: Browser, hub: HubThread, path: str) -> None:
    given = set_claimed(hub)
    assert browser.get(path).status_code == 400
    assert given[QUEUE] == []


@pytest.mark.parametrize("word", ["POLICY_DENIED", "APPROVER_REQUIRED", "OWN_OR_KIN"])
def test_whoever_the_hub_refuses_is_told_so_and_shown_nothing(browser: Browser, hub: HubThread, word: str) -> None:
    set_claimed(hub)
    hub.hub.bodies |= {method: refuses(word) for method in METHODS}
    pages = [browser.get(path) for path in PATHS]
    pages += [browser.post("/pairs/decide", GIVEN), browser.post("/pairs/undo", UNDONE)]
    for page in pages:
        assert page.status_code == 403
        assert word in page.text
        assert "<table" not in page.text


def test_a_console_without_a_second_person_says_what_it_cannot_do(alone: RunningConsole, hub: HubThread) -> None:
    browser = alone.browser()
    browser.state(**PURPOSE)
    given = set_claimed(hub)
    for path in PATHS:
        assert "started without a second person" in seen(browser.get(path).text)
    assert browser.post("/pairs/undo", UNDONE | SECOND).status_code == 400
    assert given[UNDO] == []
    assert browser.post("/pairs/decide", GIVEN).status_code == 200
    browser.client.close()


def test_another_sites_form_decides_nothing(browser: Browser, hub: HubThread) -> None:
    given = set_claimed(hub)
    assert browser.post("/pairs/decide", GIVEN, origin="https://evil.example").status_code == 403
    assert browser.post("/pairs/undo", UNDONE, origin="https://evil.example").status_code == 403
    assert given[DECIDE] == given[UNDO] == []


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(browser: Browser, hub: HubThread) -> None:
    set_claimed(hub, SCRIPT)
    page = browser.get(PAIR).text
    assert "<script>document" not in page
    assert "&lt;script&gt;" in page


def test_the_pages_are_in_urdu(browser: Browser, hub: HubThread) -> None:
    set_claimed(hub)
    browser.get("/")
    browser.post("/language", {"language": "ur", "then": "/"})
    for path in PATHS:
        page = browser.get(path).text
        assert '<html lang="ur" dir="rtl">' in page
        assert "\ufffd" not in page
    browser.get("/")
    browser.post("/language", {"language": "en", "then": "/"})
    assert [each for each in links.OVERSEEN if heading(each, True) == each] == []
    assert text("oversight", True) != text("oversight", False)
