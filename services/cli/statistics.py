"""`rabta statistics`: figures that may be published, planned and counted by two people of an oversight body."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rabta.statistics.v1 import statistics_service_pb2 as pb

from services.access.details import Details
from services.cli.ask import ask, run
from services.cli.hit_asked import why
from services.cli.identity_asked import registry_of
from services.cli.message_file import read_message
from services.cli.options import USAGE, ApproverOption, BasisOption, CaseOption, ProfileOption, reported, say
from services.client.asking import Asking
from services.client.channel import Channel
from services.client.evidence import gather
from services.client.profile import Profile, load_profile
from services.signing.keyfile import make_folder, write_private
from services.signing.papers import with_papers
from services.statistics.page import STYLE, STYLE_FILE, page_of
from services.statistics.release import as_csv, read_release
from services.vocabulary.access import LegalBasis, Purpose, QueryClass

app = typer.Typer(help="Figures that may be published, by a plan.", no_args_is_help=True)
OfRegistryOption = Annotated[
    bool, typer.Option("--of-registry", help="Ask the identity registry of the profile, which counts table T9.")
]
RELEASE, PAGE, EVIDENCE = "release.json", "page.html", "evidence.rabta"


@app.command()
def plan(
    profile: ProfileOption,
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="Period and tables; see docs/statistics.md.")],
    case: CaseOption = "",
    approver: ApproverOption = None,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    of_registry: OfRegistryOption = False,
) -> None:
    """Say what is published of one period, before anything is counted; the case is the plan: RELEASE_PLAN:NAME."""
    settings, details = _why(profile, legal_basis, case, of_registry=of_registry)
    request = pb.PlanReleaseRequest(plan=read_message(file, pb.ReleasePlan(name=details.case_key)))
    with reported():
        run(ask(settings, details, request, pb.PlanReleaseResponse, second=approver))
    typer.echo(f"planned: {details.case_key}")


@app.command()
def count(
    profile: ProfileOption,
    folder: Annotated[Path, typer.Argument(help="New folder for the release and what proves it.")],
    case: CaseOption = "",
    approver: ApproverOption = None,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    of_registry: OfRegistryOption = False,
) -> None:
    """Count by a plan, once, and write the release: JSON, CSV, a page, and evidence that proves each file.

    Asked again the same release comes. Anybody can verify it with `rabta verify` and the keys of governance.
    """
    settings, details = _why(profile, legal_basis, case, of_registry=of_registry)
    if folder.exists():
        say(f"rabta: {folder} is there already: name a new folder")
        raise typer.Exit(USAGE)
    request = pb.CountReleaseRequest(plan=details.case_key)
    with reported():
        files = run(_counted(settings, details, request, approver))
    make_folder(folder)
    for name, content in files.items():
        write_private(folder / name, content)
        typer.echo(str(folder / name))


def _why(profile: Path, basis: str, case: str, *, of_registry: bool) -> tuple[Profile, Details]:
    """Who asks which node, and why. Exit 2 where a word is missing, or the profile names no registry."""
    settings, details = why(profile, Purpose.STATISTICS, basis, case, QueryClass.STATS)
    return (registry_of(profile) if of_registry else settings), details


async def _counted(
    profile: Profile, details: Details, request: pb.CountReleaseRequest, second: Path | None
) -> dict[str, bytes]:
    """The files of the release with their evidence. Raises as :meth:`Asking.ask`."""
    approver = load_profile(second) if second else None
    async with Channel(profile) as channel:
        answered = await Asking(channel).ask(details, request, pb.CountReleaseResponse, approver=approver)
        raw = await gather(channel, answered.exchange)
        files = files_of(answered.message.release)
        return files | {EVIDENCE: with_papers(raw, files, channel.key)}


def files_of(release: bytes) -> dict[str, bytes]:
    """The files of a release by name."""
    told = read_release(release)
    tables = {f"{each['id'].lower()}.csv": as_csv(each) for each in told["tables"] if not each["withheld"]}
    return {RELEASE: release, **tables, PAGE: page_of(told), STYLE_FILE: STYLE}
