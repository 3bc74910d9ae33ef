"""What a request names follows from what it is made of: no node is in it that limits and row 2 do not know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.errors import InvalidArgument
from services.linkage.questions.registry import questions
from services.linkage.rpc import FEEDS, LINKS
from services.values import network
from services.values.network import ExpandRequest, NodeKey, ShortestPathsRequest
from services.values.selecting import BROUGHT, MAX_SELECTED, named_in, settled

ALERTS = (
    network.ListAlertsRequest, network.GetAlertRequest, network.ExplainAlertRequest, network.DecideAlertRequest,
    network.OfferLeadRequest, network.ListProtectionLeadsRequest, network.ListDetectorsRequest, network.SetDetectorRequest,
)  # fmt: skip
KINDS = (*questions(), *LINKS, *FEEDS, *ALERTS)
OWN = NodeKey("PHONE", "+923001234567")
TYPED = NodeKey("PHONE", "0300-1234567")


@dataclass(frozen=True, slots=True)
class Around:
    """A part that no request has yet."""

    near: tuple[NodeKey, ...] = ()


@dataclass(frozen=True, slots=True)
class LaterRequest:
    """What a version to come may ask: nodes under names that nobody wrote down, one of them in a part."""

    suspect: NodeKey | None = None
    parts: tuple[Around, ...] = ()
    part: Around | None = None


def parts_of(hint: Any) -> list[Any]:
    """Classes of which a field is made, through ``X | None`` and ``tuple[X, ...]``."""
    inner = [part for each in get_args(hint) for part in parts_of(each)]
    return inner or [hint]


def places(kind: type[Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Paths of every node that a request of this kind can hold."""
    for name, hint in get_type_hints(kind).items():
        for part in parts_of(hint):
            if part is NodeKey:
                yield (*path, name)
            elif isinstance(part, type) and is_dataclass(part):
                yield from places(part, (*path, name))


def holding(kind: type[Any], path: tuple[str, ...], key: NodeKey) -> Any:
    """A request that holds this node there alone."""
    hint = get_type_hints(kind)[path[0]]
    inner: Any = next(part for part in parts_of(hint) if is_dataclass(part))
    value = key if len(path) == 1 else holding(inner, path[1:], key)
    return kind(**{path[0]: (value,) if "tuple" in str(hint) else value})


PLACES = [(kind, path) for kind in (*KINDS, LaterRequest) for path in places(kind)]
ASKING = [(kind, path) for kind, path in PLACES if (kind.__name__, path[0]) not in BROUGHT]
named_so = pytest.mark.parametrize(("kind", "path"), ASKING, ids=[f"{k.__name__}.{'.'.join(p)}" for k, p in ASKING])


@named_so
def test_a_node_counts_wherever_it_stands(kind: type[Any], path: tuple[str, ...]) -> None:
    assert named_in(holding(kind, path, OWN)) == (OWN,)


@named_so
def test_a_node_is_known_by_its_canonical_id_wherever_it_stands(kind: type[Any], path: tuple[str, ...]) -> None:
    assert named_in(settled(holding(kind, path, TYPED))) == (OWN,)


@named_so
def test_what_is_no_id_is_refused_by_its_place(kind: type[Any], path: tuple[str, ...]) -> None:
    with pytest.raises(InvalidArgument) as refused:
        settled(holding(kind, path, NodeKey("PHONE", "\u202e")))
    (bad,) = refused.value.violations
    assert bad.field.replace("[0]", "") == ".".join((*path, "id"))


def test_an_avoided_node_counts() -> None:
    assert OWN in named_in(ShortestPathsRequest(start=NodeKey("SUBJECT", "a"), avoid=(OWN,)))


def test_what_is_brought_is_opted_out_by_name_and_is_still_there() -> None:
    """An opt-out that fits no field any more hides the next one of that name."""
    assert {(kind.__name__, path[0]) for kind, path in PLACES} >= BROUGHT
    for kind, path in PLACES:
        if (kind.__name__, path[0]) in BROUGHT:
            assert named_in(holding(kind, path, OWN)) == ()


def test_every_request_of_the_room_is_looked_at() -> None:
    requests = {name for name, kind in vars(network).items() if name.endswith("Request") and is_dataclass(kind)}
    assert {kind.__name__ for kind in KINDS} == requests


PERSON = NodeKey("SUBJECT", "agencies/pk.fia/records/1")


@given(st.lists(st.sampled_from([OWN, TYPED, PERSON, NodeKey("NONE", "x"), NodeKey("PHONE", "")])))
def test_a_settled_request_is_settled(keys: list[NodeKey]) -> None:
    request = ExpandRequest(start=tuple(keys))
    once = settled(request)
    assert settled(once) == once
    assert [each.name for each in fields(once)] == [each.name for each in fields(request)]
    assert TYPED not in named_in(once)


def test_more_than_one_call_may_name_are_refused_in_any_field() -> None:
    many = tuple(NodeKey("SUBJECT", str(number)) for number in range(MAX_SELECTED))
    assert len(named_in(ShortestPathsRequest(avoid=many))) == MAX_SELECTED
    with pytest.raises(InvalidArgument):
        named_in(ShortestPathsRequest(start=OWN, avoid=many))
