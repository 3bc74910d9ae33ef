"""What the commands of `rabta identity` have in common: whom they ask, how a question begins, what is typed."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Protocol, cast

import typer
from google.protobuf.message import Message
from rabta.access.v1.purpose_pb2 import LegalBasis as BasisValue
from rabta.access.v1.purpose_pb2 import Purpose as PurposeValue
from rabta.identity.v1 import attribute_pb2 as at
from rabta.identity.v1 import change_pb2 as ch
from rabta.identity.v1 import identity_service_pb2 as pb
from rabta.identity.v1 import provisional_pb2 as pv
from rabta.records.v1.subject_pb2 import Birth, Gender

from services.access.details import Details
from services.cli import show
from services.cli.ask import ask, run
from services.cli.heading import Heading
from services.cli.options import USAGE, Output, pasted, profile_of, reported, say
from services.cli.reads import details_of
from services.cli.table import table
from services.client.asking import A
from services.client.errors import NoConnection, TimeOver
from services.client.profile import Profile
from services.tables.showing import harmless
from services.vocabulary.access import LegalBasis, Purpose, QueryClass

TransactionOption = Annotated[
    str, typer.Option("--transaction", help="Ask a question of before again, whose answer was lost: its id.")
]
Question = (
    pb.VerifyRequest
    | pb.AgeOnRequest
    | pb.GetAttributesRequest
    | pb.GetFamilyRequest
    | pb.ResolveTokenRequest
    | pb.ListChangesRequest
    | pv.RegisterProvisionalRequest
    | pv.ChangeProvisionalRequest
    | pv.FindProvisionalRequest
)


class Words(Protocol):
    """An enum of the protocol."""

    def keys(self) -> list[str]:
        """Names of its values."""
        ...

    def Value(self, name: str) -> int:  # noqa: N802  (the name that protobuf has)
        """Number of a name."""
        ...


def why(
    profile: Path, purpose: str, basis: str, case: str, second: str, query_class: str = QueryClass.IDENTITY
) -> tuple[Profile, Details]:
    """Who asks the registry, and why. Exit 2 where a word is missing or unknown."""
    settings = registry_of(profile)
    with reported():
        return settings, details_of(settings, purpose, basis, case, second, query_class)


def registry_of(profile: Path) -> Profile:
    """The profile, of whom asks the registry. Exit 2 where it names none."""
    settings = profile_of(profile)
    with reported():
        return settings.of_identity()


def asked_under(details: Details, transaction: str) -> at.Asked:
    """Under the second basis where the question has one: identity is of the registry's own statute."""
    basis = cast(BasisValue, BasisValue.Value(f"LEGAL_BASIS_{details.second_basis or details.legal_basis}"))
    purpose = cast(PurposeValue, PurposeValue.Value(f"PURPOSE_{details.purpose}"))
    return at.Asked(transaction_id=transaction or secrets.token_hex(16), basis=basis, purpose=purpose)


def of_system(transaction: str) -> at.Asked:
    """To keep the agency's own records up."""
    basis = cast(BasisValue, BasisValue.Value(f"LEGAL_BASIS_{LegalBasis.NADRA}"))
    purpose = cast(PurposeValue, PurposeValue.Value(f"PURPOSE_{Purpose.RECORD_UPKEEP}"))
    return at.Asked(transaction_id=transaction or secrets.token_hex(16), basis=basis, purpose=purpose)


def answered(
    settings: Profile,
    details: Details | None,
    request: Question,
    kind: type[A],
    evidence: Path | None = None,
    approver: Path | None = None,
) -> A:
    """The verified answer, or the end that its failure has."""
    with reported(), _asked_again(request.asked.transaction_id):
        return run(ask(settings, details, request, kind, evidence, approver)).message


@contextmanager
def _asked_again(transaction: str) -> Iterator[None]:
    """Where the answer was lost, how the very question is asked again."""
    try:
        yield
    except (NoConnection, TimeOver):
        say(f"the registry has not answered; the same question again: --transaction {transaction}")
        raise


def word(words: Words, prefix: str, typed: str, label: str) -> int:
    """Number of a word of the protocol; 0 for an empty one. Exit 2 for any other."""
    if not typed:
        return 0
    name = f"{prefix}_{typed.upper().replace('-', '_')}"
    if name not in words.keys() or name.endswith("_UNSPECIFIED"):  # noqa: SIM118  (an enum, no mapping)
        say(f"rabta: the {label} is one of the protocol's words")
        raise typer.Exit(USAGE)
    return words.Value(name)


def attributes_of(names: list[str]) -> list[at.Attribute]:
    """Exit 2 for one that there is none of."""
    known = [f"ATTRIBUTE_{name.upper().replace('-', '_')}" for name in names]
    unknown = [each for each in known if each not in at.Attribute.keys() or each.endswith("UNSPECIFIED")]  # noqa: SIM118
    if unknown:
        say(f"rabta: unknown attribute {harmless(unknown[0].removeprefix('ATTRIBUTE_'))}")
        raise typer.Exit(USAGE)
    return [cast(at.Attribute, at.Attribute.Value(each)) for each in dict.fromkeys(known)]


def claimed_of(attribute: at.Attribute) -> at.Claimed:
    """One claim, its value from a prompt or a line of stdin: what is known of a person is no argument either."""
    name = show.word(at.Attribute, attribute)
    value = pasted(typer.prompt(name) if sys.stdin.isatty() else sys.stdin.readline())
    if not value:
        say(f"rabta: no {name} on stdin")
        raise typer.Exit(USAGE)
    if attribute == at.ATTRIBUTE_BIRTH:
        first, _, last = value.partition("/")
        return at.Claimed(attribute=attribute, birth=Birth(earliest=first, latest=last or first))
    if attribute == at.ATTRIBUTE_GENDER:
        return at.Claimed(attribute=attribute, gender=cast(Gender, word(Gender, "GENDER", value, "gender")))
    return at.Claimed(attribute=attribute, text=value)


def cursor_of(after: str) -> ch.Cursor | None:
    """Exit 2 for what is no cursor."""
    if not after:
        return None
    feed, *numbers = after.split()
    if len(numbers) != 2 or not all(each.isascii() and each.isdigit() for each in numbers):
        say("rabta: --after is FEED EPOCH SEQUENCE")
        raise typer.Exit(USAGE)
    return ch.Cursor(feed=feed, epoch=int(numbers[0]), sequence=int(numbers[1]))


def value_of(one: at.AttributeValue) -> str:
    """A value as people read it."""
    if one.HasField("birth"):
        return show.born(one.birth)
    return one.text or show.word(Gender, one.gender)


def print_answer(answer: Message, output: Output, head: Heading | None, part: show.Part) -> None:
    """One table under its heading, or the message for programs."""
    if output is Output.JSON:
        show.as_json(answer, head)
    elif output is Output.CSV:
        show.as_csv(head, part)
    else:
        if head:
            show.as_heading(head)
        table(*part)
        if not part.rows:
            typer.echo("none")
