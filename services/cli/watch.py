"""`rabta watch`: be told what comes to be known of a number, a record, its person, the own case, or a question."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rabta.exchange.v1 import watch_service_pb2 as pb

from services.cli.heading import heading
from services.cli.hit_asked import RequestIdOption, changed, new_id, print_part, sent, why
from services.cli.options import (
    USAGE,
    BasisOption,
    CaseOption,
    CountryOption,
    EvidenceOption,
    Output,
    OutputOption,
    ProfileOption,
    PurposeOption,
    TypeOption,
    moment,
    say,
)
from services.cli.pager import pageable
from services.cli.reads import ClassOption, selector
from services.cli.watch_question import read_question
from services.listing import watches as listing
from services.tables.showing import harmless
from services.vocabulary.access import QueryClass

app = typer.Typer(help="Watches: what comes to be known, as far as the officer may see it.", no_args_is_help=True)


class Of(StrEnum):
    """What is watched, as `--of` takes it: two of them go with the name of a record."""

    NUMBER = "number"
    RECORD = "record"
    PERSON = "person"
    CASE = "case"
    QUESTION = "question"


OfOption = Annotated[
    Of,
    typer.Option("--of", help="number or question (both from stdin), record or person (of RECORD), or the cited case."),
]


@app.command()
def add(
    profile: ProfileOption,
    record: Annotated[str, typer.Argument(help="agencies/AGENCY/records/ID, of a record or a person.")] = "",
    of: OfOption = Of.NUMBER,
    until: Annotated[str, typer.Option(help="A date (its end) or time, at most 90 days ahead.")] = "",
    method: Annotated[
        str, typer.Option(help="Of a question: its method, such as Expand; its request comes as JSON from stdin.")
    ] = "",
    kind: TypeOption = "CNIC",
    country: CountryOption = "",
    deconflict: Annotated[
        bool, typer.Option("--deconflict", help="Of a number: let other agencies that watch it know the agency's desk.")
    ] = False,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    request_id: RequestIdOption = "",
    output: OutputOption = Output.TABLE,
) -> None:
    """Watch for the cited case; the answer is the same whatever is known."""
    reason = why(profile, purpose, legal_basis, case, QueryClass.NETWORK if of is Of.QUESTION else "")
    request, chosen = _asked(of, record, kind, country), new_id(request_id)
    if of is Of.QUESTION:
        request.question.CopyFrom(read_question(method))
    request.request_id, request.expires_ms = chosen, moment(until, end_of_day=True)
    request.deconflict = deconflict
    answer = changed(reason, request, chosen, pb.WatchResponse)
    print_part(heading(*reason, "watches"), answer, listing.watches([answer.watch]), output)


@app.command("list")
@pageable
def listed(
    profile: ProfileOption,
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """What the officer watches for the cited case."""
    reason = why(profile, purpose, legal_basis, case)
    answer = sent(reason, pb.ListWatchesRequest(), pb.ListWatchesResponse, evidence)
    print_part(heading(*reason, "watches"), answer, listing.watches(answer.watches), output)


@app.command()
@pageable
def read(
    profile: ProfileOption,
    after: Annotated[str, typer.Option(help="Go on from here, as the last reading said.")] = "",
    chosen: ClassOption = "",
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
    output: OutputOption = Output.TABLE,
    evidence: EvidenceOption = None,
) -> None:
    """What was told of the officer's watches, numbered without gaps; an empty line is one that they may no longer see.

    Questions are asked under --query-class NETWORK alone.
    """
    reason = why(profile, purpose, legal_basis, case, chosen)
    request = pb.ListAlertsRequest(cursor=_cursor(after) if after else None)
    answer = sent(reason, request, pb.ListAlertsResponse, evidence)
    print_part(heading(*reason, "watches"), answer, listing.told(answer.alerts), output)
    place = harmless(f"{answer.next.feed}:{answer.next.epoch}:{answer.next.sequence}")
    say(f"{'there is more: ' if answer.more else ''}go on with --after {place}")


@app.command()
def end(
    profile: ProfileOption,
    id_: Annotated[str, typer.Argument(metavar="WATCH", help="Id of the watch, as `rabta watch list` shows it.")],
    purpose: PurposeOption = "",
    legal_basis: BasisOption = "",
    case: CaseOption = "",
) -> None:
    """End a watch of the officer's own for the cited case."""
    sent(why(profile, purpose, legal_basis, case), pb.UnwatchRequest(id=id_), pb.UnwatchResponse)
    typer.echo("ended")


def _asked(of: Of, record: str, kind: str, country: str) -> pb.WatchRequest:
    """What is to be watched. Exit 2 where a record is named and of no use, or is of use and not named."""
    if (of in (Of.RECORD, Of.PERSON)) != bool(record):
        say(f"rabta: --of {of} goes {'without' if record else 'with'} the name of a record")
        raise typer.Exit(USAGE)
    if of is Of.QUESTION:
        return pb.WatchRequest()
    if of is Of.NUMBER:
        return pb.WatchRequest(identifier=selector(kind, country).identifier)
    if of is Of.CASE:
        return pb.WatchRequest(cited_case=True)
    return pb.WatchRequest(record=record) if of is Of.RECORD else pb.WatchRequest(person=record)


def _cursor(text: str) -> pb.AlertCursor:
    feed, _, place = text.partition(":")
    epoch, _, sequence = place.partition(":")
    if not (epoch.isdecimal() and sequence.isdecimal()):
        say("rabta: --after takes the place that the last reading said")
        raise typer.Exit(USAGE)
    return pb.AlertCursor(feed=feed, epoch=int(epoch), sequence=int(sequence))
