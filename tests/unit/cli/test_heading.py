"""Every answer says about whom it is, who asked, as of when and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rabta.records.v1.records_service_pb2 import GetHistoryRequest, GetHistoryResponse

from services.access.details import Details
from services.cli.heading import MAX_NAMES, Heading, heading
from services.client.profile import load_profile
from services.edge.call import Call
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import CNIC, HISTORY, WHY, keep, rabta
from tests.unit.cli.test_reads import history

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
