"""Raw entries of the log: what is asked, what is shown of which part, and nothing that is not proven."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rabta.audit.v1.audit_service_pb2 import GetEntriesRequest, GetEntriesResponse

from audit.client import Item
from audit.entry import EntryKind, OpenEntry, SealedEntry, Withheld, encode_open, encode_sealed
from services.console.pages.log_entries import COUNT, MAX_ENTRIES, PATH
from services.draw.table_words import heading, title
from services.edge.call import Call
from services.listing import log_entries as rows
from services.oversight import wire
from services.signing.es256 import PrivateKey
from services.tables.times import shown
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, entered, running_console
from tests.fakes.hub import CLASSED
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import rabta, refuses
from tests.unit.console.answers import SCRIPT
from tests.unit.console.asked import seen
from tests.unit.console.test_oversight import PURPOSE

ADDRESS, POLICY, CASE = "ipv4:192.0.2.7", "juvenile-3", "FIR:PB/LAHORE/ICHHRA/512/2024"
AT = 1_780_000_000_000
Spoil = Callable[[GetEntriesResponse], None]


def as_it_is(_answer: GetEntriesResponse) -> None:
    return None


def set_log(hub: HubThread, spoil: Spoil = as_it_is) -> list[GetEntriesRequest]:
    """Entries as the hub's log has them; what is asked. ``spoil``: what becomes of each answer."""
    asked: list[GetEntriesRequest] = []

    async def body(_call: Call, raw: bytes) -> bytes:
        asked.append(GetEntriesRequest.FromString(raw))
        found = await hub.hub.log.entries(asked[-1].start, asked[-1].count)
        answer = GetEntriesResponse.FromString(wire.encode_entries(found))
        spoil(answer)
        return answer.SerializeToString()

    hub.hub.bodies[CLASSED] = body
    return asked


async def _filled(hub: HubThread, said: str) -> int:
    opened = OpenEntry(
        kind=EntryKind.READ, agency=live.FIA, officer=said, method="/rabta.records.v1.RecordsService/GetHistory",
        case_reference=CASE, time_ms=AT, records=("agencies/pk.fia/records/x",), token_sha256=b"\x0a" * 32,
    )  # fmt: skip
    sealed = SealedEntry(withheld=(Withheld(said, "juvenile", 3),), policies=(POLICY,), peer=ADDRESS)
    await hub.hub.log.append([Item(encode_open(opened), encode_sealed(sealed), live.FIA, 1)])
    return hub.hub.log.size - 1


def put_entry(hub: HubThread, said: str = "o-7") -> int:
    """One entry with something in both parts; its index."""
    return hub.run_there(_filled(hub, said))


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("entries")), (live.OVERSIGHT,)) as made:
        yield made


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile(live.OVERSIGHT)) as made:
        yield made


