"""Words by which a part of an address is told from a name: parts of a settlement, provinces, districts."""

from __future__ import annotations

import re

_PARTS = """
house flat shop plot floor street gali lane road block sector phase mohalla muhalla colony town village mouza mauza
chak chakk tehsil tahsil taluka district distt near opposite bazar bazaar market chowk mandi abad goth killi deh basti
dera adda camp cantt society scheme park city po ps uc pakistan afghanistan
مکان گلی محلہ کالونی ٹاؤن گاؤں موضع چک تحصیل ضلع بازار چوک روڈ سڑک بلاک سیکٹر منڈی بستی گوٹھ شہر پاکستان افغانستان
"""
_PLACES = """
punjab sindh kp kpk balochistan islamabad gilgit baltistan azad kashmir ajk
attock bahawalnagar bahawalpur bhakkar chakwal chiniot faisalabad gujranwala gujrat hafizabad jhang jhelum kasur
khanewal khushab lahore layyah lodhran mianwali multan muzaffargarh nankana narowal okara pakpattan rahim rajanpur
rawalpindi sahiwal sargodha sheikhupura sialkot toba vehari badin dadu ghotki hyderabad jacobabad jamshoro karachi
kashmore khairpur larkana matiari mirpur mirpurkhas naushahro nawabshah sanghar shikarpur sukkur tando thatta umerkot
abbottabad bannu battagram buner charsadda chitral dir hangu haripur karak kohat kohistan lakki malakand mansehra
mardan nowshera peshawar shangla swabi swat tank bajaur khyber kurram mohmand orakzai waziristan awaran barkhan
chagai gwadar harnai jafarabad kalat kech kharan khuzdar kohlu lasbela loralai mastung musakhel nasirabad nushki
panjgur pishin quetta sherani sibi washuk zhob ziarat turbat chaman kabul kandahar jalalabad herat
پنجاب سندھ خیبرپختونخوا بلوچستان اسلام آباد گلگت کشمیر اٹک بہاولنگر بہاولپور بھکر چکوال چنیوٹ فیصل گوجرانوالہ گجرات
جھنگ جہلم قصور خانیوال خوشاب لاہور لیہ لودھراں میانوالی ملتان مظفرگڑھ ننکانہ نارووال اوکاڑہ پاکپتن راجن راولپنڈی
ساہیوال سرگودھا شیخوپورہ سیالکوٹ وہاڑی بدین دادو گھوٹکی حیدرآباد جیکب جامشورو کراچی خیرپور لاڑکانہ میرپور سانگھڑ
شکارپور سکھر ٹھٹہ عمرکوٹ ایبٹ بنوں چارسدہ چترال دیر ہنگو ہری کرک کوہاٹ لکی مالاکنڈ مانسہرہ مردان نوشہرہ پشاور صوابی
سوات ٹانک باجوڑ خیبر کرم مہمند اورکزئی وزیرستان گوادر قلات خضدار لسبیلہ لورالائی مستونگ نصیر پشین کوئٹہ سبی ژوب زیارت
"""
_WORDS = frozenset(f"{_PARTS} {_PLACES}".split())
_CUT = re.compile(r"[\s.\-/]+")


def is_of_address(text: str) -> bool:
    """Whether text has a digit or one of the words of addresses, as ``House 5``, ``Model Town`` and ``Lahore`` have."""
    if any(char.isdecimal() for char in text):
        return True
    return any(word in _WORDS for word in _CUT.split(text.casefold()))
