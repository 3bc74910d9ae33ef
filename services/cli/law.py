"""`rabta law`: what dated law says of an age, of facts, of what is due. Nothing is decided.

Where the facts are given nothing is sent. Where none are, the hub is asked about the cited case (`law_asked.py`).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Annotated, Final, NoReturn

import typer

from services.cli import law_asked
from services.cli.break_glass import read_words
from services.cli.hit_asked import RequestIdOption
from services.cli.law_asked import OptionalProfile, RecordOption
from services.cli.options import (
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
    say,
)
from services.cli.table import line, table
from services.statutes.age_rows import WORKPLACES, Ask, At, age_rows
from services.statutes.ages import Days, Question, agree, ask, protect
from services.statutes.charge import GeneralReason, charge_check
from services.statutes.clocks import Event, due
from services.statutes.fit import Facts, Shown, Stated, fit
from services.statutes.investigator import investigators
from services.statutes.offence_rows import ACTS, FURTHER, MEANS, PURPOSES, SAME_AS, offence_rows
from services.statutes.provision import PLACES, Provision
from services.statutes.sop_rows import EVENTS, shipped_sops
from services.values.dates import span, span_or_none
from services.values.records import Birth, Section
from services.vocabulary.access import LegalBasis, Purpose
from services.vocabulary.answers import Answer
from services.vocabulary.readings import is_urdu

app = typer.Typer(no_args_is_help=True, help="Dated law: ages, offences, clocks. It decides nothing about anybody.")

BirthOption = Annotated[
    list[str] | None, typer.Option("--birth", help="Birth as ISO 8601, or FIRST/LAST; more than one where they differ.")
]
PlaceOption = Annotated[
    str,
    typer.Option(help="Province: PB, SD, KP, BA, ICT, GB or AJK. Default: of the case's FIR number; without a hub PB."),
]
_PLACE: Final = "PB"
"""Where nothing is asked of a hub and no province is named."""
SexOption = Annotated[str, typer.Option(help="M or F; anything else is not known.")]
ClassOption = law_asked.ClassOption
WORDS = ACTS | MEANS | PURPOSES | FURTHER | SAME_AS.keys()


@app.command()
def child(
    act: Annotated[str, typer.Option(help="Day of the act, marriage or work; without it the hub is asked.")] = "",
    record: RecordOption = "",
    person: Annotated[Ask, typer.Option("--as", help="As what the law looks at the person.")] = Ask.VICTIM,
    birth: BirthOption = None,
    basis: Annotated[str, typer.Option(help="What a birth rests on, such as CRC or MEDICAL.")] = "",
    until: Annotated[
        str, typer.Option(help="Last day, where it was done over a span or on an unknown day of it.")
    ] = "",
    continuing: Annotated[bool, typer.Option("--continuing", help="It lasted from the first to the last day.")] = False,
    reported: Annotated[str, typer.Option(help="Day of the report that a child is missing.")] = "",
    place: PlaceOption = "",
    sex: SexOption = "",
    workplace: Annotated[str, typer.Option(help="KILN, FACTORY or PLEDGE.")] = "",
    language: LanguageOption = "",
    profile: OptionalProfile = None,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    query_class: ClassOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Say under which laws somebody is a child: by the facts given, or of a person of the cited case."""
    _one_of("--place", place, {"", *PLACES})
    _one_of("--workplace", workplace, WORKPLACES)
    if not act:
        asked = law_asked.child_request(record, person, place, workplace, continuing=continuing)
        reason = law_asked.reason(profile, purpose, legal_basis, case, query_class, urdu=True)
        law_asked.child(reason, asked, output, evidence, language)
        return
    days = dict.fromkeys((At.ACT, At.MARRIAGE, At.WORK), Days(_date("--act", act), _date("--until", until), continuing))
    if reported:
        days[At.REPORT] = Days(_date("--reported", reported))
    question = Question(person, _births(birth, basis), days, place or _PLACE, sex, workplace)
    answers = ask(question, age_rows())
    urdu = is_urdu(language)
    rows = [(each.row.provision.id, each.answer, each.urdu if urdu else each.english, _cited(each.row.provision))
            for each in answers]  # fmt: skip
    table("Ages", ("row", "answer", "why", "law"), rows)
    line(f"together: {agree(answers)}; to be treated as a child: {'yes' if protect(question, answers) else 'no'}")