@pytest.fixture
def browser(console: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(console, hub, PURPOSE)


def test_the_form_asks_nothing_by_itself(browser: Browser, hub: HubThread) -> None:
    asked = set_log(hub)
    page = browser.get(PATH).text
    assert f'value="{COUNT}"' in page
    assert asked == []
    assert f'href="{PATH}"' in browser.get("/oversight").text


def test_a_range_shows_the_open_part_alone_and_asks_as_a_terminal_does(browser: Browser, hub: HubThread) -> None:
    asked, index = set_log(hub), put_entry(hub)
    page = browser.get(f"{PATH}?start=0&count={index + 1}").text
    said = seen(page)
    assert f"{index} {shown(AT)} read pk.fia o-7 GetHistory" in said
    assert "own key opens each of these entries" in said
    assert re.findall(r"/one\?index=(\d+)", page) == [str(each) for each in range(index + 1)]
    for hidden in (ADDRESS, POLICY, "juvenile"):
        assert hidden not in page
    (command,) = re.findall(r"<code>(.*?)</code>", page)
    rabta(*shlex.split(command)[1:])
    assert asked[0] == asked[1] == GetEntriesRequest(start=0, count=index + 1)
    assert hub.issuers[live.OVERSIGHT].asked[-1]["query_class"] == "AUDIT"


def test_one_entry_is_shown_whole_with_its_sealed_part(browser: Browser, hub: HubThread) -> None:
    asked, index = set_log(hub), put_entry(hub)
    said = seen(browser.get(f"{PATH}/one?index={index}").text)
    for text in (
        "kind READ", f"time_ms {shown(AT)}", f"case_reference {CASE}", "records[0] agencies/pk.fia/records/x",
        f"token_sha256 {'0a' * 32}", "withheld[0].cause juvenile", "withheld[0].count 3", f"policies[0] {POLICY}",
        f"peer {ADDRESS}",
    ):  # fmt: skip
        assert text in said, text
    assert asked == [GetEntriesRequest(start=index, count=1)]


def test_the_sealed_part_wants_the_reason_anew(browser: Browser, hub: HubThread, console: RunningConsole) -> None:
    asked, index = set_log(hub), put_entry(hub)
    console.offset_ms = 3 * 60_000
    answer = browser.get(f"{PATH}/one?index={index}")
    assert answer.headers["location"].startswith("/reason?again=1")
    assert asked == []
    assert browser.get(f"{PATH}?start=0").status_code == 200


def test_more_follows_where_the_range_was_full(browser: Browser, hub: HubThread) -> None:
    set_log(hub)
    index = put_entry(hub)
    assert f'href="{PATH}?start={index + 1}&amp;count=2"' in browser.get(f"{PATH}?start={index - 1}&count=2").text
    assert f'href="{PATH}?start=' not in browser.get(f"{PATH}?start={index}&count=9").text


@pytest.mark.parametrize(
    "query",
    ["?start=-1", "?start=x", f"?start=0&count={MAX_ENTRIES + 1}", "?start=0&count=0", "/one", "/one?index=1e3"],
)
def test_what_no_form_offers_is_not_asked(browser: Browser, hub: HubThread, query: str) -> None:
    asked = set_log(hub)
    assert browser.get(f"{PATH}{query}").status_code == 400
    assert asked == []


@pytest.mark.parametrize("path", ["?start=0&count=3", "/one?index=1"])
def test_who_is_no_oversight_is_refused_and_shown_nothing(browser: Browser, hub: HubThread, path: str) -> None:
    hub.hub.bodies[CLASSED] = refuses("OFFICER_UNFIT")
    answer = browser.get(f"{PATH}{path}")
    assert answer.status_code == 403
    assert "<table" not in answer.text


def _gap(answer: GetEntriesResponse) -> None:
    del answer.entries[0], answer.paths[0]


def _forged(answer: GetEntriesResponse) -> None:
    answer.entries[-1].sealed += b"\x00"


def _other_key(answer: GetEntriesResponse) -> None:
    answer.month_keys[0].wrapped = b""


@pytest.mark.parametrize("spoil", [_gap, _forged, _other_key])
def test_what_is_not_proven_is_not_shown(browser: Browser, hub: HubThread, spoil: Spoil) -> None:
    set_log(hub, spoil)
    index = put_entry(hub)
    answers = [browser.get(f"{PATH}?start={index - 1}&count=2"), browser.get(f"{PATH}/one?index={index}")]
    assert [each.status_code for each in answers] == [502, 502]
    assert not any("o-7" in each.text for each in answers)


def test_a_console_without_the_seal_key_says_that_it_checked_less(hub: HubThread, tmp_path: Path) -> None:
    set_log(hub)
    whole = hub.profile(live.OVERSIGHT)
    bare = whole.with_name("bare.toml")
    bare.write_text(re.sub(r"(?m)^seal_key.*\n", "", whole.read_text("utf-8")), "utf-8")
    bare.chmod(0o600)
    with running_console(bare) as made:
        browser = made.browser()
        browser.state(**PURPOSE)
        assert "was not checked: this console holds none" in seen(browser.get(f"{PATH}?start=0").text)
        browser.client.close()


def test_a_seal_key_of_another_opens_nothing(hub: HubThread) -> None:
    set_log(hub)
    index, whole = put_entry(hub), hub.profile(live.OVERSIGHT)
    PrivateKey.generate().save(whole.with_name("other-seal.key"))
    other = whole.with_name("other.toml")
    other.write_text(re.sub(r"(?m)^seal_key.*$", 'seal_key = "other-seal.key"', whole.read_text("utf-8")), "utf-8")
    other.chmod(0o600)
    with running_console(other) as made:
        browser = made.browser()
        browser.state(**PURPOSE)
        assert browser.get(f"{PATH}/one?index={index}").status_code in (403, 502)
        browser.client.close()


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(browser: Browser, hub: HubThread) -> None:
    set_log(hub)
    index = put_entry(hub, SCRIPT)
    for path in (f"{PATH}?start={index}", f"{PATH}/one?index={index}"):
        page = browser.get(path).text
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


def test_the_pages_are_in_urdu(browser: Browser, hub: HubThread) -> None:
    set_log(hub)
    index = put_entry(hub)
    browser.post("/language", {"language": "ur", "then": "/"})
    for path in (PATH, f"{PATH}?start={index}", f"{PATH}/one?index={index}"):
        page = browser.get(path).text
        assert '<html lang="ur" dir="rtl">' in page
        assert "\ufffd" not in page
    browser.get("/")
    browser.post("/language", {"language": "en", "then": "/"})


def test_every_column_has_its_heading_in_urdu() -> None:
    assert [each for each in (*rows.ENTRIES, *rows.FIELDS) if heading(each, True) == each] == []
    for name in ("Entries of the log", "Open part", "Sealed part"):
        assert title(name, True) != name
