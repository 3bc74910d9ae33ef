"""How each noun crosses the wire, compiled once from its message's descriptor and the dataclass of the same name.

Used by the nouns beside it alone. A plan reads all plain fields of a message in one C call and converts only what
needs it: enums to words, repeated fields to tuples, messages to nouns. Some nouns come again and again
in a page (``shared``): the noun of the same bytes is the same object, and so is a list of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, make_dataclass
from functools import lru_cache
from operator import attrgetter, methodcaller
from typing import Any, Final, NamedTuple

from google.protobuf.descriptor_pool import Default
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from services.errors import RabtaError
from services.values.encoding.strict import UNKNOWN_ENUM

_BODY: Final = "body"
_MAX_SHARED: Final = 4096
_bytes_of: Final = methodcaller("SerializeToString", deterministic=True)

Reader = Callable[[Any, Any], Any]
Writer = Callable[[Any], Any]


class UnfitError(RabtaError):
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


class Plans:
    """Plans of one service's nouns.

    ``nouns``: module of the dataclasses. ``packages``: proto packages of their messages. ``bodied``: the noun whose
    ``body`` is a message's oneof of that name, if any.
    """

    def __init__(self, nouns: Any, packages: Sequence[str], *, shared: Sequence[Any] = (), bodied: Any = None) -> None:
        self._nouns = nouns
        self._packages = tuple(packages)
        self._shared = tuple(shared)
        self._compiled: dict[Any, Plan] = {}
        self._classes: dict[Any, Any] = {}
        oneof = self._descriptor(bodied).oneofs_by_name[_BODY].fields if bodied else ()
        self._kinds: dict[Any, str] = {self._noun(f): f.name for f in oneof}

    def message_class(self, noun: Any) -> Any:
        """The generated class of the message named like the noun. Raises ``ValueError`` where none is."""
        found = self._classes.get(noun)
        if found is None:
            found = self._classes[noun] = GetMessageClass(self._descriptor(noun))
        return found

    def of(self, noun: Any) -> Plan:
        """The noun's plan, compiled at first use. Raises ``ValueError`` where no message has its name."""
        found = self._compiled.get(noun)
        if found is None:
            found = self._compiled[noun] = self._compile(noun)
        return found

    def _compile(self, noun: Any) -> Plan:
        known = self._descriptor(noun).fields_by_name
        names = [f.name for f in fields(noun) if f.name in known]
        with_body = any(f.name == _BODY for f in fields(noun))
        read = self._reading(noun, names, known, with_body)
        keywords = self._keywords(names, known, with_body)
        many = [(n, self.of(self._noun(known[n])).add) for n in names if known[n].message_type and known[n].is_repeated]
        make = self.message_class(noun)

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

    def _descriptor(self, noun: Any) -> Any:
        for package in self._packages:
            try:
                return Default().FindMessageTypeByName(f"{package}.{noun.__name__}")
            except KeyError:
                continue
        raise ValueError(f"no message is named {noun.__name__}")

    def _noun(self, field: Any) -> Any:
        return getattr(self._nouns, field.message_type.name)

    def _reading(self, noun: Any, names: list[str], known: Mapping[str, Any], with_body: bool) -> Callable[[Any], Any]:
        get: Callable[[Any], Any] = attrgetter(*names) if len(names) > 1 else lambda m: (getattr(m, names[0]),)
        words = [(index, n, _words(known[n].enum_type)) for index, n in enumerate(names) if _is_word(known[n])]
        special = [(index, n, r) for index, n in enumerate(names) if (r := self._reader(known[n])) is not None]
        bodies = {name: self.of(cls).read for cls, name in self._kinds.items()} if with_body else {}
        made = _maker(noun)
        unsent = [f.default for f in fields(noun) if f.name not in known and f.name != _BODY]

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
                    values += unsent
            except UnfitError as bad:
                bad.path.insert(0, at)
                raise
            return made(*values)

        return read

    def _reader(self, field: Any) -> Reader | None:
        if field.message_type:
            noun = self._noun(field)
            read = self._by_bytes(noun) if noun in self._shared else self.of(noun).read
            if field.is_repeated and noun in self._shared:
                return self._list_by_bytes(noun)
            if field.is_repeated:
                return lambda _, items: _each(read, items) if items else ()
            name = field.name
            return lambda message, part: read(part) if message.HasField(name) else None
        if not field.is_repeated:
            return None
        if field.enum_type:
            word = _reading_word(field.enum_type)
            return lambda _, items: _each(word, items) if items else ()
        return lambda _, items: tuple(items) if items else ()

    def _by_bytes(self, noun: Any) -> Callable[[Any], Any]:
        """The noun's reading, but of equal bytes once."""
        once = self._once(noun)
        return lambda part: once(_bytes_of(part))

    def _list_by_bytes(self, noun: Any) -> Reader:
        """The reading of several: equal lists are the same tuple."""
        one = self._once(noun)

        @lru_cache(maxsize=_MAX_SHARED)
        def once(raws: tuple[bytes, ...]) -> tuple[Any, ...]:
            return _each(one, raws)

        return lambda _, items: once(tuple(map(_bytes_of, items))) if items else ()

    def _once(self, noun: Any) -> Callable[[bytes], Any]:
        message_of, read = self.message_class(noun), self.of(noun).read
        return lru_cache(maxsize=_MAX_SHARED)(lambda raw: read(message_of.FromString(raw)))

    def _keywords(self, names: list[str], known: Mapping[str, Any], with_body: bool) -> Callable[[Any], dict[str, Any]]:
        writers = [(n, self._writer(known[n])) for n in names if not (known[n].message_type and known[n].is_repeated)]

        def keywords(value: Any) -> dict[str, Any]:
            given: dict[str, Any] = {}
            for name, writer in writers:
                part = getattr(value, name)
                if part:
                    given[name] = writer(part) if writer else part
            if with_body and value.body is not None:
                given[self._kinds[type(value.body)]] = self.of(type(value.body)).write(value.body)
            return given

        return keywords

    def _writer(self, field: Any) -> Writer | None:
        if field.message_type:
            return self.of(self._noun(field)).write
        if not field.enum_type:
            return None
        number = _number(field)
        return (lambda words: [number(word) for word in words]) if field.is_repeated else number


