"""A program whose commands are loaded when they are used: help and one command do not pay for all others."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from services.cli.examples import Command, with_examples


class Place(NamedTuple):
    """Where a command or a group of commands is defined. ``help``: its line in the list, as it says it itself."""

    module: str
    attribute: str
    help: str


class Loaded(MutableMapping[str, Command]):
    """Commands by name; the module of one is imported when it is first looked up."""

    def __init__(self, places: dict[str, Place]) -> None:
        self._places = dict(places)
        self._known: dict[str, Command] = {}

    def __getitem__(self, name: str) -> Command:
        if name not in self._known:
            self._known[name] = _command(name, self._places[name])
        return self._known[name]

    def __setitem__(self, name: str, command: Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._places[name]
        self._known.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._places or name in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._places | dict.fromkeys(self._known))

    def __len__(self) -> int:
        return len(self._places.keys() | self._known.keys())

    def line(self, name: str) -> Command:
        """A stand-in that has the name and the help line alone."""
        return TyperCommand(name, help=self._places[name].help)


def lazy_group(places: dict[str, Place]) -> type[TyperGroup]:
    """A class for a :class:`typer.Typer` whose commands are at ``places``."""

    class Group(TyperGroup):
        """The commands of ``places``."""

        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self._loaded = Loaded(places)
            self._listing = False
            self.commands = self._loaded

        def list_commands(self, _ctx: Any) -> list[str]:
            """In the order of ``places``."""
            return list(self._loaded)

        def get_command(self, _ctx: Any, cmd_name: str) -> Command:
            """The command, loaded; in a list of all, its line."""
            if cmd_name not in self._loaded:
                return None
            return self._loaded.line(cmd_name) if self._listing else self._loaded[cmd_name]

        def format_help(self, ctx: Any, formatter: Any) -> None:
            """The list of all commands, none of them loaded."""
            self._listing = True
            try:
                super().format_help(ctx, formatter)
            finally:
                self._listing = False

    return Group


def _command(name: str, place: Place) -> Command:
    """What a place holds, under the name that it has in the list."""
    found = getattr(import_module(place.module), place.attribute)
    if isinstance(found, typer.Typer):
        command: Command = get_group(found)
        command.name = name
        return with_examples(command, (name,))
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(name)(found)
    return with_examples(get_command(alone), (name,))
