"""`rabta compensation`: what is read from the files, what is sent, how it is shown, and what is refused."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from rabta.referral.v1 import compensation_pb2 as compensation
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from services.access.errors import NotFound
from services.cli.compensation import Act
from tests.fakes.hub_thread import HubThread
from tests.shared import ROOT
from tests.unit.cli import test_referral
from tests.unit.cli.rabta import WHY, asked_by, rabta, refuses
from tests.unit.cli.test_referral import PROTECT, SERVICE

METHODS = test_referral.METHODS
MADE = compensation.Compensation(
    id="claim-1", subject="p-17", holder="pk.child-protection", state=compensation.COMPENSATION_STATE_PART_PAID,
    offender_known=True, amount=1_300_000, basis=compensation.COMPENSATION_BASIS_CRPC_544A, due="2026-06-10",
    reference="\x1b[2JS.C. 9", payments=[compensation.CompensationPayment(amount=100_000)],
    points=[compensation.COMPENSATION_POINT_OVERDUE, compensation.COMPENSATION_POINT_PAYEE_UNFIT],
    sources=[compensation.CompensationSource(provision="CrPC s. 544-A", mark="V2")],
)  # fmt: skip


def block(first: str) -> str:
    """An example of the page, by how it begins."""
    text = (Path(ROOT) / "docs/compensation.md").read_text().split("## On the command line")[1]
    lines, found = text.splitlines(), list[str]()
    for line in lines[lines.index(next(each for each in lines if each.startswith(f"    {first}"))) :]:
        if line and not line.startswith("    "):
            break
        found.append(line[4:])
    return "\n".join(found)


CLAIM, ORDER = block("subject"), block("basis")
COURT = ("--purpose", "trial", "--legal-basis", "trial-antecedents", "--case", "COURT_CASE:LAHORE/9/2024")


def written(folder: Path, text: str) -> Path:
    file = folder / "said.toml"
    file.write_text(text)
    return file


def change(officer: Path, act: str, *more: object, code: int = 0) -> Any:
    return rabta("compensation", "change", "--profile", officer, *COURT, "claim-1", *more, "--act", act, code=code)


def test_the_claim_of_the_page_is_opened(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    asked = asked_by(hub, "OpenCompensation", pb.OpenCompensationResponse(compensation=MADE))
    protect = ("--purpose", "protect-victim", "--legal-basis", "child-protection", *PROTECT)
    said = rabta("compensation", "open", "--profile", officer, *protect, written(tmp_path, CLAIM))
    request = pb.OpenCompensationRequest.FromString(asked[0][1])
    assert (request.subject, request.child, request.province) == ("p-17", referral.CHILD_ANSWER_YES, "PB")
    assert [(each.type, each.key) for each in request.cases] == [
        ("FIR", "FIA/LAHORE/AHTC/7/2024"), ("COURT_CASE", "LAHORE/9/2024"),
    ]  # fmt: skip
    assert len(request.request_id) == 32
    assert "claim-1" in said.stdout


def test_the_order_of_the_page_is_sent_under_its_act(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    asked = asked_by(hub, "ChangeCompensation", pb.ChangeCompensationResponse(compensation=MADE))
    change(officer, "order", written(tmp_path, ORDER), "--request-id", "of-before")
    request = pb.ChangeCompensationRequest.FromString(asked[0][1])
    assert (request.id, request.request_id, request.act) == (
        "claim-1",
        "of-before",
        compensation.COMPENSATION_ACT_ORDER,
    )
    assert (request.basis, request.amount) == (compensation.COMPENSATION_BASIS_CRPC_544A, 300_000)
    assert request.payee == compensation.COMPENSATION_PAYEE_COURT_DEPOSIT


def test_of_a_receipt_the_digest_alone_is_sent(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    asked = asked_by(hub, "ChangeCompensation", pb.ChangeCompensationResponse(compensation=MADE))
    receipt = tmp_path / "receipt.pdf"
    receipt.write_bytes(b"received with thanks")
    change(officer, "pay", written(tmp_path, 'amount = 5\nday = "2026-05-20"\npayee = "victim"'), "--receipt", receipt)
    request = pb.ChangeCompensationRequest.FromString(asked[0][1])
    assert request.receipt_sha256 == sha256(b"received with thanks").digest()
    assert b"thanks" not in asked[0][1]
    assert "FileNotFoundError" in change(officer, "pay", "--receipt", tmp_path / "none", code=2).stderr
    assert len(asked) == 1


@pytest.mark.parametrize("act", Act)
def test_each_act_of_the_contract_is_one_of_the_command(hub: HubThread, officer: Path, act: Act) -> None:
    asked = asked_by(hub, "ChangeCompensation", pb.ChangeCompensationResponse(compensation=MADE))
    change(officer, act)
    request = pb.ChangeCompensationRequest.FromString(asked[0][1])
    assert compensation.CompensationAct.Name(request.act) == f"COMPENSATION_ACT_{act.name}"
    assert len(Act) == len(compensation.CompensationAct.keys()) - 1


def test_a_row_says_how_it_stands_and_what_there_is_to_look_at(hub: HubThread, officer: Path) -> None:
    asked_by(hub, "ListCompensations", pb.ListCompensationsResponse(compensations=[MADE], next_page_token="more"))
    said = rabta("compensation", "list", "--profile", officer, *COURT, "--output", "csv")
    for word in (
        "part paid",
        "known",
        "Rs 1,300,000",
        "crpc 544a",
        "Rs 100,000",
        "CrPC s. 544-A (V2)",
        "overdue, payee unfit",
    ):
        assert word in said.stdout
    assert "\x1b" not in said.stdout
    assert "--page-token more" in said.stderr


def test_an_investigator_is_shown_words_alone(hub: HubThread, officer: Path) -> None:
    states = [compensation.COMPENSATION_STATE_DUE, compensation.COMPENSATION_STATE_NO_SOURCE]
    asked_by(hub, "GetCompensationStatus", pb.GetCompensationStatusResponse(states=states))
    said = rabta("compensation", "status", "--profile", officer, *WHY, "--output", "csv")
    assert said.stdout.split()[-3:] == ["due", "no", "source"]
    asked_by(hub, "GetCompensationStatus", pb.GetCompensationStatusResponse())
    assert "none" in rabta("compensation", "status", "--profile", officer, *WHY).stdout


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('basis = "ptpa"', "ptpa"),
        ("amount = 'much'", "kind"),
        ("paid = 5", "paid"),
        ('cited = { type = "FIR", number = "7" }', "cited.number"),
    ],
)
def test_what_is_unfit_in_the_file_is_named_and_nothing_is_sent(
    hub: HubThread, officer: Path, tmp_path: Path, text: str, named: str
) -> None:
    asked = asked_by(hub, "ChangeCompensation", pb.ChangeCompensationResponse())
    assert named in change(officer, "order", written(tmp_path, text), code=2).stderr
    assert asked == []


def test_what_is_not_theirs_is_not_found(hub: HubThread, officer: Path) -> None:
    hub.hub.bodies[SERVICE + "ChangeCompensation"] = refuses(NotFound())
    assert "not found" in change(officer, "claim", code=4).stderr
