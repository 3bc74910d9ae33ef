"""What a view lets through: levels by class, relations by call, one side of a man, never a bare hit on the protected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Unpack

from services.access.caller import CaseFacts
from services.access.decision import Admission, Decision, Level, RecordClass, Relation
from services.access.trail import Inquiry, Trail
from services.records.protection.view import (
    Ask,
    accusing,
    as_now,
    judge,
    person_relation,
    relation,
    side_for,
)
from services.records.rows import ProfileLine
from services.vocabulary.access import CaseState
from services.vocabulary.protection import Side
from tests.fakes.records_node import NOW_MS, caller
from tests.fakes.stated import CallerFacts

Rule = Callable[[RecordClass, Relation], Level]
ACCUSED = RecordClass("pk.fia", "PARTY", role="ACCUSED")
VICTIM = RecordClass("pk.fia", "PARTY", role="VICTIM")
CROSSING = RecordClass("pk.customs", "BORDER_CROSSING", role="LISTED")
NOTE = RecordClass("pk.fia", "MISUSED_IDENTITY", role="LISTED")


class Told:
    """An engine that decides as it is told and remembers what it was asked."""

    digest = bytes(32)

    def __init__(self, rule: Rule, pseudonym: bool = False) -> None:
        self.rule = rule
        self.pseudonym = pseudonym
        self.asked: list[Relation] = []

    def admit(self, *_: object) -> Admission:
        return Admission("", ())

    def decide(self, caller: object, case: object, klass: RecordClass, of: Relation, now: int, glass: bool) -> Decision:
        self.asked.append(of)
        level = self.rule(klass, of)
        return Decision(level, (f"for-{klass.kind}",), self.pseudonym, "" if level == Level.DISCLOSED else "told")


def ask(rule: Rule, pseudonym: bool = False, **who: Unpack[CallerFacts]) -> Ask:
    call = Inquiry(caller(**who), NOW_MS, Told(rule, pseudonym), Trail())
    return Ask(call, CaseFacts(CaseState.RESOLVED, True), ("x",), False, frozenset({ACCUSED.owner}))


def lines(*classes: RecordClass, flags: int = 1) -> tuple[list[ProfileLine], dict[int, RecordClass]]:
    return [ProfileLine(n * 4 + flags, n, 1, None) for n in range(len(classes))], dict(enumerate(classes))


def always(level: Level) -> Rule:
    return lambda klass, of: level


def test_codes_by_level() -> None:
    levels = {"PARTY": Level.DISCLOSED, "BORDER_CROSSING": Level.HIT, "LIST_ENTRY": Level.ACTION}
    listed = RecordClass("pk.fia", "LIST_ENTRY", role="LISTED")
    hidden = RecordClass("pk.fia", "BAIL", role="ACCUSED")
    view = judge(
        ask(lambda klass, of: levels.get(klass.kind, Level.INVISIBLE)), *lines(ACCUSED, CROSSING, listed, hidden)
    )
    assert view.disclosed == (1,)
    assert view.visible == (1, 5, 9)
    assert view.codes(Level.INVISIBLE) == (13,)
    trail = Trail()
    view.note(trail)
    assert trail.withheld == {("pk.customs", "told"): 1, ("pk.fia", "told"): 2}
    assert trail.policies == {"for-PARTY", "for-BORDER_CROSSING", "for-LIST_ENTRY", "for-BAIL"}


def test_a_protected_record_is_never_a_bare_hit_whatever_the_engine_says() -> None:
    protected = [
        replace(ACCUSED, juvenile="YES"),
        replace(ACCUSED, juvenile="DONE"),
        replace(ACCUSED, sealed=True),
        replace(ACCUSED, protected_person=True),
        VICTIM,
        replace(VICTIM, role="WITNESS"),
        replace(VICTIM, role="COMPLAINANT"),
    ]
    assert judge(ask(always(Level.HIT)), *lines(*protected)).visible == ()
    assert len(judge(ask(always(Level.ACTION)), *lines(*protected)).visible) == len(protected)
    assert judge(ask(always(Level.HIT)), *lines(ACCUSED)).visible == (1,)


def test_a_turned_role_is_a_victims_to_others_until_it_is_in_force() -> None:
    """An entry's code says whether the entry is in force, and hides no role."""
    entry = RecordClass("pk.fia", "LIST_ENTRY", role="LISTED")
    held, in_force = 4 * 7 + 2, 4 * 7 + 3
    assert [as_now(ACCUSED, code) for code in (held, in_force)] == [replace(ACCUSED, role="VICTIM"), ACCUSED]
    assert [as_now(entry, code) for code in (held, in_force)] == [entry, entry]
    assert [accusing(ACCUSED, code) for code in (held, in_force)] == [False, True]
    view = judge(ask(always(Level.DISCLOSED)), *lines(ACCUSED, entry, flags=0))
    assert [view.held(code) for code in sorted(view.classes)] == [True, False]


