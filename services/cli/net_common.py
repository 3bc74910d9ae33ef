"""What every question to the link graph takes, written once: why, window, bounds, pictures, output."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, get_type_hints
from zoneinfo import ZoneInfo

import typer
from rabta.linkage.v1 import graph_pb2, question_pb2

from services.cli.ask import ask, run
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
    ProfileOption,
    PurposeOption,
    SecondBasisOption,
    Why,
    profile_of,
    reported,
    say,
)
from services.cli.picture_file import format_of, write_pictures

SERVICE = "/rabta.linkage.v1.LinkageService"
ZONE = ZoneInfo("Asia/Karachi")
PICTURES = Annotated[
    list[Path] | None,
    typer.Option("--picture", help="Write the answer drawn: .svg, .png, .graphml, .csv (zipped tables) or .anx."),
]
KINDS = Annotated[list[str] | None, typer.Option("--edge", help="Follow this kind of edge alone; may be repeated.")]


@dataclass(frozen=True, slots=True)
class Common:
    """Options that each question has; the command line's names are those of the fields."""

    profile: ProfileOption
    purpose: PurposeOption
    legal_basis: BasisOption
    case: CaseOption
    second_basis: SecondBasisOption = ""
    chosen: Annotated[str, typer.Option("--query-class", help="Default: COMMS_MONEY with a second basis.")] = ""
    since: Annotated[str, typer.Option("--from", help="Edges since, ISO 8601 (Asia/Karachi without zone).")] = ""
    until: Annotated[str, typer.Option("--to", help="Edges before.")] = ""
    as_of: Annotated[str, typer.Option("--as-of", help="What the hub knew then, of what it holds now.")] = ""
    limit: Annotated[int, typer.Option(help="Most rows, 1 to 500; 0 is 50.")] = 0
    edges: KINDS = None
    pictures: PICTURES = None
    language: LanguageOption = ""
    break_glass: GlassOption = ""
    output: OutputOption = Output.TABLE
    evidence: EvidenceOption = None
    approver: ApproverOption = None

    @property
    def urdu(self) -> bool:
        """Whether tables and pictures are in Urdu: as said, else as the profile says."""
        return (self.language or profile_of(self.profile).language) == "ur"

    def frame(self) -> question_pb2.Frame:
        """As it travels. Exit 2 for what is no time, edge or picture."""
        kinds = [number(graph_pb2.EdgeKind, "EDGE_KIND", each) for each in self.edges or ()]
        return question_pb2.Frame(
            from_ms=moment(self.since),
            to_ms=moment(self.until),
            as_of_ms=moment(self.as_of),
            limit=self.limit,
            edge_kinds=kinds,
            pictures=[format_of(path) for path in self.pictures or ()],
            language=self.language or ("ur" if self.urdu else ""),
            break_glass=self.break_glass,
        )

    def ask(self, method: str, request: Any, answer: Any) -> Any:
        """The proven answer as a message of the class ``answer``, its pictures written."""
        settings = profile_of(self.profile)
        why = Why(self.purpose, self.legal_basis, self.case, self.second_basis)
        warranted = bool(self.second_basis) or method in ("TraceMoney", "ContactChain")
        query_class = self.chosen.upper() or ("COMMS_MONEY" if warranted else "NETWORK")
        with reported():
            details = why.details(query_class)
            body = run(ask(settings, details, f"{SERVICE}/{method}", request, self.evidence, self.approver))
            found = answer.FromString(body)
            if hasattr(found, "answer"):
                write_pictures(found.answer.pictures, self.pictures or ())
        return found


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
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in fields(Common)
    ]

    def spread(**values: Any) -> None:
        common = Common(**{field.name: values.pop(field.name) for field in fields(Common)})
        command(**values, common=common)

    spread.__name__, spread.__doc__ = command.__name__, command.__doc__
    spread.__annotations__ = {each.name: each.annotation for each in (*given, *shared)}
    spread.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in given] + shared
    )
    return spread


def moment(text: str) -> int:
    """Epoch milliseconds of an ISO date or time, or of digits; 0 for none. Exit 2 for anything else."""
    if not text or (text.isascii() and text.isdigit()):
        return int(text or 0)
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        say(f"rabta: not an ISO 8601 date or time: {text}")
        raise typer.Exit(USAGE) from None
    return int((read if read.tzinfo else read.replace(tzinfo=ZONE)).timestamp() * 1000)


def number(enum: Any, prefix: str, text: str) -> Any:
    """Number of an enum's word, however it is written. Exit 2 for an unknown one."""
    name = f"{prefix}_{text.upper().replace('-', '_')}"
    if name not in enum.keys():  # noqa: SIM118
        say(f"rabta: unknown {prefix.lower().replace('_', ' ')} {text}")
        raise typer.Exit(USAGE)
    return enum.Value(name)
