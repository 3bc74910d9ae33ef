"""How each noun crosses the wire, compiled once from its message's descriptor and the dataclass of the same name.

Used by ``wire.py`` alone. A plan reads all plain fields of a message in one C call and converts only what
needs it: enums to words, repeated fields to tuples, messages to nouns. Subjects, case numbers and sections come
again and again in a page, so the noun of the same bytes is the same object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from rabta.records.v1 import records_service_pb2

from services.records import domain

_PACKAGES: Final = ("rabta.records.v1", "rabta.signing.v1", "rabta.membership.v1")
_BODY: Final = "body"
_SHARED: Final = (domain.Subject, domain.CaseReference, domain.Section)
_MOST_SHARED: Final = 4096

Reader = Callable[[Any, Any], Any]
Writer = Callable[[Any], Any]


class UnfitError(Exception):
    """A field that cannot be read: rule, reason, and the path gathered on the way out."""

    def __init__(self, rule: str, text: str) -> None:
        super().__init__(rule)
        self.rule, self.text = rule, text
        self.path: list[str] = []


class Plan(NamedTuple):
    """``read``: message -> noun (raises ``UnfitError``); ``write``: noun -> message; ``add``: noun into a container."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Message]
    add: Callable[[Any, Any], None]


def message_class(noun: Any) -> Any:
    """The generated class of the message named like the noun."""
    return GetMessageClass(_descriptor(noun))


def plan_of(noun: Any) -> Plan:
    """The noun's plan, compiled at first use. Raises ``ValueError`` where no message has its name."""
    return _compiled(noun)


@cache
def _compiled(noun: Any) -> Plan:
    known = _descriptor(noun).fields_by_name
    names = [f.name for f in fields(noun) if f.name != _BODY]
    with_body = len(names) < len(fields(noun))
    read = _reading(noun, names, known, with_body)
    keywords = _keywords(names, known, with_body)
    many = [(n, plan_of(_noun(known[n])).add) for n in names if known[n].message_type and known[n].is_repeated]
    make = message_class(noun)

    def fill(message: Any, value: Any) -> Any:
        for name, add_one in many:
            container = getattr(message, name)
            for item in getattr(value, name):
                add_one(container, item)
        return message

    def write(value: Any) -> Message:
        message: Message = fill(make(**keywords(value)), value)
        return message

    def add(container: Any, value: Any) -> None:
        fill(container.add(**keywords(value)), value)

    return Plan(read, write, add)


@cache
def _descriptor(noun: Any) -> Any:
    pool = records_service_pb2.DESCRIPTOR.pool
    for package in _PACKAGES:
        try:
            return pool.FindMessageTypeByName(f"{package}.{noun.__name__}")
        except KeyError:
            continue
    raise ValueError(f"no message is named {noun.__name__}")


def _reading(noun: Any, names: list[str], known: Mapping[str, Any], with_body: bool) -> Callable[[Any], Any]:
    get: Callable[[Any], Any] = attrgetter(*names) if len(names) > 1 else lambda m: (getattr(m, names[0]),)
    words = [(index, n, _words(known[n].enum_type)) for index, n in enumerate(names) if _is_word(known[n])]
    special = [(index, n, r) for index, n in enumerate(names) if (r := _reader(known[n])) is not None]
    bodies = {name: plan_of(cls).read for cls, name in _kinds().items()} if with_body else {}

    def read(message: Any) -> Any:
        values = list(get(message))
        at = ""
        try:
            for index, at, word in words:  # noqa: B007  (read in the handler)
                values[index] = word[values[index]]
        except KeyError:
            raise _unfit_word(at) from None
        try:
            for index, at, reader in special:  # noqa: B007  (read in the handler)
                values[index] = reader(message, values[index])
            if bodies:
                at = message.WhichOneof(_BODY) or ""
                values.append(bodies[at](getattr(message, at)) if at else None)
        except UnfitError as bad:
            bad.path.insert(0, at)
            raise
        return noun(*values)

    return read


def _unfit_word(at: str) -> UnfitError:
    bad = UnfitError("unknown-enum", "holds a value that this version does not know")
    bad.path.append(at)
    return bad


def _is_word(field: Any) -> bool:
    return bool(field.enum_type) and not field.is_repeated


def _words(enum: Any) -> dict[int, str]:
    return {number: word for word, number in _numbers(enum).items()}


def _reader(field: Any) -> Reader | None:
    if field.message_type:
        noun = _noun(field)
        read = _by_bytes(noun) if noun in _SHARED else plan_of(noun).read
        if field.is_repeated:
            return lambda _, items: _each(read, items) if items else ()
        name = field.name
        return lambda message, part: read(part) if message.HasField(name) else None
    if field.is_repeated:
        return lambda _, items: tuple(items) if items else ()
    return None


@cache
def _by_bytes(noun: Any) -> Callable[[Any], Any]:
    """The noun's reading, but of equal bytes once."""
    message_of, read = message_class(noun), plan_of(noun).read

    @lru_cache(maxsize=_MOST_SHARED)
    def once(raw: bytes) -> Any:
        return read(message_of.FromString(raw))

    return lambda part: once(part.SerializeToString(deterministic=True))


def _each(read: Callable[[Any], Any], items: Any) -> tuple[Any, ...]:
    done: list[Any] = []
    try:
        for item in items:
            done.append(read(item))
    except UnfitError as bad:
        bad.path.insert(0, str(len(done)))
        raise
    return tuple(done)


def _keywords(names: list[str], known: Mapping[str, Any], with_body: bool) -> Callable[[Any], dict[str, Any]]:
    writers = [(n, _writer(known[n])) for n in names if not (known[n].message_type and known[n].is_repeated)]

    def keywords(value: Any) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, writer in writers:
            part = getattr(value, name)
            if part:
                given[name] = writer(part) if writer else part
        if with_body and value.body is not None:
            given[_kinds()[type(value.body)]] = plan_of(type(value.body)).write(value.body)
        return given

    return keywords


def _writer(field: Any) -> Writer | None:
    if field.message_type:
        return plan_of(_noun(field)).write
    if not field.enum_type:
        return None
    numbers = _numbers(field.enum_type)

    def number(word: str) -> int:
        if word not in numbers:
            raise ValueError(f"not a value of {field.full_name}")
        return numbers[word]

    return number


def _numbers(enum: Any) -> dict[str, int]:
    prefix = enum.values_by_number[0].name.removesuffix("UNSPECIFIED")
    return {"" if value.number == 0 else value.name.removeprefix(prefix): value.number for value in enum.values}


def _noun(field: Any) -> Any:
    return getattr(domain, field.message_type.name)


@cache
def _kinds() -> dict[Any, str]:
    return {_noun(f): f.name for f in _descriptor(domain.RecordVersion).oneofs_by_name[_BODY].fields}