def test_relations() -> None:
    of = relation(ask(always(Level.HIT)), 4 * 7 + 3, Relation())
    assert (of.in_cited_case, of.list_in_force, of.referred, of.complained) == (True, True, False, False)
    assert not relation(ask(always(Level.HIT)), 4 * 7, Relation()).list_in_force
    assert relation(ask(always(Level.HIT), case_type="REFERRAL"), 3, Relation()).referred
    assert not relation(ask(always(Level.HIT), case_type="REFERRAL"), 1, Relation()).referred
    assert relation(ask(always(Level.HIT), case_type="REVIEW"), 3, Relation()).complained
    assert not relation(ask(always(Level.HIT), case_type="REVIEW"), 1, Relation()).complained, "of another case"
    for other in ("FIR", "COMPLAINT"):
        assert not relation(ask(always(Level.HIT), case_type=other), 3, Relation()).complained


def test_they_are_the_accused_of_the_case_where_a_record_says_so_that_would_itself_show() -> None:
    in_case = lines(ACCUSED, flags=3)
    assert person_relation(ask(always(Level.DISCLOSED)), *in_case).of_case_accused
    assert not person_relation(ask(always(Level.HIT)), *in_case).of_case_accused
    assert not person_relation(ask(always(Level.DISCLOSED)), *lines(ACCUSED, flags=1)).of_case_accused
    assert not person_relation(ask(always(Level.DISCLOSED)), *lines(VICTIM, CROSSING, flags=3)).of_case_accused
    by_another = lines(replace(ACCUSED, owner="pk.other"), flags=3)
    assert not person_relation(ask(always(Level.DISCLOSED)), *by_another).of_case_accused, "not the owner's word"
    only_then = lambda klass, of: Level.DISCLOSED if of.of_case_accused else Level.INVISIBLE
    assert person_relation(ask(only_then), *in_case).of_case_accused


def test_an_applicant_is_one_through_their_own_agency_alone() -> None:
    own, other = replace(ACCUSED, owner="pk.punjab-police"), ACCUSED
    asking = ask(always(Level.INVISIBLE), case_type="APPLICATION")
    assert person_relation(asking, *lines(own, flags=3)).own_record
    assert not person_relation(asking, *lines(other, flags=3)).own_record
    for order in ((own, other), (other, own)):
        assert person_relation(asking, *lines(*order, flags=3)).own_record
    assert not person_relation(ask(always(Level.INVISIBLE)), *lines(own, flags=3)).own_record


def test_one_side_of_a_man() -> None:
    both = lines(ACCUSED, VICTIM, CROSSING)
    assert judge(ask(always(Level.DISCLOSED)), *both, side=Side.OFFENDER).disclosed == (1, 9)
    assert judge(ask(always(Level.DISCLOSED)), *both, side=Side.PROTECTED).disclosed == (5, 9)
    assert judge(ask(always(Level.DISCLOSED)), *both).disclosed == (1, 5, 9)
    nothing_else = lines(ACCUSED, VICTIM)
    assert judge(ask(always(Level.DISCLOSED)), *nothing_else, side=Side.OFFENDER).disclosed == (1,)
    assert judge(ask(always(Level.DISCLOSED)), *nothing_else, side=Side.PROTECTED).disclosed == (5,)
    hidden = lambda klass, of: Level.INVISIBLE if klass.role == "VICTIM" else Level.DISCLOSED
    seen = judge(ask(hidden), *both, side=Side.PROTECTED)
    assert seen.disclosed == (1, 9), "what is hidden hides nothing else"
    assert seen.withheld["pk.fia", "told"] == 1
    alone = lines(VICTIM, CROSSING)
    assert judge(ask(always(Level.DISCLOSED)), *alone, side=Side.OFFENDER).disclosed == (1, 5)
    hit_there = lambda klass, of: Level.HIT if klass.role == "ACCUSED" else Level.DISCLOSED
    view = judge(ask(hit_there), *both, side=Side.OFFENDER)
    assert view.visible == (1, 9)
    assert view.withheld["pk.fia", "other-side"] == 1


def test_the_cited_case_keeps_its_own_word_beside_the_other_side() -> None:
    """Flag 3 is of the cited case: no accusation elsewhere takes its victim from its officers, nor shows another's."""
    accused, victim = replace(ACCUSED, owner="pk.sindh-police"), VICTIM
    classes = {0: accused, 1: victim}
    of_case = [ProfileLine(1, 0, 1, None), ProfileLine(4 + 3, 1, 1, None)]
    assert judge(ask(always(Level.DISCLOSED)), of_case, classes, side=Side.OFFENDER).disclosed == (1, 7)
    elsewhere = [ProfileLine(1, 0, 1, None), ProfileLine(4 + 1, 1, 1, None)]
    assert judge(ask(always(Level.DISCLOSED)), elsewhere, classes, side=Side.OFFENDER).disclosed == (1,)
    both = {0: ACCUSED, 1: victim}
    of_both = [ProfileLine(3, 0, 1, None), ProfileLine(4 + 3, 1, 1, None)]
    assert judge(ask(always(Level.DISCLOSED)), of_both, both, side=Side.OFFENDER).disclosed == (3,)
    strangers = {0: accused, 1: replace(victim, owner="pk.sindh-police")}
    assert judge(ask(always(Level.DISCLOSED)), of_case, strangers, side=Side.OFFENDER).disclosed == (1,)


