"""Random messages of any type, drawn from the descriptor: what protobuf itself allows."""

from __future__ import annotations

from typing import Any

from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from hypothesis import strategies as st

TEXT = st.text(st.characters(codec="utf-8"), max_size=8)


@st.composite
def messages(draw: st.DrawFn, kind: type[Message]) -> Message:
    """A message of ``kind`` with any known field set or not."""
    message = kind()
    oneofs = {draw(st.sampled_from(list[Any](o.fields))).name for o in kind.DESCRIPTOR.oneofs}
    for field in kind.DESCRIPTOR.fields:
        if field.containing_oneof and field.name not in oneofs:
            continue
        if field.containing_oneof or draw(st.booleans()):
            _fill(draw, message, field)
    return message


def _fill(draw: st.DrawFn, message: Message, field: Any) -> None:
    if field.message_type:
        inner = messages(GetMessageClass(field.message_type))
        if field.is_repeated:
            getattr(message, field.name).extend(draw(st.lists(inner, max_size=2)))
        else:
            getattr(message, field.name).CopyFrom(draw(inner))
            getattr(message, field.name).SetInParent()
    elif field.is_repeated:
        getattr(message, field.name).extend(draw(st.lists(_scalar(field), max_size=3)))
    else:
        setattr(message, field.name, draw(_scalar(field)))


def _scalar(field: Any) -> st.SearchStrategy[Any]:
    if field.enum_type:
        least = 1 if field.is_repeated else 0  # an item of a list says something
        return st.sampled_from([value.number for value in field.enum_type.values if value.number >= least])
    kinds: dict[int, st.SearchStrategy[Any]] = {
        field.CPPTYPE_STRING: st.binary(max_size=8) if field.type == field.TYPE_BYTES else TEXT,
        field.CPPTYPE_BOOL: st.booleans(),
        field.CPPTYPE_INT32: st.integers(-(2**31), 2**31 - 1),
        field.CPPTYPE_UINT32: st.integers(0, 2**32 - 1),
        field.CPPTYPE_INT64: st.integers(-(2**63), 2**63 - 1),
        field.CPPTYPE_UINT64: st.integers(0, 2**64 - 1),
        field.CPPTYPE_DOUBLE: st.floats(0.0, 1.0),
    }
    return kinds[field.cpp_type]
