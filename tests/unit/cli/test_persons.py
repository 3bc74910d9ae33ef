"""`rabta find` and `rabta person`: what is asked without a name on the command line, and how an answer is shown."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from rabta.records.v1 import history_pb2 as hp
from rabta.records.v1.person_pb2 import (
    LINK_BY_DECISION,
    LINK_BY_REGISTRY_TOKEN,
    LINK_BY_SAME_NUMBER,
    ZONE_LINK,
    ZONE_REJECT,
    ZONE_REVIEW,
    FieldWeight,
    LinkBy,
    PersonDescription,
    PersonLink,
    Zone,
)
from rabta.records.v1.records_service_pb2 import (
    GetPersonRequest,
    GetPersonResponse,
    PersonCandidate,
    SearchPersonRequest,
    SearchPersonResponse,
    SubjectMatch,
)
from rabta.records.v1.subject_pb2 import (
    GENDER_F,
    NAME_TYPE_FATHER,
    NAME_TYPE_HUSBAND,
    NAME_TYPE_OWN,
    Birth,
    Name,
    NameType,
)

from services.access.details import Details
from services.cli import show_persons, table
from services.cli.heading import Heading
from services.cli.options import Output
from services.edge.call import Call
from services.matching.closeness import TELLS_APART, Closeness
from services.vocabulary.readings import CLOSENESS, JOINED_BY, TELLING_FIELDS
from tests.fakes import live
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import FIND_PERSON, PERSON, WHY, answers, keep, rabta
from tests.unit.client.calls import person_of
from tests.unit.client.test_versions import page_of

NAME = "محمد یوسف"
EVIL = "Bano\x1b[31m \u202eKhan"
ONE, TWO = "agencies/pk.fia/records/a", "agencies/pk.prisons/records/b"
HEAD = Heading("x", "fia-1042, pk.fia", 1_700_000_000_000, Details("TRIAL", "CRPC_CASE", "", "HISTORY", "FIR", "1"))


def candidate(level: str, zone: Zone, bits: float) -> PersonCandidate:
    match = SubjectMatch(version=f"{ONE}/versions/1", owner=live.FIA, grade="B2", case_key="512/2024")
    match.subject.names.add(text=EVIL)
    fields = [
        FieldWeight(
            field="area", level="district", bits=2.87, text="the districts are the same", text_ur="ضلع ایک ہی ہے"
        ),
        FieldWeight(field="name", level=level, bits=6.67, text="the names agree", text_ur="نام ملتا ہے"),
    ]
    return PersonCandidate(match=match, bits=bits, zone=zone, fields=fields)


def found() -> SearchPersonResponse:
    hit = hp.Hit(owner="pk.prisons")
    hit.desk.name, hit.desk.phone = "Duty desk", "+92 42 000 0105"
    levels = (("telling", ZONE_LINK, 4.25), ("part-common", ZONE_REVIEW, 0.0), ("conflict", ZONE_REJECT, -7.5))
    listed = [candidate(*each) for each in levels]
    return SearchPersonResponse(candidates=listed, hits=[hit], braked=["محمد"], next_page_token="more-1")


def one() -> GetPersonResponse:
    member = SubjectMatch(version=f"{ONE}/versions/1", owner=live.FIA, grade="B2")
    member.subject.names.add(text=EVIL)
    made = GetPersonResponse(members=[member], banners=[hp.Banner(code="x", text="not convicted", text_ur="سزا نہیں")])
    made.links.append(PersonLink(one=ONE, other=TWO, by=LINK_BY_SAME_NUMBER))
    made.links.append(PersonLink(one=ONE, other=TWO, by=LINK_BY_DECISION, decision="d-1", agency=live.FIA, at_ms=1))
    made.links.append(PersonLink(one=ONE, other=TWO, by=LINK_BY_REGISTRY_TOKEN))
    made.conflicts.add(field="gender").sides.add(value="M", owner=live.FIA)
    return made


def described(desk: HubThread, *options: str, stdin: str = f"{NAME}\n") -> PersonDescription:
    """What the hub is asked."""
    asked: list[tuple[Call, bytes]] = []
    desk.hub.bodies[FIND_PERSON] = keep(asked, SearchPersonResponse())
    rabta("find", "--profile", desk.profile(), *WHY, *options, stdin=stdin)
    ((_, raw),) = asked
    return SearchPersonRequest.FromString(raw).person


class TestAsked:
    def test_the_name_comes_from_stdin(self, hub_desk: HubThread) -> None:
        assert described(hub_desk) == PersonDescription(names=[Name(type=NAME_TYPE_OWN, text=NAME)])

    @pytest.mark.parametrize(("word", "kind"), [("father", NAME_TYPE_FATHER), ("Husband", NAME_TYPE_HUSBAND)])
    def test_whose_child_or_spouse_stands_on_the_second_line(
        self, hub_desk: HubThread, word: str, kind: NameType
    ) -> None:
        told = described(hub_desk, "--relation", word, stdin=f"{NAME}\nعبدالرحمن\n")
        assert list(told.names) == [Name(type=NAME_TYPE_OWN, text=NAME), Name(type=kind, text="عبدالرحمن")]

    @pytest.mark.parametrize(
        ("born", "earliest", "latest"),
        [
            ("1985", "1985-01-01", "1985-12-31"),
            ("1985-02", "1985-02-01", "1985-02-28"),
            ("1985-03-04", "1985-03-04", "1985-03-04"),
            ("1980/1985", "1980-01-01", "1985-12-31"),
        ],
    )
    def test_a_birth_is_as_exact_as_it_is_known(
        self, hub_desk: HubThread, born: str, earliest: str, latest: str
    ) -> None:
        assert described(hub_desk, "--born", born).birth == Birth(earliest=earliest, latest=latest)

    def test_district_gender_and_place(self, hub_desk: HubThread) -> None:
        told = described(hub_desk, "--district", "PK-PB-LHR", "--gender", "f", "--near", "Ichhra")
        assert (told.district, told.gender, told.address) == ("PK-PB-LHR", GENDER_F, "Ichhra")

    @pytest.mark.parametrize(
        "options", [("--relation", "uncle"), ("--born", "yesterday"), ("--born", "1985-13"), ("--gender", "y")]
    )
    def test_a_word_that_is_none_asks_nothing(self, hub_desk: HubThread, options: tuple[str, str]) -> None:
        result = rabta("find", "--profile", hub_desk.profile(), *WHY, *options, stdin=f"{NAME}\nx\n", code=2)
        assert options[1] in result.stderr
        assert hub_desk.hub.ran == []

    @pytest.mark.parametrize("stdin", ["", "\n", f"{NAME}\n"])
    def test_no_name_asks_nothing(self, hub_desk: HubThread, stdin: str) -> None:
        result = rabta("find", "--profile", hub_desk.profile(), *WHY, "--relation", "father", stdin=stdin, code=2)
        assert "no name on stdin" in result.stderr
        assert hub_desk.hub.ran == []

    def test_page_and_glass_go_with_the_question(self, hub_desk: HubThread) -> None:
        asked: list[tuple[Call, bytes]] = []
        hub_desk.hub.bodies[FIND_PERSON] = keep(asked, SearchPersonResponse())
        options = ("--break-glass", "bg-1", "--page-token", "more-1")
        rabta("find", "--profile", hub_desk.profile(), *WHY, *options, stdin=f"{NAME}\n")
        request = SearchPersonRequest.FromString(asked[0][1])
        assert (request.break_glass, request.page_token) == ("bg-1", "more-1")

    def test_a_person_is_asked_for_by_a_record(self, hub_desk: HubThread) -> None:
        asked: list[tuple[Call, bytes]] = []
        shown = page_of(live.PUNJAB)
        answer = person_of(shown)
        record = answer.members[0].version.rpartition("/versions/")[0]
        hub_desk.hub.bodies[PERSON] = keep(asked, answer)
        out = rabta("person", "--profile", hub_desk.profile(), *WHY, record, "--break-glass", "bg-1").stdout
        request = GetPersonRequest.FromString(asked[0][1])
        assert (request.record, request.break_glass) == (record, "bg-1")
        assert record in out


class TestShown:
    def test_candidates_with_why_they_match(self, hub_desk: HubThread) -> None:
        hub_desk.hub.bodies[FIND_PERSON] = answers(found())
        result = rabta("find", "--profile", hub_desk.profile(), *WHY, stdin=f"{NAME}\n", env={"COLUMNS": "400"})
        out = result.stdout
        for word in ("exact: all", "close: nothing", "weak: something", "pk.prisons", "B2", NAME):
            assert word in out
        assert "the names agree; the districts are the same" in out
        assert "to tell them apart, add: father or husband, date or year of birth" in out
        assert "person" not in out.partition("likeness")[2].partition("pk.fia")[0], "no verdict on a description"
        assert "too common to find anybody by themselves: محمد" in out
        assert "--page-token more-1" in result.stderr
        assert "\x1b[31m" not in out
        assert "\u202e" not in out

    def test_nobody_is_said_so(self, hub_desk: HubThread) -> None:
        hub_desk.hub.bodies[FIND_PERSON] = answers(SearchPersonResponse())
        out = rabta("find", "--profile", hub_desk.profile(), *WHY, stdin=f"{NAME}\n").stdout
        assert "no record that you may know of" in out

    def test_in_urdu_no_word_of_ours_is_english(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(table, "on_terminal", lambda: True)
        monkeypatch.setenv("COLUMNS", "400")
        answer, person = found(), one()
        for shown in (*(each.match for each in answer.candidates), *person.members):
            shown.subject.names[0].text = NAME
        show_persons.found(answer, Output.TABLE, HEAD, urdu=True)
        show_persons.one(person, Output.TABLE, HEAD, urdu=True)
        out = re.sub("\u2066[^\u2069]*\u2069", "", capsys.readouterr().out)
        body = "\n".join(line for line in out.splitlines() if "│" in line)
        assert "قریب: کچھ متضاد نہیں" in body
        assert re.findall("[A-Za-z]{2,}", body) == []

    def test_a_person_with_links_conflicts_and_banners(self, capsys: pytest.CaptureFixture[str]) -> None:
        show_persons.one(one(), Output.TABLE, HEAD)
        out = capsys.readouterr().out
        for word in ("! not convicted", "same number", "decision", "d-1", "identity registry", "gender", ONE, TWO):
            assert word in out

    def test_json_has_all_and_csv_a_table_of_each(self, hub_desk: HubThread) -> None:
        hub_desk.hub.bodies[FIND_PERSON] = answers(found())
        asked = ("find", "--profile", hub_desk.profile(), *WHY, "--output")
        told = json.loads(rabta(*asked, "json", stdin=f"{NAME}\n").stdout)
        assert [each.get("bits", 0.0) for each in told["candidates"]] == [4.25, 0.0, -7.5]
        assert told["candidates"][0]["fields"][1]["text"] == "the names agree"
        rows = list(csv.reader(io.StringIO(rabta(*asked, "csv", stdin=f"{NAME}\n").stdout)))
        assert list(show_persons.CANDIDATES) in rows
        assert any(row[:3] == ["1", "exact: all that is stated agrees", live.FIA] for row in rows)

    def test_a_person_as_csv_and_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        show_persons.one(one(), Output.JSON, HEAD)
        assert json.loads(capsys.readouterr().out)["links"][1]["decision"] == "d-1"
        show_persons.one(one(), Output.CSV, HEAD)
        assert list(show_persons.LINKS) in list(csv.reader(io.StringIO(capsys.readouterr().out)))


def test_every_closeness_and_every_way_of_joining_has_its_words() -> None:
    assert CLOSENESS.keys() == set(Closeness)
    assert TELLING_FIELDS.keys() == set(TELLS_APART)
    assert JOINED_BY.keys() == {name.removeprefix("LINK_BY_") for name in LinkBy.keys()} - {"UNSPECIFIED"}  # noqa: SIM118


def test_evidence_is_written(hub_desk: HubThread, tmp_path: Path) -> None:
    hub_desk.hub.bodies[FIND_PERSON] = answers(found())
    kept = tmp_path / "find.evidence"
    rabta("find", "--profile", hub_desk.profile(), *WHY, "--save-evidence", kept, stdin=f"{NAME}\n")
    assert kept.stat().st_size > 0
