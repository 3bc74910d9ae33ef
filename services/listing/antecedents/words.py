"""Words of the paper, English and Urdu, and the law that it rests on with its mark. A table only."""

from __future__ import annotations

from typing import Final

from services.draw.direction import numbers_isolated
from services.draw.table_words import cell
from services.vocabulary.readings import Both

_TEXTS: Final[dict[str, Both]] = {
    "title": ("Extract of previous convictions", "سابقہ سزاؤں کا اقتباس"),
    "about": ("About: {number}", "بابت: {number}"),
    "names": ("Names on the courts' records: {names}", "عدالتی ریکارڈ پر نام: {names}"),
    "asked": ("Asked by {officer}, {agency}, on {time}", "سائل: {officer}، {agency}، وقت: {time}"),
    "why": ("For the case {case}, under {law}", "برائے مقدمہ {case}، تحت {law}"),
    "request": ("SHA-256 of the request: {digest}", "درخواست کا SHA-256: {digest}"),
    "rows": ("SHA-256 of the rows below: {digest}", "ذیل کے اندراجات کا SHA-256: {digest}"),
    "none": ("No previous conviction is shown.", "کوئی سابقہ سزا نہیں دکھائی گئی۔"),
    "final": ("Final: a previous conviction.", "حتمی: سابقہ سزا۔"),
    "UNDER_APPEAL": (
        "UNDER APPEAL: not final, and not to be counted as a previous conviction.",
        "اپیل زیرِ سماعت: حتمی نہیں، سابقہ سزا شمار نہ کی جائے۔",
    ),
    "APPEALABLE": (
        "MAY STILL BE APPEALED: not final, and not to be counted as a previous conviction.",
        "اپیل ممکن ہے: حتمی نہیں، سابقہ سزا شمار نہ کی جائے۔",
    ),
    "age": (
        "No record states an age: it is not known that the person was an adult.",
        "کسی ریکارڈ میں عمر درج نہیں: بالغ ہونا معلوم نہیں۔",
    ),
    "source": ("by {version}", "ماخذ: {version}"),
    "scope": (
        "Only unreversed convictions by courts' own signed records are shown. Nothing here says that there is anything"
        " else, or that there is not.",
        "صرف برقرار سزائیں، عدالتوں کے اپنے دستخط شدہ ریکارڈ سے، دکھائی گئی ہیں۔"
        " اس سے نہ یہ معلوم ہوتا ہے کہ کچھ اور ہے، نہ یہ کہ نہیں ہے۔",
    ),
    "weight": (
        "This paper is no certified copy and no jailor's certificate: the court decides what it proves.",
        "یہ مصدقہ نقل یا جیلر کا سرٹیفکیٹ نہیں: اس سے کیا ثابت ہوتا ہے، عدالت طے کرے گی۔",
    ),
}
LAW: Final[tuple[tuple[str, str, Both], ...]] = (
    ("CrPC s. 511", "K", ("how a previous conviction is proved", "سابقہ سزا کیسے ثابت ہوتی ہے")),
    ("JJSA 2018 ss. 9, 19", "V2", ("findings against children are left out", "بچوں کے خلاف فیصلے شامل نہیں")),
    (
        "Qanun-e-Shahadat 1984 Art. 164",
        "K",
        ("a court may allow evidence by modern devices", "عدالت جدید آلات سے شہادت کی اجازت دے سکتی ہے"),
    ),
)
"""Provision, mark and what it is cited for. V2 read in a secondary source, K common knowledge: both are for counsel."""
CAUTIONS: Final = frozenset(
    {
        "misused-identity",
        "number-of-many",
        "identity-by-name-only",
        "identity-by-number-only",
        "identity-unverified",
        "linked-by-others",
        "links-cut",
    }
)
"""Banners of a history that say whether it is the right person; no other banner goes into the paper."""


def said(key: str, urdu: bool, **figures: str) -> str:
    """A sentence with its figures; in Urdu numbers and Latin words are islands."""
    text = _TEXTS[key][urdu]
    return (numbers_isolated(text) if urdu else text).format(
        **{name: part(each, urdu) for name, each in figures.items()}
    )


def part(text: str, urdu: bool) -> str:
    """A part of a sentence: in Urdu its numbers are islands, and it is one where it has no Urdu."""
    return cell(numbers_isolated(text), urdu) if urdu else text


def law(urdu: bool) -> list[str]:
    """A line for each provision, with its mark."""
    return [f"{part(f'{provision} ({mark})', urdu)}: {about[urdu]}" for provision, mark, about in LAW]
