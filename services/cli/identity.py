"""`rabta identity`: what an identity registry says of a number, and how far a node's numbers are tokens."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rabta.identity.v1 import attribute_pb2 as at
from rabta.identity.v1 import change_pb2 as ch
from rabta.identity.v1 import identity_service_pb2 as pb
from rabta.records.v1.history_pb2 import Selector
from rabta.records.v1.records_service_pb2 import ConfirmPersonRequest, ConfirmPersonResponse

from services.access.details import Details
from services.cli import provisional, show
from services.cli.ask import ask, run
from services.cli.graph import Folder
from services.cli.heading import heading
from services.cli.identity_asked import (
    TransactionOption,
    answered,
    asked_under,
    attributes_of,
    claimed_of,
    cursor_of,
    of_system,
    print_answer,
    registry_of,
    value_of,
    why,
)
from services.cli.identity_progress import Shown
from services.cli.options import (
    ERROR,
    USAGE,
    ApproverOption,
    BasisOption,
    CaseOption,
    CountryOption,
    EvidenceOption,
    Output,
    OutputOption,
    ProfileOption,
    PurposeOption,
    SecondBasisOption,
    TypeOption,
    profile_of,
    reported,
    say,
)
from services.cli.reads import asked, selector
from services.client.hub_words import person_word
from services.errors import RabtaError
from services.node.identity_backfill import NoRegistry
from services.node.identity_backfill import backfill as filled
from services.node.settings import SettingsError, load_settings
from services.tables.showing import harmless
from services.values.dates import day_text, today
from services.vocabulary.access import QueryClass

app = typer.Typer(help="What an identity registry says, and numbers as tokens.", no_args_is_help=True)
app.add_typer(provisional.app, name="provisional")
AttributeOption = Annotated[
    list[str], typer.Option("--attribute", help="NAME, FATHER_NAME, BIRTH, GENDER ...; once or more.")
]


@app.command()
def verify(
    profile: ProfileOption,
    attribute: AttributeOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    transaction: TransactionOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Whether what is known of a person agrees with the register: yes, no, partly, cannot tell; never a value.

    The number comes first from a prompt or stdin, then a line for each attribute, in order.
    """
    settings, details = why(profile, purpose, legal_basis, case, second_basis)
    number = selector(kind, country)
    claimed = [claimed_of(each) for each in attributes_of(attribute)]
    request = pb.VerifyRequest(asked=asked_under(details, transaction), identifier=number.identifier, claimed=claimed)
    answer = answered(settings, details, request, pb.VerifyResponse, evidence)
    rows = [
        (
            show.word(at.Attribute, one.attribute),
            show.word(at.Verdict, one.verdict),
            show.word(at.Modality, one.modality),
        )
        for one in answer.verified
    ]
    part = show.Part("The register says", ("attribute", "agrees", "compared by"), rows)
    print_answer(answer, output, heading(settings, details, asked(number)), part)
    if answer.card and output is Output.TABLE:
        typer.echo(f"document: {show.word(at.CardState, answer.card)}")


