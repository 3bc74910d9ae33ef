"""Protection orders: whose word each is, how far it reaches, and what it makes of a record (rows 26 to 28). Pure.

An order by the court of a case works on that case; by a superior court, or one that an Act names, over all cases of a
person, where a number of strength 2 tells them apart; by anybody else on the writer's own records alone
(``authority/table.py``). It ends at its day. A protecting body's word, and an order on paper, reach others' records for
a time (``interim.py``). One of measures while somebody speaks hides nothing, and works on no record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from services.records.authority.part import CasePapers
from services.records.authority.speaker import CaseAuthority, Speaker, speaker_at_large
from services.records.authority.table import Degree, Fact, Reach, degree, works
from services.records.protection.classes import Derived
from services.records.protection.groups import Member
from services.records.protection.interim import NEVER, ON_PAPER, PROTECTED, Ends, hides, order_end, order_fact
from services.records.protection.parts import may_hold, papers_of
from services.records.tokens import people_tokens
from services.values.records import ProtectionOrder
from services.vocabulary.protection import FOR_ARREST, OFFENDER_ROLES

_EVERYWHERE = "PROTECTED_PERSON"
"""What an order on paper does not hold."""
_OF_ORDERS = ("ORDER:", "REFERRAL:")
"""Numbers by which one is lifted: a court's own, or a body's."""


class Order(NamedTuple):
    """An order in force. ``strong``, ``names``: tokens of its person; ``writer``: the agency that entered it.

    ``reach``: the farthest records that it works on; ``of_case``: it is looked at within a case; ``interim``: only
    until a court speaks; ``by_name``: a name alone takes it beyond the case, as it did for orders of before.
    ``lapsed``: papers in an offender's role are no longer others' to hide by it; ``ended``: nor any else.
    ``on_paper``: others' papers in its case about its person are held while oversight reads the copy, as its writer has
    a part there.
    """

    body: ProtectionOrder
    strong: frozenset[str]
    names: frozenset[str]
    writer: str
    reach: Reach
    of_case: bool
    interim: bool
    by_name: bool
    lapsed: bool = False
    ended: bool = False
    on_paper: bool = False


def in_case(members: Sequence[Member], case: CaseAuthority, ends: Ends = NEVER) -> list[Order]:
    """The orders among one case's records, as they work within it at the time of ``ends``."""
    stating = [member for member in members if hides(member.record.body)]
    lifted = _lifted(stating)
    case = case._replace(confirmed=frozenset(each.record.name for each in stating if ends.is_confirmed(each)))
    papers = papers_of(members, case)
    return [_order(each, case.speaker(each.record), ends, papers) for each in stating if _stands(each, lifted, ends)]


def everywhere(members: Iterable[Member], ends: Ends = NEVER) -> list[Order]:
    """The orders that work outside a case: those that stand in none, and those about a protected person.

    A protected person is protected everywhere, where they can be told apart at all.
    """
    stating = [member for member in members if hides(member.record.body)]
    lifted = _lifted(stating)
    standing = [member for member in stating if _stands(member, lifted, ends)]
    return [
        _order(member, _at_large(member, ends), ends)
        for member in standing
        if not member.cases or (_body(member).type == _EVERYWHERE and people_tokens(member.people))
    ]


def _at_large(member: Member, ends: Ends) -> Speaker:
    """A court's confirmed order speaks as a court; whether a superior one is not known of it."""
    return Speaker.OTHER_COURT if ends.is_confirmed(member) else speaker_at_large(member.record)


def apply_orders(member: Member, was: Derived, orders: Sequence[Order]) -> Derived:
    """What the orders that reach a record make of it."""
    applied = [order for order in orders if _reaches(order, member)]
    if any(_holds(order, member) for order in orders):
        was = was._replace(own_sealed=True)
    if not applied:
        return was
    decided = [order for order in applied if order.reach is not Reach.OWN]
    types = {order.body.type for order in applied}
    sealed = any(order.body.type == "SEALED" for order in decided)
    return was._replace(
        sealed=sealed,
        own_sealed=not sealed and (was.own_sealed or "SEALED" in types),
        from_owner_too=any(order.body.from_owner_too for order in decided),
        pseudonym="PSEUDONYM" in types,
        protected_person=_EVERYWHERE in types,
        interim=_EVERYWHERE in types and all(order.interim for order in applied if order.body.type == _EVERYWHERE),
        spared=_spared_by_all([frozenset(order.body.spared) for order in decided or applied]),
    )


def ordered(derived: Derived) -> bool:
    """Whether any order works on a record."""
    return derived.sealed or derived.own_sealed or derived.pseudonym or derived.protected_person


def united(each: Sequence[Derived]) -> dict[str, Any]:
    """What several judgments of one record's orders come to together: all that any of them hides."""
    if not each:
        return {}
    protecting = [one for one in each if one.protected_person]
    by_court = any(one.sealed for one in each)
    return {
        "sealed": by_court,
        "own_sealed": not by_court and any(one.own_sealed for one in each),
        "from_owner_too": any(one.from_owner_too for one in each),
        "pseudonym": any(one.pseudonym for one in each),
        "protected_person": bool(protecting),
        "interim": bool(protecting) and all(one.interim for one in protecting),
        "spared": _spared_by_all([one.spared for one in each]),
    }


