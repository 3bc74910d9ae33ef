"""Oversight's pages: what is asked of the hub, what is summed and shown, and a review that goes out as it was given."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator

import pytest
from google.protobuf.message import Message
from rabta.audit.v1 import audit_service_pb2 as pb
from rabta.audit.v1.entry_pb2 import Withheld
from rabta.audit.v1.receipt_pb2 import (
    BREAK_GLASS_STATE_CLOSED,
    BREAK_GLASS_STATE_EXPIRED,
    BREAK_GLASS_STATE_OPEN,
    BREAK_GLASS_STATE_REVIEWED,
    BREAK_GLASS_STATE_WAITING,
    BREAK_GLASS_STATE_WITHOUT_SECOND,
    BreakGlassState,
    Notice,
)

from services.console.pages.oversight import LISTS, PAGES, VERDICTS
from services.draw.table_words import heading, title
from services.edge.call import Call
from services.listing import glass, issuers, reads, withheld
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import CONSENT_GLASS, FIND, OVERSIGHT, REVIEW, refuses
from tests.unit.console.asked import answered, seen

SCRIPT = "<script>alert(1)</script>"
NOTICES, WITHHELD, REFUSALS = (
    FIND.replace("FindReads", name) for name in ("ListNotices", "FindWithheld", "FindRefusals")
)
METHODS = (FIND, NOTICES, REVIEW, CONSENT_GLASS, *OVERSIGHT)
PURPOSE = {"purpose": "OVERSIGHT", "legal_basis": "DATA_OVERSIGHT", "case_type": "REVIEW", "case_key": "2026/1"}
AT = 1_780_000_000_000


def notice(name: str, state: BreakGlassState, said: str = "said") -> Notice:
    return Notice(
        break_glass=name, agency=said, officer=said, justification=said, opened_ms=AT, expires_ms=AT, state=state
    )


def all_lists(hub: HubThread, said: str) -> dict[str, list[tuple[Call, bytes]]]:
    """Each list has one entry, with ``said`` wherever somebody may have written it; what each is asked."""
    call = pb.WithheldCall(
        agency=said, officer=said, purpose=said, withheld=[Withheld(owner=said, cause=said, count=3)]
    )
    told: dict[str, Message] = {
        NOTICES: pb.ListNoticesResponse(notices=[notice(said, BREAK_GLASS_STATE_OPEN, said)]),
        WITHHELD: pb.FindWithheldResponse(calls=[call], seen_size=3, log_size=9),
        FIND: pb.FindReadsResponse(reads=[pb.Read(agency=said, officer=said)], seen_size=9, log_size=9),
        REFUSALS: pb.FindRefusalsResponse(standings=[pb.RefusalStanding(agency=said, last_day=said, late=True)]),
        REVIEW: pb.ReviewBreakGlassResponse(state=BREAK_GLASS_STATE_CLOSED),
    }
    return {method: answered(hub, method, message) for method, message in told.items()}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("oversight")), (live.OVERSIGHT,), METHODS) as made:
        yield made


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile(live.OVERSIGHT)) as made:
        yield made


@pytest.fixture
def browser(console: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    hub.hub.bodies.clear()
    made = console.browser()
    made.state(**PURPOSE)
    yield made
    made.get("/")
    made.post("/leave")
    made.client.close()


def test_nothing_is_asked_until_a_list_is_chosen(hub: HubThread, browser: Browser) -> None:
    page = browser.get("/oversight").text
    assert re.findall(r'<li><a href="/oversight/([a-z]+)"', page) == [*LISTS, "entries"]
    assert hub.hub.bodies == {}


@pytest.mark.parametrize(
    ("name", "query", "command"),
    [
        ("glass", "", "break-glass notices --profile"),
        (
            "withheld",
            "?agency=pk.fia&from=2026-12-01",
            "oversight withheld --agency pk.fia --from 2026-12-01 --profile",
        ),
        ("busiest", "?refused=1&to=2026-12-01", "oversight busiest --to 2026-12-01 --refused --profile"),
        ("sample", "?seed=abc&to=2026-12-01", "oversight sample --seed abc --to 2026-12-01 --profile"),
        ("issuers", "?agency=pk.fia", "oversight refusals --agency pk.fia --profile"),
    ],
)
def test_each_list_says_what_it_asked_and_how_a_terminal_asks_it(
    hub: HubThread, browser: Browser, name: str, query: str, command: str
) -> None:
    all_lists(hub, "said")
    said = seen(browser.get(f"/oversight/{name}{query}").text)
    assert f"rabta {command}" in said
    assert "said" in said
    assert hub.issuers[live.OVERSIGHT].asked[-1]["purpose"] == "OVERSIGHT"


def test_what_was_withheld_is_summed_and_how_far_the_log_was_looked_through_is_said(
    hub: HubThread, browser: Browser
) -> None:
    asked = all_lists(hub, "pk.fia")[WITHHELD]
    said = seen(browser.get("/oversight/withheld?agency=pk.fia&from=2026-12-01&to=2026-12-01").text)
    (sent,) = (pb.FindWithheldRequest.FromString(raw) for _, raw in asked)
    assert (sent.agency, sent.from_ms, sent.to_ms, sent.page_size) == (
        "pk.fia",
        1_796_065_200_000,
        1_796_151_599_999,
        200,
    )
    assert "Looked through 3 of the 9 entries" in said
    assert "pk.fia pk.fia pk.fia pk.fia 3 1 1" in said


def test_every_page_is_added_up_to_a_bound_that_is_told(hub: HubThread, browser: Browser) -> None:
    asked = list[pb.FindReadsRequest]()

    def after(last: int) -> Callable[[Call, bytes], Awaitable[bytes]]:
        async def body(_call: Call, raw: bytes) -> bytes:
            asked.append(pb.FindReadsRequest.FromString(raw))
            token = "" if len(asked) == last else f"t{len(asked)}"
            read = pb.Read(agency="pk.fia", officer="o-1", reason="CASE_NOT_YOURS")
            return pb.FindReadsResponse(reads=[read], next_page_token=token).SerializeToString()

        return body

    hub.hub.bodies[FIND] = after(3)
    said = seen(browser.get("/oversight/busiest").text)
    assert [each.page_token for each in asked] == ["", "t1", "t2"]
    assert "pk.fia o-1 3 3 0 1" in said
    assert "more calls than this page adds up" not in said
    asked.clear()
    hub.hub.bodies[FIND] = after(0)
    assert "more calls than this page adds up" in seen(browser.get("/oversight/busiest").text)
    assert len(asked) == PAGES


def test_a_sample_is_drawn_by_its_seed_and_again_the_same(hub: HubThread, browser: Browser) -> None:
    found = [pb.Read(index=number, agency="pk.fia", officer=f"o-{number}") for number in range(60)]
    answered(hub, FIND, pb.FindReadsResponse(reads=found))

    def drawn(query: str) -> list[str]:
        return re.findall(r"o-\d+", seen(browser.get(f"/oversight/sample{query}").text))

    first = drawn("?seed=one")
    assert first == [each.officer for each in reads.sampled(found, reads.SAMPLE, "one")] == drawn("?seed=one")
    assert (len(set(first)), first) == (20, sorted(first, key=lambda name: int(name[2:])))
    assert first != drawn("?seed=two")
    assert drawn("") != drawn(""), "without a seed by a new one"


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_review_goes_out_as_it_was_given(hub: HubThread, browser: Browser, verdict: str) -> None:
    states = (BREAK_GLASS_STATE_OPEN, BREAK_GLASS_STATE_EXPIRED, BREAK_GLASS_STATE_REVIEWED, BREAK_GLASS_STATE_CLOSED)
    found = [notice(f"g-{number}", state) for number, state in enumerate(states)]
    given = all_lists(hub, "said")[REVIEW]
    answered(hub, NOTICES, pb.ListNoticesResponse(notices=found))
    page = browser.get("/oversight/glass").text
    form = page[page.index('id="review"') :]
    assert re.findall(r'<option value="(g-\d)">', form) == ["g-0", "g-1"], "what nobody has reviewed"
    fields = {"session": "g-1", "verdict": verdict, "comment": "life was at risk"}
    said = seen(browser.post("/oversight/glass", fields).text)
    (sent,) = (pb.ReviewBreakGlassRequest.FromString(raw) for _, raw in given)
    assert (sent.break_glass, sent.comment) == ("g-1", "life was at risk")
    assert pb.ReviewVerdict.Name(sent.verdict) == f"REVIEW_VERDICT_{verdict}"
    assert f"rabta break-glass review g-1 --verdict {verdict.lower().replace('_', '-')} --profile" in said
    assert "g-1 closed" in said
    assert "life was at risk" not in said, "words about a case are no word of a command"


def test_oversight_consents_to_what_waits_and_is_told_whose_chief_to_call(hub: HubThread, browser: Browser) -> None:
    found = [
        notice("g-0", BREAK_GLASS_STATE_WAITING),
        notice("g-1", BREAK_GLASS_STATE_OPEN),
        notice("g-2", BREAK_GLASS_STATE_OPEN),
        notice("g-3", BREAK_GLASS_STATE_WITHOUT_SECOND),
    ]
    found[2].second = "pk.customs/c-1"
    answered(hub, NOTICES, pb.ListNoticesResponse(notices=found))
    given = answered(hub, CONSENT_GLASS, pb.ConsentBreakGlassResponse(state=BREAK_GLASS_STATE_OPEN))
    page = browser.get("/oversight/glass").text
    form = page[page.index('id="consent"') : page.index('id="review"')]
    assert re.findall(r'<option value="(g-\d)">', form) == ["g-0", "g-1"], "what waits for consent or a second person"
    assert "chief. g-3" in seen(page)
    said = seen(browser.post("/oversight/glass/consent", {"session": "g-0"}).text)
    assert [pb.ConsentBreakGlassRequest.FromString(raw).break_glass for _, raw in given] == ["g-0"]
    assert "rabta break-glass consent g-0 --profile" in said
    assert "g-0 open" in said


def test_an_owner_is_shown_months_and_nothing_to_decide(hub: HubThread, browser: Browser) -> None:
    answered(hub, NOTICES, pb.ListNoticesResponse(months=[pb.GlassMonth(month="2026-05", sessions=3)]))
    page = browser.get("/oversight/glass").text
    assert re.search(r"2026-05.*3", seen(page))
    assert 'id="consent"' not in page
    assert 'id="review"' not in page


@pytest.mark.parametrize("fields", [{"verdict": "GUILTY"}, {"comment": ""}, {"comment": "x" * 2001}, {"verdict": ""}])
def test_what_no_form_offers_is_not_sent(hub: HubThread, browser: Browser, fields: dict[str, str]) -> None:
    given = all_lists(hub, "said")[REVIEW]
    browser.get("/oversight/glass")
    sound = {"session": "g-1", "verdict": "JUSTIFIED", "comment": "x"}
    assert browser.post("/oversight/glass", sound | fields).status_code == 400
    assert browser.get("/oversight/busiest?from=yesterday").status_code == 400
    assert given == []


def test_whoever_may_not_look_is_told_so(hub: HubThread, browser: Browser) -> None:
    hub.hub.bodies[WITHHELD] = refuses("OFFICER_UNFIT")
    answer = browser.get("/oversight/withheld")
    assert answer.status_code == 403
    assert "role does not permit" in answer.text


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(hub: HubThread, browser: Browser) -> None:
    all_lists(hub, SCRIPT)
    browser.get("/oversight/glass")
    fields = {"session": SCRIPT, "verdict": "JUSTIFIED", "comment": SCRIPT}
    pages = [*(browser.get(f"/oversight/{name}").text for name in LISTS), browser.post("/oversight/glass", fields).text]
    for page in pages:
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_the_pages_are_in_urdu(hub: HubThread, browser: Browser) -> None:
    all_lists(hub, "said")
    browser.get("/")
    browser.post("/language", {"language": "ur", "then": "/"})
    for name in LISTS:
        page = browser.get(f"/oversight/{name}").text
        assert '<html lang="ur" dir="rtl">' in page
        assert "\ufffd" not in page
    browser.post("/language", {"language": "en", "then": "/"})


@pytest.mark.parametrize("columns", [glass.NOTICES, withheld.COLUMNS, reads.BUSIEST, issuers.ISSUERS, issuers.OFFICERS])
def test_every_column_has_its_heading_in_urdu(columns: tuple[str, ...]) -> None:
    assert [each for each in columns if heading(each, True) == each] == []
    for name in ("Break-glass sessions", "Withheld", "Busiest", "Issuers", "Refused by their issuer"):
        assert title(name, True) != name
