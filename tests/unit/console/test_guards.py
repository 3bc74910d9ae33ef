"""The prosecutor's queue: nothing is asked without the second person, and each question has an approval of its own."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from hashlib import sha256

import pytest
from rabta.records.v1 import guard_pb2 as pb

from services.client.profile import ProfileError
from services.console.__main__ import second_person
from services.edge.call import Call
from services.listing.guards import MEANINGS, OUTCOMES
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, entered, second_profile
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import SERVICE, rabta, refuses
from tests.unit.console.answers import SCRIPT
from tests.unit.console.asked import answered, seen

LIST, DECIDE = f"{SERVICE}/ListGuards", f"{SERVICE}/DecideGuard"
TRIAL = {"purpose": "TRIAL", "legal_basis": "TRIAL_ANTECEDENTS", "case_type": "COURT_CASE", "case_key": "SC/1/2026"}
SECOND, AT = {"second": "officer-2"}, 1_780_000_000_000
GIVEN = {
    "reference": "R-AAAA M-AAAA",
    "outcome": "NOT_SENT_UP",
    "reason": "they were made to carry it",
    "request_id": "f" * 32,
}


def guard(reference: str, said: str = "said", **changes: object) -> pb.ListedGuard:
    made = pb.ListedGuard(
        reference=reference, matter=reference.replace("R", "M"), guard=pb.GUARD_KIND_BAR, since_ms=AT, custody=True
    )
    made.victim_case.add(key=said)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def decided(reference: str, said: str = "said", **changes: object) -> pb.ListedGuard:
    made = guard(reference, said, **changes)
    made.decision.outcome, made.decision.reason, made.decision.officer = pb.GUARD_OUTCOME_PROCEED, said, said
    return made


def set_guards(hub: HubThread, said: str = "said") -> dict[str, list[tuple[Call, bytes]]]:
    """One that waits, one that is decided, one that is open again; what each method is asked."""
    found = [guard("R-AAAA", said), decided("R-BBBB", said), decided("R-CCCC", said, open_again=True)]
    return {
        LIST: answered(hub, LIST, pb.ListGuardsResponse(guards=found)),
        DECIDE: answered(hub, DECIDE, pb.DecideGuardResponse(guards=[decided("R-AAAA", said)])),
    }


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("guards")), (live.FIA, live.OVERSIGHT), (LIST, DECIDE)) as made:
        yield made


@pytest.fixture
def browser(beside_oversight: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(beside_oversight, hub, TRIAL)


@pytest.fixture
def lone(alone: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(alone, hub, TRIAL)


def test_the_page_asks_nothing_by_itself(browser: Browser, hub: HubThread) -> None:
    given = set_guards(hub)
    page = seen(browser.get("/guards").text)
    assert "The second person, officer-2 of pk.oversight" in page
    assert not any(given.values())


def test_who_waits_stands_first_with_the_clock_and_may_be_decided(browser: Browser, hub: HubThread) -> None:
    given = set_guards(hub)
    browser.get("/guards")
    page = browser.post("/guards", SECOND).text
    assert re.findall(r'<th scope="row"><bdi dir="auto">(R-\w+)', page) == ["R-AAAA", "R-CCCC", "R-BBBB"]
    assert re.findall(r'<option value="(R-[^"]+)">', page) == ["R-AAAA M-AAAA", "R-CCCC M-CCCC"], "a decision stands"
    assert re.findall(r'<option value="([A-Z_]+)">', page) == list(OUTCOMES)
    said = seen(page)
    for text in ("prosecutor at", "in custody", *(said for said, _ in MEANINGS.values()), "after 72 hours"):
        assert text in said.replace("&#39;", "'")
    ((call, raw),) = given[LIST]
    assert call.caller is not None
    assert call.caller.query_class == "PROTECTION"
    assert call.caller.approver is not None
    assert call.caller.approver.officer == "officer-2"
    assert call.header.body_sha256 == sha256(raw).digest()


def test_a_decision_goes_out_as_it_was_given_with_an_approval_of_its_own(browser: Browser, hub: HubThread) -> None:
    given = set_guards(hub)
    browser.get("/guards")
    browser.post("/guards", SECOND)
    page = browser.post("/guards/decide", GIVEN | SECOND).text
    ((call, raw),) = given[DECIDE]
    sent = pb.DecideGuardRequest.FromString(raw)
    assert (sent.reference, sent.matter, sent.outcome, sent.reason) == (
        "R-AAAA", "M-AAAA", pb.GUARD_OUTCOME_NOT_SENT_UP, "they were made to carry it",
    )  # fmt: skip
    assert sent.request_id == "f" * 32
    assert call.caller is not None
    assert call.caller.approver is not None
    assert "PROCEED by said" in seen(page)
    assert "they were made to carry it" not in seen(page).partition("Results")[0], "no word of a case in the command"
    assert len({each.header.approver_sha256 for calls in given.values() for each, _ in calls}) == 2


def test_the_commands_of_the_page_ask_the_same(browser: Browser, hub: HubThread) -> None:
    given = set_guards(hub)
    browser.get("/guards")
    for path, fields, method in (("/guards", SECOND, LIST), ("/guards/decide", GIVEN | SECOND, DECIDE)):
        (command,) = re.findall(r"<code>(.*?)</code>", browser.post(path, fields).text)
        further = ("--request-id", GIVEN["request_id"]) if method == DECIDE else ()
        rabta(*shlex.split(command)[1:], *further, stdin=f"{GIVEN['reason']}\n")
        (call, raw), (again, same) = given[method]
        assert raw == same
        assert (call.header.method, call.caller and call.caller.purpose) == (again.header.method, "TRIAL")


@pytest.mark.parametrize("second", ["", "officer-1", "officer-3", "OFFICER-2"])
@pytest.mark.parametrize(("path", "fields"), [("/guards", {}), ("/guards/decide", GIVEN)])
def test_without_the_second_persons_own_id_nothing_is_asked(
    browser: Browser, hub: HubThread, path: str, fields: dict[str, str], second: str
) -> None:
    given = set_guards(hub)
    assert browser.post(path, fields | {"second": second}).status_code == 400
    assert not any(given.values())


@pytest.mark.parametrize(
    "fields",
    [{"reference": ""}, {"outcome": "GUILTY"}, {"outcome": ""}, {"reason": ""}, {"reason": "x" * 2001}],
)
def test_what_no_form_offers_is_not_decided(browser: Browser, hub: HubThread, fields: dict[str, str]) -> None:
    given = set_guards(hub)
    assert browser.post("/guards/decide", GIVEN | SECOND | fields).status_code == 400
    assert given[DECIDE] == []


def test_a_console_without_a_second_person_says_so_and_asks_nothing(lone: Browser, hub: HubThread) -> None:
    given = set_guards(hub)
    page = lone.get("/guards").text
    assert "started without a second person" in seen(page)
    assert "rabta console --profile officer.toml --approver-profile second.toml" in seen(page)
    assert 'action="/guards' not in page
    for path, fields in (("/guards", {}), ("/guards/decide", GIVEN)):
        for second in ("", "officer-1", "officer-2"):
            assert lone.post(path, fields | {"second": second}).status_code == 400
    assert not any(given.values())


@pytest.mark.parametrize("word", ["POLICY_DENIED", "APPROVER_INVALID"])
def test_whoever_does_not_prosecute_the_case_is_told_so(browser: Browser, hub: HubThread, word: str) -> None:
    hub.hub.bodies[LIST] = refuses(word)
    browser.get("/guards")
    answer = browser.post("/guards", SECOND)
    assert answer.status_code == 403
    assert word in answer.text
    assert "R-AAAA" not in answer.text


def test_an_issuer_that_refuses_the_second_person_ends_it_unasked(browser: Browser, hub: HubThread) -> None:
    given = set_guards(hub)
    browser.get("/guards")
    hub.issuers[live.OVERSIGHT].refuse = "invalid_grant"
    try:
        assert browser.post("/guards", SECOND).status_code == 403
    finally:
        hub.issuers[live.OVERSIGHT].refuse = ""
    assert given[LIST] == []


def test_a_second_person_is_another_officer_with_a_name(hub: HubThread) -> None:
    first = hub.profile()
    assert second_person(second_profile(first), "officer-1").profile.officer == "officer-2"
    with pytest.raises(ProfileError, match="approver profile"):
        second_person(first, "officer-1")


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(browser: Browser, hub: HubThread) -> None:
    set_guards(hub, SCRIPT)
    browser.get("/guards")
    for page in (browser.post("/guards", SECOND).text, browser.post("/guards/decide", GIVEN | SECOND).text):
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


def test_the_page_is_in_urdu(browser: Browser, hub: HubThread) -> None:
    set_guards(hub)
    browser.post("/language", {"language": "ur", "then": "/"})
    for page in (browser.get("/guards").text, browser.post("/guards", SECOND).text):
        assert '<html lang="ur" dir="rtl">' in page
        assert "\ufffd" not in page
    assert all(said in seen(page) for said in (MEANINGS["BAR"][1].partition(" (")[0], OUTCOMES["PROCEED"][1]))
    browser.get("/")
    browser.post("/language", {"language": "en", "then": "/"})