@app.command()
def age(
    profile: ProfileOption,
    on: Annotated[str, typer.Option(help="Day, ISO 8601; today where none is given.")] = "",
    years: Annotated[int, typer.Option(help="Completed years that are asked for.")] = 18,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    transaction: TransactionOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Whether a person has an age on a day: yes, no, cannot tell; never a birth. The number is read from stdin."""
    settings, details = why(profile, purpose, legal_basis, case, second_basis)
    number, day = selector(kind, country), on or day_text(today(clock()))
    request = pb.AgeOnRequest(asked=asked_under(details, transaction), identifier=number.identifier, day=day, age=years)
    answer = answered(settings, details, request, pb.AgeOnResponse, evidence)
    row = (day, str(years), show.word(at.Verdict, answer.of_age), show.word(at.Modality, answer.modality))
    part = show.Part("The register says", ("day", "years", "of age", "by"), [row])
    print_answer(answer, output, heading(settings, details, asked(number)), part)


@app.command()
def attributes(
    profile: ProfileOption,
    attribute: AttributeOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    transaction: TransactionOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
    approver: ApproverOption = None,
) -> None:
    """What the register states of a person, of what is asked and the purpose allows. The number is read from stdin.

    The hub is asked first whether the case names the person; the registry states nothing without its word. An address
    of anybody but the missing child takes a second person of another agency or of oversight.
    """
    settings, details = why(profile, purpose, legal_basis, case, second_basis)
    number = selector(kind, country)
    request = pb.GetAttributesRequest(
        asked=asked_under(details, transaction),
        identifier=number.identifier,
        attributes=attributes_of(attribute),
        word=_word_on(profile, details, number),
    )
    answer = answered(settings, details, request, pb.GetAttributesResponse, evidence, approver)
    said = answer.statement
    rows = [(show.word(at.Attribute, one.attribute), value_of(one), one.text_ur) for one in said.values]
    rows += [(show.word(at.Attribute, each), "(not stated)", "") for each in said.withheld]
    part = show.Part("The register states", ("attribute", "value", "in Urdu"), rows)
    print_answer(answer, output, heading(settings, details, asked(number)), part)


def _word_on(profile: Path, details: Details, person: Selector) -> pb.PersonWord:
    """The hub's word that the case names the person. Exit 1 where it does not: the registry is not asked."""
    with reported():
        answer = run(ask(profile_of(profile), details, ConfirmPersonRequest(selector=person), ConfirmPersonResponse))
    if not answer.message.named:
        say("rabta: the hub does not confirm that this case names this number; the registry states nothing")
        raise typer.Exit(ERROR)
    return person_word(answer)


@app.command()
def family(
    profile: ProfileOption,
    approver: ApproverOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    second_basis: SecondBasisOption = "",
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    transaction: TransactionOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """Who a person's nearest relatives are: two agencies ask, to protect a victim or find a child."""
    settings, details = why(profile, purpose, legal_basis, case, second_basis, QueryClass.FAMILY)
    number = selector(kind, country)
    request = pb.GetFamilyRequest(asked=asked_under(details, transaction), identifier=number.identifier)
    answer = answered(settings, details, request, pb.GetFamilyResponse, evidence, approver)
    rows = [
        (show.word(at.RelativeKind, one.kind), one.name, one.name_ur, "dead" if one.deceased else "")
        for one in answer.relatives
    ]
    part = show.Part("Family", ("relation", "name", "in Urdu", "state"), rows)
    print_answer(answer, output, heading(settings, details, asked(number)), part)


@app.command()
def token(
    profile: ProfileOption,
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    transaction: TransactionOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """The agency's own token in the place of a number, asked by its system. The number is read from stdin."""
    settings = registry_of(profile)
    request = pb.ResolveTokenRequest(asked=of_system(transaction), identifiers=[selector(kind, country).identifier])
    answer = answered(settings, None, request, pb.ResolveTokenResponse)
    rows = [(show.word(pb.ResolveOutcome, one.outcome), one.token.hex()) for one in answer.resolved]
    print_answer(answer, output, None, show.Part("Token", ("outcome", "token"), rows))


@app.command()
def changes(
    profile: ProfileOption,
    after: Annotated[str, typer.Option(help="FEED EPOCH SEQUENCE, as this command ends with.")] = "",
    transaction: TransactionOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """What became of the agency's own tokens, oldest first: joined, split, replaced, blocked, deceased."""
    settings = registry_of(profile)
    request = pb.ListChangesRequest(asked=of_system(transaction), cursor=cursor_of(after), page_size=500)
    answer = answered(settings, None, request, pb.ListChangesResponse)
    rows = [
        (str(one.sequence), show.word(ch.ChangeKind, one.kind), one.token.hex(), " ".join(map(bytes.hex, one.others)))
        for one in answer.changes
    ]
    print_answer(answer, output, None, show.Part("Changes", ("number", "what", "token", "others"), rows))
    if output is Output.TABLE:
        reached = answer.next
        more = "there is more" if answer.more else "no more yet"
        say(f"{more}: go on with --after '{harmless(reached.feed)} {reached.epoch} {reached.sequence}'")


def clock() -> int:
    """Milliseconds since the Unix epoch."""
    return time.time_ns() // 1_000_000


@app.command()
def backfill(folder: Folder) -> None:
    """Ask the registry for every number that the node's records hold; stopped, the same command goes on.

    Where the node runs, its own process asks, and this shows how far it is. Numbers that stay numbers are counted.
    """
    progress = Shown(sys.stderr.isatty())
    try:
        far = asyncio.run(filled(load_settings(folder), clock, progress.told))
    except (NoRegistry, SettingsError) as error:
        say(f"rabta: {error}")
        raise typer.Exit(USAGE) from None
    except (RabtaError, OSError) as error:
        say(f"rabta: {type(error).__name__}: {error}")
        raise typer.Exit(ERROR) from None
    progress.end()
    counts = far.counts
    typer.echo(f"tokens: {counts.tokens}")
    typer.echo(
        f"stay numbers: {counts.not_registered} not registered, {counts.ambiguous} of several people,"
        f" {counts.cannot_tell} cannot tell"
    )
    if not far.whole:
        say(
            f"{counts.waiting} wait, as the registry does not answer or takes no more for a while; they are asked later"
        )
        raise typer.Exit(ERROR)
