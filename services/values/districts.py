"""Districts with the digits that identity numbers first given there begin with.

The digits are the registry's area codes as commonly known (K). A district that is not listed is not an error: its
digits are unknown. Pure.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from services.tables.text import comparable


class District(NamedTuple):
    """``province``: code; ``prefix``: first five digits of a CNIC; ``weight``: number of tehsils, for its size."""

    province: str
    name: str
    urdu: str
    prefix: str
    weight: int


DISTRICTS: Final = (
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


def prefix_of(district: str) -> str:
    """The five digits of a district by its English or Urdu name; "" for one that is not listed."""
    return _prefixes().get(comparable(district), "")


@cache
def _prefixes() -> dict[str, str]:
    return {comparable(name): each.prefix for each in DISTRICTS for name in (each.name, each.urdu)}
