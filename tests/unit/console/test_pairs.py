"""Pairs of records: what waits is shown with its command, a decision and its withdrawal go out as they were given."""

from __future__ import annotations

import re

import pytest
from google.protobuf.message import Message
from rabta.linkage.v1 import graph_pb2 as graph
from rabta.linkage.v1 import link_pb2 as pb

from services.console.pages.pairing import SIGNS
from services.draw.table_words import heading, title
from services.listing import links
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import LINKAGE, PERSON
from tests.unit.cli.rabta import answers as always
from tests.unit.console.answers import NAME, PLAIN, SCRIPT, person
from tests.unit.console.asked import answered, seen

OTHER = f"agencies/{live.FIA}/records/q"
QUEUE, LIKE, TWO, DECIDE, UNDO = (
    f"{LINKAGE}/{name}" for name in ("ListLinkReviews", "ListLinkCandidates", "ExplainLink", "DecideLink", "UndoLink")
)
WHY = "their fingerprints differ"
PATHS = ("/pairs", f"/pairs/like?record={NAME}", f"/pairs/two?one={NAME}&other={OTHER}")


def subject(record: str) -> graph.NodeKey:
    return graph.NodeKey(kind=graph.NODE_KIND_SUBJECT, id=record)


def decision(said: str, withdrawn_ms: int = 0, name: str = "d-1") -> pb.LinkDecision:
    return pb.LinkDecision(
        id=name, one=subject(NAME), other=subject(OTHER), sign=pb.LINK_SIGN_SAME, by=said, why=said, rule=said,
        decided_ms=1_780_000_000_000, withdrawn_ms=withdrawn_ms, model=said, bits=6.5,
    )  # fmt: skip


def told(said: str) -> dict[str, Message]:
    """The answer to each question, with ``said`` wherever somebody may have written it."""
    one, other = (graph.Node(key=subject(name), label=said, label_ur=said, owner=said) for name in (NAME, OTHER))
    ground = pb.LinkGround(field="name", one=said, other=said, agrees=True)
    review = pb.LinkReview(one=one, other=other, bits=7.25, model=said)
    review.grounds.add(field="name", bits=6.5, text=said, text_ur=said)
    candidate = pb.LinkCandidate(subject=other, rule=said, grounds=[ground])
    both = [decision(said), decision(said, 1_780_000_000_001, "d-0")]
    return {
        QUEUE: pb.ListLinkReviewsResponse(reviews=[review], next_page_token="a b&c"),
        LIKE: pb.ListLinkCandidatesResponse(candidates=[candidate]),
        TWO: pb.ExplainLinkResponse(decisions=both, grounds=[ground]),
        DECIDE: pb.DecideLinkResponse(decision=decision(said)),
        UNDO: pb.UndoLinkResponse(decision=decision(said, 1_780_000_000_001)),
    }


def set_pairs(hub: HubThread, said: str) -> None:
    hub.hub.bodies.update({method: always(message) for method, message in told(said).items()})


@pytest.fixture
def officer(browser: Browser, console: RunningConsole, hub: HubThread) -> Browser:
    set_pairs(hub, "said")
    browser.state()
    return browser


def test_each_page_says_what_it_asked_and_how_a_terminal_asks_it(officer: Browser) -> None:
    commands = ("link review --profile", f"link candidates {NAME} --profile", f"link explain {NAME} {OTHER} --profile")
    for path, words in zip(PATHS, commands, strict=True):
        said = seen(officer.get(path).text)
        assert f"rabta {words}" in said
        assert "said" in said
    assert 'href="/pairs?page_token=a%20b%26c"' in officer.get("/pairs").text


