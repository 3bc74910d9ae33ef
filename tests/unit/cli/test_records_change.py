"""A record's next version from the command line: withdrawn, corrected, expunged, on top of what the hub holds."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from rabta.exchange.v1.order_pb2 import ErasureOrder
from rabta.exchange.v1.order_service_pb2 import ListOrdersResponse, OrderStanding
from rabta.records.v1.record_pb2 import RecordStatus, RecordVersion

from tests.fakes.hub_thread import OFFICER, HubThread
from tests.unit.cli.rabta import ORDERS, answers, rabta
from tests.unit.cli.test_records import PRISONS, Held, brought
from tests.unit.cli.test_records import held as held_fixture

held = held_fixture


@pytest.fixture
def one(hub_desk: HubThread, held: Held) -> tuple[Path, str]:
    """Profile of the record officer, and the id of a record about a person."""
    profile = brought(hub_desk)
    about = (
        name
        for name, got in sorted(held.of.items())
        if RecordVersion.FromString(got.version.version).HasField("subject")
    )
    return profile, next(about).rpartition("/")[2]


def at_hub(held: Held, record_id: str) -> RecordVersion:
    return RecordVersion.FromString(held.of[f"agencies/{PRISONS}/records/{record_id}"].version.version)


def status(version: RecordVersion) -> str:
    return RecordStatus.Name(version.status).removeprefix("RECORD_STATUS_")


def records(command: str, record_id: str, *words: object, profile: Path, **options: Any) -> Any:
    return rabta("records", command, record_id, *words, "--profile", profile, **options)


def test_a_withdrawn_record_says_why_and_keeps_what_it_said(one: tuple[Path, str], held: Held) -> None:
    profile, record_id = one
    before = at_hub(held, record_id)
    out = records("withdraw", record_id, profile=profile, stdin="entered under the wrong person\n").stdout
    after = at_hub(held, record_id)
    assert out == "withdrawn\n"
    assert (after.version, status(after)) == (before.version + 1, "WITHDRAWN")
    assert after.status_note == "entered under the wrong person"
    assert after.subject == before.subject


def test_what_was_withdrawn_or_erased_is_not_asked_about_by_the_next_import(one: tuple[Path, str], held: Held) -> None:
    profile, record_id = one
    (journal,) = profile.parent.rglob("feed.db")

    def stated() -> set[str]:
        with sqlite3.connect(journal) as db:
            return {row[0] for row in db.execute("select id from stated")}

    assert record_id in stated()
    records("withdraw", record_id, profile=profile, stdin="entered twice\n")
    assert record_id not in stated()


def test_a_withdrawal_without_a_reason_is_none(one: tuple[Path, str], held: Held) -> None:
    profile, record_id = one
    records("withdraw", record_id, profile=profile, stdin="\n", code=2)
    assert at_hub(held, record_id).version == 1


def test_what_is_shown_can_be_changed_and_taken_back(one: tuple[Path, str], held: Held, tmp_path: Path) -> None:
    profile, record_id = one
    shown = json.loads(records("show", record_id, profile=profile).stdout)
    assert not {"version", "previous_sha256", "status"} & shown.keys()
    shown["valid_from"] = "2019-02-03"
    file = tmp_path / "changed.json"
    file.write_text(json.dumps(shown))
    assert records("correct", record_id, file, profile=profile).stdout == "corrected\n"
    after = at_hub(held, record_id)
    assert (after.version, status(after), after.valid_from) == (2, "CORRECTED", "2019-02-03")


def test_the_same_again_is_no_version(one: tuple[Path, str], held: Held, tmp_path: Path) -> None:
    profile, record_id = one
    file = tmp_path / "same.json"
    file.write_text(records("show", record_id, profile=profile).stdout)
    records("correct", record_id, file, profile=profile)
    assert at_hub(held, record_id).version == 1


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("{", 1, "not as `rabta records show` writes it"),
        ('{"no_such_field": 1}', 1, "no_such_field"),
        ('{"agency": "pk.fia", "record_id": "x"}', 2, "another record"),
    ],
)
def test_a_file_that_is_not_that_record_changes_nothing(
    one: tuple[Path, str], held: Held, tmp_path: Path, text: str, code: int, said: str
) -> None:
    profile, record_id = one
    file = tmp_path / "bad.json"
    file.write_text(text)
    assert said in records("correct", record_id, file, profile=profile, code=code).stderr
    assert at_hub(held, record_id).version == 1


def test_a_record_keeps_its_kind(one: tuple[Path, str], held: Held, tmp_path: Path) -> None:
    profile, record_id = one
    file = tmp_path / "kind.json"
    file.write_text(json.dumps({"agency": PRISONS, "record_id": record_id, "kind": "RECORD_KIND_LIST_ENTRY"}))
    assert "keeps its kind" in records("correct", record_id, file, profile=profile, code=2).stderr


def test_expunging_leaves_nobody_in_the_record_and_needs_its_id_twice(
    one: tuple[Path, str], held: Held, hub_desk: HubThread
) -> None:
    profile, record_id = one
    for confirm in ((), ("--confirm", "another")):
        assert "nothing was erased" in records("expunge", record_id, *confirm, profile=profile, code=2).stderr
    before = at_hub(held, record_id)
    assert before.version == 1
    name = f"agencies/{PRISONS}/records/{record_id}"
    holders = [
        OrderStanding(order=ErasureOrder(record=name), receiver=each) for each in ("pk.fia", "pk.customs", "pk.fia")
    ]
    hub_desk.hub.bodies[ORDERS] = answers(ListOrdersResponse(orders=holders))
    out = records("expunge", record_id, "--confirm", record_id, "--order", "W.P. 114/2026", profile=profile).stdout
    assert out == f"expunged\ncopies are out at 2: rabta sync orders --record {name}\n"
    after = at_hub(held, record_id)
    assert (after.version, status(after), after.kind) == (2, "EXPUNGED", before.kind)
    assert not after.HasField("subject")
    assert (after.role, list(after.case_references), after.status_note) == (0, [], "W.P. 114/2026")
    body = after.WhichOneof("body")
    assert body == before.WhichOneof("body")
    assert getattr(after, body).ByteSize() == 0
    journal = next((hub_desk.files.agency(PRISONS).folder / f"state-{OFFICER}").glob("**/feed.db"))
    with sqlite3.connect(journal) as db:
        assert db.execute("select count(*) from expunged").fetchone() == (1,)
    db.close()


def test_what_the_hub_does_not_hold_cannot_be_changed(one: tuple[Path, str], held: Held) -> None:
    profile, _ = one
    records("withdraw", "never-there", profile=profile, stdin="why\n", code=4)
    records("show", "never-there", profile=profile, code=4)


def test_what_is_shown_without_content_is_not_built_upon(one: tuple[Path, str], held: Held) -> None:
    """Under a court's pseudonym there are neither bytes nor page: nothing to state a later version of."""
    profile, record_id = one
    answer = held.of[f"agencies/{PRISONS}/records/{record_id}"]
    answer.version.ClearField("version")
    answer.ClearField("page")
    records("withdraw", record_id, profile=profile, stdin="why\n", code=4)
    records("show", record_id, profile=profile, code=4)


def test_another_version_than_was_signed_is_not_built_upon(one: tuple[Path, str], held: Held) -> None:
    profile, record_id = one
    name = f"agencies/{PRISONS}/records/{record_id}"
    changed = at_hub(held, record_id)
    changed.valid_from = "1999-01-01"
    held.of[name].version.version = changed.SerializeToString(deterministic=True)
    result = records("withdraw", record_id, profile=profile, stdin="why\n", code=1)
    assert "proves nothing" in result.stderr
