"""What the statute of each legal basis is called in Urdu; in English it stands with the basis itself, in the rules of
:mod:`services.access.purpose`. Tables only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.vocabulary.access import LegalBasis

STATUTES: Final[Mapping[str, str]] = {
    LegalBasis.CRPC_CASE: "ضابطہ فوجداری دفعات 154، 156 تا 157، 200",
    LegalBasis.TIP_SOM: "انسدادِ انسانی تجارت ایکٹ 2018 دفعات 3 تا 8؛ انسدادِ تارکینِ وطن اسمگلنگ ایکٹ 2018",
    LegalBasis.FIA_ENQUIRY: "ایف آئی اے ایکٹ 1974؛ انکوائری رولز 2002",
    LegalBasis.CRPC_CUSTODY: "ضابطہ فوجداری دفعات 54، 61، 167",
    LegalBasis.CRPC_PROCESS: "ضابطہ فوجداری دفعات 75 تا 88، 512",
    LegalBasis.COURT_ORDER: "عدالت کا حکم؛ ضابطہ فوجداری دفعہ 94",
    LegalBasis.TRIAL_ANTECEDENTS: "ضابطہ فوجداری دفعات 173، 511",
    LegalBasis.PRISON_PROBATION: "جیل قواعد 1978؛ پروبیشن آرڈیننس 1960؛ ایکٹ 1926",
    LegalBasis.PECA_WARRANT: "پیکا دفعات 32، 34، 39 (بل میں دفعات 29، 31، 36)",
    LegalBasis.IFTA_WARRANT: "انویسٹیگیشن فار فیئر ٹرائل ایکٹ 2013 دفعات 8 تا 14، جدول اول",
    LegalBasis.AMLA: "انسدادِ منی لانڈرنگ ایکٹ 2010 دفعات 6 تا 7؛ اطلاع دینے کی ممانعت دفعہ 34",
    LegalBasis.EXIT_CONTROL: "ایگزٹ آرڈیننس 1981؛ پاسپورٹ ایکٹ 1974؛ پی این آئی ایل کا کوئی قانون نہیں",
    LegalBasis.ZAINAB: "زینب الرٹ ایکٹ 2020 دفعات 5، 7 تا 9",
    LegalBasis.JJSA: "جووینائل جسٹس سسٹم ایکٹ 2018 دفعات 5 تا 9، 13، 19",
    LegalBasis.VICTIM_WITNESS: (
        "انسدادِ انسانی تجارت ایکٹ دفعات 10 تا 12؛ گواہوں کے تحفظ کے قوانین (سندھ 2013، پنجاب 2018، خیبر پختونخوا،"
        " بلوچستان؛ وفاقی دارالحکومت کا ابھی بل ہے)"
    ),
    LegalBasis.CHILD_PROTECTION: (
        "اسلام آباد ایکٹ 2018 دفعات 15، 25، 27؛ سندھ 2011؛ پنجاب 2004؛ خیبر پختونخوا 2010؛ بلوچستان 2016"
    ),
    LegalBasis.ANTI_RAPE: "انسدادِ ریپ ایکٹ 2021 دفعات 24، 26",
    LegalBasis.NADRA: "نادرا آرڈیننس 2000 دفعات 28 تا 29",
    LegalBasis.MLA_2020: "باہمی قانونی معاونت ایکٹ 2020 دفعات 5، 7، 8، 10، 18",
    LegalBasis.DATA_OVERSIGHT: "انسدادِ انسانی تجارت ایکٹ دفعہ 13؛ قواعد 2020 قاعدہ 43؛ وفاقی معاہدہ",
}