def _spared_by_all(lists: Sequence[frozenset[str]]) -> frozenset[str]:
    """Whom every list spares; an agency's entry spares each of its officers."""
    common = lists[0]
    for other in lists[1:]:
        common = frozenset(
            {each for each in common if _among(each, other)} | {each for each in other if _among(each, common)}
        )
    return common


def _among(entry: str, spared: frozenset[str]) -> bool:
    return entry in spared or entry.partition("/")[0] in spared


def _order(member: Member, speaker: Speaker, ends: Ends, papers: CasePapers | None = None) -> Order:
    """``papers``: of the case within which it is looked at; None outside a case."""
    body, of_case = _body(member), papers is not None
    tokens = people_tokens(member.people)
    interim = degree(_fact(body, of_case=of_case), speaker) is Degree.INTERIM
    row = ends.row(member, PROTECTED) if interim else None
    return Order(
        body,
        frozenset(token for token, strength in tokens if strength == 2),
        frozenset(token for token, strength in tokens if strength == 1),
        member.record.agency,
        _reach(body, speaker, of_case=of_case),
        of_case,
        interim,
        speaker is Speaker.BEFORE,
        ends.over(row),
        row is not None and bool(row.ended),
        papers is not None and _is_on_paper(member, speaker, ends, papers),
    )


def _is_on_paper(member: Member, speaker: Speaker, ends: Ends, papers: CasePapers) -> bool:
    """Whether it is a copy of a court's order, by who has a part in the case, that waits to be read and has time."""
    if speaker is Speaker.COURT or order_fact(member) != ON_PAPER or ends.refused(member):
        return False
    if not may_hold(member, papers):
        return False
    row = ends.row(member, ON_PAPER)
    return row is not None and not ends.over(row)


def _fact(body: ProtectionOrder, *, of_case: bool) -> Fact:
    if body.type == _EVERYWHERE:
        return Fact.PROTECTED_PERSON
    return Fact.SEALING if of_case else Fact.SEALING_EVERYWHERE


def _reach(body: ProtectionOrder, speaker: Speaker, *, of_case: bool) -> Reach:
    farthest = Reach.CASE if of_case else Reach.PERSON
    return farthest if works(_fact(body, of_case=of_case), speaker, farthest) else Reach.OWN


def _body(member: Member) -> ProtectionOrder:
    body = member.record.body
    assert isinstance(body, ProtectionOrder)
    return body


def _stands(member: Member, lifted: frozenset[tuple[str, str]], ends: Ends) -> bool:
    """Whether an order is in force. A date of lifting counts from when it is told; a court ends any body's word."""
    if not member.live or _body(member).lifted:
        return False
    if (end := order_end(member)) is not None and ends.at_ms >= end:
        return False
    if order_fact(member) == PROTECTED:
        return {number for _, number in lifted}.isdisjoint(_numbers(member))
    return not any((court, number) in lifted for court in _lifters(member) for number in _numbers(member))


def _lifted(stating: Iterable[Member]) -> frozenset[tuple[str, str]]:
    """(court, number of the order) of what records of other orders say is lifted."""
    lifting = [member for member in stating if member.live and _body(member).lifted and member.record.voice.court]
    return frozenset((member.record.voice.court, number) for member in lifting for number in _cited(member))


def _lifters(member: Member) -> tuple[str, ...]:
    """Courts that may lift an order: the one that decided, and those above it."""
    voice = member.record.voice
    return (voice.court, *voice.above) if voice.court else ()


def _numbers(member: Member) -> list[str]:
    """The order's own numbers: those of its writer's register."""
    held = zip(member.cases.split(), member.record.voice.holders, strict=False)
    return [number for number, holder in held if number.startswith(_OF_ORDERS) and holder == member.record.agency]


def _cited(member: Member) -> list[str]:
    return [number for number in member.cases.split() if number.startswith(_OF_ORDERS)]


def _holds(order: Order, member: Member) -> bool:
    """Whether an order on paper holds a record: another's, in its case, about its person."""
    if not order.on_paper or order.writer == member.record.agency or member.record.kind in FOR_ARREST:
        return False
    return any(strength and token in order.strong | order.names for token, strength in people_tokens(member.people))


def _reaches(order: Order, member: Member) -> bool:
    """Whether an order works on a record: it is about its person, or about the whole case where it names nobody.

    A name key alone joins within a case; elsewhere only on the writer's own records, where one side has no number.
    """
    own = order.writer == member.record.agency
    if not own and (order.reach is Reach.OWN or order.ended):
        return False
    if not own and order.lapsed and member.record.role in OFFENDER_ROLES:
        return False
    if not order.strong and not order.names:
        return order.of_case
    tokens = people_tokens(member.people)
    strong = {token for token, strength in tokens if strength == 2}
    if not order.strong.isdisjoint(strong):
        return True
    if not any(strength == 1 and token in order.names for token, strength in tokens):
        return False
    return order.of_case or ((own or order.by_name) and (not order.strong or not strong))
