"""What pages about dated law say, in English and in Urdu."""

from __future__ import annotations

from typing import Final

_PAGES: Final = {
    "law": ("Law on this case", "اس مقدمے پر قانون"),
    "law.scope": (
        "Points for an officer who decides. Nothing here decides an age, a charge or anybody's guilt. Every answer "
        "is about the case that you cite.",
        "فیصلہ کرنے والے افسر کے لیے نکات۔ یہاں نہ کوئی عمر طے ہوتی ہے، نہ فردِ جرم، نہ کسی کا جرم۔ ہر جواب اُس مقدمے "
        "کے بارے میں ہے جس کا آپ حوالہ دیتے ہیں۔",
    ),
    "law.clocks": ("What is due", "کیا کرنا باقی ہے"),
    "law.clocks.none": (
        "No procedure has begun by what records of the case show to you.",
        "مقدمے کے جو اندراجات آپ دیکھ سکتے ہیں ان کے مطابق کوئی کارروائی شروع نہیں ہوئی۔",
    ),
    "law.statements": ("Statements to look at again", "دوبارہ دیکھنے کے بیانات"),
    "law.statements.scope": (
        "What speaks against a free statement: who was there, custody, bail shortly before, the hour, the same words "
        "elsewhere. Only the prosecutor of the case, oversight of what its review names and, with a second person, the "
        "body that protects who spoke are answered; never the station of the case.",
        "کیا چیز بیان کے آزادانہ ہونے کے خلاف ہے: کون موجود تھا، حراست، کچھ پہلے کی ضمانت، وقت، کہیں اور وہی الفاظ۔ "
        "جواب صرف مقدمے کے استغاثہ کو، نگران ادارے کو اپنے زیرِ جائزہ معاملے پر، اور دوسرے افسر کی منظوری سے اس "
        "ادارے کو ملتا ہے جو بیان دینے والے کا تحفظ کرتا ہے؛ مقدمے کے تھانے کو کبھی نہیں۔",
    ),
    "law.statements.none": (
        "No statement of the case that you may read has a sign.",
        "مقدمے کا جو بیان آپ دیکھ سکتے ہیں اس میں ایسی کوئی علامت نہیں۔",
    ),
    "law.statements.read": ("Read what was said", "پڑھیں کہ کیا کہا گیا"),
    "asked.law.statements": (
        "Which statements of the case {case} may somebody not have made freely?",
        "مقدمہ {case} کے کون سے بیانات شاید آزادانہ نہ دیے گئے ہوں؟",
    ),
    "law.child": ("Under which laws a child?", "کن قوانین کے تحت بچہ؟"),
    "law.child.none": (
        "No record of the case that you may know of is about such a person.",
        "مقدمے کا ایسا کوئی اندراج نہیں جس کا علم آپ کو ہو سکے اور جو ایسے شخص کے بارے میں ہو۔",
    ),
    "law.fit": ("Charge check", "دفعات کی جانچ"),
    "law.of_case": ("What the law says of this case", "اس مقدمے پر قانون کیا کہتا ہے"),
    "law.record": ("Record of the case about the person", "شخص کے بارے میں مقدمے کا اندراج"),
    "law.victim": (
        "Record of the case about the victim; empty where none is known",
        "متاثرہ شخص کے بارے میں مقدمے کا اندراج؛ معلوم نہ ہو تو خالی",
    ),
    "law.as": ("The law looks at the person as", "قانون اس شخص کو دیکھتا ہے بطور"),
    "law.workplace": ("Kind of workplace", "کام کی جگہ کی قسم"),
    "law.continuing": ("It lasted from the first to the last day", "یہ پہلے سے آخری دن تک جاری رہا"),
    "law.place": ("Province, where the number of the case names none", "صوبہ، اگر مقدمہ نمبر میں نہ ہو"),
    "law.crossed": ("The victim was taken over the border", "متاثرہ شخص کو سرحد پار لے جایا گیا"),
    "law.facts": (
        "What was done stands in no record: say what is alleged, and how it is known. What you leave is not stated.",
        "کیا ہوا یہ کسی اندراج میں نہیں: بتائیں کہ کیا الزام ہے اور کیسے معلوم ہے۔ جو چھوڑ دیا وہ بیان نہیں ہوا۔",
    ),
    "law.adds": (
        "These points add to the sections of the case and never replace one. A fit is no finding.",
        "یہ نکات مقدمے کی دفعات میں اضافہ ہیں، کسی دفعہ کی جگہ نہیں لیتے۔ مطابقت عدالتی فیصلہ نہیں۔",
    ),
    "law.protect": ("Treat the person as a child.", "اس شخص سے بچے کی طرح برتاؤ کریں۔"),
    "law.by_court": (
        "The court of the case determined the age: its finding alone counts here.",
        "مقدمے کی عدالت نے عمر کا تعین کیا ہے: یہاں صرف اسی کا فیصلہ معتبر ہے۔",
    ),
    "law.claimed": (
        "Somebody without a say in the case states another birth, which does not count.",
        "مقدمے میں اختیار نہ رکھنے والا کوئی اور پیدائش بتاتا ہے، جو شمار نہیں ہوتی۔",
    ),
    "law.reason": (
        "Why the general law alone is charged: {kind}. {words} ({who})",
        "صرف عام قانون کی دفعات کیوں: {kind}۔ {words} ({who})",
    ),
    "law.reason.over": (
        "That reason no longer holds: its time is over, or the report under s. 173 is in.",
        "یہ وجہ اب معتبر نہیں: میعاد ختم ہو گئی یا دفعہ 173 کی رپورٹ آ چکی ہے۔",
    ),
    "law.reason.needed": (
        "The general law alone is charged though an offence of trafficking fits: the officer of the case's owner is "
        "to state why.",
        "صرف عام قانون کی دفعات لگی ہیں حالانکہ انسانی سمگلنگ کا جرم مطابقت رکھتا ہے: "
        "مقدمے کے مالک ادارے کا افسر وجہ بتائے۔",
    ),
    "law.marks": ("How well a row of law is known", "قانون کی سطر کس درجے میں معلوم ہے"),
    "law.mark.V": ("read in the statute's text", "قانون کے متن میں پڑھا گیا"),
    "law.mark.V2": ("read in a secondary source: ask counsel", "ثانوی ماخذ میں پڑھا گیا: وکیل سے پوچھیں"),
    "law.mark.K": ("common knowledge: ask counsel", "عام معلومات: وکیل سے پوچھیں"),
    "law.mark.P": ("a policy of this system, and no law", "اس نظام کی پالیسی، قانون نہیں"),
    "law.read_on": (
        '"As read on" is the day on which a row was read: what changed later is not in it.',
        "“As read on” وہ دن ہے جب سطر پڑھی گئی: بعد کی تبدیلی اس میں نہیں۔",
    ),
    "asked.law.clocks": ("What is due in the case {case}?", "مقدمہ {case} میں کیا کرنا باقی ہے؟"),
    "asked.law.child": (
        "Under which laws is the person of {record} a child?",
        "{record} کا شخص کن قوانین کے تحت بچہ ہے؟",
    ),
    "asked.law.fit": (
        "Which offences do the stated facts of {case} fit, and what do its sections leave out?",
        "{case} کے بیان کردہ واقعات کن جرائم سے مطابقت رکھتے ہیں، اور اس کی دفعات میں کیا رہ گیا ہے؟",
    ),
}
_CLOSED: Final = {
    "law.together.YES": ("A child under each law that binds here.", "یہاں لاگو ہر قانون کے تحت بچہ۔"),
    "law.together.NO": ("A child under none of the laws that bind here.", "یہاں لاگو کسی قانون کے تحت بچہ نہیں۔"),
    "law.together.DIFFER": (
        "A child under one law and none under another.",
        "ایک قانون کے تحت بچہ، دوسرے کے تحت نہیں۔",
    ),
    "law.together.CANNOT_TELL": (
        "It cannot be told: something that it depends on is not known.",
        "کہا نہیں جا سکتا: جس بات پر یہ منحصر ہے وہ معلوم نہیں۔",
    ),
    "law.said.YES": ("yes", "ہاں"),
    "law.said.NO": ("no", "نہیں"),
    "law.said.CANNOT_TELL": ("cannot be told", "کہا نہیں جا سکتا"),
    "law.said.FITS": ("fits", "مطابقت ہے"),
    "law.said.FITS_IF": ("fits if what is open is so", "مطابقت ہے اگر باقی بات ثابت ہو"),
    "law.said.LAW_UNCERTAIN": ("open whether the law held", "واضح نہیں کہ قانون نافذ تھا"),
    "law.said.NOT": ("does not fit", "مطابقت نہیں"),
    "law.said.BASE": ("another offence first", "پہلے دوسرا جرم"),
    "law.said.ACT": ("what was done", "فعل"),
    "law.said.MEANS": ("how it was done", "طریقہ"),
    "law.said.PURPOSE": ("what for", "مقصد"),
    "law.said.FURTHER": ("what else the section asks", "دفعہ کی دیگر شرط"),
    "law.said.VICTIM": ("victim's age or sex", "متاثرہ شخص کی عمر یا جنس"),
    "law.said.BORDER": ("a border", "سرحد"),
    "law.said.POLICE": ("police", "پولیس"),
    "law.said.FIA": ("FIA", "ایف آئی اے"),
    "law.said.SSOIU": ("SSOIU", "خصوصی جنسی جرائم تفتیشی یونٹ"),
    "law.said.NCCIA": ("NCCIA", "این سی سی آئی اے"),
    "law.said.PTPA_MISSING": (
        "an offence of trafficking fits, and none is charged",
        "انسانی سمگلنگ کا جرم مطابقت رکھتا ہے، دفعہ نہیں لگی",
    ),
    "law.said.GENERAL_ONLY": (
        "the same, and the general law alone is charged",
        "وہی، اور صرف عام قانون کی دفعات لگی ہیں",
    ),
    "law.said.SECTION_OMITTED": ("a section that had ended before the act", "دفعہ جو فعل سے پہلے ختم ہو چکی تھی"),
    "law.said.SECTION_NOT_YET": ("a section that had not begun", "دفعہ جو ابھی نافذ نہ تھی"),
    "law.said.BAILABLE_ONLY": (
        "all that is charged is bailable, and what fits is not",
        "لگائی گئی تمام دفعات قابلِ ضمانت ہیں، جو مطابقت رکھتی ہیں وہ نہیں",
    ),
    "law.said.NOT_STARTED": ("not started", "شروع نہیں ہوا"),
    "law.said.WAITING": ("there is time", "وقت باقی ہے"),
    "law.said.DUE": ("due soon", "جلد واجب"),
    "law.said.OVERDUE": ("overdue", "میعاد گزر گئی"),
    "law.said.DONE": ("done in time", "بروقت ہو گیا"),
    "law.said.DONE_LATE": ("done late", "تاخیر سے ہوا"),
    "law.said.ELEMENT_UNSUPPORTED": (
        "an element of the special law is not supported",
        "خصوصی قانون کا ایک جزو ثابت نہیں",
    ),
    "law.said.ACT_BEFORE_2018": ("the act was before the PTPA", "فعل PTPA سے پہلے کا ہے"),
    "law.said.PROSECUTOR_ADVICE": ("the prosecution advised so", "استغاثہ نے یہ مشورہ دیا"),
    "law.said.COURT_ORDER": ("a court ordered so", "عدالت کا حکم"),
    "law.said.OTHER": ("as the words say", "جیسا کہ الفاظ میں ہے"),
}
"""Closed words of the protocol that answers about law have in their cells."""
_FORM: Final = {
    "law.how.none": ("not stated", "بیان نہیں ہوا"),
    "law.how.SHOWN": ("evidence shows it", "شہادت سے ظاہر"),
    "law.how.ALLEGED": ("somebody says so", "کسی نے کہا ہے"),
    "law.how.UNKNOWN": ("nobody can say", "معلوم نہیں"),
    "law.how.DENIED": ("it was not so", "ایسا نہیں تھا"),
    "law.as.VICTIM": ("victim of an offence", "جرم سے متاثرہ"),
    "law.as.ACCUSED": ("accused of one", "ملزم"),
    "law.as.MISSING": ("missing", "گم شدہ"),
    "law.as.SPOUSE": ("who marries", "شادی کرنے والا فرد"),
    "law.as.WORKER": ("who works", "کام کرنے والا فرد"),
    "law.as.DOMESTIC": ("who works in a home", "گھریلو ملازم"),
    "law.as.DONOR": ("donor of an organ", "عضو دینے والا فرد"),
    "law.as.CARE": ("taken into care", "تحویل و نگہداشت میں لیا گیا فرد"),
    "law.as.SCHOOL": ("who is to go to school", "جسے سکول جانا ہے"),
    "law.workplace.none": ("any other", "کوئی اور"),
    "law.workplace.FACTORY": ("factory", "کارخانہ"),
    "law.workplace.KILN": ("brick kiln", "اینٹوں کا بھٹہ"),
    "law.workplace.PLEDGE": ("pledged labour", "گروی مزدوری"),
    "law.place.none": ("as the number says", "جیسا نمبر میں ہے"),
    "law.place.AJK": ("Azad Jammu and Kashmir", "آزاد جموں و کشمیر"),
    "law.place.BA": ("Balochistan", "بلوچستان"),
    "law.place.GB": ("Gilgit-Baltistan", "گلگت بلتستان"),
    "law.place.ICT": ("Islamabad", "اسلام آباد"),
    "law.place.KP": ("Khyber Pakhtunkhwa", "خیبر پختونخوا"),
    "law.place.PB": ("Punjab", "پنجاب"),
    "law.place.SD": ("Sindh", "سندھ"),
    "law.group.acts": ("What was done", "کیا کیا گیا"),
    "law.group.means": ("How", "کس طریقے سے"),
    "law.group.purposes": ("What for", "کس مقصد کے لیے"),
    "law.group.further": ("What else", "مزید کیا"),
}
_FACTS: Final = {
    "law.word.RECRUIT": ("recruited", "بھرتی کیا"),
    "law.word.HARBOUR": ("harboured", "پناہ دی یا چھپایا"),
    "law.word.TRANSPORT": ("transported", "منتقل کیا"),
    "law.word.PROVIDE": ("provided", "فراہم کیا"),
    "law.word.OBTAIN": ("obtained", "حاصل کیا"),
    "law.word.TRANSFER": ("transferred", "کسی اور کے حوالے کیا"),
    "law.word.RECEIVE": ("received", "وصول کیا"),
    "law.word.SELL": ("sold", "فروخت کیا"),
    "law.word.LET_HIRE": ("let for hire", "کرائے پر دیا"),
    "law.word.BUY": ("bought", "خریدا"),
    "law.word.INDUCE_TO_GO": ("induced to go", "جانے پر آمادہ کیا"),
    "law.word.IMPORT": ("brought into the country", "ملک میں لایا"),
    "law.word.GIVE_ADVANCE": ("gave an advance", "پیشگی رقم دی"),
    "law.word.EMPLOY": ("employed", "ملازم رکھا"),
    "law.word.SMUGGLE": ("smuggled over a border", "سرحد پار سمگل کیا"),
    "law.word.ABET": ("abetted", "اعانت کی"),
    "law.word.CONSPIRE": ("conspired", "سازش کی"),
    "law.word.REMOVE_ORGAN": ("removed an organ", "عضو نکالا"),
    "law.word.SEND_ABROAD": ("sent abroad", "بیرونِ ملک بھیجا"),
    "law.word.FORCE": ("by force", "زبردستی سے"),
    "law.word.FRAUD": ("by fraud", "دھوکے سے"),
    "law.word.COERCION": ("by coercion", "جبر سے"),
    "law.word.DECEPTION": ("by deception", "فریب سے"),
    "law.word.ABDUCTION": ("by abduction", "اغوا سے"),
    "law.word.COMPELLED_LABOUR": ("compelled labour", "جبری مشقت"),
    "law.word.COMMERCIAL_SEX": ("commercial sex", "تجارتی جنسی استحصال"),
    "law.word.ORGANS": ("organs", "اعضا"),
    "law.word.FORCED_MARRIAGE": ("forced marriage", "جبری شادی"),
    "law.word.BEGGING": ("begging", "بھیک منگوانا"),
    "law.word.ARMED_USE": ("use in armed conflict", "مسلح کارروائی میں استعمال"),
    "law.word.ADOPTION_SALE": ("sale for adoption", "گود دینے کے لیے فروخت"),
    "law.word.CRIME": ("to commit crimes", "جرائم کروانا"),
    "law.word.IMMORAL_USE": ("prostitution or illicit use", "عصمت فروشی یا ناجائز استعمال"),
    "law.word.SCHEDULED_WORK": ("work that the schedules forbid", "جدول میں ممنوع کام"),
    "law.word.BONDED_LABOUR": ("bonded labour", "گروی (بانڈڈ) مشقت"),
    "law.word.SLAVERY": ("slavery", "غلامی"),
    "law.word.HABITUAL_DEALING": ("habitual dealing in slaves", "غلاموں کی عادتاً تجارت"),
    "law.word.SERIOUS_INJURY": ("serious injury", "شدید ضرر"),
    "law.word.GROUP": ("by a group", "منظم گروہ نے"),
    "law.word.TRAVEL_DOCUMENT": ("a travel document was taken", "سفری دستاویز لی گئی"),
    "law.word.REPETITION": ("not for the first time", "پہلی بار نہیں"),
    "law.word.WITH_ANOTHER": ("together with another", "کسی اور کے ساتھ مل کر"),
    "law.word.AGAINST_WILL": ("against the person's will", "اس شخص کی مرضی کے خلاف"),
    "law.word.CUSTOM": ("by a custom", "کسی رسم کے تحت"),
}
"""Words of the law on facts, see ``docs/statutes.md``."""
LAW_TEXTS: Final = _PAGES | _CLOSED | _FORM | _FACTS
"""Sentences and labels by key, English then Urdu."""