def test_a_pair_leads_from_the_queue_to_its_forms_and_only_what_stands_can_be_withdrawn(officer: Browser) -> None:
    (path,) = re.findall(r'href="(/pairs/two\?[^"]+)"', officer.get("/pairs").text)
    page = officer.get(path.replace("&amp;", "&")).text
    assert re.findall(r'name="(?:one|other)" value="([^"]+)"', page) == [NAME, OTHER]
    assert re.findall(r'<option value="(d-\d)">', page) == ["d-1"]
    assert re.findall(r'<option value="([A-Z]+)">', page) == list(SIGNS)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_decision_goes_out_as_it_was_given(hub: HubThread, officer: Browser, sign: str) -> None:
    given = answered(hub, DECIDE, pb.DecideLinkResponse(decision=decision("said")))
    officer.get(PATHS[2])
    fields = {"one": NAME, "other": OTHER, "sign": sign, "why": "their fingerprints differ"}
    said = seen(officer.post("/pairs/decide", fields).text)
    (sent,) = (pb.DecideLinkRequest.FromString(raw) for _, raw in given)
    assert (sent.one, sent.other, sent.why) == (subject(NAME), subject(OTHER), "their fingerprints differ")
    assert pb.LinkSign.Name(sent.sign) == f"LINK_SIGN_{sign}"
    assert f"rabta link decide {NAME} {OTHER} {sign.lower()} --why 'their fingerprints differ'" in said.replace(
        "&#39;", "'"
    )


def test_a_withdrawal_names_the_decision_and_why(hub: HubThread, officer: Browser) -> None:
    given = answered(hub, UNDO, pb.UndoLinkResponse(decision=decision("said", 1)))
    officer.get(PATHS[2])
    page = officer.post("/pairs/undo", {"decision": "d-1", "why": "another man of this name"}).text
    (sent,) = (pb.UndoLinkRequest.FromString(raw) for _, raw in given)
    assert (sent.id, sent.why) == ("d-1", "another man of this name")
    assert "This is how the decision stands now." in page


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/pairs/decide", {"one": NAME, "other": OTHER, "sign": "GUILTY", "why": WHY}),
        ("/pairs/decide", {"one": NAME, "other": OTHER, "sign": "SAME", "why": "x" * 19}),
        ("/pairs/decide", {"one": NAME, "other": OTHER, "sign": "SAME", "why": "x" * 2001}),
        ("/pairs/decide", {"one": "", "other": OTHER, "sign": "SAME", "why": WHY}),
        ("/pairs/decide", {"one": "../x", "other": OTHER, "sign": "SAME", "why": WHY}),
        ("/pairs/undo", {"decision": "d-1", "why": ""}),
    ],
)
def test_what_no_form_offers_is_not_sent(hub: HubThread, officer: Browser, path: str, fields: dict[str, str]) -> None:
    given = [answered(hub, method, told("x")[method]) for method in (DECIDE, UNDO)]
    officer.get("/")
    assert officer.post(path, fields).status_code == 400
    assert given == [[], []]


def test_a_person_leads_to_who_else_they_may_be(hub: HubThread, officer: Browser) -> None:
    hub.hub.bodies[PERSON] = always(person(PLAIN))
    assert f"/pairs/like?record={NAME}" in officer.get(f"/person?record={NAME}").text


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(hub: HubThread, officer: Browser) -> None:
    set_pairs(hub, SCRIPT)
    pages = [officer.get(path).text for path in PATHS]
    fields = {"one": NAME, "other": OTHER, "sign": "SAME", "why": SCRIPT}
    for page in [*pages, officer.post("/pairs/decide", fields).text]:
        assert "<script>document" not in page
        assert "&lt;script&gt;" in page


def test_the_pages_are_in_urdu_and_show_no_sign_that_was_replaced(officer: Browser) -> None:
    officer.get("/")
    officer.post("/language", {"language": "ur", "then": "/"})
    for path in PATHS:
        page = officer.get(path).text
        assert '<html lang="ur" dir="rtl">' in page
        assert "\ufffd" not in page
    officer.post("/language", {"language": "en", "then": "/"})


@pytest.mark.parametrize("columns", [links.DECISIONS, links.GROUNDS, links.REVIEWS, links.CANDIDATES])
def test_every_column_has_its_heading_in_urdu(columns: tuple[str, ...]) -> None:
    assert [each for each in columns if heading(each, True) == each] == []
    for name in ("Decisions", "Grounds", "Waiting for a decision", "Candidates"):
        assert title(name, True) != name
