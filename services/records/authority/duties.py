"""What an owner is told to do about each claim and notice, in English and Urdu; never who spoke. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple


class Duty(NamedTuple):
    """``claim``: what to do where the word changes nothing yet; ``notice``: where it holds. English, Urdu."""

    claim: tuple[str, str]
    notice: tuple[str, str]


_ANSWER: Final = "Answer APPLIED, REFUSED with reason and document, or ASKED_COURT."
_ANSWER_UR: Final = "جواب دیں: عمل ہوا، وجہ اور دستاویز کے ساتھ انکار، یا عدالت سے رجوع۔"
_TURNED: Final = (
    "A protected role was turned into an offender's; others see it after 7 days. Look at the file.",
    "زیرِ تحفظ کردار ملزم میں بدلا گیا؛ دوسروں کو 7 دن بعد نظر آئے گا۔ فائل دیکھیں۔",
)

_OF_MANY: Final = (
    "The number of this record's person is borne by several people who cannot be one. Ask the registry who bears it.",
    "اس ریکارڈ کے شخص کا نمبر کئی الگ افراد کے نام پر ہے۔ رجسٹری سے پوچھیں کہ یہ کس کا ہے۔",
)


def _before(what: str, what_ur: str) -> Duty:
    told = (
        f"{what} rests on a word of before and ends on this day. Ask owner or court for a record that says so.",
        f"{what_ur} پرانے بیان پر قائم ہے اور اس تاریخ کو ختم ہو گا۔ مالک ادارے یا عدالت سے ریکارڈ طلب کریں۔",
    )
    return Duty(told, told)


DUTIES: Final[dict[str, Duty]] = {
    "AGE": Duty(
        (
            f"State the age at the act and document it. Ask the registry (AgeOn); an estimate is no answer. {_ANSWER}",
            f"وقوعہ کے وقت کی عمر بتائیں اور دستاویز دیں۔ رجسٹری (AgeOn) سے پوچھیں، اندازہ جواب نہیں۔ {_ANSWER_UR}",
        ),
        ("Handle as a child.", "بچے کے طور پر برتاؤ کریں۔"),
    ),
    "PROTECTED_ROLE": Duty(
        (
            f"Said to be a victim, witness or complainant of this case. Check the file. {_ANSWER}",
            f"اس مقدمے کا متاثرہ، گواہ یا مستغیث بتایا گیا ہے۔ فائل دیکھیں۔ {_ANSWER_UR}",
        ),
        ("Protected in this case: not to be shown as an offender.", "اس مقدمے میں زیرِ تحفظ: بطور ملزم نہ دکھائیں۔"),
    ),
    "SEALED": Duty(
        (
            f"Said to be sealed; no court's record of it is held. Ask the court. {_ANSWER}",
            f"سربمہر بتایا گیا ہے، عدالت کا ریکارڈ موجود نہیں۔ عدالت سے پوچھیں۔ {_ANSWER_UR}",
        ),
        ("Sealed by the court.", "عدالت نے سربمہر کیا۔"),
    ),
    "PROTECTED_PERSON": Duty(("Said to be a protected person.", "زیرِ تحفظ شخص بتایا گیا ہے۔"), ("", "")),
    "FAVOURABLE_END": Duty(
        (
            f"Said to have ended in favour. Ask the court; clear your entries if so. {_ANSWER}",
            f"مقدمہ حق میں ختم بتایا گیا ہے۔ عدالت سے پوچھیں، درست ہو تو اپنے اندراج ختم کریں۔ {_ANSWER_UR}",
        ),
        ("Ended in favour: clear your entries.", "حق میں ختم ہوا: اپنے اندراج ختم کریں۔"),
    ),
    "OPEN_END": Duty(
        (
            f"Said to be untraced, released or stopped. Check the file. {_ANSWER}",
            f"عدم پتہ، رہائی یا رکی کارروائی بتائی گئی ہے۔ فائل دیکھیں۔ {_ANSWER_UR}",
        ),
        ("The court has released or stopped.", "عدالت نے رہا کیا یا کارروائی روکی۔"),
    ),
    "DIVERSION": Duty(
        (
            f"Said to be diverted (JJSA s. 9). Ask the court. {_ANSWER}",
            f"ڈائیورژن (JJSA دفعہ 9) بتائی گئی ہے۔ عدالت سے پوچھیں۔ {_ANSWER_UR}",
        ),
        ("Diverted by the court: handle as a child.", "عدالت نے ڈائیورٹ کیا: بچے کے طور پر برتاؤ کریں۔"),
    ),
    "POLICE_STEP": Duty(
        (
            f"Another agency records a step of this case. Check the file. {_ANSWER}",
            f"دوسرے ادارے نے اس مقدمے کی کارروائی درج کی ہے۔ فائل دیکھیں۔ {_ANSWER_UR}",
        ),
        ("", ""),
    ),
    "ACCUSED": Duty(
        (
            f"Another agency names somebody as accused in this case. Check the file. {_ANSWER}",
            f"دوسرے ادارے نے اس مقدمے میں کسی کو ملزم بتایا ہے۔ فائل دیکھیں۔ {_ANSWER_UR}",
        ),
        ("", ""),
    ),
    "MISUSED_IDENTITY": Duty(
        (
            f"This identity is said to have been misused. Confirm who was meant. {_ANSWER}",
            f"اس شناخت کا غلط استعمال بتایا گیا ہے۔ تصدیق کریں کہ مراد کون تھا۔ {_ANSWER_UR}",
        ),
        ("This identity was misused: confirm the person.", "اس شناخت کا غلط استعمال ہوا: شخص کی تصدیق کریں۔"),
    ),
    "EXTRACT": Duty(
        ("A certified extract waits to be confirmed.", "مصدقہ نقل کی تصدیق باقی ہے۔"),
        ("A certified extract is confirmed.", "مصدقہ نقل کی تصدیق ہو گئی۔"),
    ),
    "ROLE_TURNED": Duty(_TURNED, _TURNED),
    "BEFORE_AGE": _before("Protection as a child", "بچے کے طور پر تحفظ"),
    "BEFORE_ORDER": _before("Protection by an order", "حکم کے تحت تحفظ"),
    "BEFORE_END": _before("An end in favour", "حق میں اختتام"),
    "BEFORE_CASE": _before("Protection by what the case was", "مقدمے کی نوعیت کا تحفظ"),
    "NUMBER_OF_MANY": Duty(_OF_MANY, _OF_MANY),
    "ORDER_ON_PAPER": Duty(
        ("A court's order on paper waits to be confirmed.", "عدالت کے تحریری حکم کی تصدیق باقی ہے۔"),
        ("A court's order on paper is confirmed.", "عدالت کے تحریری حکم کی تصدیق ہو گئی۔"),
    ),
}


def duty(fact: str, *, notice: bool) -> tuple[str, str]:
    """What to do, English and Urdu."""
    found = DUTIES[fact]
    return found.notice if notice else found.claim
