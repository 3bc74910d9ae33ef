"""Fitted parameters: districts, stations, mobile prefixes, banks. Figures and short lists only (see NOTICE).

``weight`` of a district is its number of tehsils in the reference list, a stand-in for
size. CNIC prefixes are the registry's area codes as commonly known.
"""

from __future__ import annotations

from typing import NamedTuple


class District(NamedTuple):
    """``province``: code; ``prefix``: first five digits of a CNIC; ``weight``: number of tehsils."""

    province: str
    name: str
    urdu: str
    prefix: str
    weight: int


DISTRICTS = (
    District("PB", "Lahore", "لاہور", "35202", 5),
    District("PB", "Rawalpindi", "راولپنڈی", "37405", 7),
    District("PB", "Faisalabad", "فیصل آباد", "33100", 6),
    District("PB", "Multan", "ملتان", "36302", 4),
    District("PB", "Gujranwala", "گوجرانوالہ", "34101", 4),
    District("PB", "Gujrat", "گجرات", "34201", 3),
    District("PB", "Sialkot", "سیالکوٹ", "34603", 4),
    District("PB", "Sargodha", "سرگودھا", "38403", 7),
    District("PB", "Bahawalpur", "بہاولپور", "31202", 5),
    District("PB", "Dera Ghazi Khan", "ڈیرہ غازی خان", "32102", 4),
    District("PB", "Mandi Bahauddin", "منڈی بہاؤالدین", "34402", 3),
    District("SD", "Karachi South", "کراچی جنوبی", "42301", 5),
    District("SD", "Karachi Central", "کراچی وسطی", "42101", 4),
    District("SD", "Malir", "ملیر", "42501", 6),
    District("SD", "Hyderabad", "حیدرآباد", "41303", 4),
    District("SD", "Sukkur", "سکھر", "45504", 5),
    District("SD", "Larkana", "لاڑکانہ", "43203", 4),
    District("KP", "Peshawar", "پشاور", "17301", 7),
    District("KP", "Mardan", "مردان", "16101", 5),
    District("BA", "Quetta", "کوئٹہ", "54400", 1),
    District("IS", "Islamabad", "اسلام آباد", "61101", 1),
)

STATIONS = (
    ("City", "سٹی"),
    ("Saddar", "صدر"),
    ("Civil Lines", "سول لائنز"),
    ("Cantt", "کینٹ"),
    ("Model Town", "ماڈل ٹاؤن"),
)
FIA_CIRCLES = (("Lahore", "AHTC"), ("Islamabad", "AHTC"), ("Karachi", "AHTC"), ("Gujrat", "AHTC"), ("Multan", "CBC"))
CUSTOMS_STATIONS = (("Karachi", "Preventive"), ("Lahore", "Dry Port"), ("Quetta", "Intelligence"))
PRISONS = (
    ("PB", "Camp Jail Lahore", "کیمپ جیل لاہور"),
    ("PB", "Central Jail Rawalpindi", "سنٹرل جیل راولپنڈی"),
    ("PB", "District Jail Faisalabad", "ڈسٹرکٹ جیل فیصل آباد"),
    ("SD", "Central Prison Karachi", "سنٹرل جیل کراچی"),
    ("SD", "Central Prison Hyderabad", "سنٹرل جیل حیدرآباد"),
)

MOBILE_RANGES = ((300, 309), (310, 319), (320, 329), (330, 339), (340, 349), (370, 371), (355, 355))
BANKS = ("ABPA", "ALFH", "BAHL", "BPUN", "FAYS", "HABB", "MEZN", "MPBL")

# The project's own conventions, so that no number of the demonstration is a person's by intent:
# CNIC serials from 99 00000 up, phone numbers 03xx 000 xxxx, accounts led by zeros.
SYNTHETIC_SERIAL = 9_900_000
SYNTHETIC_PHONE = "000"
