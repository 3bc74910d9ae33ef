"""`rabta search`, `history` and `record`: what is known, to whom, and why."""

from __future__ import annotations

from typing import Annotated, cast

import typer
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.records_service_pb2 import (
    GetHistoryRequest,
    GetHistoryResponse,
    GetRecordRequest,
    GetRecordResponse,
    ListVersionsRequest,
    ListVersionsResponse,
    SearchRequest,
    SearchResponse,
)
from rabta.records.v1.subject_pb2 import Identifier, IdentifierType

from services.access.details import Details
from services.cli import completion_words as words
from services.cli import show, show_history
from services.cli.ask import ask, run
from services.cli.heading import heading, names_in_urdu
from services.cli.options import (
    USAGE,
    ApproverOption,
    AsOfOption,
    BasisOption,
    CaseOption,
    CountryOption,
    EvidenceOption,
    GlassOption,
    KnownAtOption,
    LanguageOption,
    Output,
    OutputOption,
    PageOption,
    ProfileOption,
    PurposeOption,
    SecondBasisOption,
    TypeOption,
    moment,
    profile_of,
    read_number,
    reported,
    say,
)
from services.cli.pager import pageable
from services.cli.reason import why
from services.client.profile import Profile
from services.client.reason import protecting_class, reading_class
from services.listing.watches import number
from services.tables.showing import harmless
from services.vocabulary.readings import is_urdu

ClassOption = Annotated[
    str, typer.Option("--query-class", help="Default: what the purpose permits.", autocompletion=words.query_classes)
]


def query_class(purpose: str, chosen: str) -> str:
    """The class to ask a token for."""
    return chosen or reading_class(purpose)


def details_of(settings: Profile, purpose: str, basis: str, case: str, second: str = "", chosen: str = "") -> Details:
    """Why the officer asks, see :func:`services.cli.reason.why`, with the class that the purpose permits."""
    reason = why(settings, purpose, basis, case, second)
    return reason.details(query_class(reason.purpose, chosen))


def protecting(settings: Profile, purpose: str, basis: str, case: str) -> Details:
    """The same of a question about people whom the law may protect."""
    reason = why(settings, purpose, basis, case, "")
    return reason.details(protecting_class(reason.purpose))


def asked(selector: Selector) -> str:
    """The number that is asked for, with its kind."""
    return number(selector.identifier)


def selector(kind: str, country: str) -> Selector:
    """What to ask for; the number comes from a prompt or stdin. Exit 2 for an unknown kind."""
    name = f"IDENTIFIER_TYPE_{kind.upper().replace('-', '_')}"
    if name not in IdentifierType.keys():  # noqa: SIM118
        say(f"rabta: unknown identifier type {kind}")
        raise typer.Exit(USAGE)
    value = cast(IdentifierType, IdentifierType.Value(name))
    return Selector(identifier=Identifier(type=value, value=read_number(kind), country=country.upper()))


def more(page_token: str) -> None:
    """An answer that is cut says so."""
    if page_token:
        say(f"there is more: ask again with --page-token {harmless(page_token)}")


@pageable
def search(
    profile: ProfileOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    kind: TypeOption = "CNIC",
    second_basis: SecondBasisOption = "",
    chosen: ClassOption = "",
    country: CountryOption = "",
    break_glass: GlassOption = "",
    page_token: PageOption = "",
    output: OutputOption = Output.TABLE,
    language: LanguageOption = "",
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
) -> None:
    """Ask who is known under an identifier (read from stdin or a prompt)."""
    settings = profile_of(profile, urdu=True)
    details = details_of(settings, purpose, legal_basis, case, second_basis, chosen)
    request = SearchRequest(selector=selector(kind, country), break_glass=break_glass, page_token=page_token)
    with reported():
        answer = run(ask(settings, details, request, SearchResponse, evidence, approver)).message
    language = language or settings.language
    in_urdu = names_in_urdu(output, language)
    held = ((show.name_of(match.subject, in_urdu), match.owner) for match in answer.matches)
    head = heading(settings, details, asked(request.selector), held)
    show.search(answer, output, head, is_urdu(language))
    more(answer.next_page_token)


@pageable
def history(
    profile: ProfileOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    kind: TypeOption = "CNIC",
    second_basis: SecondBasisOption = "",
    chosen: ClassOption = "",
    country: CountryOption = "",
    as_of: AsOfOption = "",
    known_at: KnownAtOption = "",
    full: Annotated[
        bool, typer.Option("--full", help="Every line of the timeline; CSV and JSON always have all.")
    ] = False,
    break_glass: GlassOption = "",
    output: OutputOption = Output.TABLE,
    language: LanguageOption = "",
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
) -> None:
    """One consolidated, graded history over all agencies (identifier from stdin or a prompt)."""
    settings = profile_of(profile, urdu=True)
    details = details_of(settings, purpose, legal_basis, case, second_basis, chosen)
    known_ms = moment(known_at, end_of_day=True)
    request = GetHistoryRequest(
        selector=selector(kind, country), as_of_valid=as_of, as_of_recorded_ms=known_ms, break_glass=break_glass
    )
    with reported():
        answered = run(ask(settings, details, request, GetHistoryResponse, evidence, approver))
    answer = answered.message.history
    if answered.unsigned:
        say(f"{answered.unsigned} of these lines come without their owner's signature: they are the hub's word")
    language = language or settings.language
    held = show_history.held_names(answer, names_in_urdu(output, language))
    head = heading(settings, details, asked(request.selector), held, as_of=as_of, known_at_ms=known_ms)
    show_history.history(answer, output, language, head, full=full)


@pageable
def record(
    profile: ProfileOption,
    name: Annotated[str, typer.Argument(help="agencies/AGENCY/records/ID")],
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    chosen: ClassOption = "",
    known_at: KnownAtOption = "",
    versions: Annotated[bool, typer.Option("--versions", help="Every version, oldest first.")] = False,
    break_glass: GlassOption = "",
    page_token: PageOption = "",
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
) -> None:
    """One record, or all its versions, as JSON."""
    settings = profile_of(profile)
    details = details_of(settings, purpose, legal_basis, case, second_basis, chosen)
    known_ms = moment(known_at, end_of_day=True)
    with reported():
        if versions:
            listed = ListVersionsRequest(name=name, page_size=100, break_glass=break_glass, page_token=page_token)
            answer = run(ask(settings, details, listed, ListVersionsResponse, evidence, approver)).message
            found, cut = list(answer.versions), answer.next_page_token
        else:
            one = GetRecordRequest(name=name, as_of_recorded_ms=known_ms, break_glass=break_glass)
            single = run(ask(settings, details, one, GetRecordResponse, evidence, approver)).message
            if single.HasField("remains"):
                why_not = "expunged" if single.remains.expunged else "sealed from its owner"
                say(f"{name} is {why_not}: {harmless(', '.join(single.remains.order_nos)) or 'no number stated'}")
                return
            if not single.version.version:
                say(f"{name} is there; a court's pseudonym leaves nothing of it to be shown")
                return
            found, cut = [single.version], ""
    show.versions(found, heading(settings, details, name, known_at_ms=known_ms))
    more(cut)
