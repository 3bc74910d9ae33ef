"""Pages of referrals: what a body's desk is asked and shown, and that an officer in a case is shown three words."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from services.console.page import COOKIE
from services.console.pages.referrals import ACTS, BECAUSE, GROUPS, grouped, may
from services.edge.call import Call
from services.listing.part import enum_word
from tests.fakes import live
from tests.fakes.console import REASON, Browser, RunningConsole, entered, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import asked_by, rabta, refuses
from tests.unit.cli.test_referral import METHODS, SERVICE
from tests.unit.console.answers import SCRIPT
from tests.unit.console.asked import seen
from tests.unit.console.test_guards import TRIAL

PROTECT = {
    "purpose": "PROTECT_VICTIM", "legal_basis": "CHILD_PROTECTION", "case_type": "REFERRAL",
    "case_key": "CP/LAHORE/1/2024",
}  # fmt: skip
WHY = ("--purpose", "PROTECT_VICTIM", "--case", "REFERRAL:CP/LAHORE/1/2024")
OWN, OTHER, SENDER = live.FIA, "pk.punjab-shelter", "pk.child-protection"
STATES = {enum_word(referral.ReferralState.DESCRIPTOR, each): each for each in referral.ReferralState.values()}


def made(id_: str, state: str, said: str = "A bed tonight.", **more: object) -> referral.Referral:
    fields = {"sender": SENDER, "bearer": OWN, "subject": "p-17", "help": referral.HELP_KIND_SHELTER, **more}
    one = referral.Referral(id=id_, state=STATES[state], answer_by_ms=1_780_000_000_000, **fields)  # type: ignore[arg-type]  # fields by name
    one.notes.add(kind=referral.NOTE_KIND_HEALTH, text=said)
    return one


def everything(said: str = "A bed tonight.") -> list[referral.Referral]:
    """One that waits, one that is taken, one with another body, one that nobody took, one that is over."""
    refused = [referral.REFERRAL_REJECTION_NO_PLACE]
    return [
        made("r-over", "COMPLETED", said),
        made("r-sent", "SENT", said, sender=OWN, bearer=OTHER, rejections=refused, court_by_ms=1_780_000_000_000),
        made("r-nobody", "NO_BEARER", said, sender=OWN, bearer=""),
        made("r-taken", "ACCEPTED", said),
        made("r-asked", "SENT", said, overdue=True),
    ]


def set_referrals(hub: HubThread, said: str = "A bed tonight.") -> dict[str, list[tuple[Call, bytes]]]:
    """What each method is asked from now on."""
    page = pb.ListReferralsResponse(referrals=everything(said), next_page_token="more")
    told = pb.GetReferralStatusResponse(referred=True, accepted=True)
    told.interview.rule, told.interview.day = referral.INTERVIEW_RULE_NOT_BEFORE, "2026-06-10"
    answers = {
        "ListReferrals": page,
        "ChangeReferral": pb.ChangeReferralResponse(referral=made("r-asked", "ACCEPTED", said)),
        "GetReferralStatus": told,
    }
    return {name: asked_by(hub, name, answer) for name, answer in answers.items()}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("referrals")), (live.FIA,), METHODS) as made_hub:
        yield made_hub


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile()) as made_console:
        yield made_console


@pytest.fixture
def browser(console: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(console, hub, PROTECT)


def command(page: str) -> list[str]:
    return shlex.split(re.findall(r"<code>(.*?)</code>", page)[0].replace("&#39;", "'"))


def test_what_waits_stands_first_and_no_list_says_what_a_person_needs(browser: Browser, hub: HubThread) -> None:
    given = set_referrals(hub)
    page = browser.get("/referrals").text
    ids = re.findall(r'<th scope="row"><a href="/referrals/one\?referral=(r-\w+)">', page)
    assert ids == ["r-asked", "r-taken", "r-sent", "r-nobody", "r-over"]
    assert re.findall(r'<h2 id="(\w+)">', page) == list(GROUPS)
    said = seen(page)
    for text in ("sent, late", OTHER, "no place", "court by", "no bearer", "does not move"):
        assert text in said
    assert "A bed tonight." not in page, "notes are opened one by one"
    ((call, _),) = given["ListReferrals"]
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.query_class) == ("PROTECT_VICTIM", "PROTECTION")
    assert 'href="/referrals?page_token=more"' in page
    browser.get("/referrals?page_token=more")
    assert pb.ListReferralsRequest.FromString(given["ListReferrals"][1][1]).page_token == "more"


def test_a_missing_child_who_was_found_stands_above_what_was_sent(browser: Browser, hub: HubThread) -> None:
    """With both desks; nothing of the list follows by itself, and there is no button for it."""
    set_referrals(hub)
    assert "Missing children" not in browser.get("/referrals").text
    found = referral.ReferralProposal(id="f-1", found_ms=1_780_000_000_000, finder=OTHER, owner=SENDER, until_ms=1)
    found.finder_desk.name, found.finder_desk.phone = "Desk of the finder", "0423000001"
    asked_by(hub, "ListReferrals", pb.ListReferralsResponse(proposals=[found]))
    page = browser.get("/referrals").text
    assert re.findall(r'<h2 id="(\w+)">', page) == ["found"]
    for text in ("f-1", "Desk of the finder, 0423000001", SENDER, "Nothing follows by itself"):
        assert text in seen(page)
    assert "There is none that you may know of" in seen(page)


@pytest.mark.parametrize(
    ("id_", "acts"),
    [("r-asked", ["ACCEPT", "REJECT"]), ("r-taken", ["BEGIN"]), ("r-sent", ["STOP"]), ("r-nobody", []), ("r-over", [])],
)
def test_one_is_opened_with_what_is_to_be_known_and_what_may_be_done(
    browser: Browser, hub: HubThread, id_: str, acts: list[str]
) -> None:
    set_referrals(hub)
    page = browser.get(f"/referrals/one?referral={id_}&page_token=here").text
    assert "A bed tonight." in seen(page)
    assert re.findall(r'name="act" value="(\w+)"', page) == acts
    assert len(set(re.findall(r'name="request_id" value="(\w{32})"', page))) == len(acts), "an id of its own each"
    assert ("No body is left" in seen(page)) == (id_ == "r-nobody")
    assert command(page)[1:5] == ["referral", "list", "--page-token", "here"]


def test_whoever_opens_one_states_the_purpose_anew(browser: Browser, hub: HubThread, console: RunningConsole) -> None:
    given = set_referrals(hub)
    console.offset_ms = 3 * 60_000
    sent_on = browser.get("/referrals/one?referral=r-asked")
    assert sent_on.status_code == 303
    assert sent_on.headers["location"].startswith("/reason?again=1&then=")
    assert given["ListReferrals"] == []
    assert browser.get("/referrals").status_code == 200, "a list without notes needs none"


def test_a_referral_is_taken_as_it_was_said_and_its_command_says_the_same(browser: Browser, hub: HubThread) -> None:
    given = set_referrals(hub)["ChangeReferral"]
    browser.get("/referrals/one?referral=r-asked")
    fields = {"referral": "r-asked", "act": "ACCEPT", "request_id": "f" * 32}
    page = browser.post("/referrals/one", fields).text
    assert re.findall(r'name="act" value="(\w+)"', page) == ["BEGIN"]
    rabta(*command(page)[1:], "--request-id", "f" * 32)
    (_, raw), (_, again) = given
    sent = pb.ChangeReferralRequest.FromString(raw)
    assert (sent.id, sent.act, sent.rejection) == ("r-asked", referral.REFERRAL_ACT_ACCEPT, 0)
    assert raw == again


def test_after_a_rejection_it_is_the_next_bodys_turn_and_nothing_more_is_shown(
    browser: Browser, hub: HubThread
) -> None:
    set_referrals(hub)
    answer = pb.ChangeReferralResponse(referral=referral.Referral(id="r-asked"))
    given = asked_by(hub, "ChangeReferral", answer)
    browser.get("/referrals/one?referral=r-asked")
    fields = {"referral": "r-asked", "act": "REJECT", "because": "UNSAFE", "request_id": "f" * 32}
    page = browser.post("/referrals/one", fields).text
    rabta(*command(page)[1:], "--request-id", "f" * 32)
    assert "the next one is asked" in seen(page)
    assert 'name="act"' not in page
    sent = pb.ChangeReferralRequest.FromString(given[0][1])
    assert (sent.act, sent.rejection) == (referral.REFERRAL_ACT_REJECT, referral.REFERRAL_REJECTION_UNSAFE)
    assert given[0][1] == given[1][1]


@pytest.mark.parametrize(
    "fields",
    [
        {"referral": ""},
        {"act": "SEND"},
        {"act": ""},
        {"act": "REJECT"},
        {"because": "UNSAFE"},
        {"act": "REJECT", "because": "EXPIRED"},
    ],
)
def test_what_no_form_offers_is_not_said(browser: Browser, hub: HubThread, fields: dict[str, str]) -> None:
    given = set_referrals(hub)
    form = {"referral": "r-asked", "act": "ACCEPT", "request_id": "f" * 32}
    assert browser.post("/referrals/one", form | fields).status_code == 400
    assert given["ChangeReferral"] == []


def test_a_form_of_another_session_changes_nothing(browser: Browser, hub: HubThread) -> None:
    given = set_referrals(hub)
    mine, browser.token = browser.token, "wrong"
    form = {"referral": "r-asked", "act": "ACCEPT", "request_id": "f" * 32}
    assert browser.post("/referrals/one", form).status_code == 403
    assert given["ChangeReferral"] == []
    browser.token = mine
    assert browser.cookie
    assert COOKIE.startswith("__Host-")


@pytest.mark.parametrize("reason", [REASON, TRIAL], ids=["investigator", "court"])
def test_an_officer_of_a_case_is_shown_three_words_and_nothing_else_of_a_referral(
    browser: Browser, hub: HubThread, reason: dict[str, str]
) -> None:
    """Whatever a hub would give, the console asks for three words, and for no list."""
    given = set_referrals(hub)
    browser.post("/reason", REASON | reason)
    page = browser.get("/referrals").text
    assert re.findall(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", page.partition('class="card"')[2]) == [
        ("referred", "yes"), ("accepted", "yes"), ("interview", 'not before <bdi dir="ltr">2026-06-10</bdi>'),
    ]  # fmt: skip
    assert [name for name, calls in given.items() if calls] == ["GetReferralStatus"]
    for text in ("p-17", "shelter", SENDER, OTHER, "A bed tonight.", "/referrals/one", "r-asked", "NO_PLACE"):
        assert text not in page
    assert command(page)[1:3] == ["referral", "status"]


def test_where_nobody_was_referred_no_word_on_interviews_stands(browser: Browser, hub: HubThread) -> None:
    asked_by(hub, "GetReferralStatus", pb.GetReferralStatusResponse())
    browser.post("/reason", REASON)
    page = browser.get("/referrals").text
    assert re.findall(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", page.partition('class="card"')[2]) == [
        ("referred", "no"), ("accepted", "no"),
    ]  # fmt: skip


@pytest.mark.parametrize("path", ["/referrals", "/referrals/one?referral=r-asked"])
def test_whom_policy_does_not_let_ask_is_told_so(browser: Browser, hub: HubThread, path: str) -> None:
    hub.hub.bodies[f"{SERVICE}ListReferrals"] = refuses("POLICY_DENIED")
    answer = browser.get(path)
    assert answer.status_code == 403
    assert "POLICY_DENIED" in answer.text
    assert "r-asked" not in answer.text.partition("<main")[2]


def test_one_that_is_not_in_the_list_is_as_one_that_nobody_was_given(browser: Browser, hub: HubThread) -> None:
    set_referrals(hub)
    page = browser.get("/referrals/one?referral=r-of-others").text
    assert "Nothing more of it is shown here" in seen(page)
    assert "A bed tonight." not in page


def test_what_does_not_follow_is_said_in_words(browser: Browser, hub: HubThread) -> None:
    hub.hub.bodies[f"{SERVICE}ChangeReferral"] = refuses("OUT_OF_ORDER")
    answer = browser.post("/referrals/one", {"referral": "r-asked", "act": "BEGIN", "request_id": "f" * 32})
    assert "does not follow from how it stands now" in answer.text


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(browser: Browser, hub: HubThread) -> None:
    set_referrals(hub, SCRIPT)
    page = browser.get("/referrals/one?referral=r-asked").text
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_the_pages_are_in_urdu(browser: Browser, hub: HubThread) -> None:
    set_referrals(hub)
    browser.post("/language", {"language": "ur", "then": "/"})
    page = browser.get("/referrals").text
    assert '<html lang="ur" dir="rtl">' in page
    for text in ("بھیجا گیا، تاخیر", "پناہ گاہ", "جگہ نہیں", "کوئی ادارہ باقی نہیں", "مدد مکمل"):
        assert text in seen(page)
    assert ">sent" not in page
    browser.get("/")
    browser.post("/language", {"language": "en", "then": "/"})


def test_every_act_and_every_reason_of_the_contract_is_one_of_a_form() -> None:
    on_wire = {enum_word(referral.ReferralAct.DESCRIPTOR, each) for each in referral.ReferralAct.values()}
    assert on_wire - {""} == set(ACTS)
    why = {enum_word(referral.ReferralRejection.DESCRIPTOR, each) for each in referral.ReferralRejection.values()}
    assert why - {"", "EXPIRED"} == set(BECAUSE)


@pytest.mark.parametrize("state", [each for each in STATES if each])
def test_nobody_is_offered_the_act_of_another_body(state: str) -> None:
    assert may(made("r", state, bearer=OTHER), OWN) == ()
    (group,) = grouped([made("r", state, bearer=OTHER)], OWN)
    assert group.name in ("sent", "nobody", "over")
