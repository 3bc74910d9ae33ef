"""The closed list of court orders: how registers word them, and what each one is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from services.vocabulary.steps import EventType


class Order(NamedTuple):
    """``kind``: EVENT SENTENCE BAIL CUSTODY PROCLAMATION WARRANT PROTECTION; ``type``: the word of the wire's enum.

    A SENTENCE of probation or admonition finds the accused guilty on its day. REVOKED passes sentence after probation
    (Probation of Offenders Ordinance 1960 ss. 4, 5, 7).
    """

    kind: str
    type: str


# Sections are of the CrPC where no other law is named.
_WORDS: dict[Order, tuple[str, ...]] = {
    Order("EVENT", EventType.COGNIZANCE): ("cognizance", "cognizance taken"),
    Order("EVENT", EventType.CHARGE_FRAMED): ("charge framed", "charged", "فرد جرم عائد"),
    Order("EVENT", EventType.CONVICTION): ("convicted", "conviction", "سزا", "سزایاب"),
    Order("EVENT", EventType.CONVICTION_245): ("convicted 245", "convicted u/s 245"),
    Order("SENTENCE", "PROBATION"): (
        "released on probation",
        "convicted and released on probation",
        "probation",
        "probation u/s 5",
        "پروبیشن",
        "پروبیشن پر رہا",
    ),
    Order("SENTENCE", "ADMONITION"): (
        "admonition",
        "released after admonition",
        "discharged after admonition",
        "conditional discharge",
        "تنبیہ پر رہا",
    ),
    Order("SENTENCE", "REVOKED"): ("probation revoked", "probation revoked u/s 7", "پروبیشن منسوخ"),
    Order("EVENT", EventType.ACQUITTAL): ("acquitted", "acquittal", "بری"),
    Order("EVENT", EventType.ACQUITTAL_245): ("acquitted 245", "acquitted u/s 245"),
    Order("EVENT", EventType.ACQUITTAL_247): ("acquitted 247", "acquitted u/s 247"),
    Order("EVENT", EventType.ACQUITTAL_249A): ("acquitted 249-a", "acquitted u/s 249-a", "249-a", "بری 249-a"),
    Order("EVENT", EventType.ACQUITTAL_265K): ("acquitted 265-k", "acquitted u/s 265-k", "265-k", "بری 265-k"),
    Order("EVENT", EventType.COMPOUNDED_345): (
        "compounded",
        "compromise",
        "compounded 345",
        "compromise u/s 345",
        "راضی نامہ",
    ),
    Order("EVENT", EventType.DISCHARGE): ("discharged", "discharge", "ڈسچارج"),
    Order("EVENT", EventType.STOPPED_249): ("stopped 249", "consigned 249", "proceedings stopped u/s 249"),
    Order("EVENT", EventType.WITHDRAWN_494): ("withdrawn 494", "withdrawn u/s 494"),
    Order("EVENT", EventType.DIVERTED): ("diverted", "diversion u/s 9 jjsa"),
    Order("EVENT", EventType.ABSENT_512): ("absent 512", "consigned 512", "proceedings u/s 512"),
    Order("EVENT", EventType.QUASHED_561A): ("quashed 561-a", "quashed"),
    Order("EVENT", EventType.ABATED): ("abated",),
    Order("EVENT", EventType.CANCELLATION_ORDERED): ("cancellation agreed", "cancellation accepted", "اخراج منظور"),
    Order("EVENT", EventType.CANCELLATION_REFUSED): ("cancellation refused", "cancellation disagreed"),
    Order("EVENT", EventType.SENTENCE_SUSPENDED): ("sentence suspended", "sentence suspended 426"),
    Order("EVENT", EventType.APPEAL_FILED): ("appeal filed", "appeal admitted", "اپیل دائر"),
    Order("EVENT", EventType.APPEAL_DISMISSED): ("appeal dismissed", "اپیل خارج"),
    Order("EVENT", EventType.SET_ASIDE): ("appeal accepted", "conviction set aside", "set aside", "اپیل منظور"),
    Order("EVENT", EventType.RETRIAL_ORDERED): ("retrial ordered", "remanded for retrial"),
    Order("EVENT", EventType.APPEAL_TIME_LAPSED): ("appeal time lapsed",),
    Order("BAIL", "PRE_ARREST_INTERIM"): ("interim pre-arrest bail", "ad-interim bail", "عبوری ضمانت"),
    Order("BAIL", "PRE_ARREST_CONFIRMED"): ("pre-arrest bail confirmed", "bail confirmed"),
    Order("BAIL", "POST_ARREST"): ("bail granted", "post-arrest bail granted", "ضمانت منظور"),
    Order("BAIL", "PROTECTIVE"): ("protective bail",),
    Order("BAIL", "REFUSED"): ("bail refused", "bail dismissed", "ضمانت خارج"),
    Order("BAIL", "CANCELLED"): ("bail cancelled", "ضمانت منسوخ"),
    Order("BAIL", "FORFEITED"): ("bond forfeited", "bail forfeited 514"),
    Order("CUSTODY", "PRODUCTION"): ("produced", "produced before magistrate"),
    Order("CUSTODY", "POLICE_REMAND"): ("physical remand", "police remand", "ریمانڈ جسمانی"),
    Order("CUSTODY", "JUDICIAL_REMAND"): ("judicial remand", "ریمانڈ جوڈیشل"),
    Order("PROCLAMATION", "87"): ("proclaimed 87", "proclamation u/s 87", "اشتہاری"),
    Order("PROCLAMATION", "88_ATTACHMENT"): ("attachment 88", "attachment u/s 88"),
    Order("WARRANT", "WARRANT_BAILABLE"): ("bailable warrant",),
    Order("WARRANT", "WARRANT_NON_BAILABLE"): ("non-bailable warrant", "nbw", "وارنٹ بلا ضمانت"),
    Order("PROTECTION", "SEALED"): ("record sealed", "sealed"),
    Order("PROTECTION", "PSEUDONYM"): ("pseudonym ordered",),
    Order("PROTECTION", "PROTECTED_PERSON"): ("protection ordered",),
    Order("PROTECTION", "MEASURES"): ("measures ordered", "حفاظتی اقدامات کا حکم"),
}


def _by_word() -> Iterator[tuple[str, Order]]:
    for order, words in _WORDS.items():
        for word in words:
            yield word, order


ORDERS = dict(_by_word())
