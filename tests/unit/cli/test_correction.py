"""`rabta correction`: what is read from the file, what is sent, how it is shown, and what is refused before it is sent."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from rabta.exchange.v1 import correction_pb2 as correction
from rabta.exchange.v1 import correction_service_pb2 as pb
from rabta.exchange.v1 import hit_pb2 as hit

from services.access.errors import NotFound
from tests.fakes.hub_thread import HubThread
from tests.shared import ROOT
from tests.unit.cli.rabta import WHY, asked_by, rabta, refuses

SERVICE = "/rabta.exchange.v1.CorrectionService/"
METHODS = tuple(f"{SERVICE}{one.name}" for one in pb.DESCRIPTOR.services_by_name["CorrectionService"].methods)
RECORD = "agencies/pk.sindh-police/records/sd-warrant"
UPKEEP = ("--case", "RECORD:PK.FIA")
MADE = correction.Correction(
    id="correction-1", record=RECORD, version=2, owner="pk.sindh-police", proposed_ms=1_780_000_000_000,
    fields=[
        correction.FieldCorrection(path="subject.sex", problem=correction.FIELD_PROBLEM_MISSING, should_read="F"),
        correction.FieldCorrection(path="role", problem=correction.FIELD_PROBLEM_WRONG, reads="\x1b[2JACCUSED"),
    ],
    state=correction.CORRECTION_STATE_UNDECIDED, due_ms=1_780_000_000_000, reminded=True, escalation=hit.ESCALATION_DESK,
)  # fmt: skip
PAGE = (Path(ROOT) / "docs/corrections.md").read_text()
WRITTEN = "\n".join(line[4:] for line in PAGE.splitlines() if line.startswith("    ") or not line).strip()
"""The example of the page."""


def written(folder: Path, text: str = WRITTEN) -> Path:
    file = folder / "wrong.toml"
    file.write_text(text)
    return file


def test_the_file_of_the_page_is_sent_with_the_digest_of_the_paper(
    hub: HubThread, officer: Path, tmp_path: Path
) -> None:
    asked = asked_by(hub, "ProposeCorrection", pb.ProposeCorrectionResponse(correction=MADE))
    paper = tmp_path / "extract.pdf"
    paper.write_bytes(b"a copy")
    said = rabta("correction", "propose", "--profile", officer, *WHY, RECORD, written(tmp_path), "--document", paper)
    sent = pb.ProposeCorrectionRequest.FromString(asked[0][1])
    assert (sent.record, sent.held, sent.basis) == (RECORD, False, correction.CORRECTION_BASIS_REGISTER)
    assert (sent.reason, len(sent.request_id)) == ("The council's register has another year.", 32)
    assert (sent.document.number, sent.document.sha256) == ("B/1986/114", sha256(b"a copy").digest())
    (field,) = sent.fields
    assert (field.path, field.problem) == ("subject.birth.earliest", correction.FIELD_PROBLEM_WRONG)
    assert (field.reads, field.should_read) == ("1985-03-04", "1986-03-04")
    assert "correction-1" in said.stdout


def test_a_line_a_field_and_whom_to_call(hub: HubThread, officer: Path) -> None:
    made = correction.Correction()
    made.CopyFrom(MADE)
    made.desk.name, made.desk.phone = "Escalation desk", "+92 21 000"
    asked = asked_by(hub, "ListCorrections", pb.ListCorrectionsResponse(corrections=[made], next_page_token="more"))
    said = rabta("correction", "list", "--profile", officer, *WHY, "--answered", "--output", "csv")
    assert pb.ListCorrectionsRequest.FromString(asked[0][1]).answered
    for word in ("undecided, desk told", "Escalation desk +92 21 000", "subject.sex missing", "role wrong"):
        assert word in said.stdout
    assert said.stdout.count("correction-1") == 2
    assert "\x1b" not in said.stdout, "what others write is harmless where it is shown"
    assert "--page-token more" in said.stderr
    asked_by(hub, "ListCorrections", pb.ListCorrectionsResponse())
    assert "none" in rabta("correction", "list", "--profile", officer, *WHY).stdout


def test_an_owner_rejects_with_a_reason_or_names_the_version(hub: HubThread, officer: Path) -> None:
    rejected = correction.Correction(
        id="correction-1", fields=MADE.fields, state=correction.CORRECTION_STATE_REJECTED,
        rejection=correction.CORRECTION_REJECTION_FOR_A_COURT,
    )  # fmt: skip
    asked = asked_by(hub, "DecideCorrection", pb.DecideCorrectionResponse(correction=rejected))
    decide = ("correction", "decide", "--profile", officer, *UPKEEP, "correction-1", "--decision")
    said = rabta(*decide, "rejected", "--because", "for-a-court", "--output", "csv")
    assert "rejected: for a court" in said.stdout
    rabta(*decide, "corrected", "--version", "3", "--request-id", "of-before")
    first, second = (pb.DecideCorrectionRequest.FromString(raw) for _, raw in asked)
    assert (first.id, first.decision) == ("correction-1", correction.CORRECTION_STATE_REJECTED)
    assert (first.rejection, first.version) == (correction.CORRECTION_REJECTION_FOR_A_COURT, 0)
    assert (second.decision, second.version) == (correction.CORRECTION_STATE_CORRECTED, 3)
    assert (second.rejection, second.request_id) == (correction.CORRECTION_REJECTION_UNSPECIFIED, "of-before")


UNFIT = {
    "no-such-key": (WRITTEN.replace("reason =", "motive ="), "motive"),
    "unknown-basis": (WRITTEN.replace('"register"', '"rumour"'), "own-finding"),
    "unspecified": (WRITTEN.replace('"wrong"', '"unspecified"'), "other-person"),
    "no-path": (WRITTEN.replace("path =", "where ="), "field: missing or unknown: path, where"),
    "no-number": (WRITTEN.replace("number =", "no ="), "document: missing or unknown: no, number"),
    "not-toml": ("basis = ", "TOMLDecodeError"),
    "one-field": (WRITTEN.replace("[[field]]", "[field]"), "[[field]]"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_is_unfit_in_the_file_is_named_and_nothing_is_sent(
    hub: HubThread, officer: Path, tmp_path: Path, case: str
) -> None:
    text, named = UNFIT[case]
    asked = asked_by(hub, "ProposeCorrection", pb.ProposeCorrectionResponse())
    said = rabta("correction", "propose", "--profile", officer, *WHY, RECORD, written(tmp_path, text), code=2)
    assert named in said.stderr
    assert asked == []


def test_a_file_that_is_not_there_is_said(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    propose = ("correction", "propose", "--profile", officer, *WHY, RECORD)
    assert "FileNotFoundError" in rabta(*propose, tmp_path / "none.toml", code=2).stderr
    paper = ("--document", tmp_path / "none.pdf")
    assert "FileNotFoundError" in rabta(*propose, written(tmp_path), *paper, code=2).stderr


def test_what_is_not_theirs_is_not_found(hub: HubThread, officer: Path) -> None:
    hub.hub.bodies[SERVICE + "DecideCorrection"] = refuses(NotFound())
    decide = ("correction", "decide", "--profile", officer, *UPKEEP, "correction-1", "--decision", "accepted")
    assert "not found" in rabta(*decide, code=4).stderr
