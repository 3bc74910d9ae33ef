"""What the console itself says, in English and in Urdu; closed words of records are in :mod:`services.vocabulary`."""

from __future__ import annotations

from typing import Final

from services.console.alert_words import ALERT_TEXTS
from services.console.approval_words import APPROVAL_TEXTS
from services.console.charge_words import CHARGE_TEXTS
from services.console.claim_words import CLAIM_TEXTS
from services.console.desk_words import DESK_TEXTS
from services.console.glass_words import GLASS_TEXTS
from services.console.guard_words import GUARD_TEXTS
from services.console.import_words import IMPORT_TEXTS
from services.console.law_words import LAW_TEXTS
from services.console.network.words import NETWORK
from services.console.number_words import NUMBER_TEXTS
from services.console.operation_words import OPERATION_TEXTS
from services.console.oversight_words import OVERSIGHT_TEXTS
from services.console.pair_words import PAIR_TEXTS
from services.console.passkey_words import PASSKEY_TEXTS
from services.console.question_words import QUESTION_TEXTS
from services.console.record_words import RECORD_TEXTS
from services.console.referral_words import REFERRAL_TEXTS
from services.console.refusal_words import REFUSAL_TEXTS
from services.console.unmask_words import UNMASK_TEXTS
from services.draw.direction import isolated

TEXTS: Final = {
    "title": ("Rabta console", "رابطہ کنسول"),
    "skip": ("Skip to the content", "براہِ راست متن پر جائیں"),
    "menu": ("Pages", "صفحات"),
    "language": ("Language", "زبان"),
    "home": ("Start", "آغاز"),
    "officer": ("Officer", "افسر"),
    "purpose": ("Purpose", "مقصد"),
    "legal_basis": ("Legal basis", "قانونی بنیاد"),
    "second_basis": ("Second basis", "دوسری قانونی بنیاد"),
    "case": ("Case", "مقدمہ"),
    "case_type": ("Type of case", "مقدمے کی قسم"),
    "case_key": ("Number of the case", "مقدمہ نمبر"),
    "none": ("none", "کوئی نہیں"),
    "logged": (
        "Each question is entered in the log with the officer, the purpose and the case.",
        "ہر سوال افسر، مقصد اور مقدمے کے ساتھ لاگ میں درج ہوتا ہے۔",
    ),
    "reason": ("Why do you ask?", "آپ کیوں پوچھ رہے ہیں؟"),
    "reason.change": ("Change the purpose", "مقصد تبدیل کریں"),
    "reason.before": (
        "Nothing is asked before a purpose, a legal basis and a case are stated.",
        "مقصد، قانونی بنیاد اور مقدمہ بتائے بغیر کچھ نہیں پوچھا جاتا۔",
    ),
    "reason.again": (
        "What you are about to do is sensitive: state the purpose again.",
        "یہ کارروائی حساس ہے: مقصد دوبارہ بتائیں۔",
    ),
    "reason.unfit": (
        "This legal basis or type of case does not serve this purpose.",
        "یہ قانونی بنیاد یا مقدمے کی قسم اس مقصد کے لیے درست نہیں۔",
    ),
    "reason.none": ("No purpose is stated yet.", "ابھی کوئی مقصد نہیں بتایا گیا۔"),
    "state": ("State", "درج کریں"),
    "leave": ("Log out", "لاگ آؤٹ"),
    "left": ("You are logged out.", "آپ لاگ آؤٹ ہو گئے۔"),
    "question": ("The question", "سوال"),
    "command": ("The same from a terminal", "یہی سوال ٹرمینل سے"),
    "error": ("This did not work", "یہ ممکن نہ ہوا"),
    "error.code": ("Code", "کوڈ"),
    "error.retry": ("Try again in {minutes} min.", "{minutes} منٹ بعد دوبارہ کوشش کریں۔"),
    "error.session": (
        "There is no session: it is over, or was never opened here. Open the link that the console printed.",
        "سیشن موجود نہیں: ختم ہو چکا ہے یا یہاں نہیں کھولا گیا۔ کنسول کا چھاپا ہوا لنک کھولیں۔",
    ),
    "error.forged": (
        "This request did not come from a page of this session.",
        "یہ درخواست اس سیشن کے کسی صفحے سے نہیں آئی۔",
    ),
    "error.form": ("The form cannot be read.", "فارم پڑھا نہیں جا سکا۔"),
    "error.reason": (
        "The purpose, the legal basis or the case is not one of the vocabulary.",
        "مقصد، قانونی بنیاد یا مقدمہ مقررہ الفاظ میں سے نہیں۔",
    ),
    "error.time": (
        "No answer came in time. Whether the hub took the question is not known.",
        "وقت پر جواب نہیں آیا۔ معلوم نہیں کہ مرکز نے سوال لیا یا نہیں۔",
    ),
    "error.connection": ("There is no connection to the hub.", "مرکز سے رابطہ نہیں۔"),
    "error.unproven": (
        "The answer proves nothing, and nothing of it is shown.",
        "جواب ثابت نہیں ہوا، اس لیے اس میں سے کچھ نہیں دکھایا جاتا۔",
    ),
    "error.unreadable": (
        "The hub speaks a newer version: this console must be renewed.",
        "مرکز کا نسخہ نیا ہے: اس کنسول کی تجدید درکار ہے۔",
    ),
    "error.issuer": ("The agency's issuer does not answer.", "ادارے کا ٹوکن جاری کنندہ جواب نہیں دیتا۔"),
    "error.absent": ("There is no such page.", "ایسا کوئی صفحہ نہیں۔"),
    "error.other": ("Something failed. Nothing more is known here.", "کوئی خرابی ہوئی۔ مزید معلوم نہیں۔"),
}
"""Sentences and labels of the shell by key, English then Urdu."""
PARTS: Final = (
    TEXTS,
    RECORD_TEXTS,
    ALERT_TEXTS,
    NETWORK,
    DESK_TEXTS,
    PASSKEY_TEXTS,
    IMPORT_TEXTS,
    PAIR_TEXTS,
    OVERSIGHT_TEXTS,
    OPERATION_TEXTS,
    LAW_TEXTS,
    QUESTION_TEXTS,
    GUARD_TEXTS,
    REFERRAL_TEXTS,
    CLAIM_TEXTS,
    GLASS_TEXTS,
    UNMASK_TEXTS,
    CHARGE_TEXTS,
    APPROVAL_TEXTS,
    REFUSAL_TEXTS,
    NUMBER_TEXTS,
)
"""Those of each group of pages."""
ALL: Final = {key: said for part in PARTS for key, said in part.items()}
"""Those of every page."""


def text(key: str, *, urdu: bool, **figures: object) -> str:
    """A sentence in the reader's language, with its figures; in Urdu these are isolated. Raises KeyError."""
    shown = {name: isolated(str(value)) if urdu else str(value) for name, value in figures.items()}
    return ALL[key][urdu].format(**shown)


def of_rule(rule: str, otherwise: str, *, urdu: bool) -> str:
    """What a page says of a broken rule: its sentence, or ``otherwise``, as the hub put it, where it has none."""
    return text(f"rule.{rule}", urdu=urdu) if f"rule.{rule}" in ALL else otherwise
