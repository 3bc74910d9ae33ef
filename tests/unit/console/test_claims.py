"""Claims on a page: who is offered a decision, what goes out with a second person's approval, and what never does."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from hashlib import sha256
from typing import cast

import pytest
from rabta.records.v1 import claim_pb2 as pb

from services.console.pages.claims import DECISIONS, PATH
from services.draw.table_words import heading
from services.edge.call import Call
from services.listing import claims as rows
from services.tables.times import shown
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, entered
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import SERVICE, rabta, refuses
from tests.unit.console.answers import SCRIPT
from tests.unit.console.asked import answered, seen
from tests.unit.console.test_oversight import PURPOSE

LIST, DECIDE = f"{SERVICE}/ListClaims", f"{SERVICE}/DecideClaim"
UPKEEP = {"purpose": "RECORD_UPKEEP", "legal_basis": "DATA_OVERSIGHT", "case_type": "RECORD", "case_key": "PK.FIA"}
AT = 1_780_000_000_000
SECOND = {"second": "officer-2"}
GIVEN = {"claim": "k-OVERDUE", "decision": "UPHELD", "reason": "the owner is silent about a child", "application": ""}
WAITING = [pb.WaitingClaims(speaker="pk.sindh-police", day="2026-05-01", claims=41, documents=3)]
DECIDED_ON = ("OPEN", "OVERDUE", "ASKED_COURT", "UPHELD")


def claim(name: str, state: pb.ClaimState, said: str = "said") -> pb.Claim:
    return pb.Claim(
        claim=name, record=said, fact=pb.CLAIM_FACT_AGE, state=state, due_ms=AT, text=said, owner=said, speaker=said
    )


def set_claims(hub: HubThread, said: str = "said") -> dict[str, list[tuple[Call, bytes]]]:
    """One claim in each state; what each method is asked."""
    states = ((name.removeprefix("CLAIM_STATE_"), cast(pb.ClaimState, each)) for name, each in pb.ClaimState.items())
    found = [claim(f"k-{name}", state, said) for name, state in states]
    decided = pb.DecideClaimResponse(state=pb.CLAIM_STATE_UPHELD, upheld_until_ms=AT)
    return {
        LIST: answered(hub, LIST, pb.ListClaimsResponse(claims=found, next_page_token="a&b", waiting=WAITING)),
        DECIDE: answered(hub, DECIDE, decided),
    }


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("claims")), (live.OVERSIGHT,), (LIST, DECIDE)) as made:
        yield made


@pytest.fixture
def browser(two: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(two, hub, PURPOSE)


def test_oversight_is_offered_what_may_still_be_decided(browser: Browser, hub: HubThread) -> None:
    given = set_claims(hub)
    page = browser.get(PATH).text
    assert re.findall(r'<option value="k-(\w+)">', page) == list(DECIDED_ON)
    assert re.findall(r'<option value="(UPHELD|REJECTED)">', page) == list(DECISIONS)
    assert "Two officers of oversight decide" in seen(page)
    assert f'href="{PATH}?page_token=a%26b"' in page
    assert given[DECIDE] == []
    (line,) = rows.waiting(WAITING).rows
    assert " ".join(line) in seen(page), "what waits, a line a day and agency"


def test_what_is_past_its_clock_is_asked_for_alone(browser: Browser, hub: HubThread) -> None:
    given = set_claims(hub)
    page = browser.get(f"{PATH}?overdue=1&page_token=a%26b").text
    ((_, raw),) = given[LIST]
    assert pb.ListClaimsRequest.FromString(raw) == pb.ListClaimsRequest(overdue=True, page_token="a&b")
    assert "rabta claims list --overdue --profile" in seen(page)
    assert f'href="{PATH}?page_token=a%26b&amp;overdue=1"' in page


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_goes_out_as_it_was_given_with_an_approval_of_its_own(
    browser: Browser, hub: HubThread, decision: str
) -> None:
    given = set_claims(hub)
    page = browser.post(PATH, GIVEN | SECOND | {"decision": decision, "application": "WP 12/2026"}).text
    ((call, raw),) = given[DECIDE]
    sent = pb.DecideClaimRequest.FromString(raw)
    assert (sent.claim, sent.reason, sent.application) == ("k-OVERDUE", GIVEN["reason"], "WP 12/2026")
    assert pb.ClaimDecision.Name(sent.decision) == f"CLAIM_DECISION_{decision}"
    assert call.caller is not None
    assert call.caller.query_class == "AUDIT"
    assert call.caller.approver is not None
    assert call.caller.approver.officer == "officer-2"
    assert call.header.body_sha256 == sha256(raw).digest()
    assert f"k-OVERDUE upheld {shown(AT)}" in seen(page)
    assert "silent about a child" not in page, "words about a case are no word of a command"


def test_the_command_of_the_page_decides_the_same(browser: Browser, hub: HubThread) -> None:
    given = set_claims(hub)
    (command,) = re.findall(r"<code>(.*?)</code>", browser.post(PATH, GIVEN | SECOND).text)
    rabta(*shlex.split(command)[1:], stdin=f"{GIVEN['reason']}\n")
    (one, raw), (other, same) = given[DECIDE]
    assert raw == same
    assert (one.caller and one.caller.purpose) == (other.caller and other.caller.purpose) == "OVERSIGHT"


@pytest.mark.parametrize("second", ["", "officer-1", "officer-3", "OFFICER-2"])
def test_without_the_second_persons_own_id_nothing_is_decided(browser: Browser, hub: HubThread, second: str) -> None:
    given = set_claims(hub)
    assert browser.post(PATH, GIVEN | {"second": second}).status_code == 400
    assert given[DECIDE] == []


@pytest.mark.parametrize(
    "fields",
    [
        {"claim": ""},
        {"decision": "GUILTY"},
        {"decision": ""},
        {"reason": ""},
        {"reason": "x" * 2001},
        {"application": "x" * 65},
    ],
)
def test_what_no_form_offers_is_not_decided(browser: Browser, hub: HubThread, fields: dict[str, str]) -> None:
    given = set_claims(hub)
    assert browser.post(PATH, GIVEN | SECOND | fields).status_code == 400
    assert given[DECIDE] == []


def test_an_owner_sees_its_claims_and_decides_none(browser: Browser, hub: HubThread) -> None:
    given = set_claims(hub)
    browser.get("/")
    browser.post("/reason", UPKEEP | {"then": "/"})
    page = browser.get(PATH).text
    assert "k-OVERDUE" in page
    assert f'action="{PATH}"' not in page
    assert browser.post(PATH, GIVEN | SECOND).status_code == 400
    assert given[DECIDE] == []


@pytest.mark.parametrize("word", ["POLICY_DENIED", "CLAIM_CLOSED"])
def test_whoever_the_hub_refuses_is_told_so_and_shown_nothing(browser: Browser, hub: HubThread, word: str) -> None:
    set_claims(hub)
    hub.hub.bodies[DECIDE] = refuses(word)
    answer = browser.post(PATH, GIVEN | SECOND)
    assert answer.status_code == 403
    assert word in answer.text
    assert "<table" not in answer.text


def test_a_console_without_a_second_person_says_so_and_decides_nothing(alone: RunningConsole, hub: HubThread) -> None:
    browser = alone.browser()
    browser.state(**PURPOSE)
    given = set_claims(hub)
    page = browser.get(PATH).text
    assert "started without a second person" in seen(page)
    assert f'action="{PATH}"' not in page
    for second in ("", "officer-1", "officer-2"):
        assert browser.post(PATH, GIVEN | {"second": second}).status_code == 400
    assert given[DECIDE] == []
    browser.client.close()


def test_another_sites_form_decides_nothing(browser: Browser, hub: HubThread) -> None:
    given = set_claims(hub)
    assert browser.post(PATH, GIVEN | SECOND, origin="https://evil.example").status_code == 403
    assert given[DECIDE] == []


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(browser: Browser, hub: HubThread) -> None:
    set_claims(hub, SCRIPT)
    page = browser.get(PATH).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_is_in_urdu(browser: Browser, hub: HubThread) -> None:
    set_claims(hub)
    browser.get("/")
    browser.post("/language", {"language": "ur", "then": "/"})
    page = browser.get(PATH).text
    assert '<html lang="ur" dir="rtl">' in page
    assert "\ufffd" not in page
    browser.get("/")
    browser.post("/language", {"language": "en", "then": "/"})
    assert [each for each in rows.DECIDED if heading(each, True) == each] == []
