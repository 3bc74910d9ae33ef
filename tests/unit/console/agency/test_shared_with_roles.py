"""A kept question shared with a role, in an agency's console: who holds it by their issuer's word opens it, nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rabta.access.v1 import purpose_pb2 as vocabulary
from rabta.records.v1 import records_service_pb2 as pb

from services.access.purpose import ROLES
from services.client.touched import SPARE_MS
from services.console.words import ALL
from tests.fakes.agency_console import OfficersBrowser, RunningAgencyConsole
from tests.fakes.authenticator import Authenticator
from tests.fakes.console import REASON
from tests.unit.cli.rabta import SEARCH
from tests.unit.console.agency.conftest import ADDRESSES
from tests.unit.console.answers import PLAIN, set_all
from tests.unit.console.asked import answered, seen
from tests.unit.console.test_pages import NUMBER
from tests.unit.console.test_questions import filled, keep, links

READER = "fia-5005"
NOWHERE = "/questions/" + "0" * 24
QUARTER_MS = 15 * 60_000


@pytest.fixture
def owner(browser: OfficersBrowser, agency: RunningAgencyConsole, ahmed: Authenticator) -> Iterator[OfficersBrowser]:
    """fia-1042, an investigator; what they keep is gone again by the end."""
    set_all(agency.desk.hub, PLAIN)
    agency.desk.roles.clear()
    browser.enter("fia-1042", ahmed)
    yield browser
    agency.offset_ms = 0
    browser.enter("fia-1042", ahmed)
    for path in links(browser.get("/questions").text):
        browser.get(path)
        browser.post(f"{path}/delete")


@pytest.fixture
def kept(owner: OfficersBrowser) -> str:
    """Where a question is opened that is shared with analysts."""
    path = keep(owner, "/search", NUMBER)
    owner.get(path)
    assert owner.post(f"{path}/share", {"role": "ANALYST"}).status_code == 303
    return path


@pytest.fixture
def passkey(agency: RunningAgencyConsole) -> Authenticator:
    """Of the reader, who investigates and analyses."""
    agency.desk.roles[READER] = [vocabulary.ROLE_INVESTIGATOR, vocabulary.ROLE_ANALYST]
    return agency.enrolled(READER)


@pytest.fixture
def reader(agency: RunningAgencyConsole, passkey: Authenticator) -> Iterator[OfficersBrowser]:
    made = agency.browser(address=next(ADDRESSES))
    made.enter(READER, passkey)
    yield made
    made.client.close()


def is_absent(browser: OfficersBrowser, path: str) -> bool:
    """Whether it is told as what was never there, and in no list."""
    refused, absent = browser.get(path), browser.get(NOWHERE)
    assert path not in links(browser.get("/questions").text)
    return (refused.status_code, refused.text) == (404, absent.text.replace(NOWHERE, path))


def test_who_holds_the_role_opens_it_and_asks_in_their_own_name(
    owner: OfficersBrowser, kept: str, reader: OfficersBrowser, agency: RunningAgencyConsole
) -> None:
    assert "May be opened by: analyst" in seen(owner.get(kept).text)
    assert links(reader.get("/questions").text) == [kept]
    page = reader.get(kept).text
    for act in ("share", "take-back", "delete"):
        assert f"{kept}/{act}" not in page
    given = answered(agency.desk.hub, SEARCH, pb.SearchResponse())
    assert PLAIN not in page, "a question is shared, never its answer"
    _, action, said = filled(page)
    assert said["number"] == NUMBER["number"]
    assert PLAIN not in reader.post(action, said).text
    assert [call.caller.officer for call, _ in given if call.caller] == [READER]


def test_a_stranger_learns_nothing_though_they_name_the_role(
    kept: str, agency: RunningAgencyConsole, bano: Authenticator
) -> None:
    """An investigator who says they are an analyst, by whatever field, is told what they are told of nothing at all."""
    stranger = agency.browser(address=next(ADDRESSES))
    stranger.enter("fia-2001", bano, role="ANALYST", roles="ANALYST")
    assert is_absent(stranger, kept)
    assert stranger.get(f"{kept}?role=ANALYST&roles=ANALYST").status_code == 404
    for act, fields in (("share", {"role": "INVESTIGATOR"}), ("take-back", {"from": "ANALYST"}), ("delete", {})):
        assert stranger.post(f"{kept}/{act}", fields).status_code == 404
    assert is_absent(stranger, kept)
    stranger.client.close()


def test_who_holds_the_role_changes_nothing_of_it(owner: OfficersBrowser, kept: str, reader: OfficersBrowser) -> None:
    reader.get(kept)
    for act, fields in (("share", {"role": "INVESTIGATOR"}), ("take-back", {"from": "ANALYST"}), ("delete", {})):
        assert reader.post(f"{kept}/{act}", fields).status_code == 404
    assert "May be opened by: analyst" in seen(owner.get(kept).text)


def test_what_is_taken_back_is_there_no_more(owner: OfficersBrowser, kept: str, reader: OfficersBrowser) -> None:
    assert reader.get(kept).status_code == 200
    owner.get(kept)
    assert owner.post(f"{kept}/take-back", {"from": "ANALYST"}).status_code == 303
    assert is_absent(reader, kept)
    assert owner.get(kept).status_code == 200


def test_a_role_that_was_taken_away_opens_nothing_after_the_next_touch(
    kept: str, reader: OfficersBrowser, passkey: Authenticator, agency: RunningAgencyConsole
) -> None:
    """Though a token of before is still good, in this login or in a new one."""
    assert reader.get(kept).status_code == 200
    agency.desk.roles[READER] = [vocabulary.ROLE_INVESTIGATOR]
    agency.desk.put_roster()
    wanted = reader.post("/network/count", {"kind": "SUBJECT", "number": "agencies/pk.fia/records/r"})
    reader.touched(wanted, passkey)
    reader.get("/")
    assert is_absent(reader, kept)
    reader.enter(READER, passkey)
    assert is_absent(reader, kept)


def test_while_no_touch_holds_no_role_does_and_the_page_says_so(
    kept: str, reader: OfficersBrowser, agency: RunningAgencyConsole
) -> None:
    note = ALL["questions.untouched"][0]
    assert note not in seen(reader.get("/questions").text)
    agency.offset_ms = QUARTER_MS - SPARE_MS - 60_000
    reader.get("/")
    agency.offset_ms = QUARTER_MS + 1000
    assert note in seen(reader.get("/questions").text)
    assert is_absent(reader, kept)


def test_another_reason_wants_another_touch(kept: str, reader: OfficersBrowser, passkey: Authenticator) -> None:
    reader.get("/reason")
    reader.post("/reason", REASON | {"case_key": "FIA/LAHORE/AHTC/31/2024"})
    assert is_absent(reader, kept)
    reader.get("/")
    reader.touched(reader.post("/search", NUMBER), passkey)
    assert links(reader.get("/questions").text) == [kept]


@pytest.mark.parametrize(
    "fields",
    [{"role": "KING"}, {"role": "analyst"}, {"role": "*"}, {"role": "ANALYST", "officer": "fia-2001"}, {}],
)
def test_no_other_role_is_shared_with(owner: OfficersBrowser, kept: str, fields: dict[str, str]) -> None:
    assert owner.post(f"{kept}/share", fields).status_code == 400
    assert "May be opened by: analyst Shared with" in seen(owner.get(kept).text)


def test_every_role_can_be_chosen_in_both_languages(owner: OfficersBrowser, kept: str) -> None:
    for language, word in (("ur", 1), ("en", 0)):
        owner.get("/")
        owner.post("/language", {"language": language, "then": "/"})
        page = owner.get(kept).text
        for role in ROLES:
            assert f'<option value="{role}">{ALL[f"questions.role.{role}"][word]}</option>' in page
