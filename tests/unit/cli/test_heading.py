"""Every answer says about whom it is, who asked, as of when and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import (
    GetHistoryRequest,
    GetHistoryResponse,
    SearchPersonResponse,
    SearchResponse,
    SubjectMatch,
)
from rabta.records.v1.subject_pb2 import GENDER_M, IDENTIFIER_TYPE_CNIC, NAME_TYPE_FATHER, NAME_TYPE_OWN, Subject

from services.access.details import Details
from services.cli.heading import MAX_NAMES, Heading, heading
from services.client.profile import load_profile
from services.edge.call import Call
from tests.fakes import live
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import CNIC, FIND_PERSON, HISTORY, SEARCH, WHY, answers, keep, rabta
from tests.unit.cli.test_reads import history
from tests.unit.client.test_versions import page_of

WIDE = {"COLUMNS": "240"}
REASON = Details("INVESTIGATE_CASE", "CRPC_CASE", "PECA_WARRANT", "HISTORY", "FIR", "PB/LAHORE/ICHHRA/512/2024")


def head(**given: Any) -> Heading:
    values = {
        "about": f"CNIC {CNIC}",
        "asked_by": "fia-1042, pk.fia",
        "asked_at_ms": 1_700_000_000_000,
        "details": REASON,
    }
    return Heading(**(values | given))  # type: ignore[arg-type]  # fields of several types by name


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({}, "now"),
        ({"as_of": "2024-05-01"}, "true in the world on 2024-05-01"),
        (
            {"known_at_ms": 1_700_000_000_000},
            "known to the hub by 2023-11-15T03:13:20+05:00: what came later is left out",
        ),
    ],
)
def test_as_of_says_which_of_the_two_times(given: dict[str, object], line: str) -> None:
    assert dict(head(**given).rows())["As of"] == line


def test_both_times_stand_side_by_side() -> None:
    rows = dict(head(as_of="2024-05-01", known_at_ms=5).rows())
    assert rows["As of"].count(";") == 1


def test_lines_and_fields_say_the_same() -> None:
    one = head(held=("Bano (pk.fia)",))
    rows, said = dict(one.rows()), one.plain()
    assert rows["About"] == f"CNIC {CNIC}; Bano (pk.fia)"
    assert rows["Purpose"] == "INVESTIGATE_CASE (CRPC_CASE + PECA_WARRANT), HISTORY"
    assert rows["Asked at"].endswith("+05:00 Asia/Karachi")
    assert (said["about"], said["held_as"]) == (f"CNIC {CNIC}", ["Bano (pk.fia)"])
    assert (said["as_of"], said["known_at"], said["case"]) == (None, None, "FIR:PB/LAHORE/ICHHRA/512/2024")


def test_in_urdu_every_label_is(hub_desk: HubThread) -> None:
    assert all(label.isascii() for label, _ in head().rows())
    assert not any(label.isascii() for label, _ in head(as_of="2024-05-01").rows(urdu=True))


def test_many_names_are_counted_and_each_stands_once(hub_desk: HubThread) -> None:
    settings = load_profile(Path(hub_desk.profile()))
    names = [(f"name {number}", "pk.fia") for number in range(MAX_NAMES + 3)]
    assert heading(settings, REASON, "x", [*names, *names]).held[-1] == "+3"
    assert heading(settings, REASON, "x", [("", "pk.fia")]).held == ()


def test_a_history_begins_with_its_heading_and_as_of_a_day_means_its_end(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[HISTORY] = keep(asked, history())
    words = ("history", "--profile", hub_desk.profile(), *WHY, "--known-at", "2024-05-01", "--as-of", "2024-04-01")
    out = rabta(*words).stdout
    request = GetHistoryRequest.FromString(asked[0][1])
    assert request.as_of_recorded_ms == 1_714_589_999_999
    assert request.as_of_valid == "2024-04-01"
    assert out.startswith(f"About     CNIC {CNIC}")
    assert "2024-05-01T23:59:59+05:00" in out.partition("Purpose")[0]
    said = json.loads(rabta(*words, "--output", "json").stdout)
    assert said["heading"]["known_at"] == "2024-05-01T23:59:59+05:00"
    assert said["cases"][0]["standing"] == "ALLEGATION"


def test_what_is_no_time_is_told_before_anybody_is_asked(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[HISTORY] = keep(asked, GetHistoryResponse())
    result = rabta("history", "--profile", hub_desk.profile(), *WHY, "--known-at", "yesterday", code=2)
    assert "not an ISO 8601 date or time: yesterday" in result.stderr
    assert asked == []


def test_evidence_is_never_overwritten(hub_desk: HubThread, tmp_path: Path) -> None:
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[HISTORY] = keep(asked, history())
    kept = tmp_path / "kept.evidence"
    kept.write_bytes(b"as it was")
    link = tmp_path / "link.evidence"
    link.symlink_to(tmp_path / "nowhere")
    for path in (kept, link):
        result = rabta("history", "--profile", hub_desk.profile(), *WHY, "--save-evidence", path, code=2)
        assert "is there already" in result.stderr
    assert kept.read_bytes() == b"as it was"
    assert asked == [], "nobody is asked for an answer that could not be kept"


def son(subject: Subject) -> Subject:
    """A person as an owner writes the name, with the father."""
    del subject.names[:]
    subject.gender = GENDER_M
    subject.names.add(text="Made Up", type=NAME_TYPE_OWN)
    subject.names.add(text="Example Din", type=NAME_TYPE_FATHER)
    return subject


def sons_history() -> GetHistoryResponse:
    """A history whose one version names the person so."""
    answer = history()
    version = RecordVersion.FromString(answer.history.versions[0].version)
    said = RecordVersion(
        valid_from=version.valid_from,
        source_grade=version.source_grade,
        information_grade=version.information_grade,
    )
    son(said.subject).identifiers.add(type=IDENTIFIER_TYPE_CNIC, value="3520212345671")
    versions, pages = page_of(live.PUNJAB, said=said)
    del answer.history.versions[:], answer.history.pages[:]
    answer.history.versions.extend(versions[:1])
    answer.history.pages.extend(pages)
    return answer


@pytest.mark.parametrize(("language", "relation", "other"), [("en", "s/o", "ولد"), ("ur", "ولد", "s/o")])
class TestRelation:
    """The word between a person and the father is of the reader's language, in the heading too."""

    def test_of_a_search(self, hub_desk: HubThread, language: str, relation: str, other: str) -> None:
        answer = SearchResponse(matches=[SubjectMatch(owner="pk.fia")])
        son(answer.matches[0].subject)
        hub_desk.hub.bodies[SEARCH] = answers(answer)
        self.stands(hub_desk, ("search", "--language", language), "Made Up {} Example Din (pk.fia)", relation, other)

    def test_of_a_history(self, hub_desk: HubThread, language: str, relation: str, other: str) -> None:
        hub_desk.hub.bodies[HISTORY] = answers(sons_history())
        self.stands(hub_desk, ("history", "--language", language), "Made Up {} Example Din (", relation, other)

    def test_of_a_description(self, hub_desk: HubThread, language: str, relation: str, other: str) -> None:
        hub_desk.hub.bodies[FIND_PERSON] = answers(SearchPersonResponse())
        asked = ("find", "--gender", "m", "--relation", "father", "--language", language)
        self.stands(hub_desk, asked, "Made Up {} Example Din", relation, other, stdin="Made Up\nExample Din\n")

    def stands(
        self, desk: HubThread, asked: tuple[str, ...], name: str, relation: str, other: str, **given: Any
    ) -> None:
        for output in ("table", "csv"):
            found = rabta(*asked, "--profile", desk.profile(), *WHY, "--output", output, env=WIDE, **given).stdout
            assert name.format(relation) in found
            assert f" {other} " not in found
        found = rabta(*asked, "--profile", desk.profile(), *WHY, "--output", "json", **given).stdout
        assert name.format("s/o") in found, "programs read one word"
