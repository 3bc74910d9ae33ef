"""`rabta court`: papers that a court makes out of an answer, with evidence that proves them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.records_service_pb2 import GetHistoryRequest, GetHistoryResponse
from rabta.records.v1.subject_pb2 import Identifier

from services.access.details import Details
from services.cli.ask import run, unwritten
from services.cli.copies import told
from services.cli.options import (
    ABSENT,
    ERROR,
    USAGE,
    ApproverOption,
    BasisOption,
    CaseOption,
    CountryOption,
    EvidenceOption,
    ProfileOption,
    PurposeOption,
    TypeOption,
    pasted,
    profile_of,
    reported,
    say,
)
from services.cli.reads import details_of, selector
from services.client.asking import Asking
from services.client.channel import Channel
from services.client.evidence import gather
from services.client.profile import Profile, load_profile
from services.listing.antecedents.answer import NobodyAccused, NoExtract, read_answer
from services.listing.antecedents.extract import extract_of
from services.listing.antecedents.paper import files
from services.listing.case_paper.bundle import MAX_ACCUSED, case_of, in_order
from services.listing.case_paper.paper import files as case_files
from services.membership.registry import Registry
from services.signing.evidence import decode_evidence, redact
from services.signing.header import parse_header
from services.signing.keyfile import make_folder, write_private
from services.signing.papers import with_papers

app = typer.Typer(help="Papers that a court makes out of an answer, with what proves them.", no_args_is_help=True)
EVIDENCE = "evidence.rabta"


@app.callback()
def court() -> None:
    """Papers that a court makes out of an answer, with what proves them."""


@app.command()
def extract(
    profile: ProfileOption,
    folder: Annotated[Path, typer.Argument(help="New folder for the papers and their evidence.")],
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
) -> None:
    """Previous convictions by courts' own records, as JSON and PDF in both languages (number from stdin or a prompt).

    The folder can go to the defence: its evidence proves the papers and holds no answer. With --save-evidence the
    court keeps the whole exchange.
    """
    settings = _new(profile, folder, evidence)
    details = details_of(settings, purpose, legal_basis, case)
    request = GetHistoryRequest(selector=selector(kind, country))
    with _made():
        whole, papers = run(_extract(settings, details, request, approver))
    _kept([whole], evidence)
    _handed(folder, papers | {EVIDENCE: redact(whole)})


@app.command("case")
def whole_case(
    profile: ProfileOption,
    folder: Annotated[Path, typer.Argument(help="New folder for the papers and their evidence.")],
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    evidence: EvidenceOption = None,
) -> None:
    """Records of the cited case, as JSON and PDF in both languages (numbers of the accused from stdin, one a line).

    The folder can go to the defence: its evidence proves the papers and holds no answer. With --save-evidence the
    court keeps each whole exchange, the second and later ones beside the first as NAME.02 and so on.
    """
    settings = _new(profile, folder, evidence)
    details = details_of(settings, purpose, legal_basis, case)
    requests = [GetHistoryRequest(selector=each) for each in _selectors(kind, country)]
    beside = [] if evidence is None else [_numbered(evidence, at) for at in range(2, len(requests) + 1)]
    for path in beside:
        unwritten(path)
    with _made():
        bundles, papers = run(_case(settings, details, requests))
    _kept(bundles, evidence)
    further = {further_name(at): redact(raw) for at, raw in enumerate(bundles[1:], 2)}
    _handed(folder, papers | further | {EVIDENCE: redact(bundles[0])})


def further_name(place: int) -> str:
    """What the evidence of a second or later answer is called in the folder."""
    return f"answer-{place:02}.rabta"


def _numbered(path: Path, place: int) -> Path:
    return path.with_name(f"{path.name}.{place:02}")


def _selectors(kind: str, country: str) -> list[Selector]:
    """Each number once, at most :data:`MAX_ACCUSED`. Exit 2 for none or more."""
    first = selector(kind, country)
    more = [] if sys.stdin.isatty() else [each for line in sys.stdin if (each := pasted(line))]
    values = dict.fromkeys([first.identifier.value, *more])
    if len(values) > MAX_ACCUSED:
        say(f"rabta: more than {MAX_ACCUSED} numbers")
        raise typer.Exit(USAGE)
    of_kind = first.identifier
    return [Selector(identifier=Identifier(type=of_kind.type, value=each, country=of_kind.country)) for each in values]


def _new(profile: Path, folder: Path, evidence: Path | None) -> Profile:
    """The profile, where nothing would be written over. Exit 2 where something would."""
    settings = profile_of(profile)
    if folder.exists():
        say(f"rabta: {folder} is there already: name a new folder")
        raise typer.Exit(USAGE)
    unwritten(evidence)
    return settings


@contextmanager
def _made() -> Iterator[None]:
    """Exit 1 where the answer makes no paper, 4 where it shows nobody accused in the case, else as every question."""
    with reported():
        try:
            yield
        except NobodyAccused as error:
            say(f"rabta: {error}")
            raise typer.Exit(ABSENT) from None
        except NoExtract as error:
            say(f"rabta: {error}")
            raise typer.Exit(ERROR) from None


def _kept(bundles: list[bytes], evidence: Path | None) -> None:
    """The whole exchanges where the court keeps them."""
    if evidence is None:
        return
    for place, raw in enumerate(bundles, 1):
        path = evidence if place == 1 else _numbered(evidence, place)
        write_private(path, raw)
        say(f"evidence, for the court alone: {path}")


def _handed(folder: Path, content: dict[str, bytes]) -> None:
    make_folder(folder)
    for name, each in content.items():
        write_private(folder / name, each)
        typer.echo(str(folder / name))


async def _extract(
    profile: Profile, details: Details, request: GetHistoryRequest, second: Path | None
) -> tuple[bytes, dict[str, bytes]]:
    """The whole bundle with its papers signed, and the papers by name. Raises as :meth:`Asking.ask`, and NoExtract."""
    approver = load_profile(second) if second else None
    async with Channel(profile) as channel:
        raw = await _asked(channel, Asking(channel), details, request, approver)
        papers = files(extract_of(decode_evidence(raw), _registry(channel, raw)))
        return with_papers(raw, papers, channel.key), papers


async def _case(
    profile: Profile, details: Details, requests: list[GetHistoryRequest]
) -> tuple[list[bytes], dict[str, bytes]]:
    """The whole bundles, the first with the papers signed, and the papers by name. Raises as :func:`_extract`."""
    async with Channel(profile) as channel:
        asking = Asking(channel)
        answers = []
        for request in requests:
            raw = await _asked(channel, asking, details, request, None)
            answers.append((read_answer(decode_evidence(raw), _registry(channel, raw)), raw))
        ordered = in_order([answer for answer, _ in answers])
        bundles = [next(raw for answer, raw in answers if answer is each) for each in ordered]
        papers = case_files(case_of(ordered))
        named = papers | {further_name(at): redact(raw) for at, raw in enumerate(bundles[1:], 2)}
        return [with_papers(bundles[0], named, channel.key), *bundles[1:]], papers


async def _asked(
    channel: Channel, asking: Asking, details: Details, request: GetHistoryRequest, approver: Profile | None
) -> bytes:
    """The proven exchange as a whole bundle."""
    answered = await asking.ask(details, request, GetHistoryResponse, approver=approver)
    if copies := told(answered.message):
        say(copies)
    return await gather(channel, answered.exchange)


def _registry(channel: Channel, raw: bytes) -> Registry:
    """That under which the hub answered."""
    version = parse_header(decode_evidence(raw).answer_header).registry_version
    return next(one for one in channel.registries.chain() if one.version == version)
