"""What `rabta law` asks the hub about the cited case: requests, who asks and why, and how answers are shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, cast

import typer
from rabta.records.v1 import case_law_pb2 as law
from rabta.records.v1 import statement_review_pb2 as review

from services.access.details import Details
from services.cli.heading import heading
from services.cli.hit_asked import changed, new_id, print_part, sent
from services.cli.options import USAGE, Output, profile_of, reported, say
from services.cli.reads import ClassOption, details_of, protecting
from services.cli.table import line
from services.client.profile import Profile
from services.listing import case_law as listing
from services.listing import statements as spoken
from services.statutes.age_rows import Ask
from services.statutes.charge import GeneralReason
from services.statutes.fit import Stated
from services.tables.times import shown
from services.vocabulary.answers import Answer
from services.vocabulary.readings import is_urdu

__all__ = ["ClassOption", "OptionalProfile", "RecordOption"]

OptionalProfile = Annotated[
    Path | None,
    typer.Option("--profile", envvar="RABTA_PROFILE", help="To ask the hub: endpoint, certificates, keys."),
]
RecordOption = Annotated[
    str, typer.Option("--record", help="A record of the cited case about the person: agencies/{agency}/records/{id}.")
]
ASK = "no facts are given: name --profile and a case to ask the hub"
Reason = tuple[Profile, Details]


def reason(
    profile: Path | None, purpose: str, basis: str, case: str, query_class: str, *, urdu: bool = False
) -> Reason:
    """Who asks, and why. Exit 2 where no profile is named, or a word is missing or unknown."""
    if profile is None:
        say(f"rabta: {ASK}")
        raise typer.Exit(USAGE)
    settings = profile_of(profile, urdu=urdu)
    with reported():
        return settings, details_of(settings, purpose, basis, case, chosen=query_class)


def child_request(record: str, person: Ask, place: str, workplace: str, *, continuing: bool) -> law.CheckChildRequest:
    """About whom a record of the case is."""
    asked_as = cast(law.AskedAs, law.AskedAs.Value(f"ASKED_AS_{person}"))
    return law.CheckChildRequest(
        record=record, asked_as=asked_as, place=place, workplace=workplace, continuing=continuing
    )


def fit_request(said: Mapping[str, Stated], victim: str, crossed: Answer, place: str) -> law.FitChargesRequest:
    """With what is said to have been done."""
    words = [
        law.StatedWord(word=word, how=cast(law.StatedHow, law.StatedHow.Value(f"STATED_HOW_{stated.how}")))
        for word, stated in said.items()
    ]
    over = cast(law.LawAnswer, law.LawAnswer.Value(f"LAW_ANSWER_{crossed}"))
    return law.FitChargesRequest(said=words, victim=victim, crossed=over, place=place)


def clocks_request(procedure: str, place: str) -> law.ListClocksRequest:
    """Of one procedure, or of all."""
    return law.ListClocksRequest(procedure=procedure, place=place)


def child(why: Reason, request: law.CheckChildRequest, output: Output, evidence: Path | None, language: str) -> None:
    """What each law says of the person."""
    answer = sent(why, request, law.CheckChildResponse, evidence)
    urdu = is_urdu(language or why[0].language)
    print_part(heading(*why, "ages"), answer, listing.ages(answer, urdu=urdu), output, lines=listing.together(answer))


def fit(why: Reason, request: law.FitChargesRequest, output: Output, evidence: Path | None) -> None:
    """Whether the facts fit offences, who investigates, and what the sections of the case leave out."""
    answer = sent(why, request, law.FitChargesResponse, evidence)
    after = (listing.bodies(answer), listing.points(answer))
    lines = ["points for the officer who decides: they add, and never replace a section"]
    print_part(heading(*why, "offences"), answer, listing.offences(answer), output, after=after, lines=lines)


def state(why: Reason, kind: GeneralReason, words: str, request_id: str) -> None:
    """Why the general law alone is charged, as it is kept. ``request_id``: of an earlier try; empty for a new one."""
    mine = new_id(request_id)
    which = cast(law.GeneralReason, law.GeneralReason.Value(f"GENERAL_REASON_{kind}"))
    request = law.StateChargeReasonRequest(request_id=mine, kind=which, words=words)
    kept = changed(why, request, mine, law.StateChargeReasonResponse).reason
    holds = "holds" if kept.holds else "holds no longer"
    line(f"{kind}: stated by {kept.officer} of {kept.agency}, {shown(kept.at_ms)}; {holds}")


def clocks(why: Reason, request: law.ListClocksRequest, output: Output, evidence: Path | None) -> None:
    """What is due in the case."""
    answer = sent(why, request, law.ListClocksResponse, evidence)
    print_part(heading(*why, "clocks"), answer, listing.clocks(answer.steps), output)


def statements(
    profile: Path,
    said: tuple[str, str, str],
    output: Output,
    evidence: Path | None,
    language: str,
    second: Path | None,
) -> None:
    """What speaks against a free statement in the case. ``said``: purpose, legal basis, case."""
    settings = profile_of(profile, urdu=True)
    with reported():
        why = settings, protecting(settings, *said)
    answer = sent(why, review.ReviewStatementsRequest(), review.ReviewStatementsResponse, evidence, second)
    urdu = is_urdu(language or settings.language)
    lines = [spoken.NEITHER[urdu]] if answer.reviews else []
    print_part(heading(*why, "statements"), answer, spoken.statements(answer.reviews, urdu=urdu), output, lines=lines)
