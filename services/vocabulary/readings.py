"""What each closed word is called, in English and in Urdu: purposes, roles, standing, nodes, edges, signs.

The word itself is that of the protocol without its enum's prefix. Tables only, and how one is looked up. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Both = tuple[str, str]
Readings = Mapping[str, Both]

PURPOSES: Final[Readings] = {
    "INVESTIGATE_CASE": ("investigation of a case", "مقدمے کی تفتیش"),
    "PRELIMINARY_ENQUIRY": ("preliminary enquiry", "ابتدائی انکوائری"),
    "ANALYSE_NETWORK": ("analysis of a network", "نیٹ ورک کا تجزیہ"),
    "CHECKPOINT": ("checkpoint", "ناکہ"),
    "CUSTODY": ("custody", "حراست"),
    "TRIAL": ("trial", "عدالتی کارروائی"),
    "SUPERVISE_OFFENDER": ("supervision of an offender", "مجرم کی نگرانی"),
    "JUVENILE_JUSTICE": ("juvenile justice", "بچوں کا انصاف"),
    "PROTECT_VICTIM": ("protection of a victim", "متاثرہ کا تحفظ"),
    "FIND_MISSING_CHILD": ("search for a missing child", "گمشدہ بچے کی تلاش"),
    "FOREIGN_ASSISTANCE": ("assistance to a foreign state", "بیرونی ریاست کی معاونت"),
    "RECORD_UPKEEP": ("upkeep of records", "ریکارڈ کی درستی"),
    "OVERSIGHT": ("oversight", "نگرانی و جانچ"),
    "STATISTICS": ("statistics", "اعداد و شمار"),
    "SUBJECT_ACCESS": ("access to one's own record", "اپنے ریکارڈ تک رسائی"),
}
ROLES: Final[Readings] = {
    "SUSPECT": ("suspect", "مشتبہ"),
    "ACCUSED": ("accused", "ملزم"),
    "VICTIM": ("victim", "متاثرہ"),
    "WITNESS": ("witness", "گواہ"),
    "COMPLAINANT": ("complainant", "مستغیث"),
    "LISTED": ("listed", "فہرست میں"),
}
STANDINGS: Final[Readings] = {
    "ALLEGATION": ("allegation", "الزام"),
    "ACCUSATION": ("accusation", "باضابطہ الزام"),
    "FINDING": ("finding", "عدالتی فیصلہ"),
}
FINALITIES: Final[Readings] = {
    "NONE": ("none", "کوئی نہیں"),
    "APPEALABLE": ("appealable", "قابلِ اپیل"),
    "UNDER_APPEAL": ("under appeal", "زیرِ اپیل"),
    "FINAL": ("final", "حتمی"),
}
STATUSES: Final[Readings] = {
    "ACTIVE": ("active", "برقرار"),
    "CORRECTED": ("corrected", "درست کیا گیا"),
    "WITHDRAWN": ("withdrawn", "واپس لیا گیا"),
    "EXPUNGED": ("expunged", "حذف شدہ"),
}
CLOSENESS: Final[Readings] = {
    "EXACT": ("exact: all that is stated agrees", "مکمل: جو کچھ درج ہے سب ملتا ہے"),
    "CLOSE": ("close: nothing contradicts", "قریب: کچھ متضاد نہیں"),
    "WEAK": ("weak: something contradicts", "کمزور: کچھ متضاد ہے"),
}
TELLING_FIELDS: Final[Readings] = {
    "related": ("father or husband", "والد یا شوہر"),
    "born": ("date or year of birth", "تاریخ یا سالِ پیدائش"),
    "area": ("district", "ضلع"),
}
"""Fields that a searcher may add, by their names in the matcher."""
JOINED_BY: Final[Readings] = {
    "SAME_NUMBER": ("same number", "ایک ہی نمبر"),
    "DECISION": ("decision", "فیصلہ"),
    "REGISTRY_TOKEN": ("identity registry", "شناختی رجسٹری"),
}
SIGNS: Final[Readings] = {
    "SAME": ("same", "ایک ہی شخص"),
    "DIFFERENT": ("different", "الگ اشخاص"),
    "UNSURE": ("unsure", "غیر یقینی"),
}
SCORINGS: Final[Readings] = {
    "SCORED": ("scored", "ماڈل نے جانچا"),
    "NOT_COMPARED": ("not compared", "ماڈل نے موازنہ نہیں کیا"),
}
NODES: Final[Readings] = {
    "SUBJECT": ("Person", "شخص"),
    "ACCOUNT": ("Account", "کھاتہ"),
    "PHONE": ("Phone", "فون"),
    "DEVICE": ("Device", "آلہ"),
    "DOCUMENT": ("Document", "دستاویز"),
    "CASE": ("Case", "مقدمہ"),
    "PLACE": ("Place", "مقام"),
    "JOURNEY": ("Journey", "سفر"),
    "ORGANISATION": ("Organisation", "ادارہ"),
    "VEHICLE": ("Vehicle", "گاڑی"),
}
EDGES: Final[Readings] = {
    "PARTY_TO": ("party to", "فریقِ مقدمہ"),
    "IDENTIFIED_BY": ("identified by", "شناخت"),
    "LIVES_AT": ("lives at", "رہائش"),
    "CO_ARRESTED": ("accused together", "شریک ملزم"),
    "TRAVELLED": ("travelled", "سفر کیا"),
    "REFERS_TO": ("refers to", "حوالہ"),
    "PHONE_REGISTERED_TO": ("registered to", "رجسٹرڈ بنام"),
    "PHONE_USED_BY": ("used by", "زیرِ استعمال"),
    "PHONE_FOUND_WITH": ("found with", "برآمد از"),
    "CO_LOCATED": ("same cell", "ایک ہی مقام پر"),
    "ACCOUNT_HELD_BY": ("held by", "کھاتہ دار"),
    "ACCOUNT_USED_BY": ("used by", "زیرِ استعمال"),
    "DEVICE_USED_BY": ("used by", "زیرِ استعمال"),
    "VEHICLE_USED_BY": ("used by", "زیرِ استعمال"),
    "TRANSFERRED": ("transferred", "رقم منتقل"),
    "WITHDREW": ("withdrew", "رقم نکلوائی"),
    "CALLED": ("called", "کال"),
    "USED_DEVICE": ("used device", "آلہ استعمال"),
    "CAMPED_AT": ("camped at", "ٹاور"),
    "ACCOUNT_OF": ("account of", "کھاتہ برائے"),
    "OFFICER_OF": ("officer of", "عہدے دار"),
    "SAME_PERSON": ("one person?", "ایک ہی شخص؟"),
}


def is_urdu(language: str) -> bool:
    """Whether ``language`` (BCP 47, such as ``ur`` or ``ur-PK``) asks for Urdu."""
    return language.lower().split("-")[0] == "ur"


def reading(table: Readings, word: str, *, urdu: bool) -> str:
    """What ``word`` is called. One that is not in the table, of a later version of the protocol, is its own name."""
    both = table.get(word)
    return word.replace("_", " ").lower() if both is None else both[urdu]
