"""A request as an officer writes it down: TOML of its fields, with words in the place of the protocol's constants.

So nothing that is said of a person stands in a command or its history.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn, TypeVar, cast

import typer
from google.protobuf import json_format
from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message

from services.cli.options import USAGE, say
from services.tables.showing import harmless

M = TypeVar("M", bound=Message)


def read_message(file: Path, message: M) -> M:
    """Fill a message from a file. Exit 2 where it cannot be read, or the message has no such field or word."""
    try:
        said = tomllib.loads(file.read_bytes().decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        _refuse(f"{file}: {type(error).__name__}")
    known = cast(Mapping[str, FieldDescriptor], message.DESCRIPTOR.fields_by_name)
    fields = {name: _value(known.get(name), name, each) for name, each in said.items()}
    try:
        return json_format.ParseDict(fields, message)
    except json_format.ParseError:
        _refuse(f"{file}: a value is not of its field's kind")


def _value(field: FieldDescriptor | None, name: str, said: object) -> object:
    if field is None:
        _refuse(f"there is no field {name}")
    if isinstance(said, list):
        return [_value(field, name, each) for each in said]
    if field.enum_type is not None:
        return _constant(field.enum_type, name, said)
    if field.message_type is not None and isinstance(said, Mapping):
        inner = field.message_type.fields_by_name
        return {each: _value(inner.get(each), f"{name}.{each}", part) for each, part in said.items()}
    return said


def _constant(kind: EnumDescriptor, name: str, word: object) -> str:
    """The constant of a word: ``through-desk`` is INTERVIEW_RULE_THROUGH_DESK. The first of each kind says nothing."""
    prefix = kind.values[0].name.removesuffix("UNSPECIFIED")
    known = {each.name.removeprefix(prefix).lower().replace("_", "-"): each.name for each in kind.values[1:]}
    if word not in known:
        _refuse(f"{name}: there is no {word}; one of {', '.join(known)}")
    return known[str(word)]


def _refuse(text: str) -> NoReturn:
    say(harmless(f"rabta: {text}"))
    raise typer.Exit(USAGE)
