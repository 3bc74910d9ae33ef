"""`rabta check`: hit or no hit for a traveller who stands before the officer; exit 5 where there is a hit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

import typer
from rabta.exchange.v1.check_service_pb2 import (
    NAME_SEARCH_CHILD_ALERTS,
    NAME_SEARCH_NONE,
    CheckTravellerRequest,
    CheckTravellerResponse,
    NamedTraveller,
    TravellerHit,
)
from rabta.records.v1.listing_pb2 import ListType

from services.cli.ask import ask, run
from services.cli.heading import Heading, heading
from services.cli.options import (
    BasisOption,
    CaseOption,
    CountryOption,
    EvidenceOption,
    LanguageOption,
    Output,
    OutputOption,
    ProfileOption,
    PurposeOption,
    TypeOption,
    profile_of,
    read_name,
    reported,
)
from services.cli.pager import pageable, paged
from services.cli.persons import GenderOption, gender_of
from services.cli.reads import asked, details_of, selector
from services.cli.show import Part, as_csv, as_json, banners, called, print_banners
from services.cli.table import line
from services.draw import table_words as words
from services.tables.times import shown
from services.vocabulary.readings import is_urdu
from services.vocabulary.record_readings import LISTS

HIT: Final = 5
"""Exit where something is to be done; 0 where nothing is held that this officer may act on."""
_COLUMNS: Final = ("owner", "desk", "phone", "action", "caution", "authority", "list", "expires")
PostOption = Annotated[str, typer.Option("--post", help="The post, as the agency's crossing feed calls it.")]
BornOption = Annotated[
    int,
    typer.Option("--born", help="Without a document: asks by name (stdin or a prompt), with this year of birth."),
]


@pageable
def check(
    profile: ProfileOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    born: BornOption = 0,
    gender: GenderOption = "",
    post: PostOption = "",
    output: OutputOption = Output.TABLE,
    language: LanguageOption = "",
    evidence: EvidenceOption = None,
) -> None:
    """Check a traveller at a post by a document (number from stdin or a prompt). Exit 5 for a hit, 0 for none."""
    settings = profile_of(profile, urdu=True)
    details = details_of(settings, purpose, legal_basis, case, chosen="CHECKPOINT")
    request, about = _request(kind, country, born, gender)
    request.post = post
    with reported():
        answer = run(ask(settings, details, request, CheckTravellerResponse, evidence)).message
    show(answer, output, heading(settings, details, about, ()), is_urdu(language or settings.language))
    if answer.hits:
        raise typer.Exit(HIT)


def _request(kind: str, country: str, born: int, gender: str) -> tuple[CheckTravellerRequest, str]:
    """What is asked, and the same in words."""
    if born:
        sex = gender_of(gender)
        name = read_name("name")
        named = NamedTraveller(name=name, birth_year=born, gender=sex)
        return CheckTravellerRequest(named=named), ", ".join(filter(None, (name, str(born), gender.upper())))
    chosen = selector(kind, country)
    return CheckTravellerRequest(document=chosen.identifier), asked(chosen)


@paged()
def show(answer: CheckTravellerResponse, output: Output, head: Heading, urdu: bool) -> None:
    """One line for each thing to do, or that there is none, with the age of copies; then whom to ask first."""
    if output is Output.JSON:
        as_json(answer, head)
    elif output is Output.CSV:
        hits = Part("Hits", _COLUMNS, (_row(hit, urdu) for hit in answer.hits))
        as_csv(head, *([banners(answer.banners, urdu)] if answer.banners else []), hits)
    else:
        for told in _lines(answer, urdu):
            line(told, "bold red" if answer.hits else "bold", hang=2)
        print_banners(banners(answer.banners, urdu))


def _lines(answer: CheckTravellerResponse, urdu: bool) -> Iterator[str]:
    age = words.text("check.data", urdu, time=shown(answer.synced_ms)) if answer.synced_ms else ""
    if not answer.hits:
        yield "; ".join(filter(None, (_no_hit(answer, urdu), age)))
    for hit in answer.hits:
        owner, desk, phone, action, caution, *more = _row(hit, urdu)
        do = " - ".join(filter(None, (action or words.text("check.call", urdu), caution, *more)))
        whom = ", ".join(words.cell(each, urdu) for each in (owner, desk, phone) if each)
        yield "; ".join(filter(None, (words.text("check.hit", urdu, do=do), whom, age)))
    if answer.more:
        yield words.text("check.more", urdu)
    if answer.hits and _unsearched(answer):
        yield words.text("check.not.searched", urdu)


def _unsearched(answer: CheckTravellerResponse) -> bool:
    """Whether the name was too common for entries other than alerts for children."""
    return answer.name_search in (NAME_SEARCH_CHILD_ALERTS, NAME_SEARCH_NONE)


def _no_hit(answer: CheckTravellerResponse, urdu: bool) -> str:
    """No hit where all was searched; what was not searched is never told as absent."""
    none = words.text("check.none", urdu)
    if not _unsearched(answer):
        return none
    alerts = words.text("check.child.alerts", urdu, none=none) if answer.name_search == NAME_SEARCH_CHILD_ALERTS else ""
    return "; ".join(filter(None, (words.text("check.not.searched", urdu), alerts)))


def _row(hit: TravellerHit, urdu: bool) -> tuple[str, ...]:
    return (
        hit.owner_name or hit.owner, hit.desk.name, hit.desk.phone, words.value(hit.action, urdu),
        words.value(hit.caution, urdu), hit.authority, called(LISTS, ListType, hit.list_type, urdu),
        hit.expires and words.text("check.until", urdu, day=hit.expires),
    )  # fmt: skip
