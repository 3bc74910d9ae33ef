"""`rabta search`, `history` and `record`: what is asked, how it is shown, and how each way of failing ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from rabta.access.v1.purpose_pb2 import INFORMATION_GRADE_1, SOURCE_GRADE_A
from rabta.records.v1 import history_pb2 as hp
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import (
    GetHistoryRequest,
    GetHistoryResponse,
    GetRecordRequest,
    GetRecordResponse,
    ListVersionsRequest,
    ListVersionsResponse,
    SearchRequest,
    SearchResponse,
    SubjectMatch,
)
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, IDENTIFIER_TYPE_PASSPORT

from services.access.errors import InvalidArgument, Violation
from services.cli.options import DENIED
from services.client import channel
from services.edge import status
from services.edge.call import Call
from services.edge.errors import ByReason
from services.node.local import write_agency_profile
from tests.fakes import live
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import CNIC, HISTORY, RECORD, SEARCH, VERSIONS, WHY, answers, keep, rabta, refuses
from tests.unit.client.test_versions import page_of

EVIL = "Bano\x1b[31m \u202eKhan\u2066"


def match() -> SubjectMatch:
    found = SubjectMatch(
        version="agencies/pk.fia/records/r1/versions/1", owner=live.FIA, grade="B2", case_key="512/2024"
    )
    found.subject.names.add(text=EVIL)
    found.subject.district = "=cmd()"
    found.subject.birth.earliest, found.subject.birth.latest = "1990-01-01", "1990-12-31"
    return found


def hit() -> hp.Hit:
    made = hp.Hit(owner="pk.prisons", owner_name="Prisons")
    made.desk.name, made.desk.phone = "Duty desk", "+92 42 000 0105"
    made.action.action, made.action.caution = "detain", "armed"
    return made


def found() -> SearchResponse:
    return SearchResponse(matches=[match()], hits=[hit()])


def history() -> GetHistoryResponse:
    said = RecordVersion(valid_from="2024-01-02", source_grade=SOURCE_GRADE_A, information_grade=INFORMATION_GRADE_1)
    versions, pages = page_of(live.PUNJAB, said=said)
    answer = hp.History(versions=versions[:1], pages=pages, hits=[hit()])
    answer.banners.add(code="acquitted", text="Acquitted in one case", text_ur="ایک مقدمے میں بری")
    line = answer.timeline.add(
        version=f"agencies/{live.PUNJAB}/records/r1/versions/1",
        owner=live.PUNJAB,
        valid_from="2024-01-02",
        text="Arrested",
        text_ur="گرفتار",
        grade="A1",
        recorded_ms=1,
    )
    line.standing, line.finality = hp.STANDING_ACCUSATION, hp.FINALITY_NONE
    line.flags.add(rule="production-after-24h", text="produced late", source="CrPC 61")
    case = answer.cases.add(owner=live.PUNJAB, outcome="acquitted (s. 265-K)", standing=hp.STANDING_ALLEGATION)
    case.references.add(key="PB/LAHORE/ICHHRA/512/2024")
    conflict = answer.conflicts.add(field="birth")
    conflict.sides.add(value="1990", owner=live.PUNJAB, grade="A1")
    conflict.sides.add(value="1991", owner="pk.prisons", grade="B2")
    return GetHistoryResponse(history=answer)


def saved(text: str) -> list[list[str]]:
    """Rows of a CSV as it is saved: with the mark by which spreadsheets know UTF-8."""
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_a_search_shows_what_is_disclosed_and_whom_to_call(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[SEARCH] = answers(found())
    out = rabta("search", "--profile", hub_desk.profile(), *WHY).stdout
    for word in ("Disclosed", "pk.fia", "B2", "Held by others", "pk.prisons", "+92 42 000 0105", "armed"):
        assert word in out
    assert "\x1b[31m" not in out
    assert "\u202e" not in out


def test_nothing_found_says_no_more_than_that(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[SEARCH] = answers(SearchResponse())
    lines = rabta("search", "--profile", hub_desk.profile(), *WHY).stdout.split("\n\n")
    assert [line.partition(" ")[0] for line in lines[0].splitlines()] == [
        "About",
        "Asked",
        "Asked",
        "As",
        "Purpose",
        "Case",
    ]
    assert lines[1].strip() == "no record that you may know of"


def test_the_number_goes_to_the_hub_and_the_reason_to_the_token(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[SEARCH] = keep(asked, found())
    rabta("search", "--profile", hub_desk.profile(), *WHY, "--break-glass", "bg-1")
    ((call, raw),) = asked
    request = SearchRequest.FromString(raw)
    assert request.selector.identifier.value == CNIC
    assert request.selector.identifier.type == IDENTIFIER_TYPE_CNIC
    assert request.break_glass == "bg-1"
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.legal_basis) == ("INVESTIGATE_CASE", "CRPC_CASE")
    assert (call.caller.case_type, call.caller.case_key) == ("FIR", "PB/LAHORE/ICHHRA/512/2024")
    (details,) = hub_desk.issuers[live.FIA].asked
    assert details["query_class"] == "HISTORY"


@pytest.mark.parametrize(
    ("purpose", "query_class"),
    [("CHECKPOINT", "CHECKPOINT"), ("protect-victim", "PROTECTION"), ("TRIAL", "HISTORY"), ("oversight", "AUDIT")],
)
def test_the_query_class_follows_the_purpose(hub_desk: HubThread, purpose: str, query_class: str) -> None:
    hub_desk.hub.bodies[SEARCH] = answers(SearchResponse())
    rabta("search", "--profile", hub_desk.profile(), *WHY, "--purpose", purpose)
    assert hub_desk.issuers[live.FIA].asked[-1]["query_class"] == query_class
    rabta("search", "--profile", hub_desk.profile(), *WHY, "--purpose", purpose, "--query-class", "wanted")
    assert hub_desk.issuers[live.FIA].asked[-1]["query_class"] == "WANTED"


def test_another_kind_of_number_and_its_country(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[SEARCH] = keep(asked, SearchResponse())
    rabta("search", "--profile", hub_desk.profile(), *WHY, "--type", "passport", "--country", "pk", stdin="AB1234567\n")
    identifier = SearchRequest.FromString(asked[0][1]).selector.identifier
    assert (identifier.type, identifier.value, identifier.country) == (IDENTIFIER_TYPE_PASSPORT, "AB1234567", "PK")


def test_json_is_whole_and_harmless_on_a_terminal(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[SEARCH] = answers(found())
    out = rabta("search", "--profile", hub_desk.profile(), *WHY, "--output", "json").stdout
    assert json.loads(out)["matches"][0]["subject"]["names"][0]["text"] == EVIL
    assert not {"\x1b", "\u202e", "\u2066"} & set(out)
    assert json.loads(out)["hits"][0]["owner"] == "pk.prisons"


def test_csv_holds_heading_persons_and_hits(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[SEARCH] = answers(found())
    result = rabta("search", "--profile", hub_desk.profile(), *WHY, "--output", "csv")
    rows = saved(result.stdout)
    assert rows[0][0] == "About"
    assert rows[0][1].startswith(f"CNIC {CNIC}; ")
    at = rows.index(["Disclosed"])
    assert rows[at + 1] == ["owner", "name", "birth", "district", "grade", "case", "version"]
    assert rows[at + 2][2:4] == ["1990-01-01 to 1990-12-31", "'=cmd()"]
    assert "\x1b" not in result.stdout
    assert rows[rows.index(["Held by others: ask their desk"]) + 2][0] == "pk.prisons"


def test_an_answer_that_is_cut_says_so_and_can_be_continued(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[SEARCH] = keep(asked, SearchResponse(next_page_token="abc"))
    result = rabta("search", "--profile", hub_desk.profile(), *WHY)
    assert "--page-token abc" in result.stderr
    rabta("search", "--profile", hub_desk.profile(), *WHY, "--page-token", "abc")
    assert SearchRequest.FromString(asked[-1][1]).page_token == "abc"


def test_a_history_shows_banners_cases_timeline_conflicts_and_hits(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[HISTORY] = answers(history())
    out = rabta("history", "--profile", hub_desk.profile(), *WHY).stdout
    for word in (
        "! Acquitted in one case",
        "acquitted (s. 265-K)",
        "Arrested",
        "accusation",
        "produced late (CrPC 61)",
        "1990",
        "1991",
        "+92 42 000 0105",
        "no offence",
    ):
        assert word in out, word
    assert out.index("Acquitted in one case") < out.index("Arrested")


def test_a_history_in_urdu(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[HISTORY] = answers(history())
    out = rabta("history", "--profile", hub_desk.profile(), *WHY, "--language", "ur").stdout
    assert "گرفتار" in out
    assert "ایک مقدمے میں بری" in out
    assert "Arrested" not in out


def test_a_history_in_csv_holds_all_of_it(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[HISTORY] = answers(history())
    result = rabta("history", "--profile", hub_desk.profile(), *WHY, "--output", "csv")
    rows = saved(result.stdout)
    below = {title: rows[rows.index([title]) + 2] for title in ("Banners", "Cases", "Timeline")}
    assert below["Timeline"][:3] == ["2024-01-02", live.PUNJAB, "Arrested"]
    assert below["Timeline"][-1] == "1970-01-01T05:00:00+05:00"
    assert below["Banners"] == ["Acquitted in one case"]
    assert below["Cases"][3] == "allegation"
    conflicts = rows[rows.index(["Conflicts, side by side"]) :]
    assert [row[1] for row in conflicts[2:4]] == ["1990", "1991"]
    assert ["Held by others: ask their desk"] in rows
    assert result.stderr == ""


def test_both_times_of_a_history_are_asked_for(hub_desk: HubThread) -> None:
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[HISTORY] = keep(asked, history())
    rabta(
        "history", "--profile", hub_desk.profile(), *WHY, "--as-of", "2024-05-01", "--known-at", "7", "--output", "json"
    )
    request = GetHistoryRequest.FromString(asked[0][1])
    assert (request.as_of_valid, request.as_of_recorded_ms) == ("2024-05-01", 7)


def test_a_version_that_its_owner_did_not_sign_is_unproven(hub_desk: HubThread) -> None:
    forged = history()
    forged.history.versions[0].version += b"\x00"
    hub_desk.hub.bodies[HISTORY] = answers(forged)
    result = rabta("history", "--profile", hub_desk.profile(), *WHY, code=1)
    assert "proves nothing (version)" in result.stderr
    assert result.stdout == ""


def test_a_line_that_no_owner_signed_is_unproven(hub_desk: HubThread) -> None:
    invented = history()
    invented.history.timeline.add(owner="pk.fia", text="convicted, 302 PPC", valid_from="2020-01-01")
    hub_desk.hub.bodies[HISTORY] = answers(invented)
    result = rabta("history", "--profile", hub_desk.profile(), *WHY, code=1)
    assert "proves nothing (timeline)" in result.stderr
    assert result.stdout == ""


def test_lines_under_a_pseudonym_are_said_to_be_the_hubs_word(hub_desk: HubThread) -> None:
    withheld = history()
    withheld.history.versions[0].Clear()
    hub_desk.hub.bodies[HISTORY] = answers(withheld)
    result = rabta("history", "--profile", hub_desk.profile(), *WHY)
    assert "1 of these lines come without their owner's signature" in result.stderr


def test_another_record_than_the_one_asked_for_is_unproven(hub_desk: HubThread) -> None:
    versions, pages = page_of(live.PUNJAB)
    hub_desk.hub.bodies[RECORD] = answers(GetRecordResponse(version=versions[0], page=pages[0]))
    name = "agencies/pk.punjab-police/records/r2"
    result = rabta("record", name, "--profile", hub_desk.profile(), *WHY, code=1)
    assert "proves nothing (record)" in result.stderr
    assert result.stdout == ""


def test_a_record_and_all_its_versions(hub_desk: HubThread) -> None:
    versions, pages = page_of(live.PUNJAB, said=RecordVersion(record_id="r1"))
    name = "agencies/pk.punjab-police/records/r1"
    asked: list[tuple[Call, bytes]] = []
    hub_desk.hub.bodies[RECORD] = keep(asked, GetRecordResponse(version=versions[0], page=pages[0]))
    out = rabta("record", name, "--profile", hub_desk.profile(), *WHY, "--known-at", 9).stdout
    assert json.loads(out)["versions"][0]["record_id"] == "r1"
    assert json.loads(out)["heading"]["about"] == name
    assert json.loads(out)["heading"]["known_at"] == "1970-01-01T05:00:00+05:00"
    request = GetRecordRequest.FromString(asked[0][1])
    assert (request.name, request.as_of_recorded_ms) == (name, 9)
    many = ListVersionsResponse(versions=versions, pages=pages, next_page_token="more")
    hub_desk.hub.bodies[VERSIONS] = keep(asked, many)
    result = rabta("record", name, "--versions", "--profile", hub_desk.profile(), *WHY)
    assert [one["version"] for one in json.loads(result.stdout)["versions"]] == [2, 5]
    assert "--page-token more" in result.stderr
    assert ListVersionsRequest.FromString(asked[1][1]).name == name


REASONS = sorted(status.CODES.keys() - {"REPLAYED", "AUDIT_UNAVAILABLE", "TOO_BUSY", "STORAGE_UNAVAILABLE"})


@pytest.mark.parametrize("reason", REASONS)
def test_each_refusal_ends_with_its_code_and_without_output(hub_desk: HubThread, reason: str) -> None:
    hub_desk.hub.bodies[SEARCH] = refuses(reason)
    code = 4 if reason == "NOT_FOUND" else 3 if reason in DENIED else 1
    result = rabta("search", "--profile", hub_desk.profile(), *WHY, code=code)
    assert result.stdout == ""
    assert (reason in result.stderr) or code == 4


def test_absent_and_forbidden_are_said_in_the_same_words(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[SEARCH] = refuses("NOT_FOUND")
    assert rabta("search", "--profile", hub_desk.profile(), *WHY, code=4).stderr == "not found, or not for you to see\n"


def test_a_broken_rule_is_said_with_its_place(hub_desk: HubThread) -> None:
    broken = InvalidArgument(Violation("selector.identifier.value", "cnic", "must have\x1b 13 digits"))
    hub_desk.hub.bodies[SEARCH] = refuses(broken)
    said = rabta("search", "--profile", hub_desk.profile(), *WHY, code=1).stderr
    assert "selector.identifier.value: must have" in said
    assert "[cnic]" in said
    assert "\x1b" not in said


def test_a_limit_says_when_to_come_back(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[SEARCH] = refuses(ByReason("RATE_LIMITED", 3600))
    assert "try again in 60 min" in rabta("search", "--profile", hub_desk.profile(), *WHY, code=1).stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [("invalid_grant", 3), ("invalid_authorization_details", 3), ("temporarily_unavailable", 1), ("server_error", 1)],
)
def test_what_the_issuer_refuses_never_reaches_the_hub(hub_desk: HubThread, error: str, code: int) -> None:
    hub_desk.issuers[live.FIA].refuse = error
    result = rabta("search", "--profile", hub_desk.profile(), *WHY, code=code)
    assert error in result.stderr
    assert hub_desk.hub.ran == []


def test_a_log_that_is_down_is_no_answer(hub_desk: HubThread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "PAUSE_S", 0.01)
    hub_desk.hub.log.down = True
    assert "AUDIT_UNAVAILABLE" in rabta("search", "--profile", hub_desk.profile(), *WHY, code=1).stderr


USAGE: dict[str, tuple[list[str], str]] = {
    "a case without a type": ([*WHY[:-1], "512/2024"], f"{CNIC}\n"),
    "a case without a key": ([*WHY[:-1], "FIR:"], f"{CNIC}\n"),
    "a kind of number nobody has": ([*WHY, "--type", "shoe-size"], f"{CNIC}\n"),
    "no number": (list(WHY), "\n"),
    "no stdin": (list(WHY), ""),
    "no purpose": (list(WHY[2:]), f"{CNIC}\n"),
    "an output of no kind": ([*WHY, "--output", "xml"], f"{CNIC}\n"),
    "a number as an argument": ([*WHY, CNIC], f"{CNIC}\n"),
}


@pytest.mark.parametrize("case", USAGE)
def test_mistakes_of_usage_end_with_2_and_ask_nobody(hub_desk: HubThread, case: str) -> None:
    arguments, stdin = USAGE[case]
    result = rabta("search", "--profile", hub_desk.profile(), *arguments, stdin=stdin, code=2)
    assert result.stdout == ""
    assert hub_desk.hub.ran == []


def test_without_a_profile_or_with_a_bad_one_it_ends_with_2(hub_desk: HubThread, tmp_path: Path) -> None:
    rabta("search", *WHY, code=2)
    assert "absent.toml" in rabta("search", "--profile", tmp_path / "absent.toml", *WHY, code=2).stderr
    loose = tmp_path / "loose.toml"
    loose.write_text("hub = 1", "utf-8")
    loose.chmod(0o644)
    assert "mode" in rabta("search", "--profile", loose, *WHY, code=2).stderr


def test_the_profile_may_come_from_the_environment(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[SEARCH] = answers(found())
    rabta("search", *WHY, env={"RABTA_PROFILE": str(hub_desk.profile())})


def test_a_profile_without_an_officer_cannot_ask(hub_desk: HubThread) -> None:
    plain = write_agency_profile(hub_desk.local, live.FIA)
    assert "officer" in rabta("search", "--profile", plain, *WHY, code=2).stderr


def test_a_hub_whose_certificate_is_not_registered_is_not_asked(hub_desk: HubThread) -> None:
    profile = hub_desk.profile()
    (profile.parent / "hub.crt").write_bytes(hub_desk.files.agency(live.FIA).tls_crt.read_bytes())
    assert "HubNotPinned" in rabta("search", "--profile", profile, *WHY, code=1).stderr
    assert hub_desk.hub.ran == []


def test_a_hub_that_is_not_there_is_told_from_an_answer_that_proves_nothing(
    hub_desk: HubThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "PAUSE_S", 0.01)
    profile = Path(hub_desk.profile())
    lines = [line for line in profile.read_text("utf-8").splitlines() if not line.startswith("endpoint")]
    profile.write_text("\n".join(('endpoint = "127.0.0.1:9"', *lines)) + "\n", "utf-8")
    result = rabta("search", "--profile", profile, *WHY, code=1)
    assert "no connection to the hub at 127.0.0.1:9" in result.stderr
    assert "proves nothing" not in result.stderr
    assert result.stdout == ""
