"""Several judgments of one record put together so that none shows more than before: protection first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from services.access.decision import OF_NOBODY, RecordClass
from services.records.law import ages
from services.records.protection import orders
from services.records.protection.classes import NOTHING, Derived, Judged

STANDING_ORDER: Final = ("", "ALLEGATION", "ACCUSATION", "FINDING")


def stricter(one: Derived, now: Derived) -> Derived:
    """What protects by either. Where somebody stands, which protects nobody, is as ``now`` says."""
    return now._replace(
        **orders.united([each for each in (one, now) if orders.ordered(each)]),
        juvenile=max(one.juvenile, now.juvenile, key=ages.ORDER.index),
        stranger_to=_of_whom((one.stranger_to, now.stranger_to)),
        contradicted=one.contradicted or now.contradicted,
        misuse_claimed=one.misuse_claimed or now.misuse_claimed,
        favourable=one.favourable or now.favourable,
        enquiry_only=one.enquiry_only or now.enquiry_only,
        missing_child=one.missing_child and now.missing_child,
    )


def keep(judged: Judged, was: RecordClass, act_day: int | None) -> Judged:
    """A judgment over some of a record's cases with what it was before: whatever protected or hid it stays."""
    before = Derived(*(getattr(was, name) for name in Derived._fields))
    together = strictest([judged, Judged(before, act_day)])
    derived = stricter(before, judged.derived)._replace(standing=together.derived.standing)
    return together._replace(derived=derived)


def strictest(judged: Sequence[Judged]) -> Judged:
    """Over all cases that a record belongs to."""
    if len(judged) == 1:
        return judged[0]
    all_of = [each.derived for each in judged]
    if not all_of:
        return Judged(NOTHING, None)
    days = [each.act_day for each in judged]
    derived = Derived(
        standing=max((d.standing for d in all_of), key=STANDING_ORDER.index),
        juvenile=max((d.juvenile for d in all_of), key=ages.ORDER.index),
        stranger_to=_of_whom(d.stranger_to for d in all_of),
        contradicted=any(d.contradicted for d in all_of),
        misuse_claimed=all(d.misuse_claimed for d in all_of),
        favourable=all(d.favourable for d in all_of),
        enquiry_only=all(d.enquiry_only for d in all_of),
        missing_child=any(d.missing_child for d in all_of),
    )
    upheld = frozenset(fact for each in judged for fact in each.upheld)
    return Judged(derived, None if None in days else min(day for day in days if day is not None), upheld)


def _of_whom(owners: Iterable[str]) -> str:
    """The one owner in whose cases a stranger's record accuses; of several nobody has a part in all."""
    several = {*owners} - {""}
    return OF_NOBODY if len(several) > 1 else "".join(several)
