"""Words of the banners, English and Urdu, and what each rests on: a law with its mark, or this project's policy (P).

Gravest first. A table only; marks as in ``provisions.py``.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from services.records.words import isolate
from services.values.records import Banner

_INNOCENCE: Final = "presumption of innocence, K"
_POLICY: Final = "P"
REFERENCE: Final = "R-…"
"""Stands in the words of a banner where the reference of an accused goes."""


class Said(NamedTuple):
    """One banner. ``law``: provision and mark, ``policy``: some or all of what it says is in no law."""

    text: str
    text_ur: str
    law: str = ""
    policy: bool = False

    @property
    def rests_on(self) -> tuple[str, str]:
        """What stands behind it, as it is shown in English and in Urdu."""
        english = [self.law] if self.law else []
        urdu = list(english)
        if self.policy:
            english.append(f"policy ({_POLICY})")
            urdu.append(f"پالیسی ({_POLICY})")
        return "; ".join(english), "؛ ".join(urdu)


WORDS: Final[dict[str, Said]] = {
    "misused-identity": Said(
        "This identity is known to have been used by another person. Confirm who stands before you.",
        "یہ شناخت کسی اور شخص نے استعمال کی ہے۔ سامنے موجود شخص کی تصدیق کریں۔",
        policy=True,
    ),
    "number-of-many": Said(
        "This number is borne by several people who cannot be one: the lines are not one person's history.",
        "یہ نمبر کئی الگ افراد کے نام پر ہے: اندراج ایک شخص کی تاریخ نہیں۔",
        policy=True,
    ),
    "juvenile": Said(
        "A child, or possibly a child, at the time of the act: not to be disclosed to the public or in media; other"
        " agencies do not see it.",
        "وقوعہ کے وقت بچہ، یا ممکنہ بچہ: عوام یا میڈیا پر ظاہر کرنا منع ہے؛ دوسرے ادارے نہیں دیکھ سکتے۔",
        "JJSA 2018 s. 13, V2 heading, K",
        policy=True,
    ),
    "pseudonym": Said(
        "A court ordered a pseudonym: the name shown is not the person's own.",
        "عدالت نے فرضی نام کا حکم دیا ہے: دکھایا گیا نام اصل نہیں۔",
        "PTPA 2018 s. 11, V",
    ),
    "review-first": Said(
        f"The prosecution may give directions on this accused, reference {REFERENCE}.",
        f"استغاثہ اس ملزم کے بارے میں ہدایات دے سکتا ہے، حوالہ \u2066{REFERENCE}\u2069۔",
        policy=True,
    ),
    "acquitted": Said(
        "Acquitted in at least one case shown here. An acquittal is no offence.",
        "کم از کم ایک مقدمے میں بری۔ بریت جرم نہیں۔",
        "Constitution Art. 13; CrPC s. 403, K",
    ),
    "ended-in-favour": Said(
        "At least one case shown here ended in this person's favour without a finding against them.",
        "کم از کم ایک مقدمہ اس شخص کے حق میں ختم ہوا، کوئی جرم ثابت نہیں ہوا۔",
        _INNOCENCE,
    ),
    "not-convicted": Said(
        "Not convicted: no unreversed conviction is shown here. Presume innocence.",
        "سزا یافتہ نہیں: یہاں کوئی برقرار سزا موجود نہیں۔ بے گناہ تصور کریں۔",
        _INNOCENCE,
    ),
    "allegation-only": Said(
        "Allegation only: nothing shown here has reached a court.",
        "صرف الزام: یہاں کچھ بھی عدالت تک نہیں پہنچا۔",
        _INNOCENCE,
    ),
    "pending": Said(
        "At least one case shown here is not decided.",
        "کم از کم ایک مقدمے کا فیصلہ باقی ہے۔",
        _INNOCENCE,
    ),
    "under-appeal": Said(
        "A finding shown here is under appeal or can still be appealed.",
        "یہاں دکھائے گئے فیصلے پر اپیل زیرِ سماعت یا ممکن ہے۔",
        "CrPC ss. 408, 410, 417, K",
    ),
    "acquittal-reported": Said(
        "A case shown here is reported to have ended in this person's favour; no court's record of it is shown here.",
        "یہاں ایک مقدمے کے اس شخص کے حق میں ختم ہونے کی اطلاع ہے؛ عدالت کا ریکارڈ یہاں موجود نہیں۔",
        policy=True,
    ),
    "conviction-reported": Said(
        "A conviction is only reported: no court's record of it is held. Presume innocence.",
        "سزا کی صرف اطلاع ہے: عدالت کا ریکارڈ موجود نہیں۔ بے گناہ تصور کریں۔",
        "CrPC s. 511, K",
    ),
    "age-not-recorded": Said(
        "Age never recorded for at least one accusation shown here: not known to have been an adult. State an age.",
        "کم از کم ایک الزام میں عمر درج نہیں: بالغ ہونا معلوم نہیں۔ عمر درج کریں۔",
        "JJSA 2018 s. 8, V2",
        policy=True,
    ),
    "text-in-force": Said(
        "Which text of an Act was in force at the day of an act shown here is not certain: see the lines.",
        "وقوعہ کے دن قانون کا کون سا متن نافذ تھا یقینی نہیں: اندراج دیکھیں۔",
        "Constitution Art. 12, K",
    ),
    "untested": Said(
        "Some lines are untested: source X, or information 3 or 4.",
        "کچھ اندراج غیر تصدیق شدہ ہیں: ماخذ X یا اطلاع 3 یا 4۔",
        policy=True,
    ),
    "foreign-record": Said(
        "Findings abroad are shown apart and never counted with Pakistani convictions.",
        "بیرونِ ملک فیصلے الگ ہیں اور پاکستانی سزاؤں میں شمار نہیں ہوتے۔",
        policy=True,
    ),
    "sources-differ": Said(
        "Sources differ: see what cannot both hold, side by side.",
        "ماخذ مختلف ہیں: متضاد بیانات ساتھ ساتھ دیکھیں۔",
        policy=True,
    ),
    "identity-unverified": Said(
        "The identity registry has not confirmed this number: it did not answer yet, or not of late, or knows none"
        " such. Records under the person's other numbers may be missing here.",
        "شناختی رجسٹری نے اس نمبر کی تصدیق نہیں کی: جواب نہیں آیا، یا حال میں نہیں آیا، یا نمبر درج نہیں۔ اسی شخص کے"
        " دوسرے نمبروں کے اندراج یہاں رہ گئے ہو سکتے ہیں۔",
        policy=True,
    ),
    "linked-by-others": Said(
        "Some lines bear other numbers: an officer or the identity registry holds them for this person's. See what"
        " carries each.",
        "کچھ اندراج دوسرے نمبروں کے ہیں: کسی افسر یا شناختی رجسٹری کے مطابق اسی شخص کے ہیں۔ ہر ایک کا ذریعہ دیکھیں۔",
        policy=True,
    ),
    "links-cut": Said(
        "More records are linked to this person than are followed here. Ask by the numbers of the lines as well.",
        "اس شخص سے اس سے زیادہ اندراج منسلک ہیں جتنے یہاں شامل ہیں۔ اندراجات کے نمبروں سے بھی پوچھیں۔",
        policy=True,
    ),
    "identity-by-number-only": Said(
        "Matched by number only. Confirm that this is the same person before any act.",
        "صرف نمبر سے مطابقت۔ کارروائی سے پہلے شخص کی تصدیق کریں۔",
        policy=True,
    ),
    "identity-by-name-only": Said(
        "Matched by name, father's name and district only: others may bear them. Confirm identity before any act.",
        "صرف نام، ولدیت اور ضلع سے مطابقت: یہ نام اوروں کے بھی ہو سکتے ہیں۔ کارروائی سے پہلے تصدیق کریں۔",
        policy=True,
    ),
}


def _banner(code: str, said: Said) -> Banner:
    english, urdu = said.rests_on
    return Banner(code, f"{said.text} [{english}]", f"{said.text_ur} [{isolate(urdu)}]")


BANNERS: Final = {code: _banner(code, said) for code, said in WORDS.items()}
"""As they are told: each with what it rests on."""