def test_sides() -> None:
    assert side_for(ask(always(Level.HIT))) == Side.OFFENDER
    assert side_for(ask(always(Level.HIT), purpose="PROTECT_VICTIM")) == Side.PROTECTED


def test_whoever_asks_by_a_real_number_does_not_learn_the_pseudonym() -> None:
    view = judge(ask(always(Level.DISCLOSED), pseudonym=True), *lines(ACCUSED), side=Side.OFFENDER)
    assert view.visible == ()
    assert view.withheld["pk.fia", "pseudonym"] == 1
    by_name = judge(ask(always(Level.DISCLOSED), pseudonym=True), *lines(ACCUSED))
    assert by_name.visible == (1,)
    assert by_name.disclosed == ()


def test_a_note_of_misuse_travels_with_whatever_is_disclosed() -> None:
    travels: Rule = lambda klass, of: (
        Level.DISCLOSED if klass.kind != "MISUSED_IDENTITY" or of.travels else Level.INVISIBLE
    )
    assert judge(ask(travels), *lines(ACCUSED, NOTE), side=Side.OFFENDER).disclosed == (1, 5)
    assert judge(ask(travels), *lines(NOTE), side=Side.OFFENDER).disclosed == ()
    shown_as_action: Rule = lambda klass, of: Level.ACTION if klass.kind != "MISUSED_IDENTITY" else travels(klass, of)
    assert judge(ask(shown_as_action), *lines(ACCUSED, NOTE), side=Side.OFFENDER).disclosed == (5,)
    a_hit: Rule = lambda klass, of: Level.HIT if klass.kind != "MISUSED_IDENTITY" else travels(klass, of)
    assert judge(ask(a_hit), *lines(ACCUSED, NOTE), side=Side.OFFENDER).disclosed == (), "a hit discloses nothing"
    by_itself: Rule = lambda klass, of: Level.DISCLOSED if of.travels else Level.ACTION
    assert judge(ask(by_itself), *lines(NOTE), side=Side.OFFENDER).disclosed == (), "a note is no company for itself"


def test_an_order_that_names_somebody_makes_an_answer_personal() -> None:
    assert not judge(ask(always(Level.HIT)), *lines(ACCUSED)).named
    assert judge(ask(always(Level.HIT)), *lines(replace(ACCUSED, spared=frozenset({"pk.fia"})))).named


CLAIMED = replace(NOTE, misuse_claimed=True)


def as_written(klass: RecordClass, of: Relation) -> Level:
    """As row 23b does it, everything else being shown."""
    if klass.kind != "MISUSED_IDENTITY":
        return Level.DISCLOSED
    return Level.DISCLOSED if not klass.misuse_claimed or of.beside_own else Level.ACTION


def test_a_claim_is_shown_beside_what_its_own_writer_holds_and_this_call_shows() -> None:
    others = replace(ACCUSED, owner="pk.sindh")
    alone = judge(ask(as_written), *lines(others, CLAIMED), side=Side.OFFENDER)
    assert (alone.disclosed, alone.claims(5)) == ((1,), True)
    beside = judge(ask(as_written), *lines(others, CLAIMED, ACCUSED), side=Side.OFFENDER)
    assert (beside.disclosed, beside.company) == ((1, 5, 9), frozenset({"pk.sindh", "pk.fia"}))
    hidden = lambda klass, of: as_written(klass, of) if klass != ACCUSED else Level.HIT
    assert judge(ask(hidden), *lines(others, CLAIMED, ACCUSED), side=Side.OFFENDER).claims(5), "a hit is no company"


def test_a_claim_is_no_company_for_a_claim() -> None:
    view = judge(ask(as_written), *lines(CLAIMED, replace(CLAIMED, owner="pk.sindh")), side=Side.OFFENDER)
    assert (view.disclosed, view.company) == ((), frozenset())


def test_what_is_told_of_a_child_is_not_that_somebody_claims() -> None:
    view = judge(ask(always(Level.ACTION)), *lines(replace(CLAIMED, juvenile="YES")))
    assert not view.claims(1)
    assert judge(ask(always(Level.ACTION)), *lines(CLAIMED)).claims(1)
    assert not judge(ask(always(Level.HIT)), *lines(CLAIMED)).claims(1)
    assert not judge(ask(always(Level.ACTION)), *lines(NOTE)).claims(1)


def test_a_note_of_a_pseudonym_is_not_found_by_the_real_number_beside_others() -> None:
    view = judge(ask(always(Level.DISCLOSED), pseudonym=True), *lines(ACCUSED, NOTE), side=Side.OFFENDER)
    assert view.visible == ()
