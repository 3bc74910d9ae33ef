"""Several judgments of one record put together so that none shows more than before: protection first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from services.access.decision import OF_NOBODY, RecordClass
from services.records.law import ages
from services.records.protection import orders
from services.records.protection.classes import NOTHING, Derived, Judged, Written, judged_of_class

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


def both(was: Judged, now: Judged) -> Judged:
    """``now``, protected by either; so for the officers of the record's own agency."""
    held = now._replace(derived=stricter(was.derived, now.derived))
    if was.written is None and now.written is None:
        return held
    one, other = was.as_written, now.as_written
    return held.with_written(Written(stricter(one.derived, other.derived), one.upheld | other.upheld))


def keep(judged: Judged, was: RecordClass, act_day: int | None) -> Judged:
    """A judgment over some of a record's cases with what it was before: whatever protected or hid it stays."""
    before = judged_of_class(was)._replace(act_day=act_day)
    together = strictest([judged, before])
    kept = both(before, judged)
    standing = together.derived.standing
    return kept._replace(derived=kept.derived._replace(standing=standing), act_day=together.act_day)


def strictest(judged: Sequence[Judged]) -> Judged:
    """Over all cases that a record belongs to."""
    if len(judged) == 1:
        return judged[0]
    if not judged:
        return Judged(NOTHING, None)
    days = [each.act_day for each in judged]
    upheld = frozenset(fact for each in judged for fact in each.upheld)
    together = Judged(
        _united([each.derived for each in judged]),
        None if None in days else min(day for day in days if day is not None),
        upheld,
    )
    if all(each.written is None for each in judged):
        return together
    every = [each.as_written for each in judged]
    derived = _united([each.derived for each in every])
    return together.with_written(Written(derived, frozenset(fact for each in every for fact in each.upheld)))


def _united(all_of: Sequence[Derived]) -> Derived:
    return Derived(
        standing=max((d.standing for d in all_of), key=STANDING_ORDER.index),
        juvenile=max((d.juvenile for d in all_of), key=ages.ORDER.index),
        stranger_to=_of_whom(d.stranger_to for d in all_of),
        contradicted=any(d.contradicted for d in all_of),
        misuse_claimed=all(d.misuse_claimed for d in all_of),
        favourable=all(d.favourable for d in all_of),
        enquiry_only=all(d.enquiry_only for d in all_of),
        missing_child=any(d.missing_child for d in all_of),
    )


def _of_whom(owners: Iterable[str]) -> str:
    """The one owner in whose cases a stranger's record accuses; of several nobody has a part in all."""
    several = {*owners} - {""}
    return OF_NOBODY if len(several) > 1 else "".join(several)
