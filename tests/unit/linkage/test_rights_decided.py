"""One class decided, and classes listed for a traversal: what hides most decides, and a hit tells of nothing protected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from graph.model import CLASSES, OPEN_CLASS
from services.access.caller import Caller, CaseFacts
from services.access.decision import Admission, Decision, Level, RecordClass, Relation
from services.access.trail import Inquiry, Trail
from services.linkage.classes import AtomicClass, feed_class, record_class
from services.linkage.kept import Known, Terms
from services.linkage.rights import Ask, ByWords, Told, decide, listed
from services.vocabulary.access import CaseState, Permission
from tests.unit.access.table import NOW_MS, call

CALLER = call("FIA INVESTIGATE_CASE NETWORK", "")[0]
CLASS, BOUND = 7, 7 + 3 * CLASSES
PLAIN = RecordClass("pk.fia", "PARTY", role="ACCUSED")
SHOWN = Decision(Level.DISCLOSED, ("p",), False, "")
HIT = Decision(Level.HIT, ("p",), False, "weak")
ACTION = Decision(Level.ACTION, ("p",), False, "lists")
GONE = Decision(Level.INVISIBLE, ("p",), False, "sealed")


@dataclass
class Said:
    """An engine that says of each class what it is told to; of all others that they are shown."""

    says: Mapping[RecordClass, Decision] = field(default_factory=dict)
    digest: bytes = bytes(32)

    def admit(
        self, caller: Caller, case: CaseFacts, permission: Permission, now_ms: int, own_or_kin: bool, break_glass: bool
    ) -> Admission:
        """Nothing that is asked here."""
        raise AssertionError

    def decide(
        self, caller: Caller, case: CaseFacts, klass: RecordClass, relation: Relation, now_ms: int, break_glass: bool
    ) -> Decision:
        """As told."""
        return self.says.get(klass, SHOWN)


def decided(atomic: AtomicClass, says: Mapping[RecordClass, Decision], known: Known | None = None) -> Decision:
    ask = Ask(Inquiry(CALLER, NOW_MS, Said(says), Trail()), CaseFacts(CaseState.RESOLVED, True))
    return decide(ask, atomic, known or Known())


@pytest.mark.parametrize(
    ("of_class", "bound", "shown", "hits"),
    [
        ((), (), (CLASS,), {}),
        ((), ("a",), (-BOUND, CLASS), {BOUND: ("a",)}),
        ((), None, (-BOUND, CLASS), {}),
        (("a",), ("a",), (), {CLASS: ("a",)}),
        (("a",), ("b",), (), {CLASS: ("a",), BOUND: ("b",)}),
        (("a",), (), (BOUND,), {CLASS: ("a",), -BOUND: ()}),
        (("a",), None, (), {CLASS: ("a",), -BOUND: ()}),
        (None, (), (BOUND,), {}),
        (None, ("b",), (), {BOUND: ("b",)}),
        (None, None, (), {}),
    ],
)
def test_a_binding_is_listed_where_it_is_told_otherwise_than_its_class(
    of_class: Told, bound: Told, shown: tuple[int, ...], hits: dict[int, tuple[str, ...]]
) -> None:
    rights = listed({CLASS: of_class, BOUND: bound})
    assert (rights.shown, dict(rights.hits)) == (shown, hits)


def test_the_first_binding_there_can_be_is_one() -> None:
    rights = listed({OPEN_CLASS: (), OPEN_CLASS + CLASSES: ("a",)})
    assert (rights.shown, dict(rights.hits)) == (
        (-OPEN_CLASS - CLASSES, OPEN_CLASS),
        {OPEN_CLASS + CLASSES: ("a",)},
    )
    rights = listed({OPEN_CLASS: (), OPEN_CLASS + CLASSES: ()})
    assert (rights.shown, dict(rights.hits)) == ((OPEN_CLASS,), {})
    rights = listed({OPEN_CLASS: ("a",), OPEN_CLASS + CLASSES: ()})
    assert (rights.shown, dict(rights.hits)) == (
        (OPEN_CLASS + CLASSES,),
        {OPEN_CLASS: ("a",), -OPEN_CLASS - CLASSES: ()},
    )


def test_of_an_authority_that_nobody_registered_nothing_is_shown() -> None:
    fed = feed_class("pk.fia", "MONEY", "pk.fia/W1", False)
    assert decided(fed, {}) == Decision(Level.INVISIBLE, (), False, "retention")
    until = Known(authorities={"pk.fia/W1": Terms("pk.fia/W1", frozenset(), NOW_MS + 1)})
    assert decided(fed, {}, until).level == Level.DISCLOSED
    over = Known(authorities={"pk.fia/W1": Terms("pk.fia/W1", frozenset(), NOW_MS)})
    assert decided(fed, {}, over).cause == "retention"


def test_whoever_may_not_see_the_real_name_sees_nothing_that_hangs_on_it() -> None:
    for level in (Level.DISCLOSED, Level.ACTION, Level.HIT):
        found = decided(record_class(PLAIN, (), ()), {PLAIN: Decision(level, ("p",), True, "c")})
        assert found == Decision(Level.INVISIBLE, ("p",), False, "pseudonym")


def test_what_is_hidden_anyway_keeps_its_own_cause() -> None:
    hidden = Decision(Level.INVISIBLE, ("p",), True, "sealed")
    assert decided(record_class(PLAIN, (), ()), {PLAIN: hidden}).cause == "sealed"


def test_a_role_that_is_held_back_is_both_roles_until_its_hour() -> None:
    """A pseudonym on either side hides both; of the levels the lower one holds."""
    held = record_class(PLAIN, (), (), held_until_ms=NOW_MS + 1)
    before, after = held.at(NOW_MS)
    assert before != after
    named = Decision(Level.DISCLOSED, ("q",), True, "")
    assert decided(held, {before: named}).cause == decided(held, {after: named}).cause == "pseudonym"
    assert decided(held, {before: GONE}).level == Level.INVISIBLE
    assert decided(held, {after: GONE}).level == Level.INVISIBLE


@pytest.mark.parametrize("found", [HIT, ACTION])
@pytest.mark.parametrize(
    "changes",
    [{"role": "VICTIM"}, {"sealed": True}, {"str_derived": True}, {"kind": "LINK", "role": "", "feed": "CONTENT"}],
    ids=["victim", "sealed", "report-of-suspicion", "intercept"],
)
def test_a_hit_never_tells_of_what_it_would_give_away(found: Decision, changes: dict[str, object]) -> None:
    klass = replace(PLAIN, **changes)  # type: ignore[arg-type]  # fields by name, as the cases state them
    assert decided(AtomicClass(klass), {klass: found}) == Decision(Level.INVISIBLE, ("p",), False, found.cause)
    assert decided(AtomicClass(klass), {klass: SHOWN}) == SHOWN


@pytest.mark.parametrize("found", [HIT, ACTION])
def test_a_hit_of_anything_else_stands(found: Decision) -> None:
    assert decided(AtomicClass(PLAIN), {PLAIN: found}) == found


def test_a_hit_on_one_side_that_may_be_told_does_not_tell_of_the_other() -> None:
    """While the role is held back one side is still a victim's."""
    held = record_class(PLAIN, (), (), held_until_ms=NOW_MS + 1)
    before, after = held.at(NOW_MS)
    assert decided(held, {before: HIT, after: HIT}).level == Level.INVISIBLE


def test_joins_of_records_alone_are_kept_and_those_with_a_feed_are_not() -> None:
    known = Known(
        atomic={1: AtomicClass(PLAIN), 2: AtomicClass(replace(PLAIN, owner="pk.anf"))},
        joins={3: frozenset({1, 2}), 4: frozenset({1, 9})},
    )
    of_words = ByWords()
    of_words.extend(
        Ask(Inquiry(CALLER, NOW_MS, Said({PLAIN: HIT}), Trail()), CaseFacts(CaseState.RESOLVED, True)), known
    )
    assert of_words.mixed == [4]
    assert of_words.told == {OPEN_CLASS: (), 1: ("pk.fia",), 2: (), 3: ("pk.fia",)}
