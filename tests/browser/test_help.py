"""Pages of referrals and of claims to compensation in Chromium, in both languages: axe-core, and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from tests.browser.chromium import Watched
from tests.fakes import live
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.test_referral import METHODS
from tests.unit.console.test_compensation import set_claims
from tests.unit.console.test_guards import TRIAL
from tests.unit.console.test_referrals import PROTECT, set_referrals
from tests.unit.console.test_referring import set_sending


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("help")), (live.FIA,), METHODS) as made:
        yield made


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_breaks_a_rule_of_wcag(window: Watched, hub: HubThread, language: str) -> None:
    set_referrals(hub)
    set_claims(hub)
    window.login(language, **PROTECT)
    for path in (
        "/referrals", "/referrals/send", "/referrals/one?referral=r-asked", "/referrals/one?referral=of-others",
        "/compensation", "/compensation/one?claim=c-new", "/compensation/one?claim=c-due",
    ):  # fmt: skip
        window.open(path)
        assert window.found_by_axe() == [], path


def test_what_an_investigator_is_told_breaks_no_rule_either(window: Watched, hub: HubThread) -> None:
    set_referrals(hub)
    set_claims(hub)
    window.login("ur")
    for path in ("/referrals", "/compensation"):
        window.open(path)
        assert window.found_by_axe() == [], path


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_courts_forms_break_no_rule_and_are_filled_in_by_keyboard(
    window: Watched, hub: HubThread, language: str
) -> None:
    given = set_claims(hub)["ChangeCompensation"]
    window.login(language, **TRIAL)
    window.open("/compensation/one?claim=c-due")
    assert window.found_by_axe() == []
    keys = window.page.keyboard
    window.page.focus("#SENTENCE-day")
    keys.type("2026-05-01")
    keys.press("Tab")
    keys.type("0")
    keys.press("Tab")
    with window.page.expect_navigation():
        keys.press("Enter")
    (sent,) = (pb.ChangeCompensationRequest.FromString(raw) for _, raw in given)
    assert (sent.day, sent.amount) == ("2026-05-01", 0)


def test_the_keyboard_alone_refers_a_person(window: Watched, hub: HubThread) -> None:
    given = set_sending(hub)
    window.login(**PROTECT)
    window.open("/referrals/send")
    keys = window.page.keyboard
    for name, said in (("subject", "p-17"), ("district", "Lahore"), ("recipients", "pk.lahore-shelter"),
                       ("consent_day", "2026-05-20"), ("consent_language", "ur")):  # fmt: skip
        window.page.focus(f"#{name}")
        keys.type(said)
    window.page.focus("#by")
    keys.type("the person")
    window.page.focus("#covers-NEEDS")
    keys.press("Space")
    window.page.focus("#note-NEEDS")
    keys.type("A bed tonight.")
    window.page.focus("#interview_day")
    keys.press("Tab")
    with window.page.expect_navigation():
        keys.press("Enter")
    assert window.found_by_axe() == []
    (sent,) = (pb.SendReferralRequest.FromString(raw) for _, raw in given)
    assert (sent.subject, sent.consent.by, sent.notes[0].text) == ("p-17", referral.CONSENT_BY_SELF, "A bed tonight.")
    assert "p-17" not in window.page.url


def test_the_keyboard_alone_opens_a_referral_and_hands_it_on(window: Watched, hub: HubThread) -> None:
    given = set_referrals(hub)["ChangeReferral"]
    window.login(**PROTECT)
    window.open("/referrals")
    window.page.focus("a[href='/referrals/one?referral=r-asked']")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    window.page.focus("#because")
    window.page.keyboard.type("it does not work")
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    (sent,) = (pb.ChangeReferralRequest.FromString(raw) for _, raw in given)
    assert (sent.id, sent.rejection) == ("r-asked", referral.REFERRAL_REJECTION_OUT_OF_AREA)


def test_the_keyboard_alone_opens_a_claim(window: Watched, hub: HubThread) -> None:
    given = set_claims(hub)["OpenCompensation"]
    window.login(**PROTECT)
    window.open("/compensation")
    keys = window.page.keyboard
    window.page.focus("#subject")
    keys.type("p-17")
    window.page.focus("#province")
    keys.type("PB")
    window.page.focus("#key-1")
    keys.type("FIA/LAHORE/AHTC/7/2024")
    with window.page.expect_navigation():
        keys.press("Enter")
    (sent,) = (pb.OpenCompensationRequest.FromString(raw) for _, raw in given)
    assert (sent.subject, sent.province, len(sent.cases)) == ("p-17", "PB", 1)
    assert sent.child == referral.CHILD_ANSWER_CANNOT_TELL, "who may be a child is taken for one"
    assert not sent.offender_known
    assert "p-17" not in window.page.url
