"""Releases on pages: a form for each bare hit, what is shown by a release alone, and where to ask from copies."""

from __future__ import annotations

import re

import pytest
from google.protobuf.message import Message
from rabta.records.v1 import history_pb2 as hp
from rabta.records.v1 import records_service_pb2 as pb

from tests.fakes import live
from tests.fakes.console import Browser
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import HISTORY, RECORD, SEARCH
from tests.unit.client.test_versions import page_of
from tests.unit.console.answers import NAME, VERSION, history, match, set_all, stated
from tests.unit.console.asked import answered, seen
from tests.unit.console.test_pages import NUMBER, ask

UNTIL_MS = 1_780_000_000_000
RELEASE = hp.Release(version=VERSION, owner=live.PUNJAB, until_ms=UNTIL_MS)
HITS = [hp.Hit(owner="pk.customs", handle="opaque-1"), hp.Hit(owner="pk.anf", handle="opaque-2"), hp.Hit(owner="pk.fc")]
COPIES = [pb.CopyAge(agency=live.PUNJAB, synced_ms=UNTIL_MS)]
ELSEWHERE = "This node answers out of copies."


@pytest.mark.parametrize(
    ("path", "method", "plain", "copied"),
    [
        ("/search", SEARCH, pb.SearchResponse(hits=HITS), pb.SearchResponse(hits=HITS, copies=COPIES)),
        (
            "/history", HISTORY, pb.GetHistoryResponse(history=hp.History(hits=HITS)),
            pb.GetHistoryResponse(history=hp.History(hits=HITS), copies=COPIES),
        ),
    ],
    ids=["search", "history"],
)  # fmt: skip
def test_each_hit_has_a_form_of_its_own_and_out_of_copies_none(
    browser: Browser, hub: HubThread, path: str, method: str, plain: Message, copied: Message
) -> None:
    browser.state()
    answered(hub, method, plain)
    page = ask(browser, path, NUMBER)
    assert re.findall(r'name="handle" value="([^"]*)"', page) == ["opaque-1", "opaque-2"]
    ids = re.findall(r'name="request_id" value="([0-9a-f]{32})"', page)
    assert len(set(ids)) == len(ids) == 2
    assert ELSEWHERE not in page
    answered(hub, method, copied)
    page = ask(browser, path, NUMBER)
    assert 'name="handle"' not in page
    assert ELSEWHERE in page


def test_what_a_release_alone_shows_is_named_with_its_end(browser: Browser, hub: HubThread) -> None:
    browser.state()
    found = history("plain")
    found.history.releases.append(RELEASE)
    versions, pages = page_of(live.PUNJAB, said=stated("plain"))
    record = pb.GetRecordResponse(version=versions[0], page=pages[0], release=RELEASE)
    set_all(hub, "plain")
    for path, method, answer in (
        ("/search", SEARCH, pb.SearchResponse(matches=[match("plain")], releases=[RELEASE])),
        ("/history", HISTORY, found),
        (f"/record?name={NAME}", RECORD, record),
    ):
        fields = None if method == RECORD else NUMBER
        assert "Released to you" not in ask(browser, path, fields)
        answered(hub, method, answer)
        text = seen(ask(browser, path, fields))
        assert "Released to you: shown until then, and no longer" in text
        assert f"{VERSION} {live.PUNJAB} 2026-05-29" in text
