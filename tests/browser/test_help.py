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
from tests.unit.console.test_referrals import PROTECT, set_referrals


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
        "/referrals", "/referrals/one?referral=r-asked", "/referrals/one?referral=of-others",
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
