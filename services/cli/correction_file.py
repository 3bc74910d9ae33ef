"""A proposal as an officer writes it down: TOML, so that nothing that is said of a person stands in a command."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final, NoReturn, cast

import typer
from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper
from rabta.exchange.v1 import correction_pb2 as correction
from rabta.exchange.v1 import correction_service_pb2 as pb

from services.cli.options import USAGE, say
from services.tables.showing import harmless

KEYS: Final = frozenset({"basis", "reason", "document", "field"})
OF_DOCUMENT: Final = frozenset({"issuer", "number", "dated"})
OF_FIELD: Final = frozenset({"path", "problem"})


def read_proposal(file: Path, copy: Path | None) -> pb.ProposeCorrectionRequest:
    """The proposal, without record and request id. ``copy``: a file of the document, of which the digest travels.

    Exit 2 where a key is missing, unknown, or not of its kind, or a file cannot be read.
    """
    said = _table(file)
    _check("", said, KEYS, {"held"})
    document = _inner(said["document"])
    _check("document: ", document, OF_DOCUMENT)
    digest = sha256(_bytes(copy)).digest() if copy else b""
    paper = correction.CorrectionDocument(**{name: str(each) for name, each in document.items()}, sha256=digest)
    fields = said["field"] if isinstance(said["field"], list) else [said["reason"]]
    basis = _value(correction.CorrectionBasis, "CORRECTION_BASIS", said["basis"])
    return pb.ProposeCorrectionRequest(
        held=said.get("held") is True,
        fields=[_field(_inner(each)) for each in fields],
        basis=cast(correction.CorrectionBasis, basis),
        document=paper,
        reason=str(said["reason"]).strip(),
    )


def _field(said: Mapping[str, object]) -> correction.FieldCorrection:
    _check("field: ", said, OF_FIELD, {"reads", "should_read"})
    problem = _value(correction.FieldProblem, "FIELD_PROBLEM", said["problem"])
    return correction.FieldCorrection(
        path=str(said["path"]),
        problem=cast(correction.FieldProblem, problem),
        reads=str(said.get("reads", "")),
        should_read=str(said.get("should_read", "")),
    )


def _table(file: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(_bytes(file).decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        _refuse(f"{file}: {type(error).__name__}")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        _refuse(f"{file}: {type(error).__name__}")


def _inner(said: object) -> Mapping[str, object]:
    if not isinstance(said, dict):
        _refuse("[document] is one table, [[field]] one or more")
    return said


def _check(where: str, said: Mapping[str, object], needed: frozenset[str], also: set[str] | None = None) -> None:
    unfit = sorted((said.keys() - needed - (also or set())) | needed - said.keys())
    if unfit:
        _refuse(f"{where}missing or unknown: {', '.join(unfit)}")


def _value(kind: EnumTypeWrapper, prefix: str, word: object) -> int:
    name = f"{prefix}_{str(word).upper().replace('-', '_')}"
    values = dict(kind.items())
    values.pop(f"{prefix}_UNSPECIFIED")
    if name not in values:
        known = (each.removeprefix(f"{prefix}_").lower().replace("_", "-") for each in values)
        _refuse(f"there is no {word}; one of {', '.join(known)}")
    return values[name]


def _refuse(text: str) -> NoReturn:
    say(harmless(f"rabta: {text}"))
    raise typer.Exit(USAGE)
