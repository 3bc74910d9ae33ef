"""How each noun crosses the wire, compiled once from its message's descriptor and the dataclass of the same name.

Used by the nouns beside it alone. A plan reads all plain fields of a message in one C call and converts only what
needs it: enums to words, repeated fields to tuples, messages to nouns. Some nouns come again and again
in a page (``shared``): the noun of the same bytes is the same object, and so is a list of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, make_dataclass
from functools import lru_cache
from operator import attrgetter, methodcaller
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.descriptor_pool import Default
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from services.errors import RabtaError
from services.values.encoding.fields import is_word, message_of, numbers_of, words_of
from services.values.encoding.strict import UNKNOWN_ENUM

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from google.protobuf.internal.containers import RepeatedCompositeFieldContainer

    Noun = type[DataclassInstance]
    Fields = Mapping[str, FieldDescriptor]

T = TypeVar("T")
S = TypeVar("S")
M = TypeVar("M", bound=Message)
_BODY: Final = "body"
_MAX_SHARED: Final = 4096
_bytes_of: Final = methodcaller("SerializeToString", deterministic=True)

Part = Any
"""A field of a message or of a noun: text, number, word, message, noun, or many of them, as the descriptor says."""
Reader = Callable[[Message, Part], Part]
Writer = Callable[[Part], Part]


class UnfitError(RabtaError):
    """A field that cannot be read: rule, reason, and the path gathered on the way out."""

    def __init__(self, rule: str, text: str) -> None:
        super().__init__(rule)
        self.rule, self.text = rule, text
        self.path: list[str] = []


class Plan(NamedTuple):
    """``read``: message -> noun (raises ``UnfitError``); ``write``: noun -> message; ``add``: noun into a container."""

    read: Callable[[Message], DataclassInstance]
    write: Callable[[DataclassInstance], Message]
    add: Callable[[RepeatedCompositeFieldContainer[Message], DataclassInstance], None]


class Plans:
    """Plans of one service's nouns.

    ``nouns``: module of the dataclasses. ``packages``: proto packages of their messages. ``bodied``: the noun whose
    ``body`` is a message's oneof of that name, if any.
    """

    def __init__(
        self, nouns: ModuleType, packages: Sequence[str], *, shared: Sequence[Noun] = (), bodied: Noun | None = None
    ) -> None:
        self._nouns = nouns
        self._packages = tuple(packages)
        self._shared = tuple(shared)
        self._compiled: dict[Noun, Plan] = {}
        self._classes: dict[Noun, type[Message]] = {}
        oneof = self._descriptor(bodied).oneofs_by_name[_BODY].fields if bodied else ()
        self._kinds: dict[Noun, str] = {self._noun(f): f.name for f in oneof}

    def message_class(self, noun: Noun) -> type[Message]:
        """The generated class of the message named like the noun. Raises ``ValueError`` where none is."""
        found = self._classes.get(noun)
        if found is None:
            found = self._classes[noun] = GetMessageClass(self._descriptor(noun))
        return found

    def of(self, noun: Noun) -> Plan:
        """The noun's plan, compiled at first use. Raises ``ValueError`` where no message has its name."""
        found = self._compiled.get(noun)
        if found is None:
            found = self._compiled[noun] = self._compile(noun)
        return found

    def _compile(self, noun: Noun) -> Plan:
        known = self._descriptor(noun).fields_by_name
        names = [f.name for f in fields(noun) if f.name in known]
        with_body = any(f.name == _BODY for f in fields(noun))
        read = self._reading(noun, names, known, with_body)
        keywords = self._keywords(names, known, with_body)
        many = [(n, self.of(self._noun(known[n])).add) for n in names if known[n].message_type and known[n].is_repeated]
        make = self.message_class(noun)

        def fill(message: M, value: DataclassInstance) -> M:
            for name, add_one in many:
                container = getattr(message, name)
                for item in getattr(value, name):
                    add_one(container, item)
            return message

        def write(value: DataclassInstance) -> Message:
            return fill(make(**keywords(value)), value)

        def add(container: RepeatedCompositeFieldContainer[Message], value: DataclassInstance) -> None:
            fill(container.add(**keywords(value)), value)

        return Plan(read, write, add)

    def _descriptor(self, noun: Noun) -> Descriptor:
        for package in self._packages:
            try:
                return Default().FindMessageTypeByName(f"{package}.{noun.__name__}")
            except KeyError:
                continue
        raise ValueError(f"no message is named {noun.__name__}")

    def _noun(self, field: FieldDescriptor) -> Noun:
        noun: Noun = getattr(self._nouns, message_of(field).name)
        return noun

    def _reading(
        self, noun: Noun, names: list[str], known: Fields, with_body: bool
    ) -> Callable[[Message], DataclassInstance]:
        get: Callable[[Message], tuple[Part, ...]] = (
            attrgetter(*names) if len(names) > 1 else lambda m: tuple(getattr(m, name) for name in names)
        )
        words = [(index, n, words_of(known[n].enum_type)) for index, n in enumerate(names) if is_word(known[n])]
        special = [(index, n, r) for index, n in enumerate(names) if (r := self._reader(known[n])) is not None]
        bodies = {name: self.of(cls).read for cls, name in self._kinds.items()} if with_body else {}
        made = _maker(noun)
        unsent = [f.default for f in fields(noun) if f.name not in known and f.name != _BODY]

        def read(message: Message) -> DataclassInstance:
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

    def _reader(self, field: FieldDescriptor) -> Reader | None:
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

    def _by_bytes(self, noun: Noun) -> Callable[[Message], DataclassInstance]:
        """The noun's reading, but of equal bytes once."""
        once = self._once(noun)
        return lambda part: once(_bytes_of(part))

    def _list_by_bytes(self, noun: Noun) -> Reader:
        """The reading of several: equal lists are the same tuple."""
        one = self._once(noun)

        @lru_cache(maxsize=_MAX_SHARED)
        def once(raws: tuple[bytes, ...]) -> tuple[DataclassInstance, ...]:
            return _each(one, raws)

        return lambda _, items: once(tuple(map(_bytes_of, items))) if items else ()

    def _once(self, noun: Noun) -> Callable[[bytes], DataclassInstance]:
        message_of, read = self.message_class(noun), self.of(noun).read
        return lru_cache(maxsize=_MAX_SHARED)(lambda raw: read(message_of.FromString(raw)))

    def _keywords(
        self, names: list[str], known: Fields, with_body: bool
    ) -> Callable[[DataclassInstance], dict[str, Part]]:
        writers = [(n, self._writer(known[n])) for n in names if not (known[n].message_type and known[n].is_repeated)]

        def keywords(value: DataclassInstance) -> dict[str, Part]:
            given: dict[str, Part] = {}
            for name, writer in writers:
                part = getattr(value, name)
                if part:
                    given[name] = writer(part) if writer else part
            body: DataclassInstance | None = getattr(value, _BODY) if with_body else None
            if body is not None:
                given[self._kinds[type(body)]] = self.of(type(body)).write(body)
            return given

        return keywords

    def _writer(self, field: FieldDescriptor) -> Writer | None:
        if field.message_type:
            return self.of(self._noun(field)).write
        if not field.enum_type:
            return None
        number = _number(field)
        return (lambda words: [number(word) for word in words]) if field.is_repeated else number


