"""Where a person can stand in one case: standing, finality and the words for it.

Sections are of the CrPC 1898 unless named otherwise; they are common knowledge for counsel to confirm, JJSA
2018 s. 9 is read in a secondary source. An acquittal is a finding too: it finds that the accused is not guilty.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from services.vocabulary.steps import EventType


@dataclass(frozen=True, slots=True)
class Phase:
    """One state. ``{by}`` in the words is the section that led there, ``{who}`` who alone reports it.

    ``offence``: an unreversed conviction; ``repeats``: one that may count as a previous conviction; ``acquitted``: not
    guilty, by court or by law; ``favourable``: ended in the accused's favour, by acquittal or otherwise.
    """

    standing: str
    finality: str
    words: str
    words_ur: str
    offence: bool = False
    repeats: bool = False
    acquitted: bool = False
    favourable: bool = False


def _allegation(words: str, words_ur: str, *, favourable: bool = False) -> Phase:
    return Phase("ALLEGATION", "NONE", words, words_ur, favourable=favourable)


def _accusation(words: str, words_ur: str) -> Phase:
    return Phase("ACCUSATION", "NONE", words, words_ur)


def _conviction(finality: str, words: str, words_ur: str) -> Phase:
    return Phase("FINDING", finality, words, words_ur, offence=True, repeats=True)


def _acquittal(finality: str, words: str, words_ur: str) -> Phase:
    return Phase("FINDING", finality, words, words_ur, acquitted=True, favourable=True)


PHASES: Final[dict[str, Phase]] = {
    "NAMED": _allegation("named in a record", "ریکارڈ میں نام"),
    "ENQUIRY": _allegation("under enquiry, no FIR", "زیرِ انکوائری، ایف آئی آر نہیں"),
    "COMPLAINT": _allegation(
        "private complaint before the Magistrate (s. 200), no FIR",
        "مجسٹریٹ کے سامنے استغاثہ (دفعہ 200)، ایف آئی آر نہیں",
    ),
    "REGISTERED": _allegation("registered, not sent for trial", "مقدمہ درج، چالان نہیں ہوا"),
    "RELEASED_63": _allegation(
        "released from custody by the court (s. 63), the investigation goes on, not an acquittal",
        "عدالت نے حراست سے چھوڑا (دفعہ 63)، تفتیش جاری، بریت نہیں",
    ),
    "RELEASED_169": _allegation(
        "released by police for want of evidence (s. 169), no court's order",
        "ثبوت نہ ہونے پر پولیس نے چھوڑا (دفعہ 169)، عدالتی حکم نہیں",
    ),
    "NOT_SENT_UP": _allegation(
        "not sent up (s. 173, column 2), the court may still summon",
        "چالان نہیں کیا گیا (دفعہ 173، خانہ 2)، عدالت طلب کر سکتی ہے",
    ),
    "CANCELLATION_PENDING": _allegation(
        "cancellation report, no Magistrate's order yet", "اخراج رپورٹ، مجسٹریٹ کا حکم باقی"
    ),
    "UNTRACED_PENDING": _allegation("untraced report, no Magistrate's order yet", "عدم پتہ رپورٹ، مجسٹریٹ کا حکم باقی"),
    "FILED_UNTRACED": _allegation(
        "filed as untraced by the Magistrate's order (s. 173), clears nobody",
        "مجسٹریٹ کے حکم سے عدم پتہ داخلِ دفتر (دفعہ 173)، کوئی بری نہیں ہوا",
    ),
    "CANCELLED": _allegation(
        "cancelled by the Magistrate's order (s. 173), not an acquittal",
        "مجسٹریٹ کے حکم سے خارج (دفعہ 173)، بریت نہیں",
        favourable=True,
    ),
    "DISCHARGED": _allegation("discharged ({by}), not an acquittal", "ڈسچارج ({by})، بریت نہیں", favourable=True),
    "DISCHARGED_ON_APPEAL": _allegation(
        "conviction reversed and discharged ({by}), not an acquittal",
        "سزا کالعدم اور ڈسچارج ({by})، بریت نہیں",
        favourable=True,
    ),
    "QUASHED": _allegation(
        "quashed by the High Court (s. 561-A)", "ہائی کورٹ نے کالعدم کیا (دفعہ 561-A)", favourable=True
    ),
    "DIVERTED": _allegation("diverted (JJSA s. 9), no finding", "ڈائیورژن (JJSA دفعہ 9)، کوئی فیصلہ نہیں"),
    "ABATED": _allegation("abated by death, never decided", "وفات پر ختم، فیصلہ نہیں ہوا"),
    "SENT_UP": _accusation("sent for trial (s. 173), not decided", "چالان عدالت میں (دفعہ 173)، فیصلہ باقی"),
    "COGNIZANCE": _accusation(
        "court took cognizance (s. 190), not decided", "عدالت نے نوٹس لیا (دفعہ 190)، فیصلہ باقی"
    ),
    "CHARGED": _accusation("charge framed, not decided", "فردِ جرم عائد، فیصلہ باقی"),
    "ABSENT": _accusation(
        "absent, evidence recorded (s. 512), not decided", "غیر حاضر، شہادت قلمبند (دفعہ 512)، فیصلہ باقی"
    ),
    "STOPPED": _accusation(
        "proceedings stopped (s. 249), no judgment, not an acquittal", "کارروائی رکی (دفعہ 249)، فیصلہ نہیں، بریت نہیں"
    ),
    "RETRIAL": _accusation(
        "retrial ordered (s. 423), the earlier judgment does not stand",
        "ازسرِنو سماعت (دفعہ 423)، پہلا فیصلہ برقرار نہیں",
    ),
    "ACQUITTAL_SET_ASIDE": _accusation(
        "acquittal set aside (s. 423), not decided again", "بریت کالعدم (دفعہ 423)، نیا فیصلہ باقی"
    ),
    "REPORTED_CONVICTED": _accusation(
        "{who} a conviction; no court's record held", "{who} سزا کی اطلاع؛ عدالت کا ریکارڈ موجود نہیں"
    ),
    "REPORTED_SUSPENDED": _accusation(
        "{who} a conviction, its sentence suspended (s. 426); no court's record held",
        "{who} سزا کی اطلاع، سزا معطل (دفعہ 426)؛ عدالت کا ریکارڈ موجود نہیں",
    ),
    "CONVICTED_CERTIFIED": Phase(
        "FINDING",
        "APPEALABLE",
        "convicted, by the jail's certificate (s. 511 (K)); no court's record held",
        "سزا یافتہ، جیل کے سرٹیفکیٹ سے (دفعہ 511 (K))؛ عدالت کا ریکارڈ موجود نہیں",
        offence=True,
    ),
    "CONVICTED": _conviction("APPEALABLE", "convicted ({by})", "سزا یافتہ ({by})"),
    "CONVICTED_UNDER_APPEAL": _conviction(
        "UNDER_APPEAL", "convicted ({by}), under appeal", "سزا یافتہ ({by})، اپیل زیرِ سماعت"
    ),
    "CONVICTED_SUSPENDED": _conviction(
        "UNDER_APPEAL", "convicted ({by}), sentence suspended (s. 426)", "سزا یافتہ ({by})، سزا معطل (دفعہ 426)"
    ),
    "CONVICTED_UPHELD": _conviction(
        "APPEALABLE",
        "convicted ({by}), appeal dismissed: final at that level only",
        "سزا یافتہ ({by})، اپیل خارج: صرف اس درجے پر حتمی",
    ),
    "CONVICTED_FINAL": _conviction("FINAL", "convicted ({by}), final", "سزا یافتہ ({by})، حتمی"),
    "ACQUITTED": _acquittal("APPEALABLE", "acquitted ({by})", "بری ({by})"),
    "ACQUITTED_UNDER_APPEAL": _acquittal(
        "UNDER_APPEAL", "acquitted ({by}), under appeal", "بری ({by})، اپیل زیرِ سماعت"
    ),
    "ACQUITTED_UPHELD": _acquittal(
        "APPEALABLE",
        "acquitted ({by}), appeal dismissed: final at that level only",
        "بری ({by})، اپیل خارج: صرف اس درجے پر حتمی",
    ),
    "ACQUITTED_FINAL": _acquittal("FINAL", "acquitted ({by}), final", "بری ({by})، حتمی"),
    "SET_ASIDE": _allegation("conviction set aside (s. 423)", "سزا کالعدم (دفعہ 423)", favourable=True),
    "SET_ASIDE_UNDER_APPEAL": _allegation(
        "conviction set aside (s. 423), further appeal", "سزا کالعدم (دفعہ 423)، مزید اپیل", favourable=True
    ),
}

PROBATION: Final = (
    "; released on probation or after admonition: deemed no conviction "
    "(Probation of Offenders Ordinance 1960 s. 11 (K))",
    "؛ پروبیشن یا تنبیہ پر رہا: سزا شمار نہیں (پروبیشن آف آفنڈرز آرڈیننس 1960 دفعہ 11 (K))",
)
_IN_URDU: Final = {"judgment": "فیصلہ", "sentence": "سزا", "court's order": "عدالتی حکم"}

# The section by which an event decides, for the words of a phase.
GROUNDS: Final[dict[str, str]] = {
    EventType.ACQUITTAL: "judgment",
    EventType.ACQUITTAL_245: "s. 245",
    EventType.ACQUITTAL_247: "s. 247",
    EventType.ACQUITTAL_249A: "s. 249-A",
    EventType.ACQUITTAL_265K: "s. 265-K",
    EventType.COMPOUNDED_345: "s. 345(6)",
    EventType.WITHDRAWN_494: "s. 494",
    EventType.CONVICTION: "judgment",
    EventType.CONVICTION_245: "s. 245",
    EventType.SENTENCE: "sentence",
    EventType.DISCHARGE: "court's order",
}
# Who reports what no court's record shows, by kind of agency.
REPORTERS: Final[dict[str, tuple[str, str]]] = {
    "POLICE": ("police report", "پولیس کی جانب سے"),
    "FIA": ("FIA reports", "ایف آئی اے کی جانب سے"),
    "NARCOTICS": ("a narcotics agency reports", "انسدادِ منشیات ادارے کی جانب سے"),
    "CYBERCRIME": ("a cybercrime agency reports", "سائبر کرائم ادارے کی جانب سے"),
    "CUSTOMS": ("Customs report", "کسٹمز کی جانب سے"),
    "PRISON": ("a prison reports", "جیل کی جانب سے"),
    "PROSECUTION": ("the prosecution reports", "استغاثہ کی جانب سے"),
    "COURT": ("a court that is not of this case reports", "کسی اور عدالت کی جانب سے"),
}
ANOTHER: Final = ("an agency that is no court reports", "کسی اور ادارے کی جانب سے")

GROUNDS_UR: Final[dict[str, str]] = {by: _IN_URDU.get(by) or by.replace("s. ", "دفعہ ") for by in GROUNDS.values()}
