"""What pages of claims to compensation say, in English and in Urdu."""

from __future__ import annotations

from typing import Final

CLAIM_TEXTS: Final = {
    "compensation": ("Compensation", "معاوضہ"),
    "compensation.scope": (
        "A claim is opened on the first day on which somebody may be a victim, whether an offender is known or "
        "not. No "
        "acquittal, absence, death or cancelled case closes it: only payment, or the victim's own word.",
        "دعویٰ اسی دن کھلتا ہے جس دن کوئی متاثرہ ہو سکتا ہو، ملزم معلوم ہو یا نہ ہو۔ بریت، غیر حاضری، موت یا مقدمے "
        "کا "
        "اخراج اسے بند نہیں کرتا: صرف ادائیگی، یا متاثرہ شخص کی اپنی بات۔",
    ),
    "compensation.none": ("There is no claim that you may know of.", "ایسا کوئی دعویٰ نہیں جس کا علم آپ کو ہو سکے۔"),
    "compensation.open": ("Open a claim", "دعویٰ کھولیں"),
    "compensation.open.says": (
        "Courts and prosecution of the cases that are named here work on it.",
        "جن مقدمات کا یہاں نام ہو ان کی عدالت اور استغاثہ اس پر کام کرتے ہیں۔",
    ),
    "compensation.subject": (
        "The body's own pseudonym of the person, never the number of a document",
        "شخص کے لیے ادارے کا اپنا فرضی نام، کسی دستاویز کا نمبر ہرگز نہیں",
    ),
    "compensation.child": ("Is the person a child?", "کیا یہ شخص بچہ ہے؟"),
    "compensation.child.YES": ("yes", "ہاں"),
    "compensation.child.NO": ("no", "نہیں"),
    "compensation.child.CANNOT_TELL": (
        "cannot be told: taken for a child",
        "کہا نہیں جا سکتا: بچہ مانا جاتا ہے",
    ),
    "compensation.province": ("Province", "صوبہ"),
    "compensation.case": ("Case in which they stand", "مقدمہ جس میں یہ شخص ہے"),
    "compensation.case.more": ("A further case, or none", "ایک اور مقدمہ، ہو تو"),
    "compensation.offender": ("An offender is known", "ملزم معلوم ہے"),
    "compensation.told": (
        "How each claim of the cited case stands, one word each, and no person, body or sum.",
        "مذکورہ مقدمے کا ہر دعویٰ کس حال میں ہے، ہر ایک پر ایک بات؛ نہ شخص، نہ ادارہ، نہ رقم۔",
    ),
    "compensation.told.none": (
        "None: the same is said where there is no such case.",
        "کوئی نہیں: جہاں ایسا مقدمہ ہی نہیں وہاں بھی یہی کہا جاتا ہے۔",
    ),
    "claim": ("One claim to compensation", "معاوضے کا ایک دعویٰ"),
    "claim.no_source": (
        "No law that was read pays as the claim stands. It stays open, it is counted, and the number is published.",
        "جو قوانین پڑھے گئے ان میں کوئی اس حال میں ادا نہیں کرتا۔ دعویٰ کھلا رہتا ہے، گنا جاتا ہے، اور تعداد شائع "
        "ہوتی ہے۔",
    ),
    "claim.opened": ("Opened", "کب کھلا"),
    "claim.cases": ("Cases", "مقدمات"),
    "claim.lost.wages": ("Lost: wages, rupees", "نقصان: اجرت، روپے"),
    "claim.lost.medical": ("Lost: treatment, rupees", "نقصان: علاج، روپے"),
    "claim.lost.other": ("Lost: all else, rupees", "نقصان: باقی سب، روپے"),
    "claim.lost.bondage_days": ("Days in bondage", "جبری مشقت کے دن"),
    "claim.reference": ("The court's order", "عدالت کا حکم"),
    "claim.sentenced": ("Sentence, and its fine", "سزا، اور اس کا جرمانہ"),
    "claim.least": ("Least for the days in bondage (Punjab)", "جبری مشقت کے دنوں کا کم از کم (پنجاب)"),
    "claim.states": (
        "Not assessed, assessed, claimed; then ordered, refused or without a source. What is ordered is due, paid in "
        "part or whole, in default, recovered, stayed or set aside. Without a source it is asked for again as soon "
        "as "
        "something pays.",
        "پہلے اندازہ، پھر مطالبہ؛ پھر حکم، انکار، یا کوئی قانون ادا نہیں کرتا۔ حکم کے بعد رقم واجب، جزوی یا پوری "
        "ادا، نادہندہ، "
        "وصولی میں، رکی ہوئی یا منسوخ ہوتی ہے۔ جب کچھ ادا کرنے لگے تو دوبارہ مانگا جاتا ہے۔",
    ),
    "claim.act.ASSESS": ("Say what was lost", "بتائیں کہ کیا نقصان ہوا"),
    "claim.act.CLAIM": ("Ask for it", "معاوضہ مانگیں"),
    "claim.act.NO_SOURCE": ("Nothing pays, as far as is known", "جہاں تک معلوم ہے کچھ ادا نہیں کرتا"),
    "claim.act.IDENTIFY": ("An offender is known now", "اب ملزم معلوم ہے"),
    "claim.act.DECLINE": ("The victim does not want it", "متاثرہ شخص نہیں چاہتا"),
    "claim.act.SENTENCE": ("An offender was sentenced", "مجرم کو سزا ہوئی"),
    "claim.act.ORDER": ("It is ordered", "ادائیگی کا حکم"),
    "claim.act.REFUSE": ("It is refused", "دعویٰ مسترد"),
    "claim.act.DUE": ("It is to be paid by a day", "مقررہ دن تک ادائیگی"),
    "claim.act.PAY": ("It was paid, in part or whole", "ادائیگی ہوئی، جزوی یا پوری"),
    "claim.act.DEFAULT": ("It was not paid", "ادائیگی نہیں ہوئی"),
    "claim.act.RECOVER": ("It is being recovered", "وصولی ہو رہی ہے"),
    "claim.act.IRRECOVERABLE": ("It could not be recovered", "وصولی نہ ہو سکی"),
    "claim.act.STAY": ("The order is stayed", "حکم روکا گیا"),
    "claim.act.SET_ASIDE": ("The order and the sentence are set aside", "حکم اور سزا منسوخ"),
    "claim.court": (
        "A court says all of this of a claim in its case; the prosecution that it is asked for, that nothing pays, "
        "that an offender is known or was sentenced. What is another's to say is refused.",
        "عدالت اپنے مقدمے کے دعوے پر یہ سب کہہ سکتی ہے؛ استغاثہ یہ کہ معاوضہ مانگا جاتا ہے، کچھ ادا نہیں کرتا، مجرم "
        "معلوم ہے یا اسے سزا ہوئی۔ جو کسی اور کے کہنے کی بات ہو اس پر انکار ہوتا ہے۔",
    ),
    "claim.field.day": ("Day, as 2026-01-31", "دن، جیسے 2026-01-31"),
    "claim.field.amount": ("Whole rupees; of a sentence the fine, or 0", "پورے روپے؛ سزا میں جرمانہ، یا 0"),
    "claim.field.reference": ("Number of the court's order", "عدالت کے حکم کا نمبر"),
    "claim.field.basis": ("Provision on which it rests", "جس دفعہ کے تحت"),
    "claim.field.payee": ("To whom it is paid", "کس کو ادا ہو"),
    "claim.field.guardian": ("Of a child's account: who stands behind it", "بچے کے کھاتے کے پیچھے کون ہے"),
    "claim.field.receipt": (
        "SHA-256 of the receipt, 64 digits; the receipt itself goes nowhere",
        "رسید کا SHA-256، 64 ہندسے؛ خود رسید کہیں نہیں جاتی",
    ),
    "claim.basis.other": ("another provision", "کوئی اور دفعہ"),
    "claim.payee.VICTIM": ("the victim, who is 18 or more", "متاثرہ شخص، جو 18 سال یا زائد کا ہے"),
    "claim.payee.COURT_DEPOSIT": ("the court, which keeps it for them", "عدالت، جو ان کے لیے رکھے"),
    "claim.payee.ACCOUNT_OF_CHILD": ("an account in the child's name", "بچے کے نام کا کھاتہ"),
    "claim.payee.GUARDIAN": ("who stands in for a child: never fit", "بچے کا سرپرست: کبھی درست نہیں"),
    "claim.guardian.none": ("nothing is said", "کچھ نہیں کہا گیا"),
    "claim.guardian.FIT": ("a guardian who is fit", "موزوں سرپرست"),
    "claim.guardian.UNFIT": ("one who is not fit", "جو موزوں نہیں"),
    "claim.guardian.UNKNOWN": ("nobody knows", "معلوم نہیں"),
    "claim.further": (
        "A payment, and one more case in which the victim stands, are said from a terminal:",
        "ادائیگی، اور ایک اور مقدمہ جس میں متاثرہ شخص ہو، ٹرمینل سے بتایا جاتا ہے:",
    ),
    "asked.compensation": ("How do claims to compensation stand?", "معاوضے کے دعوے کس حال میں ہیں؟"),
    "asked.claim": ("How does the claim {claim} stand?", "دعویٰ {claim} کس حال میں ہے؟"),
    "asked.claim.open": ("A claim is opened", "ایک دعویٰ کھلتا ہے"),
    "asked.claim.act": ("What is said of the claim {claim}?", "دعویٰ {claim} پر کیا کہا گیا؟"),
    "asked.claims.told": ("How do claims of {case} stand?", "{case} کے دعوے کس حال میں ہیں؟"),
}
"""Sentences and labels by key, English then Urdu."""
