"""What each agency writes above its columns, English and Urdu; the layouts are in ``docs/formats.md``."""

from __future__ import annotations

_CASE = {
    "type": ("Case Type", "قسم"),
    "fir_no": ("F.I.R. No.", "ایف آئی آر نمبر"),
    "year": ("Year", "سال"),
    "province": ("Province", "صوبہ"),
    "district": ("District", "ضلع"),
    "station": ("Police Station", "تھانہ"),
}
_CONTROL = {
    "grade": ("Grade", "Grade"),
    "handling": ("Handling Code", "Handling Code"),
    "releasable_to": ("Releasable To", "Releasable To"),
    "clearance": ("Clearance", "Clearance"),
}
_PERSON = {
    "urdu": ("{} Name Urdu", "اردو نام {}"),
    "cnic": ("{} CNIC", "شناختی کارڈ {}"),
    "phone": ("{} Phone", "فون {}"),
    "gender": ("{} Gender", "جنس {}"),
    "age": ("{} Age", "عمر {}"),
    "born": ("{} Date of Birth", "تاریخ پیدائش {}"),
    "district": ("{} District", "ضلع {}"),
}


def _person(who: str, english: str, urdu: str) -> dict[str, tuple[str, str]]:
    parts = {f"{who}_{part}": (of.format(english), ur.format(urdu)) for part, (of, ur) in _PERSON.items()}
    return {who: (f"Name of {english}", f"نام {urdu}"), **parts}


FIR = {
    **_CASE,
    "registered": ("Date of FIR", "تاریخ اندراج"),
    "occurred": ("Date of Occurrence", "تاریخ وقوعہ"),
    "sections": ("Section of Law", "دفعات"),
    **_person("accused", "Accused", "ملزم"),
    "accused_arrested": ("Date of Arrest", "تاریخ گرفتاری"),
    **_person("complainant", "Complainant", "مدعی"),
    **_person("victim", "Victim", "متاثرہ"),
    "step": ("Case Status", "کیفیت مقدمہ"),
    "step_date": ("Status Date", "تاریخ چالان"),
    "officers": ("Investigating Officer", "تفتیشی افسر"),
    "rank": ("IO Rank", "عہدہ"),
    "crosses_border": ("Cross Border", "Cross Border"),
    **_CONTROL,
}
COURT = {
    **_CASE,
    "accused_no": ("Accused No", "نمبر ملزم"),
    **_person("accused", "Accused", "ملزم"),
    "court": ("Name of Court", "عدالت"),
    "court_case_no": ("Court Case No", "مقدمہ عدالت"),
    "appeal_no": ("Appeal No", "اپیل نمبر"),
    "order": ("Disposal", "فیصلہ"),
    "order_date": ("Date of Order", "تاریخ فیصلہ"),
    "sections": ("Section of Law", "دفعات"),
    "imprisonment": ("Sentence", "قید"),
    "fine": ("Fine Rs", "جرمانہ"),
    "in_lieu": ("In Lieu", "In Lieu"),
    "compensation": ("Compensation Rs", "معاوضہ"),
    "surety": ("Surety Rs", "ضمانت"),
    "days": ("Remand Days", "Remand Days"),
    "plea": ("Plea", "Plea"),
    "spared": ("Spared", "Spared"),
    **_CONTROL,
}
PRISON = {
    "prison": ("Name of Prison", "جیل"),
    "prison_no": ("Prisoner No", "قیدی نمبر"),
    "standing": ("UTP or Convict", "حیثیت"),
    **_person("prisoner", "Prisoner", "قیدی"),
    **_CASE,
    "admitted": ("Date of Admission", "تاریخ داخلہ"),
    "remission": ("Remission Days", "معافی ایام"),
    "remission_date": ("Date of Remission", "Date of Remission"),
    "released": ("Date of Release", "تاریخ رہائی"),
    "reason": ("Mode of Release", "وجہ رہائی"),
}
LAYOUTS = {"fir_register": FIR, "court_disposals": COURT, "prison_register": PRISON}
DATES = frozenset({"registered", "occurred", "step_date", "order_date", "admitted", "remission_date", "released"})
