"""`rabta find` and `rabta person`: who is like a description, and one person as all records describe them."""

from __future__ import annotations

from typing import Annotated, cast

import typer
from rabta.records.v1.person_pb2 import PersonDescription
from rabta.records.v1.records_service_pb2 import (
    GetPersonRequest,
    GetPersonResponse,
    SearchPersonRequest,
    SearchPersonResponse,
)
from rabta.records.v1.subject_pb2 import Birth, Gender, Name, NameType

from services.cli import show, show_persons
from services.cli.ask import ask, run
from services.cli.heading import heading, names_in_urdu
from services.cli.options import (
    USAGE,
    ApproverOption,
    BasisOption,
    CaseOption,
    EvidenceOption,
    GlassOption,
    LanguageOption,
    Output,
    OutputOption,
    PageOption,
    ProfileOption,
    PurposeOption,
    SecondBasisOption,
    profile_of,
    read_name,
    reported,
    say,
)
from services.cli.pager import pageable
from services.cli.reads import ClassOption, details_of, more
from services.values.dates import first_and_last
from services.vocabulary.readings import is_urdu

RelationOption = Annotated[
    str,
    typer.Option(
        "--relation", help="father or husband: asks for that name too, on a second line of stdin; `s/o` in a name does."
    ),
]
BornOption = Annotated[str, typer.Option("--born", help="1985, 1985-03, 1985-03-04, or two of them with / between.")]
DistrictOption = Annotated[str, typer.Option("--district", help="Code such as PK-PB-LHR, or the district's name.")]
GenderOption = Annotated[str, typer.Option("--gender", help="m, f or x.")]
NearOption = Annotated[str, typer.Option("--near", help="Words of an address.")]


def description(relation: str, born: str, district: str, gender: str, near: str) -> PersonDescription:
    """What is asked for; names come from a prompt or stdin. Exit 2 for a word or a date that is none."""
    kinds = {"": [], "father": [NameType.NAME_TYPE_FATHER], "husband": [NameType.NAME_TYPE_HUSBAND]}
    if relation.lower() not in kinds:
        raise _unknown("relation", relation)
    sex = gender_of(gender)
    made = PersonDescription(gender=sex, birth=_birth(born) if born else None, district=district, address=near)
    made.names.append(Name(type=NameType.NAME_TYPE_OWN, text=read_name("name")))
    made.names.extend(
        Name(type=kind, text=read_name(f"name of {relation.lower()}")) for kind in kinds[relation.lower()]
    )
    return made


def gender_of(word: str) -> Gender:
    """Of m, f, x or nothing. Exit 2 for another word."""
    sex = f"GENDER_{word.upper()}" if word else "GENDER_UNSPECIFIED"
    if sex not in Gender.keys():  # noqa: SIM118
        raise _unknown("gender", word)
    return cast(Gender, Gender.Value(sex))


def _birth(text: str) -> Birth:
    try:
        first, last = first_and_last(text)
    except ValueError:
        raise _unknown("date of birth", text) from None
    return Birth(earliest=first, latest=last)


def _unknown(what: str, given: str) -> typer.Exit:
    say(f"rabta: {given} is no {what} that can be asked for")
    return typer.Exit(USAGE)


def asked(person: PersonDescription, urdu: bool = False) -> str:
    """The description in one line."""
    birth = person.birth
    days = birth.earliest if birth.earliest == birth.latest else f"{birth.earliest} / {birth.latest}"
    sex = Gender.Name(person.gender).removeprefix("GENDER_") if person.gender else ""
    return ", ".join(filter(None, (show.name_of(person, urdu), days, person.district, sex, person.address)))


@pageable
def find(
    profile: ProfileOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    relation: RelationOption = "",
    born: BornOption = "",
    district: DistrictOption = "",
    gender: GenderOption = "",
    near: NearOption = "",
    second_basis: SecondBasisOption = "",
    chosen: ClassOption = "",
    break_glass: GlassOption = "",
    page_token: PageOption = "",
    output: OutputOption = Output.TABLE,
    language: LanguageOption = "",
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
) -> None:
    """Ask who is like a description: ranked, with the reasons (name in any script from stdin or a prompt)."""
    settings = profile_of(profile, urdu=True)
    details = details_of(settings, purpose, legal_basis, case, second_basis, chosen)
    person = description(relation, born, district, gender, near)
    request = SearchPersonRequest(person=person, break_glass=break_glass, page_token=page_token)
    with reported():
        answer = run(ask(settings, details, request, SearchPersonResponse, evidence, approver)).message
    language = language or settings.language
    head = heading(settings, details, asked(person, names_in_urdu(output, language)))
    show_persons.found(answer, output, head, is_urdu(language))
    more(answer.next_page_token)


@pageable
def person(
    profile: ProfileOption,
    record: Annotated[str, typer.Argument(help="agencies/AGENCY/records/ID")],
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    chosen: ClassOption = "",
    break_glass: GlassOption = "",
    output: OutputOption = Output.TABLE,
    language: LanguageOption = "",
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
) -> None:
    """One person as every agency's records describe them, and what joins these."""
    settings = profile_of(profile, urdu=True)
    details = details_of(settings, purpose, legal_basis, case, second_basis, chosen)
    request = GetPersonRequest(record=record, break_glass=break_glass)
    with reported():
        answer = run(ask(settings, details, request, GetPersonResponse, evidence, approver)).message
    language = language or settings.language
    in_urdu = names_in_urdu(output, language)
    held = ((show.name_of(member.subject, in_urdu), member.owner) for member in answer.members)
    head = heading(settings, details, record, held)
    show_persons.one(answer, output, head, is_urdu(language))
