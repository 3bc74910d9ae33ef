"""`rabta detect`: which rules look for patterns, whether each runs, and a run by hand on the hub's own machine."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from pathlib import Path
from typing import Annotated, Final

import typer
from rabta.linkage.v1 import alert_pb2 as pb
from rabta.linkage.v1 import alert_service_pb2 as service

from services.access.errors import Refused
from services.cli import show
from services.cli.alert_asked import ClassOption, WhyOption, asked, rules_of
from services.cli.hit_asked import print_part
from services.cli.options import (
    ERROR,
    USAGE,
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
    say,
)
from services.cli.pager import pageable
from services.cli.progress import counted_on_stderr
from services.signing.keyfile import UnsafeFile
from services.tables.times import shown
from services.vocabulary.access import LegalBasis, Purpose, QueryClass

app = typer.Typer(help="Rules that look for patterns of trafficking, and runs of them.", no_args_is_help=True)
RULES: Final = ("rule", "looks for", "family", "comes under", "runs", "changed", "thresholds", "silent for")
RuleArgument = Annotated[str, typer.Argument(metavar="RULE", help="Its id, such as M1.")]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the hub's node.")]


@app.command("list")
@pageable
def listed(
    profile: ProfileOption,
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
    """Every rule, what it looks for, its thresholds, what it must stay silent for, and whether it runs."""
    who = asked(profile, purpose, legal_basis, case, second_basis, query_class, evidence, approver, urdu=True)
    found = who.send(service.ListDetectorsRequest(), service.ListDetectorsResponse)
    urdu = (language or who.settings.language) == "ur"
    part = show.Part("Rules", RULES, [_rule(each, urdu) for each in found.detectors])
    print_part(who.head("detectors"), found, part, output)


@app.command()
def stop(
    profile: ProfileOption,
    rule: RuleArgument,
    why: WhyOption,
    approver: ApproverOption,
    case: CaseOption = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """Stop a rule, by oversight with a second person: what it alone had found is withdrawn at the next run."""
    _set(profile, rule, why, approver, case, purpose, legal_basis, output, enabled=False)


@app.command()
def start(
    profile: ProfileOption,
    rule: RuleArgument,
    why: WhyOption,
    approver: ApproverOption,
    case: CaseOption = "",
    purpose: PurposeOption = Purpose.OVERSIGHT,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    output: OutputOption = Output.TABLE,
) -> None:
    """Let a rule run again, by oversight with a second person."""
    _set(profile, rule, why, approver, case, purpose, legal_basis, output, enabled=True)


@app.command()
def run(folder: Folder) -> None:
    """Run all rules over every case and operation now, beside the hub that serves; ended, it goes on where it was."""
    from services.node.detector import opened
    from services.node.settings import SettingsError, load_settings
    from services.store.folder_lock import Held

    shown_on, told = counted_on_stderr(sys.stderr.isatty())

    async def work() -> str:
        settings = load_settings(folder)
        async with opened(settings, lambda: time.time_ns() // 1_000_000) as node:
            found = await node.once(settings, told)
        raised = ", ".join(f"{number} {level.lower()}" for level, number in sorted(found.raised.items())) or "nothing"
        scopes = f"{found.scopes} cases and operations, {found.fresh} of them changed"
        return f"{scopes}: raised {raised}; withdrawn {found.withdrawn}; {found.seconds:.1f} s"

    logging.disable(logging.WARNING)
    try:
        said = asyncio.run(work())
    except Held:
        say("rabta: another run is under way on this node")
        raise typer.Exit(ERROR) from None
    except (SettingsError, UnsafeFile, OSError) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(USAGE) from None
    except Refused as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(ERROR) from None
    finally:
        shown_on.end()
        logging.disable(logging.NOTSET)
    say(said)


def _set(
    profile: Path,
    rule: str,
    why: str,
    approver: Path | None,
    case: str,
    purpose: str,
    legal_basis: str,
    output: Output,
    *,
    enabled: bool,
) -> None:
    who = asked(profile, purpose, legal_basis, case, "", QueryClass.AUDIT, None, approver)
    request = service.SetDetectorRequest(detector=rule, enabled=enabled, why=why)
    found = who.send(request, service.SetDetectorResponse)
    print_part(who.head("detectors"), found, show.Part("Rules", RULES, [_rule(found.detector, False)]), output)


def _rule(one: pb.DetectorInfo, urdu: bool) -> tuple[str, ...]:
    thresholds = "; ".join(f"{each.name} {each.value:g} {each.unit}".strip() for each in one.parameters)
    lead = " (never an alert)" if one.lead_only else ""
    return (
        rules_of([one.rule]) + lead,
        one.words_ur if urdu and one.words_ur else one.words,
        show.word(pb.EvidenceFamily, one.family),
        ", ".join(one.authorities),
        "yes" if one.enabled else "stopped",
        shown(one.changed_ms) if one.changed_ms else "",
        thresholds,
        ", ".join(one.look_alikes),
    )
