"""What each rule finds, in Urdu: one sentence a rule, for the flag that it raises. A table only.

The English text is the rule's own and may hold a figure; the law stands beside both.
"""

from __future__ import annotations

from typing import Final

FLAGS_UR: Final = {
    "age-never-recorded": "عمر کبھی درج نہیں ہوئی: عمر اور اس کی بنیاد درج کریں",
    "challan-late": "پہلا چالان ایف آئی آر کے بعد قانونی مدت (14 اور 3 دن) سے تاخیر سے آیا",
    "challan-missing": "ایف آئی آر کے 14 اور 3 دن کے اندر دفعہ 173 کی رپورٹ نہیں آئی",
    "composition-not-compoundable": "صلح ہوئی، مگر جرم قابلِ صلح نہیں؛ قانونی حیثیت بدلنا عدالت کا کام ہے",
    "born-after-act": "وقوعہ کے بعد کی پیدائش درج ہے",
    "conviction-before-act": "وقوعہ سے پہلے سزا درج ہے",
    "date-in-future": "تاریخ مستقبل میں ہے",
    "juvenile-investigator-rank": "تفتیشی افسر سب انسپکٹر سے کم درجے کا ہے، جبکہ ملزم بچہ یا ممکنہ بچہ ہے",
    "list-entry-expired": "میعاد ختم ہو چکی؛ کارروائی کی بنیاد نہیں",
    "list-entry-without-authority": "کسی حکم، عدالت یا دفتر کا نام درج نہیں؛ قابلِ کارروائی نہیں",
    "migrant-smuggling-at-a-station": "مہاجرین کی اسمگلنگ: اندراج لازم تھا، تفتیش ایف آئی اے کی ہے: منتقل کریں",
    "missing-child-without-fir": "گمشدہ بچے کی رپورٹ ہے، ایف آئی آر درج نہیں ہوئی",
    "older-than-130": "عمر 130 سال سے زیادہ بنتی ہے",
    "police-on-cross-border-case": "سرحد پار مقدمے کی تفتیش پولیس نے کی ہے",
    "police-remand-over-15-days": "جسمانی ریمانڈ کل 15 دن سے زیادہ ہے",
    "production-after-24h": "گرفتاری کے 24 گھنٹے کے بعد پہلی بار مجسٹریٹ کے سامنے پیش کیا گیا (سفر کا وقت شامل نہیں)",
    "production-missing": "گرفتاری کے 24 گھنٹے کے اندر مجسٹریٹ کے سامنے پیشی نظر نہیں آتی (سفر کا وقت شامل نہیں)",
    "release-before-admission": "داخلے سے پہلے رہائی درج ہے",
    "transfer-unanswered": "جس ادارے کو مقدمہ منتقل ہوا اس نے مقررہ وقت میں نہیں لیا؛ کچھ منتقل نہیں ہوا",
    "woman-in-police-custody": "خاتون پولیس حراست میں، جبکہ قتل یا ڈکیتی کا مقدمہ نہیں",
    "zarra-never-told": "رپورٹ کے دو گھنٹے کے اندر زارا کو اطلاع نہیں دی گئی",
    "zarra-told-late": "زارا کو رپورٹ کے دو گھنٹے سے زیادہ بعد اطلاع دی گئی",
}
