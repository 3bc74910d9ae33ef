"""`rabta referral htcds`: found in the list page by page, written once, and nothing where it is not theirs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from tests.fakes import live
from tests.fakes.hub_thread import HubThread
from tests.unit.cli import test_referral
from tests.unit.cli.rabta import asked_by, mode, rabta
from tests.unit.cli.test_referral import PROTECT

METHODS = test_referral.METHODS
FACTS = (
    'consent = true\nbirth = "2010"\nstatus = "PRESUMED"\ncontrol = ["DEBT"]\nexploitation = ["BEGGING", "ORGANS"]\n'
)
MADE = referral.Referral(
    id="referral-1", subject="p-17", help=referral.HELP_KIND_SHELTER, state=referral.REFERRAL_STATE_ACCEPTED,
    sender=live.FIA, bearer="pk.lahore-shelter", sent_ms=1_780_000_000_000,
)  # fmt: skip


def case(folder: Path, text: str = FACTS) -> Path:
    file = folder / "case.toml"
    file.write_text(text)
    return file


def test_one_case_is_written_as_csv_and_as_json(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    asked_by(hub, "ListReferrals", pb.ListReferralsResponse(referrals=[MADE]))
    asking = ("referral", "htcds", "--profile", officer, *PROTECT, "referral-1", case(tmp_path))
    rabta(*asking, tmp_path / "case.csv")
    rabta(*asking, tmp_path / "case.json", "--form", "json")
    (row,) = csv.DictReader((tmp_path / "case.csv").read_text().splitlines())
    assert row == json.loads((tmp_path / "case.json").read_text())
    assert row["vic_TypeOfExploitation"] == "ForcedBegging;OrganRemoval"
    assert (row["cas_ReferredOrganisation"], row["cas_OutgoingReferralDate"]) == ("pk.lahore-shelter", "2026-05-29")
    assert mode(tmp_path / "case.csv") == 0o600
    assert "p-17" not in (tmp_path / "case.csv").read_text()
    assert "is there already" in rabta(*asking, tmp_path / "case.csv", code=2).stderr


def test_what_is_not_in_the_list_is_not_found_and_nothing_is_written(
    hub: HubThread, officer: Path, tmp_path: Path
) -> None:
    asked = asked_by(hub, "ListReferrals", pb.ListReferralsResponse(referrals=[MADE]))
    out = tmp_path / "case.csv"
    asking = ("referral", "htcds", "--profile", officer, *PROTECT, "another", case(tmp_path), out)
    assert "not found" in rabta(*asking, code=4).stderr
    assert len(asked) == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("text", "named", "code"),
    [
        ('status = "VICTIM"', "status", 1),
        ('name = "Bilqees"', "name: unknown", 2),
        ("consent = 1", "consent: type", 2),
        ("consent = ", "TOMLDecodeError", 2),
    ],
)
def test_what_is_unfit_in_the_file_is_named(
    hub: HubThread, officer: Path, tmp_path: Path, text: str, named: str, code: int
) -> None:
    asked_by(hub, "ListReferrals", pb.ListReferralsResponse(referrals=[MADE]))
    out = tmp_path / "case.csv"
    asking = ("referral", "htcds", "--profile", officer, *PROTECT, "referral-1", case(tmp_path, text), out)
    assert named in rabta(*asking, code=code).stderr
    assert not out.exists()
