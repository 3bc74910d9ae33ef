"""Canonical protobuf bytes, written and read by hand (protobuf encoding guide, proto3).

One value has exactly one encoding: fields in ascending order, shortest varints, default
values left out, nothing unknown. Reading refuses every other form. Because defaults are
left out, the encodings of two messages whose fields ascend from one to the next can be
joined: the result is the encoding of both together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Generic, TypeVar

T = TypeVar("T")
_VARINT, _LENGTH = 0, 2
_WRAP = 1 << 64


class EncodingError(Exception):
    """A value cannot be encoded, or bytes are not the canonical encoding of any; the text names field and rule."""


_SMALL = [bytes((number,)) for number in range(0x80)]


def varint(number: int) -> bytes:
    """Base-128 varint of a number in [0, 2**64)."""
    if 0 <= number < 0x80:
        return _SMALL[number]
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Number at ``at`` and the position after it; EncodingError when cut off, too long or not the shortest."""
    number = shift = 0
    while at < len(data) and shift < 70:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            if (byte == 0 and shift > 7) or number >= _WRAP:
                raise EncodingError("varint: not canonical")
            return number, at
    raise EncodingError("varint: cut off or too long")


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of value travels: ``pack`` and ``unpack`` raise ValueError for what they do not allow."""

    wire: int
    default: Any
    pack: Callable[[Any], Any]
    unpack: Callable[[Any], Any]


def _ranged(low: int, high: int) -> Callable[[int], int]:
    def check(number: int) -> int:
        if not low <= number < high:
            raise ValueError("out of range")
        return number

    return check


_UNSIGNED = _ranged(0, _WRAP)
_SIGNED = _ranged(-_WRAP // 2, _WRAP // 2)
UINT32 = Kind(_VARINT, 0, _ranged(0, 1 << 32), _ranged(0, 1 << 32))
UINT64 = Kind(_VARINT, 0, _UNSIGNED, _UNSIGNED)
INT64 = Kind(_VARINT, 0, lambda n: _SIGNED(n) % _WRAP, lambda n: n - _WRAP if n >= _WRAP // 2 else n)
TEXT = Kind(_LENGTH, "", str.encode, bytes.decode)
OCTETS = Kind(_LENGTH, b"", bytes, bytes)


def names(*allowed: str) -> Kind:
    """An enum whose values travel inside Python as names; number 0 is the empty name."""
    numbers = {name: number for number, name in enumerate(("", *allowed))}

    def pack(name: str) -> int:
        if name not in numbers:
            raise ValueError("unknown name")
        return numbers[name]

    def unpack(number: int) -> str:
        if number > len(allowed):
            raise ValueError("unknown number")
        return allowed[number - 1]

    return Kind(_VARINT, "", pack, unpack)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its number, the attribute that holds it, its kind; a repeated one holds a tuple."""

    number: int
    name: str
    kind: Kind
    repeated: bool = False


class Codec(Generic[T]):
    """Encoding of one frozen dataclass whose two or more attributes are ``table``, in ascending order of number."""

    def __init__(self, cls: type[T], table: Sequence[Field]) -> None:
        if [field.name for field in fields(cls)] != [field.name for field in table]:  # type: ignore[arg-type]
            raise TypeError("the table does not name the attributes in order")
        self._cls = cls
        self._values = attrgetter(*[field.name for field in table])
        self._table = [(field, varint(field.number << 3 | field.kind.wire)) for field in table]
        self._by_key = {field.number << 3 | field.kind.wire: field for field in table}
        self.nested = Kind(_LENGTH, None, self.encode, self.decode)

    def encode(self, message: T) -> bytes:
        """Canonical bytes; EncodingError names the field that cannot be encoded."""
        out: list[bytes] = []
        for (field, tag), value in zip(self._table, self._values(message), strict=True):
            try:
                if field.repeated:
                    for one in value:
                        out += (tag, *_wrapped(field.kind, one))
                elif value != field.kind.default:
                    out += (tag, *_wrapped(field.kind, value))
            except (ValueError, TypeError, AttributeError) as error:
                raise EncodingError(f"{field.name}: cannot be encoded") from error
        return b"".join(out)

    def decode(self, data: bytes) -> T:
        """Message of canonical bytes; EncodingError for any others."""
        found: dict[str, Any] = {}
        at = last = 0
        while at < len(data):
            key, at = read_varint(data, at)
            field = self._by_key.get(key)
            if field is None:
                raise EncodingError(f"field {key >> 3}: unknown, or of another wire type")
            if field.number < last or (field.number == last and not field.repeated):
                raise EncodingError(f"{field.name}: out of order or repeated")
            value, at = self._value(field, data, at)
            last = field.number
            if field.repeated:
                found.setdefault(field.name, []).append(value)
            else:
                found[field.name] = value
        return self._cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in found.items()})

    def _value(self, field: Field, data: bytes, at: int) -> tuple[Any, int]:
        raw: Any
        raw, at = read_varint(data, at)
        if field.kind.wire == _LENGTH:
            raw, at = data[at : at + raw], at + raw
            if at > len(data):
                raise EncodingError(f"{field.name}: cut off")
        if not raw and not field.repeated:
            raise EncodingError(f"{field.name}: default value written out")
        try:
            return field.kind.unpack(raw), at
        except ValueError as error:
            raise EncodingError(f"{field.name}: malformed") from error


def _wrapped(kind: Kind, value: Any) -> tuple[bytes, ...]:
    packed = kind.pack(value)
    return (varint(packed),) if kind.wire == _VARINT else (varint(len(packed)), packed)
