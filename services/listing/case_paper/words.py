"""Words of the paper of a case, English and Urdu, and the law that it rests on with its mark. A table only."""

from __future__ import annotations

from typing import Final

from services.draw.direction import numbers_isolated
from services.listing.antecedents.words import part
from services.vocabulary.readings import Both

STANDS: Final[dict[str, Both]] = {
    "ALLEGATION": (
        "Named in the case and not before a court: presumed innocent.",
        "مقدمے میں نامزد، معاملہ عدالت میں نہیں: بے گناہ تصور ہوگا۔",
    ),
    "ACCUSATION": (
        "Before a court, which has not decided: presumed innocent.",
        "معاملہ عدالت میں ہے، فیصلہ نہیں ہوا: بے گناہ تصور ہوگا۔",
    ),
    "NOT_CONVICTED": (
        "No conviction stands in this case: presumed innocent.",
        "اس مقدمے میں کوئی سزا برقرار نہیں: بے گناہ تصور ہوگا۔",
    ),
    "APPEALABLE": (
        "Convicted; MAY STILL BE APPEALED, so that it is not final.",
        "سزا یافتہ؛ اپیل ممکن ہے، فیصلہ حتمی نہیں۔",
    ),
    "UNDER_APPEAL": (
        "Convicted; UNDER APPEAL, so that it is not final.",
        "سزا یافتہ؛ اپیل زیرِ سماعت، فیصلہ حتمی نہیں۔",
    ),
    "FINAL": ("Convicted; no appeal is left.", "سزا یافتہ؛ کوئی اپیل باقی نہیں۔"),
}
"""How somebody stands in the case."""
_TEXTS: Final[dict[str, Both]] = {
    "title": ("Records of a case", "مقدمے کا ریکارڈ"),
    "numbers": ("The case: {numbers}", "مقدمہ: {numbers}"),
    "asked": ("Asked by {officer}, {agency}", "سائل: {officer}، {agency}"),
    "why": ("For the case {case}, under {law}", "برائے مقدمہ {case}، تحت {law}"),
    "request": ("{time}: SHA-256 of the request {digest}", "{time}: درخواست کا SHA-256 {digest}"),
    "rows": ("SHA-256 of the rows below: {digest}", "ذیل کے اندراجات کا SHA-256: {digest}"),
    "of_case": ("The case as a whole", "مجموعی مقدمہ"),
    "accused": ("{place} Whom the case accuses: {number}", "{place} جس پر الزام ہے: {number}"),
    "names": ("Names on the records: {names}", "ریکارڈ پر نام: {names}"),
    "stage": ("Stage: {outcome}", "مرحلہ: {outcome}"),
    "sections": ("Sections as last stated: {sections}", "آخری درج دفعات: {sections}"),
    "source": (
        "by {version}; signed by {agency} in the page {page}, place {index}",
        "ماخذ: {version}؛ دستخط {agency}، صفحہ {page}، نمبر {index}",
    ),
    "none": ("No record is shown.", "کوئی ریکارڈ نہیں دکھایا گیا۔"),
    "scope": (
        "Only records of this case that their owners signed are shown, and not every kind of them. Nothing here says"
        " that there is anything else, or that there is not.",
        "صرف اس مقدمے کا وہ ریکارڈ دکھایا گیا ہے جس پر اس کے مالک ادارے نے دستخط کیے، اور اس کی ہر قسم نہیں۔"
        " اس سے نہ یہ معلوم ہوتا ہے کہ کچھ اور ہے، نہ یہ کہ نہیں ہے۔",
    ),
    "weight": (
        "A record states what its owner says, and proves nothing against anybody by itself: the court decides what this"
        " paper proves. It is no certified copy.",
        "ریکارڈ صرف اپنے ادارے کا بیان ہے اور بذاتِ خود کسی کے خلاف کچھ ثابت نہیں کرتا: اس کاغذ سے کیا ثابت ہوتا ہے،"
        " عدالت طے کرے گی۔ یہ مصدقہ نقل نہیں۔",
    ),
    "private": (
        "For the court and those who plead in this case; not for publication.",
        "صرف عدالت اور اس مقدمے کے فریقوں کے وکلا کے لیے؛ اشاعت کے لیے نہیں۔",
    ),
}
LAW: Final[tuple[tuple[str, str, Both], ...]] = (
    (
        "CrPC ss. 241-A, 265-C",
        "K",
        ("what the accused is given before the trial", "سماعت سے پہلے ملزم کو کیا دیا جاتا ہے"),
    ),
    ("JJSA 2018 s. 13", "V2", ("a child who is accused is not made public", "ملزم بچے کی شناخت ظاہر نہیں کی جاتی")),
    (
        "Qanun-e-Shahadat 1984 Art. 164",
        "K",
        ("a court may allow evidence by modern devices", "عدالت جدید آلات سے شہادت کی اجازت دے سکتی ہے"),
    ),
)
"""Provision, mark and what it is cited for. V2 read in a secondary source, K common knowledge: both are for counsel."""


def said(key: str, urdu: bool, **figures: str) -> str:
    """A sentence with its figures; in Urdu numbers and Latin words are islands."""
    text = (_TEXTS.get(key) or STANDS[key])[urdu]
    return (numbers_isolated(text) if urdu else text).format(
        **{name: part(each, urdu) for name, each in figures.items()}
    )


def law(urdu: bool) -> list[str]:
    """A line for each provision, with its mark."""
    return [f"{part(f'{provision} ({mark})', urdu)}: {about[urdu]}" for provision, mark, about in LAW]
