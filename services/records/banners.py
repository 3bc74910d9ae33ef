"""What protects the person shown: said first, in English and Urdu, whatever the lines say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from services.records.domain import Banner, Identifier
from services.records.seen import Seen
from services.records.verdict import Verdict

_BANNERS: Final[dict[str, tuple[str, str]]] = {
    "misused-identity": (
        "This identity is known to have been used by another person. Confirm who stands before you.",
        "یہ شناخت کسی اور شخص نے استعمال کی ہے۔ سامنے موجود شخص کی تصدیق کریں۔",
    ),
    "juvenile": (
        "A child, or possibly a child, at the time of the act: identity must not be disclosed (JJSA 2018 s. 13).",
        "وقوعہ کے وقت بچہ، یا ممکنہ بچہ: شناخت ظاہر کرنا منع ہے (JJSA 2018 دفعہ 13)۔",
    ),
    "pseudonym": (
        "A court ordered a pseudonym: the name shown is not the person's own.",
        "عدالت نے فرضی نام کا حکم دیا ہے: دکھایا گیا نام اصل نہیں۔",
    ),
    "acquitted": (
        "Acquitted in at least one case shown here. An acquittal is no offence.",
        "کم از کم ایک مقدمے میں بری۔ بریت جرم نہیں۔",
    ),
    "ended-in-favour": (
        "At least one case shown here ended in this person's favour without a finding against him.",
        "کم از کم ایک مقدمہ اس شخص کے حق میں ختم ہوا، کوئی جرم ثابت نہیں ہوا۔",
    ),
    "not-convicted": (
        "Not convicted: no unreversed conviction is shown here. Presume innocence.",
        "سزا یافتہ نہیں: یہاں کوئی برقرار سزا موجود نہیں۔ بے گناہ تصور کریں۔",
    ),
    "allegation-only": (
        "Allegation only: nothing shown here has reached a court.",
        "صرف الزام: یہاں کچھ بھی عدالت تک نہیں پہنچا۔",
    ),
    "pending": (
        "At least one case shown here is not decided.",
        "کم از کم ایک مقدمے کا فیصلہ باقی ہے۔",
    ),
    "under-appeal": (
        "A finding shown here is under appeal or can still be appealed.",
        "یہاں دکھائے گئے فیصلے پر اپیل زیرِ سماعت یا ممکن ہے۔",
    ),
    "acquittal-reported": (
        "A case shown here is reported to have ended in this person's favour; no court's record of it is shown here.",
        "یہاں ایک مقدمے کے اس شخص کے حق میں ختم ہونے کی اطلاع ہے؛ عدالت کا ریکارڈ یہاں موجود نہیں۔",
    ),
    "conviction-reported": (
        "A conviction is only reported: no court's record of it is held. Presume innocence.",
        "سزا کی صرف اطلاع ہے: عدالت کا ریکارڈ موجود نہیں۔ بے گناہ تصور کریں۔",
    ),
    "age-not-recorded": (
        "Age never recorded for at least one accusation shown here: not known to have been an adult. State an age.",
        "کم از کم ایک الزام میں عمر درج نہیں: بالغ ہونا معلوم نہیں۔ عمر درج کریں۔",
    ),
    "untested": (
        "Some lines are untested: source X, or information 3 or 4.",
        "کچھ اندراج غیر تصدیق شدہ ہیں: ماخذ X یا اطلاع 3 یا 4۔",
    ),
    "foreign-record": (
        "Findings abroad are shown apart and never counted with Pakistani convictions.",
        "بیرونِ ملک فیصلے الگ ہیں اور پاکستانی سزاؤں میں شمار نہیں ہوتے۔",
    ),
    "sources-differ": (
        "Sources differ: see what cannot both hold, side by side.",
        "ماخذ مختلف ہیں: متضاد بیانات ساتھ ساتھ دیکھیں۔",
    ),
    "identity-by-number-only": (
        "Matched by number only. Confirm that this is the same person before any act.",
        "صرف نمبر سے مطابقت۔ کارروائی سے پہلے شخص کی تصدیق کریں۔",
    ),
    "identity-by-name-only": (
        "Matched by name, father's name and district only: others may bear them. Confirm identity before any act.",
        "صرف نام، ولدیت اور ضلع سے مطابقت: یہ نام اوروں کے بھی ہو سکتے ہیں۔ کارروائی سے پہلے تصدیق کریں۔",
    ),
}
_READY: Final = {code: Banner(code, *texts) for code, texts in _BANNERS.items()}


def banners(
    lines: Sequence[Seen],
    verdicts: Sequence[Verdict],
    *,
    juvenile: bool,
    conflicting: bool,
    acquittal_reported: bool,
    age_unknown: bool = False,
    selector: Identifier | None,
) -> tuple[Banner, ...]:
    """The banners that apply, gravest first; none where there are no lines."""
    if not lines:
        return ()
    codes = set(_of_lines(lines))
    codes.update(_of_verdicts(verdicts))
    if juvenile:
        codes.add("juvenile")
    if conflicting:
        codes.add("sources-differ")
    if acquittal_reported:
        codes.add("acquittal-reported")
    if age_unknown:
        codes.add("age-not-recorded")
    codes.add("identity-by-name-only" if selector and selector.type == "NAME_KEY" else "identity-by-number-only")
    return tuple(banner for code, banner in _READY.items() if code in codes)


def _of_lines(lines: Iterable[Seen]) -> Iterator[str]:
    for line in lines:
        record = line.record
        if record.kind == "MISUSED_IDENTITY" and record.status != "WITHDRAWN":
            yield "misused-identity"
        elif record.kind == "FOREIGN_RECORD":
            yield "foreign-record"
        if record.source_grade == "X" or record.information_grade in ("3", "4"):
            yield "untested"
        if not line.version.raw:
            yield "pseudonym"


def _of_verdicts(verdicts: Sequence[Verdict]) -> Iterator[str]:
    offences = [v for v in verdicts if v.offence]
    if any(v.acquitted for v in verdicts):
        yield "acquitted"
    if any(v.favourable and not v.acquitted for v in verdicts):
        yield "ended-in-favour"
    if not offences:
        yield "not-convicted"
    if any(v.conviction_reported for v in verdicts):
        yield "conviction-reported"
    if any(v.favourable and not v.decided for v in verdicts):
        yield "acquittal-reported"
    if verdicts and all(v.standing == "ALLEGATION" and not v.favourable for v in verdicts):
        yield "allegation-only"
    if any(v.standing == "ACCUSATION" for v in verdicts):
        yield "pending"
    if any(v.finality in ("APPEALABLE", "UNDER_APPEAL") for v in offences):
        yield "under-appeal"
