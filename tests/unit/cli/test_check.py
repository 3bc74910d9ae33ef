"""`rabta check`: what is asked at a post, the line that the officer reads, and how it ends."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rabta.exchange.v1.check_service_pb2 import (
    NAME_SEARCH_ALL,
    NAME_SEARCH_CHILD_ALERTS,
    NAME_SEARCH_NONE,
    CheckTravellerRequest,
    CheckTravellerResponse,
    NamedTraveller,
    NameSearch,
    TravellerHit,
)
from rabta.records.v1.listing_pb2 import LIST_TYPE_ECL
from rabta.records.v1.subject_pb2 import GENDER_F, IDENTIFIER_TYPE_CNIC, IDENTIFIER_TYPE_PASSPORT, Identifier

from services.access.errors import InvalidArgument, Violation
from services.cli.check import HIT
from services.edge.call import Call
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import CHECK, CNIC, answers, keep, rabta, refuses

POST = ("--purpose", "checkpoint", "--legal-basis", "exit-control", "--case", "MOVEMENT:TORKHAM/2026/1")
NARROW = {"COLUMNS": "400"}
EVIL = "stop\x1b[31m \u202ethem"


def hit(owner: str = "pk.fia", action: str = "PREVENT_EXIT") -> TravellerHit:
    made = TravellerHit(owner=owner, owner_name="FIA Immigration", action=action, caution=EVIL)
    made.authority, made.expires, made.list_type = "MoI order 7", "2027-01-01", LIST_TYPE_ECL
    made.desk.name, made.desk.phone = "Duty desk", "+92 51 000 0000"
    return made


def answer(*hits: TravellerHit, more: bool = False) -> CheckTravellerResponse:
    return CheckTravellerResponse(hits=hits, more=more, synced_ms=1_770_000_000_000)


def request(desk: HubThread, *options: str, stdin: str = f"{CNIC}\n") -> CheckTravellerRequest:
    """What the hub is asked."""
    asked: list[tuple[Call, bytes]] = []
    desk.hub.bodies[CHECK] = keep(asked, CheckTravellerResponse())
    rabta("check", "--profile", desk.profile(), *POST, *options, stdin=stdin)
    ((call, raw),) = asked
    assert call.caller is not None
    assert call.caller.query_class == "CHECKPOINT"
    return CheckTravellerRequest.FromString(raw)


class TestAsked:
    def test_a_number_comes_from_stdin(self, hub_desk: HubThread) -> None:
        assert request(hub_desk) == CheckTravellerRequest(document=Identifier(type=IDENTIFIER_TYPE_CNIC, value=CNIC))

    def test_a_passport_has_its_country(self, hub_desk: HubThread) -> None:
        told = request(hub_desk, "--type", "passport", "--country", "af", stdin="P0123456\n")
        passport = Identifier(type=IDENTIFIER_TYPE_PASSPORT, value="P0123456", country="AF")
        assert told == CheckTravellerRequest(document=passport)

    def test_who_has_no_document_is_asked_for_by_name_and_year(self, hub_desk: HubThread) -> None:
        told = request(hub_desk, "--born", "1985", stdin="علی رضا\n")
        assert told == CheckTravellerRequest(named=NamedTraveller(name="علی رضا", birth_year=1985))

    def test_the_sex_goes_with_the_name(self, hub_desk: HubThread) -> None:
        told = request(hub_desk, "--born", "2015", "--gender", "f", stdin="Maryam\n")
        assert told == CheckTravellerRequest(named=NamedTraveller(name="Maryam", birth_year=2015, gender=GENDER_F))

    def test_the_post_is_said_where_the_officer_says_it(self, hub_desk: HubThread) -> None:
        assert request(hub_desk, "--post", "Taftan").post == "Taftan"
        assert request(hub_desk).post == ""

    @pytest.mark.parametrize(
        "options",
        [("--type", "nonsense"), ("--born", "last year"), ("--born", "2015", "--gender", "girl"), ("--language", "fr")],
    )
    def test_what_cannot_be_asked_is_not_asked(self, hub_desk: HubThread, options: tuple[str, ...]) -> None:
        rabta("check", "--profile", hub_desk.profile(), *POST, *options, code=2)
        assert hub_desk.hub.ran == []

    def test_nothing_on_stdin(self, hub_desk: HubThread) -> None:
        result = rabta("check", "--profile", hub_desk.profile(), *POST, stdin="", code=2)
        assert "no identifier" in result.stderr


class TestTold:
    def said(self, desk: HubThread, told: CheckTravellerResponse, *options: str) -> str:
        desk.hub.bodies[CHECK] = answers(told)
        code = HIT if told.hits else 0
        return rabta("check", "--profile", desk.profile(), *POST, *options, code=code, env=NARROW).stdout

    def test_no_hit_out_of_copies_is_one_line_with_their_age(self, hub_desk: HubThread) -> None:
        out = self.said(hub_desk, answer())
        assert out == "NO HIT; out of copies as of 2026-02-02T07:40:00+05:00\n"

    def test_the_hub_states_no_age(self, hub_desk: HubThread) -> None:
        assert self.said(hub_desk, CheckTravellerResponse()) == "NO HIT\n"

    @pytest.mark.parametrize(
        ("searched", "ends"),
        [
            (NAME_SEARCH_CHILD_ALERTS, "ask for a document; alerts for children were searched: NO HIT"),
            (NAME_SEARCH_NONE, "ask for a document"),
        ],
    )
    def test_what_was_not_searched_is_no_absence(self, hub_desk: HubThread, searched: NameSearch, ends: str) -> None:
        out = self.said(hub_desk, CheckTravellerResponse(name_search=searched))
        assert out.startswith("NOT SEARCHED: ")
        assert out.strip().endswith(ends)
        urdu = self.said(hub_desk, CheckTravellerResponse(name_search=searched), "--language", "ur")
        assert urdu.startswith("تلاش نہیں ہوئی")

    def test_beside_a_hit_it_says_what_was_not_searched(self, hub_desk: HubThread) -> None:
        told = CheckTravellerResponse(hits=[TravellerHit(owner="pk.fia")], name_search=NAME_SEARCH_CHILD_ALERTS)
        hit_line, more = self.said(hub_desk, told).splitlines()
        assert hit_line.startswith("HIT: call the desk; pk.fia")
        assert more.startswith("NOT SEARCHED: ")

    def test_where_all_was_searched_it_is_no_hit(self, hub_desk: HubThread) -> None:
        assert self.said(hub_desk, CheckTravellerResponse(name_search=NAME_SEARCH_ALL)) == "NO HIT\n"

    def test_a_hit_says_what_to_do_and_whom_to_call(self, hub_desk: HubThread) -> None:
        out = self.said(hub_desk, answer(hit()))
        assert out.count("\n") == 1
        for part in (
            "HIT: PREVENT_EXIT", "MoI order 7", "Exit Control List", "until 2027-01-01", "FIA Immigration", "Duty desk",
            "+92 51 000 0000", "out of copies as of 2026-02-02T07:40",
        ):  # fmt: skip
            assert part in out
        assert "\x1b[31m" not in out
        assert "\u202e" not in out

    def test_several_hits_are_a_line_each_and_more_are_said(self, hub_desk: HubThread) -> None:
        told = answer(TravellerHit(owner="pk.fia"), TravellerHit(owner="pk.customs"), more=True)
        first, second, more = self.said(hub_desk, told).splitlines()
        assert first.startswith("HIT: call the desk; pk.fia")
        assert second.startswith("HIT: call the desk; pk.customs")
        assert "ask for a document" in more

    def test_urdu_is_urdu(self, hub_desk: HubThread) -> None:
        out = self.said(hub_desk, answer(hit()), "--language", "ur")
        assert "روانگی روکیں" in out
        assert "ایگزٹ کنٹرول لسٹ" in out
        assert "HIT" not in out
        assert "PREVENT_EXIT" not in out
        assert "کوئی اندراج نہیں ملا" in self.said(hub_desk, answer(), "--language", "ur")

    def test_whom_the_prosecution_is_asked_about_first_has_a_line_of_its_own(self, hub_desk: HubThread) -> None:
        told = answer(hit())
        told.banners.add(
            code="review-first", text="Ask the prosecution: R-AAAAAAAA \x1b[31m", text_ur="استغاثہ سے پوچھیں"
        )
        first, second = self.said(hub_desk, told).splitlines()
        assert first.startswith("HIT: PREVENT_EXIT")
        assert second.startswith("! Ask the prosecution: R-AAAAAAAA")
        assert "\x1b[31m" not in second
        assert "! استغاثہ سے پوچھیں" in self.said(hub_desk, told, "--language", "ur")
        rows = list(csv.reader(io.StringIO(self.said(hub_desk, told, "--output", "csv"))))
        assert rows.index(["banner"]) < rows.index(next(row for row in rows if "desk" in row))

    def test_programs_get_all_of_it(self, hub_desk: HubThread) -> None:
        told = json.loads(self.said(hub_desk, answer(hit()), "--output", "json"))
        assert told["hits"][0]["action"] == "PREVENT_EXIT"
        assert told["synced"] == "2026-02-02T07:40:00.000+05:00"
        assert told["heading"]["purpose"] == "CHECKPOINT"
        rows = list(csv.reader(io.StringIO(self.said(hub_desk, answer(hit()), "--output", "csv"))))
        header = rows.index(["owner", "desk", "phone", "action", "caution", "authority", "list", "expires"])
        assert rows[header + 1][:4] == ["FIA Immigration", "Duty desk", "'+92 51 000 0000", "PREVENT_EXIT"]


class TestRefused:
    @pytest.mark.parametrize(("reason", "code"), [("PURPOSE_UNFIT", 3), ("OWN_OR_KIN", 3), ("RATE_LIMITED", 1)])
    def test_a_refusal_is_no_answer(self, hub_desk: HubThread, reason: str, code: int) -> None:
        hub_desk.hub.bodies[CHECK] = refuses(reason)
        result = rabta("check", "--profile", hub_desk.profile(), *POST, code=code)
        assert result.stdout == ""
        assert reason in result.stderr

    def test_a_bad_number_is_located(self, hub_desk: HubThread) -> None:
        hub_desk.hub.bodies[CHECK] = refuses(
            InvalidArgument(Violation("document.value", "cnic-length", "has 5 digits"))
        )
        result = rabta("check", "--profile", hub_desk.profile(), *POST, stdin="35202\n", code=1)
        assert "document.value: has 5 digits [cnic-length]" in result.stderr
        assert "35202" not in result.stderr
