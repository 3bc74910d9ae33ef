"""What each field of a record is called, in English and in Urdu, and how a path of fields is read.

A path is that of the dataclasses of :mod:`services.values.records`, such as ``subject.names[0].text``. Tables, and how
one is looked up. Pure.
"""

from __future__ import annotations

import re
from typing import Final

from services.vocabulary.readings import Readings

FIELDS: Final[Readings] = {
    "act_from": ("act from", "فعل کا آغاز"),
    "act_to": ("act to", "فعل کا اختتام"),
    "action": ("action on a hit", "مل جانے پر کارروائی"),
    "address": ("address", "پتہ"),
    "age_claimed": ("age that is claimed", "بتائی گئی عمر"),
    "agency": ("agency", "ادارہ"),
    "amount_minor": ("amount in paisas", "رقم پیسوں میں"),
    "at": ("day or time", "دن یا وقت"),
    "attendance": ("who attended", "حاضر افراد"),
    "attestation": ("attestation", "تصدیق"),
    "authority": ("authority", "مجاز حاکم"),
    "basis": ("basis", "بنیاد"),
    "birth": ("birth", "پیدائش"),
    "body": ("what it states", "بیان"),
    "by": ("by", "منجانب"),
    "cancelled": ("cancelled", "منسوخ"),
    "carrier": ("carrier", "سفری کمپنی"),
    "case_references": ("case", "مقدمہ"),
    "caution": ("caution", "احتیاط"),
    "claim": ("claim", "دعویٰ"),
    "clearance": ("clearance", "رسائی کا درجہ"),
    "closed": ("closed", "بند ہوا"),
    "copy_no": ("number of the copy", "نقل نمبر"),
    "country": ("country", "ملک"),
    "court": ("court", "عدالت"),
    "crosses_border": ("crosses a border", "سرحد پار"),
    "dangers": ("dangers", "خطرات"),
    "dated": ("dated", "بتاریخ"),
    "day": ("day", "دن"),
    "days": ("days", "ایام"),
    "death": ("death sentence", "سزائے موت"),
    "direction": ("direction", "سمت"),
    "district": ("district", "ضلع"),
    "drafter": ("drafter", "تحریر کنندہ"),
    "earlier": ("earlier statement", "سابقہ بیان"),
    "earliest": ("earliest", "جلد از جلد"),
    "ended": ("ended", "ختم ہوا"),
    "expires": ("expires", "میعاد ختم"),
    "exploited_from": ("exploited from", "استحصال کا آغاز"),
    "exploited_to": ("exploited to", "استحصال کا اختتام"),
    "extract": ("certified extract", "مصدقہ نقل"),
    "fine_minor": ("fine in paisas", "جرمانہ پیسوں میں"),
    "form": ("form", "صورت"),
    "found": ("found", "قرار پایا"),
    "framed": ("charge framed", "فردِ جرم عائد"),
    "from_owner_too": ("from the owner too", "مالک ادارے سے بھی"),
    "gender": ("gender", "جنس"),
    "handling": ("handling", "برتاؤ کا کوڈ"),
    "holder": ("holder", "تحویل دار"),
    "identifiers": ("number", "نمبر"),
    "imprisonment_days": ("imprisonment in days", "قید، دنوں میں"),
    "in_lieu_days": ("days in lieu of the fine", "جرمانے کے بدلے ایام"),
    "information_grade": ("grade of the information", "معلومات کا درجہ"),
    "interpreter": ("interpreter", "مترجم"),
    "investigator_rank": ("rank of the investigator", "تفتیشی افسر کا عہدہ"),
    "issued": ("issued", "جاری ہوا"),
    "issuer": ("issuer", "جاری کنندہ"),
    "joint": ("joint investigation", "مشترکہ تفتیش"),
    "joint_teams": ("joint team", "مشترکہ ٹیم"),
    "adopts": ("accusations adopted", "اپنائے گئے الزامات"),
    "key": ("number", "نمبر"),
    "kind": ("kind of record", "اندراج کی نوع"),
    "language": ("language", "زبان"),
    "latest": ("latest", "دیر سے دیر"),
    "left_shelter": ("left a shelter on", "پناہ گاہ چھوڑنے کا دن"),
    "liberty": ("free or in custody", "آزاد یا زیرِ حراست"),
    "life": ("imprisonment for life", "عمر قید"),
    "lifted": ("lifted", "حکم اٹھایا گیا"),
    "measures": ("measures", "حفاظتی اقدامات"),
    "name": ("name", "نام"),
    "names": ("name", "نام"),
    "nationalities": ("nationality", "شہریت"),
    "note": ("note", "نوٹ"),
    "number": ("number", "نمبر"),
    "offence_as_worded": ("offence as worded there", "جرم، وہاں کے الفاظ میں"),
    "officers": ("officer", "افسر"),
    "opened": ("opened", "شروع ہوا"),
    "order_no": ("number of the order", "حکم نمبر"),
    "other_country": ("other country", "دوسرا ملک"),
    "outcome": ("outcome", "نتیجہ"),
    "place": ("place", "مقام"),
    "place_kind": ("kind of place", "مقام کی نوع"),
    "plea": ("plea", "ملزم کا جواب"),
    "post": ("post", "چوکی"),
    "present": ("present", "موجود"),
    "previous_sha256": ("SHA-256 of the version before", "سابقہ نسخے کا SHA-256"),
    "provision": ("provision", "دفعہ"),
    "pseudonym": ("pseudonym", "فرضی نام"),
    "read_with": ("read with", "بشمول دفعہ"),
    "reason": ("reason", "وجہ"),
    "record_id": ("id of the record", "اندراج کی شناخت"),
    "recorded_by": ("recorded by", "قلمبند کرنے والا"),
    "records": ("record", "اندراج"),
    "relation": ("relation to earlier ones", "سابقہ بیانات سے نسبت"),
    "releasable_to": ("may be released to", "کسے دیا جا سکتا ہے"),
    "release_reason": ("reason of the release", "رہائی کی وجہ"),
    "repaired": ("repaired when read", "پڑھتے وقت درست کیا گیا"),
    "reported": ("reported", "اطلاع دی گئی"),
    "retracts": ("retracts", "منحرف ہے"),
    "role": ("role", "حیثیت"),
    "scope": ("scope", "دائرہ"),
    "script": ("script", "رسم الخط"),
    "sections": ("section", "دفعہ"),
    "sha256": ("SHA-256", "SHA-256 ہندسہ"),
    "since": ("since", "از"),
    "source_grade": ("grade of the source", "ذریعے کا درجہ"),
    "spared": ("spared from", "مستثنیٰ از"),
    "station": ("police station", "تھانہ"),
    "status": ("status", "کیفیت"),
    "status_note": ("note on the status", "کیفیت پر نوٹ"),
    "statute": ("statute", "قانون"),
    "str_derived": ("from a suspicious transaction report", "مشکوک لین دین کی رپورٹ سے"),
    "subject": ("person", "شخص"),
    "summary": ("summary", "خلاصہ"),
    "support_person": ("support person", "معاون شخص"),
    "surety_minor": ("surety in paisas", "ضمانت پیسوں میں"),
    "text": ("text", "متن"),
    "to": ("to", "بجانب"),
    "type": ("kind", "قسم"),
    "until": ("until", "تک"),
    "valid_from": ("true from", "درست از"),
    "valid_to": ("true until", "درست تا"),
    "value": ("value", "قدر"),
    "verdict": ("answer to the claim", "دعوے کا جواب"),
    "version": ("version", "نسخہ"),
    "victim_status": ("standing as a victim", "متاثرہ کی حیثیت"),
    "video": ("video", "ویڈیو"),
    "voice": ("whose word it is", "کس کا قول"),
    "warrant_no": ("number of the warrant", "وارنٹ نمبر"),
    "written_in": ("written in", "تحریر کی زبان"),
}
"""Every field of a record and of what a record is made of."""
_STEP: Final = re.compile(r"([a-z0-9_]+)(?:\[([0-9]+)\])?")


def path_reading(path: str, *, urdu: bool) -> str:
    """A path in words: ``subject.names[0].text`` is "person, name 1, text".

    A field of a later version of the protocol is its own name.
    """
    found = _STEP.findall(path)
    steps = (f"{_called(name, urdu)} {int(at) + 1}" if at else _called(name, urdu) for name, at in found)
    return ("، " if urdu else ", ").join(steps)


def _called(name: str, urdu: bool) -> str:
    both = FIELDS.get(name)
    return both[urdu] if both else name.replace("_", " ")