def _maker(noun: Noun) -> Callable[..., DataclassInstance]:
    """The noun out of all its fields, at a sixth of its own constructor's price.

    That of a frozen dataclass goes through ``object.__setattr__`` for every field; here each is made by an open
    twin of the same slots and bases, and closed as what it is before anybody sees it.
    """
    names = tuple(f.name for f in fields(noun))
    if getattr(noun, "__slots__", None) != names or hasattr(noun, "__post_init__"):
        raise TypeError(f"{noun.__name__} is not a plain dataclass with slots")
    twin = make_dataclass(noun.__name__, names, bases=noun.__bases__, slots=True, eq=False, repr=False)

    def make(*values: Part) -> DataclassInstance:
        made: DataclassInstance = twin(*values)
        made.__class__ = noun
        return made

    return make


def _number(field: FieldDescriptor) -> Writer:
    numbers = numbers_of(field.enum_type)

    def number(word: str) -> int:
        if word not in numbers:
            raise ValueError(f"not a value of {field.full_name}")
        return numbers[word]

    return number


def _unfit_word(*at: str) -> UnfitError:
    bad = UnfitError(*UNKNOWN_ENUM)
    bad.path.extend(at)
    return bad


def _reading_word(enum: EnumDescriptor) -> Callable[[int], str]:
    """Of a list: what is unspecified is left out of it, never an item."""
    words = words_of(enum)

    def word(number: int) -> str:
        if not number or number not in words:
            raise _unfit_word()
        return words[number]

    return word


def _each(read: Callable[[T], S], items: Iterable[T]) -> tuple[S, ...]:
    done: list[S] = []
    try:
        for item in items:
            done.append(read(item))
    except UnfitError as bad:
        bad.path.insert(0, f"[{len(done)}]")
        raise
    return tuple(done)