def _maker(noun: Any) -> Callable[..., Any]:
    """The noun out of all its fields, at a sixth of its own constructor's price.

    That of a frozen dataclass goes through ``object.__setattr__`` for every field; here each is made by an open
    twin of the same slots, and closed as what it is before anybody sees it.
    """
    names = tuple(f.name for f in fields(noun))
    if getattr(noun, "__slots__", None) != names or hasattr(noun, "__post_init__"):
        raise TypeError(f"{noun.__name__} is not a plain dataclass with slots")
    twin = make_dataclass(noun.__name__, names, slots=True, eq=False, repr=False)

    def make(*values: Any) -> Any:
        made: Any = twin(*values)
        made.__class__ = noun
        return made

    return make


def _number(field: Any) -> Writer:
    numbers = _numbers(field.enum_type)

    def number(word: str) -> int:
        if word not in numbers:
            raise ValueError(f"not a value of {field.full_name}")
        return numbers[word]

    return number


def _unfit_word(*at: str) -> UnfitError:
    bad = UnfitError(*UNKNOWN_ENUM)
    bad.path.extend(at)
    return bad


def _reading_word(enum: Any) -> Callable[[Any], str]:
    """Of a list: what is unspecified is left out of it, never an item."""
    words = _words(enum)

    def word(number: int) -> str:
        if not number or number not in words:
            raise _unfit_word()
        return words[number]

    return word


def _is_word(field: Any) -> bool:
    return bool(field.enum_type) and not field.is_repeated


def _words(enum: Any) -> dict[int, str]:
    return {number: word for word, number in _numbers(enum).items()}


def _numbers(enum: Any) -> dict[str, int]:
    prefix = enum.values_by_number[0].name.removesuffix("UNSPECIFIED")
    return {"" if value.number == 0 else value.name.removeprefix(prefix): value.number for value in enum.values}


def _each(read: Callable[[Any], Any], items: Any) -> tuple[Any, ...]:
    done: list[Any] = []
    try:
        for item in items:
            done.append(read(item))
    except UnfitError as bad:
        bad.path.insert(0, f"[{len(done)}]")
        raise
    return tuple(done)
