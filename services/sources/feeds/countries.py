"""Countries as travel documents write them: ISO 3166-1 of three letters, and names in use at the border. Pure.

Only those are listed whose travellers are met; any two letters stand for themselves, anything else is unknown.
"""

from __future__ import annotations

_CODES = (  # noqa: SIM905
    "AFG AF ARE AE AUS AU AZE AZ BGD BD BHR BH CAN CA CHN CN DEU DE D DE EGY EG ESP ES FRA FR GBR GB GRC GR IDN ID "
    "IND IN IRN IR IRQ IQ ITA IT JOR JO JPN JP KAZ KZ KEN KE KGZ KG KWT KW LBY LY LKA LK MAR MA MDV MV MYS MY NGA NG "
    "NLD NL NPL NP OMN OM PAK PK PHL PH POL PL QAT QA RUS RU SAU SA SDN SD SGP SG SOM SO SWE SE SYR SY THA TH TJK TJ "
    "TKM TM TUR TR UKR UA USA US UZB UZ VNM VN YEM YE ZAF ZA"
).split()
_TWO = dict(zip(_CODES[::2], _CODES[1::2], strict=True)) | {
    "PAKISTAN": "PK",
    "PAKISTANI": "PK",
    "AFGHANISTAN": "AF",
    "AFGHAN": "AF",
    "IRAN": "IR",
    "IRANIAN": "IR",
    "INDIA": "IN",
    "INDIAN": "IN",
    "پاکستان": "PK",
    "پاکستانی": "PK",
    "افغانستان": "AF",
    "افغان": "AF",
    "ایران": "IR",
}


def two_letters(text: str) -> str:
    """Two letters (ISO 3166-1), or empty where the country is not known."""
    word = text.strip().upper()
    return _TWO.get(word, word if len(word) == 2 and word.isascii() and word.isalpha() else "")
