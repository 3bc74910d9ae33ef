"""Fitted parameters: stations, mobile prefixes, banks. Figures and short lists only (see NOTICE)."""

from __future__ import annotations

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
