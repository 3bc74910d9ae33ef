"""`rabta federation set-agreement | end-agreement`: into the draft, in words, and shown once it is signed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from services.cli.agreement_show import lines
from services.membership import office, provision
from services.membership.agreements import ROLES, drafted_agreement, set_agreement
from services.membership.rows import AgreementRow
from services.membership.spec import AgencySpec
from tests.fakes.world.federations import federation_of
from tests.unit.cli.founding import rabta as whole

NOW = 1_790_000_000_000
ID = "fia-customs-lists"
GIVEN = (
    "--giver", "pk.fia", "--holder", "pk.customs", "--kind", "list_entry", "--kind", "PROCLAMATION", "--handling", "open",
    "--role", "LISTED", "--purpose", "CHECKPOINT", "--statute", "Customs Act 1969 s. 7", "--from", "2026-01-01",
    "--to", "2028-01-01", "--stale-hours", "72",
)  # fmt: skip
SHOWN = """\
agreement    fia-customs-lists: pk.customs holds copies of records of pk.fia
  from       2026-01-01, and no longer from 2028-01-01 on, under Customs Act 1969 s. 7
  kinds      list entry, proclamation
  handling   open
  persons    listed; no victims, witnesses or complainants; no children
  read for   checkpoint
  cut off    copies answer for 72 hours
  passed on  to nobody
"""
ROW = AgreementRow(
    id=ID,
    giver="pk.fia",
    holder="pk.customs",
    kinds=frozenset({"LIST_ENTRY", "PROCLAMATION"}),
    handling=frozenset({"OPEN"}),
    roles=frozenset({"LISTED"}),
    purposes=frozenset({"CHECKPOINT"}),
    statute="Customs Act 1969 s. 7",
    since="2026-01-01",
    until="2028-01-01",
    stale_after_h=72,
    onward=False,
)


def rabta(*args: object, code: int = 0) -> str:
    return whole("federation", *args, code=code)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Governance's folder of a federation of FIA and Customs."""
    specs = (
        AgencySpec("pk.fia", "FIA", "FIA", witness_url="http://127.0.0.1:1"),
        AgencySpec("pk.customs", "CUSTOMS", "Customs"),
    )
    return federation_of(tmp_path, NOW, specs).folder


def drafted(folder: Path) -> AgreementRow | None:
    return drafted_agreement(office.draft_of(office.open_federation(folder), NOW), ID)


def test_governance_reads_in_words_what_it_lets_an_agency_hold(folder: Path) -> None:
    assert rabta("set-agreement", folder, ID, *GIVEN) == SHOWN
    assert drafted(folder) == ROW


def test_what_is_not_given_stays_as_it_was(folder: Path) -> None:
    rabta("set-agreement", folder, ID, *GIVEN)
    shown = rabta("set-agreement", folder, ID, "--to", "2027-01-01", "--onward", "--stale-hours", "0")
    assert "no copy answers" in shown
    assert "to holders of other agreements" in shown
    assert drafted(folder) == ROW._replace(until="2027-01-01", onward=True, stale_after_h=0)
    rabta("set-agreement", folder, ID, "--not-onward", "--kind", "CHARGE")
    assert drafted(folder) == ROW._replace(until="2027-01-01", stale_after_h=0, kinds=frozenset({"CHARGE"}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("--giver", "pk.nobody"), "refused: member: agreements[0].giver"),
        (("--to", "2037-01-01"), "refused: life: agreements[0].to"),
        (("--kind", "ANYTHING"), "refused: enum: agreements[0].kinds"),
        (("--purpose", "HOLD_COPY"), "error: "),
    ],
)
def test_what_cannot_be_agreed_is_refused_and_changes_nothing(folder: Path, change: tuple[str, ...], said: str) -> None:
    assert said in rabta("set-agreement", folder, ID, *GIVEN, *change, code=1)
    assert drafted(folder) is None


def test_an_agreement_is_ended_before_a_day(folder: Path) -> None:
    rabta("set-agreement", folder, ID, *GIVEN)
    assert "no longer from 2027-03-01 on" in rabta("end-agreement", folder, ID, "2027-03-01")
    assert drafted(folder) == ROW._replace(until="2027-03-01")
    assert "refused: ended" in rabta("end-agreement", folder, ID, "2027-06-01", code=1)
    assert "taken out" in rabta("end-agreement", folder, ID, "2026-01-01")
    assert drafted(folder) is None
    assert "refused: unknown-row" in rabta("end-agreement", folder, ID, "2026-01-01", code=1)


def test_show_lists_what_is_in_force(folder: Path) -> None:
    files = office.open_federation(folder)
    office.save_draft(files, set_agreement(office.draft_of(files, NOW), ROW))
    provision.sign_and_publish(provision.open_federation(folder))
    assert SHOWN in rabta("show", folder)
    (row,) = json.loads(rabta("show", folder, "--output", "json"))["agreements"]
    assert row == {
        name: sorted(value) if isinstance(value, frozenset) else value for name, value in ROW._asdict().items()
    }


def test_children_and_protected_roles_are_not_overlooked() -> None:
    everybody = "\n".join(lines(ROW._replace(roles=ROLES)))
    assert "accused, listed, suspect; PROTECTED: complainant, victim, witness; CHILDREN TOO" in everybody
    nobody = "\n".join(lines(ROW._replace(roles=frozenset())))
    assert "nobody by role; no victims, witnesses or complainants; no children" in nobody


def test_a_text_of_another_moves_no_terminal() -> None:
    assert "\x1b" not in "\n".join(lines(ROW._replace(statute="An Act\x1b[2J", id="x\x1b")))
