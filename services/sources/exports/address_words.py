"""Words by which a part of an address is told from a name: parts of a settlement, provinces, districts.

Districts that are also names of persons (Rahim, Naseer, Mardan, Kashmir) are not among them.
"""

from __future__ import annotations

import re

_PARTS = """
house flat shop plot floor street gali lane road block sector phase mohalla muhalla colony town village mouza mauza
chak chakk tehsil tahsil taluka district distt near opposite bazar bazaar market chowk mandi goth killi deh basti
dera adda camp cantt society scheme park city po ps uc
مکان گلی محلہ کالونی ٹاؤن گاؤں موضع چک تحصیل ضلع بازار چوک روڈ سڑک بلاک سیکٹر منڈی بستی گوٹھ شہر
"""
_PLACES = """
pakistan afghanistan punjab sindh kp kpk balochistan islamabad gilgit baltistan ajk
attock bahawalnagar bahawalpur bhakkar chakwal chiniot faisalabad gujranwala gujrat hafizabad jhang jhelum kasur
khanewal khushab lahore layyah lodhran mianwali multan muzaffargarh nankana narowal okara pakpattan rajanpur
rawalpindi sahiwal sargodha sheikhupura sialkot vehari badin dadu ghotki hyderabad jacobabad jamshoro karachi
kashmore khairpur larkana matiari mirpur mirpurkhas naushahro nawabshah sanghar shikarpur sukkur thatta umerkot
abbottabad bannu battagram buner charsadda chitral hangu haripur karak kohat kohistan malakand mansehra
nowshera peshawar shangla swabi swat bajaur mohmand orakzai waziristan awaran barkhan chagai gwadar harnai
jafarabad kalat kech kharan khuzdar kohlu lasbela loralai mastung musakhel nasirabad nushki panjgur pishin quetta
sherani sibi washuk zhob ziarat turbat chaman kandahar jalalabad herat east west north south upper lower
پاکستان افغانستان پنجاب سندھ خیبرپختونخوا بلوچستان اسلام آباد گلگت اٹک بہاولنگر بہاولپور بھکر چکوال چنیوٹ گوجرانوالہ
گجرات جھنگ جہلم قصور خانیوال خوشاب لاہور لیہ لودھراں میانوالی ملتان مظفرگڑھ ننکانہ نارووال اوکاڑہ پاکپتن راولپنڈی
ساہیوال سرگودھا شیخوپورہ سیالکوٹ وہاڑی بدین دادو گھوٹکی حیدرآباد جامشورو کراچی خیرپور لاڑکانہ میرپور سانگھڑ
شکارپور سکھر ٹھٹہ عمرکوٹ بنوں چارسدہ چترال ہنگو کرک کوہاٹ مالاکنڈ مانسہرہ نوشہرہ پشاور صوابی سوات باجوڑ مہمند
اورکزئی وزیرستان گوادر قلات خضدار لسبیلہ لورالائی مستونگ پشین کوئٹہ سبی ژوب زیارت
"""
_SETTLED = frozenset(_PARTS.split())
_NAMED = frozenset(_PLACES.split())
_CUT = re.compile(r"[\s.\-/]+")


def is_of_address(text: str) -> bool:
    """Whether text has a digit or a word as ``Street`` and ``Town``, or is nothing but names of places, as ``Lahore``.

    ``Multan Khan`` is a person.
    """
    words = _words(text)
    if any(char.isdecimal() for char in text) or any(word in _SETTLED for word in words):
        return True
    return bool(words) and all(word in _NAMED for word in words)


_IN_NAMES = frozenset({"شہر"})
"""Words of settlements that begin a name too: Shahr Bano."""


def is_place(text: str) -> bool:
    """Whether text is nothing but words of addresses: ``Lahore``, ``Tehsil Kasur``. Nobody is called so."""
    words = _words(text)
    return bool(words) and all(word in _NAMED or word in _SETTLED for word in words)


def begins_place(text: str) -> bool:
    """Whether text of several words begins as a settlement does: ``Mohalla Islampura``, ``Near Bus Stand``."""
    words = _words(text)
    return len(words) > 1 and words[0] in _SETTLED - _IN_NAMES


def _words(text: str) -> list[str]:
    return [word for word in _CUT.split(text.casefold()) if word]
