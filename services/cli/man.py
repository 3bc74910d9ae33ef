"""`rabta man FOLDER`: a page of the manual for each command, made from its help (man(7) of groff and mandoc)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from services.cli.examples import Command
from services.cli.options import ERROR, say

if TYPE_CHECKING:
    from typer.core import TyperArgument, TyperOption

_STATUS: Final = (
    ("0", "Done."),
    ("1", "An error; what was asked for is not done, or not proven."),
    ("2", "The command is not as it must be: a word, an option or a file is missing or wrong."),
    ("3", "Refused: not permitted."),
    ("4", "Not found, or not for you to see."),
)
_ENVIRONMENT: Final = (
    ("RABTA_PROFILE", "Profile to use where --profile is not given."),
    ("RABTA_PAGER, PAGER", "Pager of answers that are longer than the terminal; empty or `cat` for none."),
    ("COLUMNS", "Width of tables."),
    ("NO_COLOR", "Where it is set, nothing is coloured."),
)
_KINDS: Final = {Path: "PATH", int: "NUMBER", float: "NUMBER"}
_HELP: Final = ("--help", "Say what the command does, and end.")


def man(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder for the pages; made where it is missing.")],
) -> None:
    """Write the manual: a page for each command, such as rabta-history.1 for `man rabta-history`."""
    from typer.main import get_command

    from services.cli.main import app

    try:
        folder.mkdir(parents=True, exist_ok=True)
        pages = dict(manual(get_command(app)))
        for name, text in pages.items():
            (folder / name).write_text(text, "utf-8")
    except OSError as error:
        say(f"rabta: {folder}: {error.strerror}")
        raise typer.Exit(ERROR) from None
    typer.echo(f"pages: {len(pages)}")


def manual(program: Command) -> Iterator[tuple[str, str]]:
    """File name and text of each page, the program's own first."""

    def below(command: Command, words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        yield f"{'-'.join(words)}.1", page(command, words)
        for name, child in getattr(command, "commands", {}).items():
            yield from below(child, (*words, name))

    yield from below(program, ("rabta",))


def page(command: Command, words: tuple[str, ...]) -> str:
    """One page, reached by ``words``, as roff."""
    name, children = "-".join(words), getattr(command, "commands", {})
    arguments: list[TyperArgument] = [one for one in command.params if one.param_type_name == "argument"]
    options: list[TyperOption] = [one for one in command.params if one.param_type_name == "option"]
    first, *rest = [" ".join(part.split()) for part in (command.help or "").split("\n\n")]
    tail = "COMMAND ..." if children else " ".join(_shown(one) for one in arguments)
    lines = [
        f'.TH "{_text(name.upper())}" 1 "" "rabta {version("rabta")}" "Rabta"',
        ".ad l",
        *_section("NAME", [f"{_text(name)} \\- {_text(first.rstrip('.'))}"]),
        *_section("SYNOPSIS", [f".B {_text(' '.join(words))}", _text(f"[OPTION ...] {tail}".strip())]),
        *_section("DESCRIPTION", [_text(first), *(line for part in rest for line in (".PP", _text(part)))]),
        *_section("COMMANDS", _rows((child, _first_line(each)) for child, each in children.items())),
        *_section("ARGUMENTS", _rows((_shown(one), one.help or "") for one in arguments)),
        *_section("OPTIONS", _rows([*((_names(one), _meaning(one)) for one in options), _HELP])),
        *_section("EXAMPLE", _example(command)),
        *_section("EXIT STATUS", _rows(_STATUS)),
        *_section("ENVIRONMENT", _rows(_ENVIRONMENT)),
        *_section("SEE ALSO", _others(words, children)),
    ]
    return "\n".join(lines) + "\n"


def _section(title: str, lines: list[str]) -> list[str]:
    return [f".SH {title}", *lines] if lines else []


def _rows(rows: Iterable[tuple[str, str]]) -> list[str]:
    return [line for name, text in rows for line in (".TP", f".B {_text(name)}", _text(text) or "\\&")]


def _shown(argument: TyperArgument) -> str:
    """An argument as it stands in the synopsis."""
    name = str(argument.metavar or argument.name).strip("{}[]").upper()
    many = "" if argument.nargs == 1 or name.endswith("...") else " ..."
    return f"{name}{many}" if argument.required else f"[{name}{many}]"


def _names(option: TyperOption) -> str:
    names = ", ".join((*option.opts, *option.secondary_opts))
    return names if option.is_flag else f"{names} {option.metavar or _kind(option)}"


def _kind(option: TyperOption) -> str:
    """What an option takes: its words where they are an enum, else of which type it is."""
    kind = option.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "|".join(str(one.value) for one in kind)
    return _KINDS.get(kind, "TEXT")


def _meaning(option: TyperOption) -> str:
    """Help of an option, with what else is to be known of it."""
    said = [
        *(["Needed."] if option.required else []),
        *([f"Default: {getattr(option.default, 'value', option.default)}."] if _has_default(option) else []),
        *([f"Also read from {option.envvar}."] if option.envvar else []),
        *(["May be repeated."] if option.multiple else []),
    ]
    return " ".join(filter(None, (option.help, *said)))


def _has_default(option: TyperOption) -> bool:
    return not option.is_flag and isinstance(option.default, str | int | float) and option.default not in ("", 0)


def _example(command: Command) -> list[str]:
    said = (command.epilog or "").removeprefix("Example: ")
    return [".nf", f".RS 4\n{_text(said)}\n.RE", ".fi"] if said else []


def _others(words: tuple[str, ...], children: Iterable[str]) -> list[str]:
    names = ["-".join(words[:-1])] if len(words) > 1 else []
    names += ["-".join((*words, child)) for child in children]
    return [_text(", ".join(f"{name}(1)" for name in names))]


def _first_line(command: Command) -> str:
    return " ".join((command.help or "").partition("\n\n")[0].split())


def _text(text: str) -> str:
    """``text`` as roff prints it and does not obey it: backslashes, minus signs, a point or quote ahead of a line."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in plain.split("\n"))
