"""Pages of claims to compensation: what is opened and said from forms, and that an investigator is shown states alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rabta.referral.v1 import compensation_pb2 as compensation
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from services.console.pages.compensation import ACTS, CASES, CHILD, may
from services.edge.call import Call
from services.listing.part import enum_word
from services.referral.claims.acts import MAY, Side
from services.referral.claims.checks import CASES as KNOWN_CASES
from services.referral.claims.checks import FIELDS
from services.vocabulary.referral import CompensationAct
from tests.fakes import live
from tests.fakes.console import REASON, Browser, RunningConsole, entered, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.rows import of_rows
from tests.unit.cli.rabta import asked_by, rabta, refuses
from tests.unit.cli.test_referral import METHODS, SERVICE
from tests.unit.console.answers import SCRIPT
from tests.unit.console.asked import seen
from tests.unit.console.test_guards import TRIAL
from tests.unit.console.test_referrals import PROTECT, command

OWN, OTHER = live.FIA, "pk.child-protection"
STATES = {enum_word(compensation.CompensationState.DESCRIPTOR, each): each for each in compensation.CompensationState.values()}  # fmt: skip
OPENED = {
    "subject": "p-17", "child": "YES", "province": "PB", "type-1": "FIR", "key-1": "fia/lahore/ahtc/7/2024",
    "type-2": "COURT_CASE", "key-2": "LAHORE/9/2024", "offender_known": "", "request_id": "f" * 32,
}  # fmt: skip
FILE = """subject = "p-17"
child = "yes"
province = "PB"
offender_known = false
[[cases]]
type = "FIR"
key = "FIA/LAHORE/AHTC/7/2024"
[[cases]]
type = "COURT_CASE"
key = "LAHORE/9/2024"
"""
ASSESSED = {"claim": "c-new", "act": "ASSESS", "wages": "90000", "medical": "", "bondage_days": "400"}


def made(id_: str, state: str, said: str = "S.C. 9/2024", **more: object) -> compensation.Compensation:
    fields = {"holder": OWN, "subject": "p-17", "opened_ms": 1_780_000_000_000, "province": "PB", **more}
    one = compensation.Compensation(id=id_, state=STATES[state], **fields)  # type: ignore[arg-type]  # fields by name
    one.cases.add(type="FIR", key="FIA/LAHORE/AHTC/7/2024")
    one.reference = said
    return one


def ordered(said: str = "S.C. 9/2024") -> compensation.Compensation:
    """With a sentence, an order, a payment, what can pay, and what there is to look at."""
    one = made("c-due", "PART_PAID", said, offender_known=True, amount=300_000, due="2026-06-10", sentenced="2026-05-01",
               fine=500_000, least=20_000, basis=compensation.COMPENSATION_BASIS_CRPC_544A,
               points=[compensation.COMPENSATION_POINT_OVERDUE])  # fmt: skip
    one.losses.wages, one.losses.bondage_days = 90_000, 400
    one.payments.add(day="2026-05-20", amount=100_000, payee=compensation.COMPENSATION_PAYEE_COURT_DEPOSIT)
    one.sources.add(provision="CrPC s. 544-A", mark="V2", english="besides any sentence", urdu="سزا کے علاوہ",
                    as_read_on="2026-11-25")  # fmt: skip
    return one


def set_claims(hub: HubThread, said: str = "S.C. 9/2024") -> dict[str, list[tuple[Call, bytes]]]:
    """What each method is asked from now on."""
    found = [made("c-new", "NOT_ASSESSED", said), made("c-none", "NO_SOURCE", said), ordered(said)]
    states = [STATES["DUE"], STATES["NO_SOURCE"]]
    answers = {
        "ListCompensations": pb.ListCompensationsResponse(compensations=found, next_page_token="more"),
        "OpenCompensation": pb.OpenCompensationResponse(compensation=found[0]),
        "ChangeCompensation": pb.ChangeCompensationResponse(compensation=made("c-new", "ASSESSED", said)),
        "GetCompensationStatus": pb.GetCompensationStatusResponse(states=states),  # type: ignore[arg-type]  # by number
    }
    return {name: asked_by(hub, name, answer) for name, answer in answers.items()}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("claims")), (live.FIA,), METHODS) as made_hub:
        yield made_hub


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile()) as made_console:
        yield made_console


@pytest.fixture
def browser(console: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(console, hub, PROTECT)


def test_a_body_sees_its_claims_and_a_form_that_opens_one(browser: Browser, hub: HubThread) -> None:
    given = set_claims(hub)
    page = browser.get("/compensation").text
    ids = re.findall(r'<th scope="row"><a href="/compensation/one\?claim=([\w-]+)">', page)
    assert ids == ["c-new", "c-none", "c-due"]
    said = seen(page)
    for text in ("not assessed", "no source", "part paid", "Rs 300,000", "CrPC s. 544-A (V2)", "overdue", "not known"):
        assert text in said
    assert 'name="subject"' in page
    ((call, _),) = given["ListCompensations"]
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.query_class) == ("PROTECT_VICTIM", "PROTECTION")
    browser.get("/compensation?page_token=more")
    assert pb.ListCompensationsRequest.FromString(given["ListCompensations"][1][1]).page_token == "more"


def test_a_claim_is_opened_without_an_offender_and_its_command_says_the_same(
    browser: Browser, hub: HubThread, tmp_path: Path
) -> None:
    given = set_claims(hub)["OpenCompensation"]
    browser.get("/compensation")
    page = browser.post("/compensation", OPENED).text
    (tmp_path / "FILE.toml").write_text(FILE)
    words = [str(tmp_path / word) if word == "FILE.toml" else word for word in command(page)[1:]]
    rabta(*words, "--request-id", "f" * 32)
    (_, raw), (_, again) = given
    sent = pb.OpenCompensationRequest.FromString(raw)
    assert (sent.subject, sent.child, sent.offender_known) == ("p-17", referral.CHILD_ANSWER_YES, False)
    assert [(each.type, each.key) for each in sent.cases] == [
        ("FIR", "FIA/LAHORE/AHTC/7/2024"), ("COURT_CASE", "LAHORE/9/2024"),
    ]  # fmt: skip
    assert raw == again
    assert "p-17" not in " ".join(command(page)), "nobody's pseudonym stands in a command"


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": ""},
        {"child": "MAYBE"},
        {"province": "XX"},
        {"province": ""},
        {"key-1": "", "key-2": ""},
        {"type-1": "ENQUIRY"},
    ],
)
def test_what_no_form_offers_is_not_opened(browser: Browser, hub: HubThread, fields: dict[str, str]) -> None:
    given = set_claims(hub)
    assert browser.post("/compensation", OPENED | fields).status_code == 400
    assert given["OpenCompensation"] == []


def test_one_claim_says_what_was_lost_ordered_and_paid_and_what_can_pay(browser: Browser, hub: HubThread) -> None:
    set_claims(hub)
    said = seen(browser.get("/compensation/one?claim=c-due").text)
    for text in ("Rs 90,000", "400", "S.C. 9/2024", "2026-05-01 , Rs 500000", "Rs 20000", "besides any sentence",
                 "2026-11-25", "court deposit", "FIR:FIA/LAHORE/AHTC/7/2024", "overdue"):  # fmt: skip
        assert text in said, text
    assert "No law that was read pays" not in said


@pytest.mark.parametrize(
    ("claim", "acts"),
    [
        ("c-new", ["ASSESS", "IDENTIFY", "DECLINE"]),
        ("c-none", ["CLAIM", "IDENTIFY", "DECLINE"]),
        ("c-due", ["DECLINE"]),
        ("c-of-others", []),
    ],
)
def test_forms_offer_what_follows(browser: Browser, hub: HubThread, claim: str, acts: list[str]) -> None:
    set_claims(hub)
    page = browser.get(f"/compensation/one?claim={claim}").text
    assert re.findall(r'name="act" value="(\w+)"', page) == acts
    assert ("the number is published" in seen(page)) == (claim == "c-none")
    assert ("There is no claim that you may know of." in seen(page)) == (not acts)


def test_what_was_lost_is_said_by_head_and_its_command_says_the_same(
    browser: Browser, hub: HubThread, tmp_path: Path
) -> None:
    given = set_claims(hub)["ChangeCompensation"]
    browser.get("/compensation/one?claim=c-new")
    page = browser.post("/compensation/one", ASSESSED | {"request_id": "f" * 32}).text
    (tmp_path / "FILE.toml").write_text("[losses]\nwages = 90000\nbondage_days = 400\n")
    words = [str(tmp_path / word) if word == "FILE.toml" else word for word in command(page)[1:]]
    rabta(*words, "--request-id", "f" * 32)
    sent = pb.ChangeCompensationRequest.FromString(given[0][1])
    assert (sent.losses.wages, sent.losses.medical, sent.losses.bondage_days) == (90_000, 0, 400)
    assert given[0][1] == given[1][1]
    assert re.findall(r'name="act" value="(\w+)"', page) == ["CLAIM", "NO_SOURCE", "IDENTIFY", "DECLINE"]


def test_an_act_that_says_nothing_more_needs_no_file(browser: Browser, hub: HubThread) -> None:
    given = set_claims(hub)["ChangeCompensation"]
    fields = {"claim": "c-new", "act": "NO_SOURCE", "request_id": "f" * 32}
    rabta(*command(browser.post("/compensation/one", fields).text)[1:], "--request-id", "f" * 32)
    sent = pb.ChangeCompensationRequest.FromString(given[0][1])
    assert (sent.act, sent.HasField("losses")) == (compensation.COMPENSATION_ACT_NO_SOURCE, False)
    assert given[0][1] == given[1][1]


@pytest.mark.parametrize(
    "fields", [{"claim": ""}, {"act": "ORDER"}, {"act": ""}, {"wages": "-1"}, {"wages": "1.5"}, {"wages": "9" * 13}]
)
def test_what_no_form_offers_is_not_said(browser: Browser, hub: HubThread, fields: dict[str, str]) -> None:
    given = set_claims(hub)
    assert browser.post("/compensation/one", ASSESSED | {"request_id": "f" * 32} | fields).status_code == 400
    assert given["ChangeCompensation"] == []


def test_an_investigator_is_shown_how_each_claim_stands_and_nothing_else(browser: Browser, hub: HubThread) -> None:
    """Whatever a hub would give, the console asks for states alone, and for no list."""
    given = set_claims(hub)
    browser.post("/reason", REASON)
    page = browser.get("/compensation").text
    assert re.findall(r'<th scope="row">(.*?)</th>', page) == [
        '<bdi dir="auto">due</bdi>', '<bdi dir="auto">no source</bdi>',
    ]  # fmt: skip
    assert [name for name, calls in given.items() if calls] == ["GetCompensationStatus"]
    for text in ("p-17", "Rs ", "c-due", "c-new", "300,000", "/compensation/one", 'name="subject"'):
        assert text not in page
    assert command(page)[1:3] == ["compensation", "status"]


def test_a_court_sees_the_claims_of_its_case_and_opens_none(browser: Browser, hub: HubThread) -> None:
    given = set_claims(hub)
    browser.post("/reason", REASON | TRIAL)
    page = browser.get("/compensation").text
    assert "c-due" in page
    assert 'name="subject"' not in page
    ((call, _),) = given["ListCompensations"]
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.query_class) == ("TRIAL", "HISTORY")


@pytest.mark.parametrize("path", ["/compensation", "/compensation/one?claim=c-due"])
def test_whom_policy_does_not_let_ask_is_told_so(browser: Browser, hub: HubThread, path: str) -> None:
    hub.hub.bodies[f"{SERVICE}ListCompensations"] = refuses("POLICY_DENIED")
    answer = browser.get(path)
    assert answer.status_code == 403
    assert "c-due" not in answer.text.partition("<main")[2]


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(browser: Browser, hub: HubThread) -> None:
    set_claims(hub, SCRIPT)
    page = browser.get("/compensation/one?claim=c-due").text
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_the_pages_are_in_urdu(browser: Browser, hub: HubThread) -> None:
    set_claims(hub)
    browser.post("/language", {"language": "ur", "then": "/"})
    for path, text in (
        ("/compensation", "کوئی قانون ادا نہیں کرتا"),
        ("/compensation/one?claim=c-due", "سزا کے علاوہ"),
    ):
        page = browser.get(path).text
        assert '<html lang="ur" dir="rtl">' in page
        assert text in seen(page)
        assert "no source" not in seen(page)
    browser.get("/")
    browser.post("/language", {"language": "en", "then": "/"})


def test_forms_have_words_of_the_contract_and_acts_of_the_holder() -> None:
    assert {enum_word(referral.ChildAnswer.DESCRIPTOR, each) for each in referral.ChildAnswer.values()} - {""} == set(
        CHILD
    )
    assert set(CASES) == KNOWN_CASES
    holders = {act for act, sides in MAY.items() if Side.HOLDER in sides}
    assert set(ACTS) == holders - {CompensationAct.PAY, CompensationAct.CITE}
    assert {act for act in ACTS if act in FIELDS} == {"ASSESS"}, "no other says more than what is done"


@of_rows("state", [each for each in STATES if each])
def test_nobody_is_offered_the_act_of_another_body_nor_of_a_claim_that_is_over(state: str) -> None:
    assert may(made("c", state, holder=OTHER), OWN) == ()
    assert (may(made("c", state), OWN) == ()) == (state in ("PAID", "DECLINED"))
