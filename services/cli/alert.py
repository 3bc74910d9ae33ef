"""`rabta alert`: what detectors raised in a case, with the rows behind it, and what people decide of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, cast

import typer
from rabta.linkage.v1 import alert_pb2 as pb
from rabta.linkage.v1 import alert_service_pb2 as service

from services.cli import alert_show
from services.cli.alert_asked import ClassOption, WhyOption, asked
from services.cli.hit_asked import RequestIdOption, new_id, print_part
from services.cli.net_common import PICTURES
from services.cli.options import (
    ApproverOption,
    BasisOption,
    CaseOption,
    EvidenceOption,
    LanguageOption,
    Output,
    OutputOption,
    ProfileOption,
    PurposeOption,
    SecondBasisOption,
    pasted,
    reported,
)
from services.cli.pager import pageable
from services.cli.picture_file import format_of, write_pictures
from services.vocabulary.access import Purpose, QueryClass

app = typer.Typer(help="What detectors raised in a case, and what two people decide of it.", no_args_is_help=True)
AlertArgument = Annotated[str, typer.Argument(metavar="ALERT", help="Its id, as `rabta alert list` shows it.")]


class Because(StrEnum):
    """Why somebody holds an alert for right (the first two) or wrong."""

    PATTERN_HOLDS = "pattern-holds"
    KNOWN_TO_CASE = "known-to-case"
    LOOK_ALIKE = "look-alike"
    DATA_WRONG = "data-wrong"
    WRONG_PERSON = "wrong-person"
    SUBJECT_IN_NEED = "subject-in-need"


_RIGHT: Final = (Because.PATTERN_HOLDS, Because.KNOWN_TO_CASE)


@app.command("list")
@pageable
def listed(
    profile: ProfileOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    query_class: ClassOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
) -> None:
    """What was raised in the cited case, alerts first; what the day's budget leaves out is counted."""
    who = asked(profile, purpose, legal_basis, case, second_basis, query_class, evidence, approver)
    found = who.send(service.ListAlertsRequest(), service.ListAlertsResponse)
    part = alert_show.alerts(found.alerts, "Alerts")
    lines = [f"left out today: {each.number} of {each.detector}" for each in found.left_out]
    lines += [f"other desks were told of it: {each.id}" for each in found.alerts if each.desks_met]
    print_part(who.head("alerts"), found, part, output, lines=lines)


@app.command("show")
@pageable
def show_alert(
    profile: ProfileOption,
    alert: AlertArgument,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    query_class: ClassOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
    pictures: PICTURES = None,
    language: LanguageOption = "",
) -> None:
    """One alert with every row that it rests on: where each came from, and under which authority."""
    forms = [format_of(path) for path in pictures or ()]
    who = asked(profile, purpose, legal_basis, case, second_basis, query_class, evidence, approver, urdu=True)
    request = service.GetAlertRequest(id=pasted(alert), pictures=forms, language=language or who.settings.language)
    found = who.send(request, service.GetAlertResponse)
    with reported():
        write_pictures(found.pictures, pictures or ())
    whole = alert_show.alerts([found.alert])
    rows = alert_show.evidence(found.rows)
    opinions = alert_show.opinions(found.opinions)
    more = [f"{found.rows_left_out} more rows are not listed"] if found.rows_left_out else []
    more += alert_show.offered(found.offered_until_ms)
    after = [opinions, alert_show.desks(found.desks)] if found.desks else [opinions]
    print_part(who.head("alert"), found, rows, output, [whole], after, more)


@app.command()
@pageable
def explain(
    profile: ProfileOption,
    alert: AlertArgument,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    query_class: ClassOption = "",
    language: LanguageOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
) -> None:
    """Why it was raised, or kept silent: what each rule computed, and the look-alikes that it was held against."""
    who = asked(profile, purpose, legal_basis, case, second_basis, query_class, evidence, approver, urdu=True)
    found = who.send(service.ExplainAlertRequest(id=pasted(alert)), service.ExplainAlertResponse)
    urdu = (language or who.settings.language) == "ur"
    whole = alert_show.alerts([found.alert])
    part = alert_show.findings(found.findings, urdu=urdu)
    print_part(who.head("alert"), found, part, output, [whole])


@app.command()
def decide(
    profile: ProfileOption,
    alert: AlertArgument,
    because: Annotated[Because, typer.Option("--because", help="pattern-holds and known-to-case confirm it.")],
    why: WhyOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    query_class: ClassOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
    approver: ApproverOption = None,
) -> None:
    """Say whether an alert is right. Two people who agree decide; neither is told first what the other said."""
    who = asked(profile, purpose, legal_basis, case, second_basis, query_class, None, approver)
    chosen = new_id(request_id)
    reason = cast(pb.AlertReason, pb.AlertReason.Value(f"ALERT_REASON_{because.name}"))
    request = service.DecideAlertRequest(
        id=pasted(alert), request_id=chosen, confirms=because in _RIGHT, reason=reason, words=why
    )
    found = who.send_once(request, chosen, service.DecideAlertResponse)
    print_part(who.head("alert"), found, alert_show.alerts([found.alert]), output)


@app.command()
def offer(
    profile: ProfileOption,
    alert: AlertArgument,
    approver: ApproverOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    query_class: ClassOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Let desks that hold another part of a lead be told of yours, and yours of theirs. A superior approves it."""
    who = asked(profile, purpose, legal_basis, case, second_basis, query_class, None, approver)
    chosen = new_id(request_id)
    request = service.OfferLeadRequest(id=pasted(alert), request_id=chosen)
    found = who.send_once(request, chosen, service.OfferLeadResponse)
    whole, lines = alert_show.alerts([found.alert]), alert_show.offered(found.offered_until_ms)
    print_part(who.head("alert"), found, alert_show.desks(found.desks), output, [whole], lines=lines)


@app.command("to-protect")
@pageable
def to_protect(
    profile: ProfileOption,
    approver: ApproverOption,
    purpose: PurposeOption = Purpose.PROTECT_VICTIM,
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    language: LanguageOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """For child protection: patterns around those whom the law protects, of whom no police is told."""
    who = asked(profile, purpose, legal_basis, case, "", QueryClass.PROTECTION, evidence, approver, urdu=True)
    found = who.send(service.ListProtectionLeadsRequest(), service.ListProtectionLeadsResponse)
    urdu = (language or who.settings.language) == "ur"
    print_part(who.head("leads to protection"), found, alert_show.to_protect(found.leads, urdu=urdu), output)
