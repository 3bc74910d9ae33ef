"""Directions on a page: the prosecution's form and the investigator's, and that each asks what its command asks."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest
from rabta.records.v1 import direction_pb2 as pb

from services.console.pages.directions import KINDS, PATH
from services.edge.call import Call
from services.tables.times import shown
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, entered
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.unit.cli.rabta import SERVICE, rabta, refuses
from tests.unit.console.answers import SCRIPT
from tests.unit.console.asked import answered, seen
from tests.unit.console.test_guards import SECOND, TRIAL

LIST, ASK, GIVE = (f"{SERVICE}/{name}" for name in ("ListDirections", "AskDirections", "GiveDirections"))
AT = 1_780_000_000_000
REFERENCE = {"reference": "R-ABCDEFGH"}
GIVEN = {**REFERENCE, "direction": "CONSULT_FIRST", "request_id": "f" * 32}


def set_directions(hub: HubThread, agency: str = "pk.fia") -> dict[str, list[tuple[Call, bytes]]]:
    """Three queries: noted, not yet, and directed without having been asked; what each method is asked."""
    given = pb.Direction(kind=pb.DIRECTION_KIND_SEND_FILE, agency=agency, at_ms=AT)
    rows = [
        pb.ListedDirection(reference="R-AAAAAAAA", asked_by=agency, asked_ms=AT, noted_ms=AT, noted=True),
        pb.ListedDirection(reference="R-BBBBBBBB", asked_by=agency, asked_ms=AT, noted_ms=AT + 3_600_000),
        pb.ListedDirection(reference="R-CCCCCCCC", direction=given),
    ]
    return {
        LIST: answered(hub, LIST, pb.ListDirectionsResponse(directions=rows, more=True)),
        ASK: answered(hub, ASK, pb.AskDirectionsResponse(noted_ms=AT)),
        GIVE: answered(hub, GIVE, pb.GiveDirectionsResponse(direction=given)),
    }


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    folder = live.copied(tmp_path_factory.mktemp("directions"))
    with hub_thread(folder, (live.FIA, live.OVERSIGHT), (LIST, ASK, GIVE)) as made:
        yield made


@pytest.fixture
def police(beside_oversight: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(beside_oversight, hub)


@pytest.fixture
def prosecutor(beside_oversight: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(beside_oversight, hub, TRIAL)


@pytest.fixture
def lone(alone: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(alone, hub, TRIAL)


def test_each_query_reads_alike_but_for_its_time(police: Browser, hub: HubThread) -> None:
    set_directions(hub)
    page = seen(police.get(PATH).text)
    assert f"R-AAAAAAAA pk.fia {shown(AT)} noted" in page
    assert f"R-BBBBBBBB pk.fia {shown(AT)} at {shown(AT + 3_600_000)}" in page
    assert f"send file {shown(AT)} pk.fia" in page
    assert "There are more than are shown" in page


def test_who_investigates_asks_and_is_offered_no_direction(police: Browser, hub: HubThread) -> None:
    given = set_directions(hub)
    page = police.get(PATH).text
    assert f'action="{PATH}"' in page
    assert f'action="{PATH}/give"' not in page
    answer = police.post(PATH, {"reference": " r-abcdefgh "}).text
    ((call, raw),) = given[ASK]
    assert pb.AskDirectionsRequest.FromString(raw).reference == "R-ABCDEFGH"
    assert call.caller is not None
    assert call.caller.approver is None
    assert f"at {shown(AT)}" in seen(answer)


def test_the_prosecution_directs_with_a_second_person(prosecutor: Browser, hub: HubThread) -> None:
    given = set_directions(hub)
    page = prosecutor.get(PATH).text
    assert re.findall(r'<option value="([A-Z_]+)">', page) == list(KINDS)
    assert f'action="{PATH}"' not in page
    answer = prosecutor.post(f"{PATH}/give", GIVEN | SECOND).text
    ((call, raw),) = given[GIVE]
    sent = pb.GiveDirectionsRequest.FromString(raw)
    assert (sent.request_id, sent.reference, sent.kind) == ("f" * 32, "R-ABCDEFGH", pb.DIRECTION_KIND_CONSULT_FIRST)
    assert call.caller is not None
    assert call.caller.query_class == "PROTECTION"
    assert call.caller.approver is not None
    assert call.caller.approver.officer == "officer-2"
    assert "send file" in seen(answer), "as the hub has it, and not as it was typed"


@pytest.mark.parametrize("second", ["", "officer-1", "officer-3"])
def test_without_the_second_persons_own_id_nothing_is_directed(
    prosecutor: Browser, hub: HubThread, second: str
) -> None:
    given = set_directions(hub)
    assert prosecutor.post(f"{PATH}/give", GIVEN | {"second": second}).status_code == 400
    assert given[GIVE] == []


@pytest.mark.parametrize("fields", [{"reference": ""}, {"reference": "R-ABCDEFGHI"}, {"direction": "ARREST"}])
def test_what_no_form_offers_is_not_sent(prosecutor: Browser, hub: HubThread, fields: dict[str, str]) -> None:
    given = set_directions(hub)
    assert prosecutor.post(f"{PATH}/give", GIVEN | SECOND | fields).status_code == 400
    assert given[GIVE] == []


def test_the_commands_of_the_pages_ask_the_same(police: Browser, hub: HubThread) -> None:
    given = set_directions(hub)
    for page, method in ((police.get(PATH), LIST), (police.post(PATH, REFERENCE), ASK)):
        (command,) = re.findall(r"<code>(rabta.*?)</code>", page.text)
        rabta(*shlex.split(command)[1:])
        (_, raw), (_, same) = given[method]
        assert raw == same


def test_the_command_of_a_direction_sends_the_same(prosecutor: Browser, hub: HubThread) -> None:
    given = set_directions(hub)
    (command,) = re.findall(r"<code>(.*?)</code>", prosecutor.post(f"{PATH}/give", GIVEN | SECOND).text)
    rabta(*shlex.split(command)[1:], "--request-id", GIVEN["request_id"])
    (_, raw), (_, same) = given[GIVE]
    assert raw == same


def test_a_console_without_a_second_person_offers_no_direction(lone: Browser, hub: HubThread) -> None:
    given = set_directions(hub)
    page = lone.get(PATH).text
    assert "started without a second person" in seen(page)
    assert f'action="{PATH}/give"' not in page
    assert lone.post(f"{PATH}/give", GIVEN | SECOND).status_code == 400
    assert given[GIVE] == []


@pytest.mark.parametrize("word", ["POLICY_DENIED", "PURPOSE_UNFIT"])
def test_who_has_no_part_is_told_so(police: Browser, hub: HubThread, word: str) -> None:
    set_directions(hub)
    hub.hub.bodies[LIST] = refuses(word)
    answer = police.get(PATH)
    assert answer.status_code == 403
    assert word in answer.text
    assert "R-AAAAAAAA" not in answer.text


def test_a_strangers_form_sends_nothing(prosecutor: Browser, hub: HubThread) -> None:
    given = set_directions(hub)
    for path, fields in ((PATH, REFERENCE), (f"{PATH}/give", GIVEN | SECOND)):
        assert prosecutor.post(path, fields, origin="http://evil.example").status_code == 403
    assert not any(given.values())


def test_nothing_that_an_agency_wrote_becomes_part_of_the_page(police: Browser, hub: HubThread) -> None:
    set_directions(hub, SCRIPT)
    page = police.get(PATH).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_is_in_urdu(prosecutor: Browser, hub: HubThread) -> None:
    set_directions(hub)
    prosecutor.post("/language", {"language": "ur", "then": PATH})
    page = prosecutor.get(PATH).text
    assert '<html lang="ur" dir="rtl">' in page
    assert "استغاثہ کی ہدایات" in page
    assert "نئی ہدایت تک کوئی قدم نہ اٹھائیں" in page
    prosecutor.post("/language", {"language": "en", "then": "/"})
