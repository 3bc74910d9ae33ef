"""What every question to the link graph takes, written once: why, window, bounds, pictures, output."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer
from google.protobuf.message import Message
from rabta.linkage.v1 import graph_pb2, question_pb2
from rabta.linkage.v1.question_pb2 import Answer

from services.cli import completion_words as words
from services.cli.ask import ask, run
from services.cli.heading import Heading, heading
from services.cli.node_names import typed
from services.cli.options import (
    USAGE,
    ApproverOption,
    BasisOption,
    CaseOption,
    EvidenceOption,
    GlassOption,
    KnownAtOption,
    LanguageOption,
    Output,
    OutputOption,
    ProfileOption,
    PurposeOption,
    SecondBasisOption,
    moment,
    profile_of,
    reported,
    say,
)
from services.cli.pager import pageable
from services.cli.picture_file import format_of, write_pictures
from services.cli.reason import why
from services.client.asking import A, method_of
from services.client.reason import network_class

PICTURES = Annotated[
    list[Path] | None,
    typer.Option("--picture", help="Write the answer drawn: .svg, .png, .pdf, .graphml, .csv (zipped tables) or .anx."),
]
KINDS = Annotated[
    list[str] | None,
    typer.Option("--edge", help="Follow this kind of edge alone; may be repeated.", autocompletion=words.edges),
]


@dataclass(slots=True)
class Common:
    """Options that each question has, named as on the command line. ``head``: of the last answer."""

    profile: ProfileOption
    purpose: PurposeOption = ""
    legal_basis: BasisOption = ""
    case: CaseOption = ""
    second_basis: SecondBasisOption = ""
    chosen: Annotated[
        str,
        typer.Option(
            "--query-class", help="Default: COMMS_MONEY with a second basis.", autocompletion=words.query_classes
        ),
    ] = ""
    since: Annotated[str, typer.Option("--from", help="Edges since, ISO 8601 (Asia/Karachi without zone).")] = ""
    until: Annotated[str, typer.Option("--to", help="Edges before.")] = ""
    known_at: KnownAtOption = ""
    limit: Annotated[int, typer.Option(help="Most rows, 1 to 500; 0 is 50.")] = 0
    edges: KINDS = None
    pictures: PICTURES = None
    language: LanguageOption = ""
    break_glass: GlassOption = ""
    output: OutputOption = Output.TABLE
    evidence: EvidenceOption = None
    approver: ApproverOption = None
    head: Heading | None = field(init=False, default=None)

    @property
    def urdu(self) -> bool:
        """Whether tables and pictures are in Urdu: as said, else as the profile says."""
        return (self.language or profile_of(self.profile, urdu=True).language) == "ur"

    @property
    def known_at_ms(self) -> int:
        """Epoch ms; 0 for now."""
        return moment(self.known_at, end_of_day=True)

    def frame(self) -> question_pb2.Frame:
        """As it travels. Exit 2 for what is no time, edge or picture."""
        kinds = [number(graph_pb2.EdgeKind, "EDGE_KIND", each) for each in self.edges or ()]
        return question_pb2.Frame(
            from_ms=moment(self.since),
            to_ms=moment(self.until),
            as_of_ms=self.known_at_ms,
            limit=self.limit,
            edge_kinds=kinds,
            pictures=[format_of(path) for path in self.pictures or ()],
            language=self.language or ("ur" if self.urdu else ""),
            break_glass=self.break_glass,
        )

    def ask(self, request: Message, answer: type[A]) -> A:
        """The proven answer as a message of the class ``answer``, its pictures written."""
        settings = profile_of(self.profile, urdu=True)
        reason = why(settings, self.purpose, self.legal_basis, self.case, self.second_basis)
        with reported():
            details = reason.details(
                self.chosen or network_class(method_of(request), reason.second_basis, reason.purpose)
            )
            found = run(ask(settings, details, request, answer, self.evidence, self.approver)).message
            if hasattr(found, "answer"):
                write_pictures(found.answer.pictures, self.pictures or ())
        keys = list(node_keys(request))
        about = ", ".join(typed(key) for key in keys) or request.DESCRIPTOR.name.removesuffix("Request")
        self.head = heading(settings, details, about, _labels(found, keys), known_at_ms=self.known_at_ms)
        return found


def node_keys(message: Message) -> Iterator[graph_pb2.NodeKey]:
    """The nodes that a question names, in the order of its fields."""
    for descriptor, value in message.ListFields():
        if descriptor.cpp_type != descriptor.CPPTYPE_MESSAGE:
            continue
        for one in value if descriptor.is_repeated else (value,):
            if isinstance(one, graph_pb2.NodeKey):
                yield one
            else:
                yield from node_keys(one)


def _labels(found: Message, keys: Iterable[graph_pb2.NodeKey]) -> Iterator[tuple[str, str]]:
    """Names in the answer of the nodes that were asked about and of whom they stand for, each with its owner."""
    asked = {(key.kind, key.id) for key in keys}
    answer: Answer = getattr(found, "answer", Answer())
    asked |= {(person.kind, person.id) for one in answer.borne for person in one.persons}
    for node in answer.nodes:
        if (node.key.kind, node.key.id) in asked and node.label:
            yield node.label, node.owner


def with_common(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose last parameter, ``common``, is spread over the options of :class:`Common`."""
    own = get_type_hints(command, include_extras=True)
    hints = get_type_hints(Common, include_extras=True)
    given = [
        parameter.replace(annotation=own[name])
        for name, parameter in inspect.signature(command).parameters.items()
        if name != "common"
    ]
    shared = [
        inspect.Parameter(
            option.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if option.default is MISSING else option.default,
            annotation=hints[option.name],
        )
        for option in fields(Common)
        if option.init
    ]

    def spread(**values: Any) -> None:
        common = Common(**{option.name: values.pop(option.name) for option in fields(Common) if option.init})
        command(**values, common=common)

    spread.__name__, spread.__doc__ = command.__name__, command.__doc__
    spread.__annotations__ = {each.name: each.annotation for each in (*given, *shared)}
    spread.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in given] + shared
    )
    return pageable(spread)


def number(enum: Any, prefix: str, text: str) -> Any:
    """Number of an enum's word, however it is written. Exit 2 for an unknown one."""
    name = f"{prefix}_{text.upper().replace('-', '_')}"
    if name not in enum.keys():  # noqa: SIM118
        say(f"rabta: unknown {prefix.lower().replace('_', ' ')} {text}")
        raise typer.Exit(USAGE)
    return enum.Value(name)
