"""Repeated enums cross the wire as words, and a bad one is named with its place; see also records' and linkage's wires."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Any

import pytest
from google.protobuf.message import Message
from hypothesis import given
from hypothesis import strategies as st
from rabta.linkage.v1.graph_pb2 import EDGE_KIND_CALLED
from rabta.linkage.v1.question_pb2 import ExpandRequest, Frame

from services.access.errors import InvalidArgument
from services.linkage import wire
from services.values import network
from services.values.encoding import NETWORK as NOUNS
from tests.budget import budget
from tests.unit.records.messages import messages

ALL: list[type[Any]] = [cls for cls in vars(network).values() if isinstance(cls, type) and is_dataclass(cls)]


@pytest.mark.parametrize("noun", ALL, ids=[cls.__name__ for cls in ALL])
@budget(25)
@given(data=st.data())
def test_every_noun_of_the_graph_comes_back_as_it_went(noun: Any, data: st.DataObject) -> None:
    message: Message = data.draw(messages(NOUNS.message_class(noun)))
    raw = message.SerializeToString(deterministic=True)
    assert wire.encode(wire.decode(noun, raw)) == raw


def test_repeated_enums_are_words() -> None:
    raw = ExpandRequest(frame=Frame(edge_kinds=[EDGE_KIND_CALLED])).SerializeToString()
    asked = wire.decode(network.ExpandRequest, raw)
    assert asked.frame is not None
    assert asked.frame.edge_kinds == ("CALLED",)
    assert wire.encode(asked) == raw


@pytest.mark.parametrize(
    ("message", "field", "rule"),
    [
        (ExpandRequest(frame=Frame(edge_kinds=[EDGE_KIND_CALLED, 99])), "frame.edge_kinds[1]", "unknown-enum"),  # type: ignore[list-item]  # wrong on purpose
        (ExpandRequest(frame=Frame(edge_kinds=[EDGE_KIND_CALLED, 0])), "frame.edge_kinds[1]", "unknown-enum"),  # type: ignore[list-item]  # wrong on purpose
        (ExpandRequest(frame=Frame(pictures=[0])), "frame.pictures[0]", "unknown-enum"),  # type: ignore[list-item]  # wrong on purpose
        (ExpandRequest(start=[{"kind": 77}]), "start[0].kind", "unknown-enum"),
    ],
)
def test_a_word_that_is_not_known_is_named(message: Message, field: str, rule: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        wire.decode(network.ExpandRequest, message.SerializeToString())
    (broken,) = refused.value.violations
    assert (broken.field, broken.rule) == (field, rule)


@pytest.mark.parametrize(
    ("raw", "field", "rule"),
    [
        (b"\xff", "", "malformed"),
        (b"\xf8\x07\x01", "#127", "unknown-field"),
        (b"\n\x03\xf8\x07\x01", "frame.#127", "unknown-field"),
    ],
)
def test_what_is_not_in_the_protocol_is_refused(raw: bytes, field: str, rule: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        wire.decode(network.ExpandRequest, raw)
    (broken,) = refused.value.violations
    assert (broken.field, broken.rule) == (field, rule)
