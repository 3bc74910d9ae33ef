"""`rabta referral`: what is read from the file, what is sent, how it is shown, and what is refused before it is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from rabta.membership.v1.registry_pb2 import Desk
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from services.access.errors import NotFound
from services.referral.bearers import read_duties
from tests.fakes.hub_thread import HubThread
from tests.shared import ROOT
from tests.unit.cli.rabta import WHY, asked_by, rabta, refuses

SERVICE = "/rabta.referral.v1.ReferralService/"
METHODS = tuple(f"{SERVICE}{one.name}" for one in pb.DESCRIPTOR.services_by_name["ReferralService"].methods)
PROTECT = ("--case", "REFERRAL:CP/LAHORE/1/2024")
MADE = referral.Referral(
    id="referral-1", subject="p-17", help=referral.HELP_KIND_FAMILY_TRACING, state=referral.REFERRAL_STATE_SENT,
    sender="pk.child-protection", bearer="pk.lahore-shelter", answer_by_ms=1_780_000_000_000, overdue=True, minimum=True,
    rejections=[referral.REFERRAL_REJECTION_NO_PLACE], left_out=[referral.NOTE_KIND_HEALTH],
    notes=[referral.ReferralNote(kind=referral.NOTE_KIND_NEEDS, text="\x1b[2JA bed.")],
)  # fmt: skip
BLOCKS = [
    "\n".join(line[4:] for line in part.splitlines() if line.startswith("    ") or not line).strip()
    for part in (Path(ROOT) / "docs/referral.md").read_text().split("\n## ")
]
LIST, WRITTEN = (text for text in BLOCKS if text)
"""The two examples of the page."""


def written(folder: Path, text: str = WRITTEN) -> Path:
    file = folder / "referral.toml"
    file.write_text(text)
    return file


def test_the_list_of_the_page_is_one_that_a_node_reads() -> None:
    (duty,) = read_duties(LIST)
    assert (duty.body, duty.district, sorted(duty.help)) == ("pk.lahore-shelter", "Lahore", ["LEGAL", "SHELTER"])


def test_the_file_of_the_page_is_sent(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    asked = asked_by(hub, "SendReferral", pb.SendReferralResponse(referral=MADE))
    said = rabta("referral", "send", "--profile", officer, *PROTECT, written(tmp_path))
    request = pb.SendReferralRequest.FromString(asked[0][1])
    assert (request.help, request.urgency) == (referral.HELP_KIND_SHELTER, referral.REFERRAL_URGENCY_NOW)
    assert (request.child, request.cases[0].type) == (referral.CHILD_ANSWER_NO, "FIR")
    assert (request.consent.by, list(request.consent.help)) == (referral.CONSENT_BY_SELF, [referral.HELP_KIND_SHELTER])
    assert request.interview.rule == referral.INTERVIEW_RULE_THROUGH_DESK
    assert len(request.request_id) == 32
    assert "referral-1" in said.stdout


def test_a_row_says_whose_turn_it_is_and_what_is_late(hub: HubThread, officer: Path) -> None:
    asked_by(hub, "ListReferrals", pb.ListReferralsResponse(referrals=[MADE], next_page_token="more"))
    said = rabta("referral", "list", "--profile", officer, *PROTECT, "--output", "csv")
    for word in ("family tracing", "sent, late", "pk.lahore-shelter", "no place", "health left out", "tell the person"):
        assert word in said.stdout
    assert "\x1b" not in said.stdout, "what others write is harmless where it is shown"
    assert "--page-token more" in said.stderr


def test_a_missing_child_who_was_found_stands_with_the_desks_to_call(hub: HubThread, officer: Path) -> None:
    desk = Desk(name="Airport desk", phone="+92 21 000 0001")
    found = referral.ReferralProposal(id="find-1", finder="pk.fia", finder_desk=desk, owner="pk.sindh-police")
    asked_by(hub, "ListReferrals", pb.ListReferralsResponse(proposals=[found]))
    said = rabta("referral", "list", "--profile", officer, *PROTECT, "--output", "json")
    assert "find-1" in said.stdout
    said = rabta("referral", "list", "--profile", officer, *PROTECT)
    for word in ("Missing children who were found", "find-1", "Airport desk", "pk.sindh-police"):
        assert word in said.stdout
    asked_by(hub, "ListReferrals", pb.ListReferralsResponse())
    assert "Missing children" not in rabta("referral", "list", "--profile", officer, *PROTECT).stdout


def test_a_proposal_is_taken_up_by_its_id_in_the_file(hub: HubThread, officer: Path, tmp_path: Path) -> None:
    asked = asked_by(hub, "SendReferral", pb.SendReferralResponse(referral=MADE))
    text = WRITTEN.replace('proposal = ""', 'proposal = "find-1"')
    rabta("referral", "send", "--profile", officer, *PROTECT, written(tmp_path, text))
    assert pb.SendReferralRequest.FromString(asked[0][1]).proposal == "find-1"


def test_an_act_and_why(hub: HubThread, officer: Path) -> None:
    asked = asked_by(hub, "ChangeReferral", pb.ChangeReferralResponse(referral=referral.Referral(id="referral-1")))
    answer = ("referral", "answer", "--profile", officer, *PROTECT, "referral-1", "--act")
    said = rabta(*answer, "reject", "--because", "out-of-area")
    rabta(*answer, "accept", "--request-id", "of-before")
    first, second = (pb.ChangeReferralRequest.FromString(raw) for _, raw in asked)
    assert (first.id, first.act) == ("referral-1", referral.REFERRAL_ACT_REJECT)
    assert first.rejection == referral.REFERRAL_REJECTION_OUT_OF_AREA
    assert (second.act, second.rejection, second.request_id) == (referral.REFERRAL_ACT_ACCEPT, 0, "of-before")
    assert "referral-1" in said.stdout


@pytest.mark.parametrize("referred", [True, False])
def test_three_words_on_the_cited_case(hub: HubThread, officer: Path, referred: bool) -> None:
    rule = referral.Interview(rule=referral.INTERVIEW_RULE_NOT_BEFORE, day="2026-06-10") if referred else None
    asked_by(hub, "GetReferralStatus", pb.GetReferralStatusResponse(referred=referred, interview=rule))
    said = rabta("referral", "status", "--profile", officer, *WHY, "--output", "csv")
    assert ("yes,no,not before 2026-06-10" in said.stdout, "no,no," in said.stdout) == (referred, not referred)


UNFIT = {
    "no-such-field": ("subjects = 'p'", "subjects"),
    "no-such-inner-field": (WRITTEN.replace("recipients =", "to ="), "consent.to"),
    "unknown-word": (WRITTEN.replace('urgency = "now"', 'urgency = "soon"'), "now, day, week"),
    "unspecified": (WRITTEN.replace('"through-desk"', '"unspecified"'), "through-desk"),
    "a-list-for-a-word": ('help = ["shelter"]', "kind"),
    "a-number-for-a-text": ("subject = 17", "kind"),
    "a-word-for-a-table": ('consent = "self"', "kind"),
    "not-toml": ("subject = ", "TOMLDecodeError"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_is_unfit_in_the_file_is_named_and_nothing_is_sent(
    hub: HubThread, officer: Path, tmp_path: Path, case: str
) -> None:
    text, named = UNFIT[case]
    asked = asked_by(hub, "SendReferral", pb.SendReferralResponse())
    said = rabta("referral", "send", "--profile", officer, *PROTECT, written(tmp_path, text), code=2)
    assert named in said.stderr
    assert asked == []
    assert (
        "FileNotFoundError"
        in rabta("referral", "send", "--profile", officer, *PROTECT, tmp_path / "none", code=2).stderr
    )


def test_what_is_not_theirs_is_not_found(hub: HubThread, officer: Path) -> None:
    hub.hub.bodies[SERVICE + "ChangeReferral"] = refuses(NotFound())
    answer = ("referral", "answer", "--profile", officer, *PROTECT, "referral-1", "--act", "accept")
    assert "not found" in rabta(*answer, code=4).stderr
