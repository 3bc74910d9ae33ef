"""Who helps and who prosecutes in the story of the boy: three members, which no other part of the story needs."""

from __future__ import annotations

from typing import Final

from services.demo import boy
from services.demo.rosters import YEAR_MS, officer
from services.demo.told import Told

PROTECTION, SHELTER = "pk.child-protection", "pk.lahore-shelter"
HELP_CASE: Final = "REFERRAL:CP/LAHORE/1/2025"
PROTECTOR, SHELTERER, SECOND_PROSECUTOR = "cp-8001", "ls-8101", "pp-8200"
DUTIES: Final = f"""# Who gives which help in the demonstration's federation; all of it is made up.
[[bearer]]
body = "{SHELTER}"
province = "PB"
district = "Lahore"
help = ["SHELTER", "PSYCHOSOCIAL"]
women = true
from = 2020-01-01
mark = "V2"
"""
"""The list of the hub's node (``docs/referral.md``): nobody in it helps to leave drugs behind."""


def rosters(now_ms: int) -> dict[str, list[Told]]:
    """Officers by agency, as those of the other members in :mod:`services.demo.rosters`."""
    tried = [boy.OF_JOURNEY, boy.OF_CHARGE]
    found = {
        PROTECTION: [officer(PROTECTOR, ["PROTECTION_OFFICER"], 2, ["PK-PB"], [HELP_CASE])],
        SHELTER: [officer(SHELTERER, ["PROTECTION_OFFICER"], 2, ["PK-PB"], [HELP_CASE])],
        boy.PROSECUTION: [
            officer(SECOND_PROSECUTOR, ["PROSECUTOR"], 3, ["PK-PB"], tried),
            officer(boy.PROSECUTOR, ["PROSECUTOR"], 2, ["PK-PB"], tried, superior=SECOND_PROSECUTOR),
            officer("pp-8290", ["RECORD_OFFICER"], 2, ["PK-PB"], ["RECORD:PK.PUNJAB-PROSECUTION"]),
        ],
    }
    for people in found.values():
        for one in people:
            one.setdefault("trained_until_ms", now_ms + YEAR_MS)
    return found
