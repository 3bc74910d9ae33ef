"""Pages of the desk in Chromium, in both languages: by axe-core, and a release decided by clicks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rabta.exchange.v1 import hit_service_pb2 as hits

from services.console.pages.desk import LISTS
from tests.browser.chromium import Watched
from tests.fakes import live
from tests.fakes.console import RunningConsole
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.console.asked import answered
from tests.unit.console.test_desk import (
    CONFIRMATION,
    DECIDE_RELEASE,
    LIST_HITS,
    METHODS,
    RELEASE,
    all_lists,
)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("desk")), (live.FIA,), METHODS) as made:
        yield made


def upkeep(window: Watched, console: RunningConsole) -> None:
    """State that the agency's records are kept up."""
    window.open("/reason")
    for name, value in (("purpose", "RECORD_UPKEEP"), ("legal_basis", "DATA_OVERSIGHT"), ("case_type", "RECORD")):
        window.page.select_option(f"#{name}", value)
    window.page.fill("#case_key", "PK.FIA")
    window.page.press("#case_key", "Enter")
    window.page.wait_for_url(f"{console.origin}/")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_no_page_breaks_a_rule_of_wcag(window: Watched, hub: HubThread, language: str) -> None:
    all_lists(hub, "said")
    answered(hub, LIST_HITS, hits.ListHitRequestsResponse(requests=[CONFIRMATION, RELEASE]))
    window.login(language)
    for path in ("/desk", "/looked", *(f"/desk/{name}" for name in LISTS)):
        window.open(path)
        assert window.found_by_axe() == [], path
    window.open("/looked")
    window.page.press("#record", "Enter")
    window.page.wait_for_selector("#found")
    assert window.found_by_axe() == []


def test_a_release_is_decided_by_clicks(window: Watched, console: RunningConsole, hub: HubThread) -> None:
    answered(hub, LIST_HITS, hits.ListHitRequestsResponse(requests=[RELEASE]))
    given = answered(hub, DECIDE_RELEASE, hits.DecideReleaseResponse(request=RELEASE))
    window.login()
    upkeep(window, console)
    window.open("/desk/hits")
    window.page.select_option("#release-word", "REFUSED")
    window.page.get_by_role("button", name="Give the answer").click()
    window.page.get_by_role("heading", name="This is how it stands now.").wait_for()
    (sent,) = (hits.DecideReleaseRequest.FromString(raw) for _, raw in given)
    assert sent.id == "h-2"
