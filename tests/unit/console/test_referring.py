"""A person is referred from a form: what goes out is what the file of the command says, and little else can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from services.console.pages.referring import CASES, NOTES, NUMBERED, OFFERED, PATH
from services.draw.table_words import helped
from services.edge.call import Call
from services.referral.checks import CASES as KNOWN_CASES
from services.referral.checks import MAX_CASES
from tests.fakes import live
from tests.fakes.console import REASON, Browser, RunningConsole, entered, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import asked_by, rabta, refuses
from tests.unit.cli.test_referral import METHODS, SERVICE, WRITTEN, written
from tests.unit.console.answers import SCRIPT
from tests.unit.console.asked import seen
from tests.unit.console.test_guards import TRIAL
from tests.unit.console.test_referrals import PROTECT, command, made, set_referrals

FORM = {
    "subject": "p-17", "help": "SHELTER", "urgency": "NOW", "province": "PB", "district": "Lahore", "child": "NO",
    "guardian": "", "language": "ur", "threat_near": "", "proposal": "", "type-1": "FIR",
    "key-1": "fia/lahore/ahtc/7/2024", "by": "SELF", "recipients": "pk.lahore-shelter", "covers-NEEDS": "1",
    "view": "", "reasons": "", "consent_day": "2026-05-20", "consent_language": "ur", "note-NEEDS": "A bed tonight.",
    "rule": "THROUGH_DESK", "interview_day": "", "request_id": "f" * 32,
}  # fmt: skip
"""What the file of ``docs/referral.md`` says."""


def set_sending(hub: HubThread, said: str = "A bed tonight.") -> list[tuple[Call, bytes]]:
    """What is sent from now on."""
    return asked_by(hub, "SendReferral", pb.SendReferralResponse(referral=made("r-1", "SENT", said, sender=live.FIA)))


def sent(given: list[tuple[Call, bytes]]) -> pb.SendReferralRequest:
    ((_, raw),) = given
    return pb.SendReferralRequest.FromString(raw)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("referring")), (live.FIA,), METHODS) as made_hub:
        yield made_hub


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile()) as made_console:
        yield made_console


@pytest.fixture
def browser(console: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(console, hub, PROTECT)


def test_what_the_form_says_is_what_the_file_of_the_command_says(
    browser: Browser, hub: HubThread, tmp_path: Path
) -> None:
    given = set_sending(hub)
    page = browser.post(PATH, FORM).text
    words = [str(written(tmp_path, WRITTEN)) if word == "FILE.toml" else word for word in command(page)[1:]]
    rabta(*words, "--request-id", "f" * 32)
    (call, raw), (_, again) = given
    assert raw == again
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.query_class) == ("PROTECT_VICTIM", "PROTECTION")
    assert "r-1" in page
    assert 'name="act" value="STOP"' in page, "as the page of one referral offers"
    assert not {"p-17", "Lahore", "bed"} & set(" ".join(command(page)).replace(".", " ").split())


def test_of_a_child_all_that_a_consent_and_the_cases_say_goes_out(browser: Browser, hub: HubThread) -> None:
    given = set_sending(hub)
    browser.post(
        PATH,
        FORM
        | {
            "child": "YES",
            "guardian": "FIT",
            "girl": "1",
            "life_at_risk": "1",
            "threat_near": "Kasur",
            "by": "GUARDIAN",
        }
        | {"recipients": "pk.one  pk.two\tpk.three", "view": "OBJECTS", "reasons": "The house burns.\r\nNow."}
        | {f"type-{each}": "COURT_CASE" for each in NUMBERED}
        | {f"key-{each}": f"lahore/{each}/2024" for each in NUMBERED}
        | {f"covers-{each}": "1" for each in NOTES}
        | {f"note-{each}": f"of {each}" for each in NOTES}
        | {"rule": "NOT_BEFORE", "interview_day": "2026-06-10", "proposal": "found-1"},
    )
    asked = sent(given)
    assert (asked.girl, asked.life_at_risk, asked.threat_near, asked.proposal) == (True, True, "Kasur", "found-1")
    assert [each.key for each in asked.cases] == [f"LAHORE/{each}/2024" for each in NUMBERED]
    assert [each.text for each in asked.notes] == [f"of {each}" for each in NOTES]
    consent = asked.consent
    assert (list(consent.recipients), len(consent.notes)) == (["pk.one", "pk.two", "pk.three"], len(NOTES))
    assert (consent.view, consent.reasons) == (referral.CHILD_VIEW_OBJECTS, "The house burns.\nNow.")
    assert (list(consent.help), asked.guardian) == ([asked.help], referral.GUARDIAN_STANDING_FIT)
    assert asked.interview.day == "2026-06-10"


def test_without_a_consent_none_is_made_up(browser: Browser, hub: HubThread) -> None:
    given = set_sending(hub)
    browser.post(PATH, FORM | {"by": "", "life_at_risk": "1", "rule": "", "key-1": ""})
    asked = sent(given)
    assert not asked.HasField("consent")
    assert not asked.HasField("interview")
    assert len(asked.cases) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": ""},
        {"subject": "Ali Raza"},
        {"help": ""},
        {"help": "MONEY"},
        {"urgency": ""},
        {"province": "XX"},
        {"district": ""},
        {"district": "x" * 101},
        {"child": ""},
        {"guardian": "KIN"},
        {"type-1": "ENQUIRY"},
        {"by": "POLICE"},
        {"recipients": ""},
        {"recipients": "pk.a " * 51},
        {"consent_day": "yesterday"},
        {"consent_day": ""},
        {"consent_language": ""},
        {"note-NEEDS": "x" * 2001},
        {"view": "LIKES"},
        {"rule": "NEVER"},
        {"rule": "NOT_BEFORE", "interview_day": ""},
    ],
)
def test_what_is_missing_or_unfit_is_not_sent_and_the_form_comes_back_as_it_was(
    browser: Browser, hub: HubThread, fields: dict[str, str]
) -> None:
    given = set_sending(hub)
    answer = browser.post(PATH, FORM | {"note-HEALTH": "asthma"} | fields)
    assert answer.status_code == 400
    assert "Something is missing or not of its form" in answer.text
    assert ">asthma</textarea>" in answer.text
    assert f'name="request_id" value="{"f" * 32}"' in answer.text
    assert given == []


@pytest.mark.parametrize("reason", [REASON, TRIAL], ids=["investigator", "court"])
def test_who_does_not_protect_is_offered_no_form_and_sends_nothing(
    browser: Browser, hub: HubThread, reason: dict[str, str]
) -> None:
    given = set_sending(hub)
    browser.post("/reason", reason | {"then": "/"})
    assert 'name="subject"' not in browser.get(PATH).text
    assert browser.post(PATH, FORM).status_code == 400
    assert given == []


@pytest.mark.parametrize("word", ["CONSENT_MISSING", "POLICY_DENIED", "DAY_SPENT"])
def test_whom_the_hub_refuses_is_told_so_and_nothing_of_the_person(browser: Browser, hub: HubThread, word: str) -> None:
    hub.hub.bodies[f"{SERVICE}SendReferral"] = refuses(word)
    answer = browser.post(PATH, FORM)
    assert answer.status_code == 403
    assert word in answer.text
    assert "p-17" not in answer.text


def test_another_sites_form_refers_nobody(browser: Browser, hub: HubThread) -> None:
    given = set_sending(hub)
    assert browser.post(PATH, FORM, origin="https://evil.example").status_code == 403
    assert given == []


def test_nothing_of_a_person_comes_from_an_address(browser: Browser) -> None:
    page = browser.get(f"{PATH}?subject=p-99&proposal=found-1&note-NEEDS=bed").text
    assert 'value="found-1"' in page
    assert "p-99" not in page.partition("<main")[2].replace(f"{PATH}?subject=p-99", "")


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(browser: Browser, hub: HubThread) -> None:
    set_sending(hub, SCRIPT)
    for page in (
        browser.post(PATH, FORM).text,
        browser.post(PATH, FORM | {"subject": SCRIPT, "district": SCRIPT}).text,
    ):
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


def test_the_desk_leads_to_the_form_and_it_is_in_urdu(browser: Browser, hub: HubThread) -> None:
    set_referrals(hub)
    assert f'href="{PATH}"' in browser.get("/referrals").text
    browser.post("/language", {"language": "ur", "then": "/"})
    page = browser.get(PATH).text
    assert '<html lang="ur" dir="rtl">' in page
    assert "پناہ گاہ" in seen(page)
    assert "\ufffd" not in page
    browser.get("/")
    browser.post("/language", {"language": "en", "then": "/"})


def test_every_choice_has_words_of_the_contract(browser: Browser) -> None:
    page = browser.get(PATH).text
    for name, words in OFFERED.items():
        found = re.search(rf'<select id="{name}".*?</select>', page, re.DOTALL)
        assert found is not None
        assert re.findall(r'value="(\w*)"', found[0]) == list(words)
    assert set(CASES) == KNOWN_CASES
    assert len(NUMBERED) == MAX_CASES
    for word in OFFERED["help"]:
        shown = word.lower().replace("_", " ")
        assert helped(shown, True) != shown
