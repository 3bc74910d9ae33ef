"""A chart as it is kept: ids, layout and questions, and nothing that the hub answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Final

from services.console.network.acts import (
    Act,
    Arranged,
    Asked,
    Between,
    Collapsed,
    Filtered,
    Grouped,
    Hidden,
    History,
    Places,
)
from services.console.network.filters import Filter, checked
from services.console.network.workspace import RESPONSES
from services.errors import RabtaError
from services.values.network import Frame, NodeKey, QuestionRequest

FORM: Final = 1
_QUESTIONS: Final = {kind.__name__: kind for kind in RESPONSES}
_ACTS: Final = {kind.__name__: kind for kind in (Asked, Hidden, Filtered, Between, Grouped, Collapsed, Arranged)}


class BadChart(RabtaError, ValueError):
    """What was kept is no chart of this form."""


def written(history: History) -> bytes:
    """JSON of the acts, those that were undone left out. Equal acts give equal bytes."""
    acts = [{"act": type(act).__name__, **_written(act)} for act in history.acts[: history.done]]
    return json.dumps({"form": FORM, "acts": acts}, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def read(raw: bytes) -> History:
    """The acts again. Raises BadChart."""
    try:
        held = json.loads(raw)
        if held["form"] != FORM:
            raise BadChart("chart")
        acts = tuple(_act(each) for each in held["acts"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise BadChart("chart") from None
    return History(acts, len(acts))


def _written(act: Act) -> dict[str, object]:
    match act:
        case Asked(question, places, reach):
            said = {"of": type(question).__name__, **asdict(question)}
            return {"question": said, "places": places} | ({"reach": asdict(reach)} if reach else {})
        case Filtered(one, on):
            return {"field": one.field, "value": one.value, "on": on}
    return {field.name: getattr(act, field.name) for field in fields(act)}


def _act(held: Mapping[str, object]) -> Act:
    """Raises KeyError, TypeError, ValueError."""
    kind = _ACTS[str(held["act"])]
    if kind is Asked:
        return Asked(_asked(held["question"]), _places(held["places"]), _reach(held.get("reach")))
    if kind is Arranged:
        return Arranged(_places(held["places"]))
    if kind is Hidden:
        return Hidden(_text(held["spot"]))
    if kind is Filtered:
        one = checked(_text(held["field"]), _text(held["value"]))
        return Filtered(Filter(one.field, one.value), _flag(held["on"]))
    if kind is Between:
        days = (checked(field, _text(held[field])).value for field in ("since", "until"))
        return Between(*days)
    return Grouped(_flag(held["on"])) if kind is Grouped else Collapsed(_flag(held["on"]))


def _reach(held: object) -> NodeKey | None:
    if held is None:
        return None
    if not isinstance(held, dict):
        raise TypeError
    return NodeKey(_text(held["kind"]), _text(held["id"]))


def _asked(held: object) -> QuestionRequest:
    if not isinstance(held, dict):
        raise TypeError
    values = {name: _value(name, value) for name, value in held.items() if name != "of"}
    question: QuestionRequest = _QUESTIONS[held["of"]](**values)
    return question


def _value(name: str, value: object) -> object:
    """A field of a question: the frame, a node, nodes, a number or a word."""
    if name == "frame" and isinstance(value, dict):
        tuples = {key: tuple(map(_text, value[key])) for key in ("edge_kinds", "pictures")}
        return Frame(**{**value, **tuples})
    if isinstance(value, dict):
        return NodeKey(_text(value["kind"]), _text(value["id"]))
    if isinstance(value, list):
        return tuple(NodeKey(_text(each["kind"]), _text(each["id"])) for each in value)
    if value is None or isinstance(value, int | str):
        return value
    raise TypeError


def _places(held: object) -> Places:
    if not isinstance(held, list):
        raise TypeError
    return tuple((_text(spot), float(x), float(y)) for spot, x, y in held)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value
