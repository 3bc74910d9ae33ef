"""Two judgments of one record put together so that neither shows more than before: protection first. Pure."""

from __future__ import annotations

from services.records import ages, orders
from services.records.classes import Derived


def stricter(one: Derived, now: Derived) -> Derived:
    """What protects by either. Where he stands, which protects nobody, is as ``now`` says."""
    return now._replace(
        **orders.united([each for each in (one, now) if orders.ordered(each)]),
        juvenile=max(one.juvenile, now.juvenile, key=ages.ORDER.index),
        favourable=one.favourable or now.favourable,
        enquiry_only=one.enquiry_only or now.enquiry_only,
        missing_child=one.missing_child and now.missing_child,
    )
