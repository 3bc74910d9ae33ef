"""What an officer does to a chart, as a list that can be gone back and forth in. Pure.

The state of a chart is what its acts make of an empty one: an act that is undone leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import reduce

from services.console.network.filters import Filter
from services.values.network import NodeKey, QuestionRequest

Places = tuple[tuple[str, float, float], ...]
"""Id of a spot and its middle, in units of the chart, y downwards; sorted by id."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's answer was put on the chart. ``places``: of every spot that it brought. ``reach``: of trails and
    chains only those that come to this node are shown."""

    question: QuestionRequest
    places: Places = ()
    reach: NodeKey | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """A spot was taken off the chart."""

    spot: str


@dataclass(frozen=True, slots=True)
class Filtered:
    """A filter was set, or taken away again."""

    filter: Filter
    on: bool = True


@dataclass(frozen=True, slots=True)
class Between:
    """Only these days are shown, ISO 8601 and both included, in place of whatever days were before."""

    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Grouped:
    """Leaves of one kind at one spot are shown as one, or each by itself."""

    on: bool = True


@dataclass(frozen=True, slots=True)
class Collapsed:
    """Rows of one kind between two spots are one line with their sum, or a line each."""

    on: bool = True


@dataclass(frozen=True, slots=True)
class Arranged:
    """Places were given anew: to all spots by the server, or to one by hand."""

    places: Places


Act = Asked | Hidden | Filtered | Between | Grouped | Collapsed | Arranged


@dataclass(frozen=True, slots=True)
class State:
    """A chart without what the hub answered. ``questions``: each once, in the order in which they were asked;
    ``reaches``: of some of them, the node that a trail must come to."""

    questions: tuple[QuestionRequest, ...] = ()
    hidden: frozenset[str] = frozenset()
    filters: tuple[Filter, ...] = ()
    grouped: bool = True
    collapsed: bool = True
    places: Places = ()
    reaches: tuple[tuple[QuestionRequest, NodeKey], ...] = ()


def applied(state: State, act: Act) -> State:
    """The state after one more act."""
    match act:
        case Asked(question, places, reach):
            known = state.questions if question in state.questions else (*state.questions, question)
            others = tuple(each for each in state.reaches if each[0] != question)
            reaches = (*others, (question, reach)) if reach else others
            return replace(state, questions=known, places=placed(state.places, places), reaches=reaches)
        case Hidden(spot):
            return replace(state, hidden=state.hidden | {spot})
        case Filtered(one, on):
            rest = tuple(each for each in state.filters if each != one)
            return replace(state, filters=(*rest, one) if on else rest)
        case Between(since, until):
            rest = tuple(each for each in state.filters if each.field not in ("since", "until"))
            return replace(state, filters=(*rest, Filter("since", since), Filter("until", until)))
        case Grouped(on):
            return replace(state, grouped=on)
        case Collapsed(on):
            return replace(state, collapsed=on)
        case Arranged(places):
            return replace(state, places=placed(state.places, places))


def placed(before: Places, after: Places) -> Places:
    """Places before, with those after in their stead."""
    return tuple(sorted({spot: (spot, x, y) for spot, x, y in (*before, *after)}.values()))


@dataclass(frozen=True, slots=True)
class History:
    """Acts in their order, of which the first ``done`` hold; the others were undone and can be done again."""

    acts: tuple[Act, ...] = ()
    done: int = 0
    start: State = field(default_factory=State)

    @property
    def state(self) -> State:
        """What the acts that hold have made."""
        return reduce(applied, self.acts[: self.done], self.start)

    def do(self, *acts: Act) -> History:
        """With these besides; what was undone before is gone for good."""
        held = (*self.acts[: self.done], *acts)
        return replace(self, acts=held, done=len(held))

    def undo(self) -> History:
        """Without the last act; the same where there is none."""
        return replace(self, done=max(0, self.done - 1))

    def redo(self) -> History:
        """With the act that was undone last; the same where there is none."""
        return replace(self, done=min(len(self.acts), self.done + 1))


def changed(before: Iterable[Act], after: Iterable[Act]) -> tuple[tuple[Act, ...], tuple[Act, ...]]:
    """Acts of ``before`` alone and of ``after`` alone, past the beginning that both share."""
    one, other = tuple(before), tuple(after)
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[same:], other[same:]