@app.command(name="fit")
def fit_command(
    word: Annotated[
        list[str], typer.Option(help="What is alleged, such as RECRUIT; WORD=UNKNOWN, =DENIED or =SHOWN says how.")
    ],
    act: Annotated[str, typer.Option(help="Day of the act; without it the hub is asked.")] = "",
    record: RecordOption = "",
    birth: BirthOption = None,
    sex: SexOption = "",
    until: Annotated[str, typer.Option(help="Last day of the act.")] = "",
    place: PlaceOption = "",
    crossed: Annotated[Answer, typer.Option(help="Whether the victim was taken over the border.")] = Answer.CANNOT_TELL,
    charge: Annotated[list[str] | None, typer.Option(help="A section as charged, such as 'PPC 371-A'.")] = None,
    profile: OptionalProfile = None,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    query_class: ClassOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Say which offences the facts fit, what would settle the open ones, and what a list of charges leaves out."""
    _one_of("--place", place, {"", *PLACES})
    if not act:
        asked = law_asked.fit_request(_stated(word), record, crossed, place)
        law_asked.fit(law_asked.reason(profile, purpose, legal_basis, case, query_class), asked, output, evidence)
        return
    facts = Facts(
        _stated(word), _births(birth, ""), sex, _date("--act", act), _date("--until", until), place or _PLACE, crossed
    )
    rows = offence_rows()
    fits = fit(facts, rows, age_rows())
    table(
        "Offences",
        ("offence", "verdict", "open", "missing", "law"),
        [
            (name, f.verdict, ", ".join(f.open), ", ".join(f.failed), _cited(f.row.provision))
            for name, f in fits.items()
        ],
    )
    day = span(act).first_day
    table("Who investigates", ("body", "mark", "why"), investigators(fits, crossed, day))
    charged = [_section(each) for each in charge or ()]
    points = charge_check(charged, fits, rows, facts) if charged else ()
    table("Points", ("point", "offences"), [(point.kind, ", ".join(point.offences)) for point in points])
    line("points for the officer who decides: they add, and never replace a section")


@app.command()
def clocks(
    procedure: Annotated[str, typer.Argument(help="One of `rabta law show`, such as missing-child.")] = "",
    event: Annotated[
        list[str] | None,
        typer.Option(help="WORD=TIME, such as MISSING_CHILD_REPORTED=2024-05-06T10:00; without one the hub is asked."),
    ] = None,
    place: PlaceOption = "",
    now: Annotated[str, typer.Option(help="As of this time; now where it is not given.")] = "",
    profile: OptionalProfile = None,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    query_class: ClassOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Say which steps of a procedure are due, done or late: by the events given, or in the cited case."""
    _one_of("--place", place, {"", *PLACES})
    sops = shipped_sops()
    _one_of("PROCEDURE", procedure, sops.keys() if event else {"", *sops})
    if not event:
        asked = law_asked.clocks_request(procedure, place)
        law_asked.clocks(law_asked.reason(profile, purpose, legal_basis, case, query_class), asked, output, evidence)
        return
    events = [_event(each) for each in event]
    at = span(_date("--now", now)).first_ms if now else time.time_ns() // 1_000_000
    states = due(sops[procedure], events, at, place or _PLACE)
    rows = [(each.step.provision.id, each.state, each.step.who, each.step.what, _cited(each.step.provision))
            for each in states]  # fmt: skip
    table(sops[procedure].title, ("step", "state", "who", "what", "law"), rows)
    if not rows:
        line("asks nothing there")


@app.command(name="reason")
def reason_command(
    kind: Annotated[GeneralReason, typer.Argument(help="Why the general law alone is charged.")],
    profile: OptionalProfile = None,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    query_class: ClassOption = "",
    request_id: RequestIdOption = "",
) -> None:
    """State why the general law alone is charged in the cited case; the words come from stdin or a prompt."""
    asked = law_asked.reason(profile, purpose, legal_basis, case, query_class)
    law_asked.state(asked, kind, read_words("words"), request_id)


@app.command()
def statements(
    profile: ProfileOption,
    case: CaseOption = "",
    purpose: PurposeOption = Purpose.TRIAL,
    legal_basis: BasisOption = LegalBasis.TRIAL_ANTECEDENTS,
    language: LanguageOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
) -> None:
    """List statements of the cited case that somebody may not have made freely; never which of them is true.

    Oversight asks with --purpose oversight --legal-basis data-oversight. Who protects the person that spoke asks with
    --purpose protect-victim --legal-basis victim-witness, of the referral, with a second person. The station of the
    case is refused.
    """
    law_asked.statements(profile, (purpose, legal_basis, case), output, evidence, language, approver)


@app.command()
def show() -> None:
    """The rows of law that are held: ages, offences, procedures, each with its mark."""
    ages = [(name, row.ask, str(row.below or ""), _cited(row.provision)) for name, row in age_rows().items()]
    table("Ages", ("row", "as", "below", "law"), ages)
    offences = [(name, row.offence, _cited(row.provision)) for name, row in offence_rows().items()]
    table("Offences", ("row", "offence", "law"), offences)
    procedures = [(name, sop.title, _cited(sop.provision)) for name, sop in shipped_sops().items()]
    table("Procedures", ("procedure", "title", "law"), procedures)


def _cited(provision: Provision) -> str:
    return provision.cited + (f" ({provision.note})" if provision.note else "")


def _births(texts: Sequence[str] | None, basis: str) -> tuple[Birth, ...]:
    found = []
    for text in texts or ():
        first, _, last = text.partition("/")
        found.append(Birth(_date("--birth", first), _date("--birth", last or first), basis))
    return tuple(found)


def _stated(words: Iterable[str]) -> dict[str, Stated]:
    found = {}
    for each in words:
        word, _, how = each.partition("=")
        _one_of("--word", word, WORDS)
        _one_of("--word", how or Shown.ALLEGED, frozenset(Shown))
        found[word] = Stated(Shown(how or Shown.ALLEGED))
    return found


def _section(text: str) -> Section:
    act, _, provision = text.partition(" ")
    if not provision:
        _usage(f"--charge: {text!r} is no section such as 'PPC 371-A'")
    return Section(act, provision)


def _event(text: str) -> Event:
    word, _, at = text.partition("=")
    _one_of("--event", word, EVENTS)
    if not at:
        _usage(f"--event: {text!r} has no time")
    return Event(word, _date("--event", at))


def _date(option: str, text: str) -> str:
    if text and span_or_none(text) is None:
        _usage(f"{option}: {text!r} is no ISO 8601 date or time")
    return text


def _one_of(option: str, text: str, of: Iterable[str]) -> None:
    allowed = sorted(of)
    if text not in allowed:
        _usage(f"{option}: {text!r} is none of {', '.join(filter(None, allowed))}")


def _usage(text: str) -> NoReturn:
    say(f"rabta: {text}")
    raise typer.Exit(USAGE)
