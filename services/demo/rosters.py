"""Officers of each agency as plain facts, for the demonstration to give keys to and sign."""

from __future__ import annotations

from typing import Any

from services.demo import boy, network, story
from services.demo.offences import CUSTOMS, DISTRICT_COURTS, FIA, HIGH_COURTS, PRISONS, PUNJAB, SINDH
from services.demo.told import Told

OVERSIGHT = "pk.oversight"
YEAR_MS = 365 * 86_400_000


def rosters(now_ms: int) -> dict[str, list[Told]]:
    """Officers by agency, as ``rabta.access.v1.Officer`` names them, roles without prefix; keys are not in it.

    ``fia-1077`` is suspended, ``fia-1078`` untrained, ``fia-1079`` has declared kin: each is refused for it.
    """
    keys = {name: fact["case"] for name, fact in story.story().items() if isinstance(fact, dict) and "case" in fact}
    on_trial = story.story()["known_man"]["on_trial_in"]
    in_hand = keys["officer"]
    found = {
        FIA: [
            officer("fia-1001", ["INVESTIGATOR", "BREAK_GLASS"], 3, ["PK"]),
            officer("fia-1042", ["INVESTIGATOR"], 2, ["PK"], [in_hand], superior="fia-1001"),
            officer(boy.FIA_OFFICER, ["INVESTIGATOR"], 2, ["PK"], [boy.JOURNEY], superior="fia-1001"),
            officer("fia-1044", ["INVESTIGATOR"], 2, ["PK"], [keys["under_enquiry"], keys["originator_control"]]),
            *(
                officer(each, ["INVESTIGATOR"], 2, ["PK"], [network.trafficking().key()], superior="fia-1001")
                for each in (network.INVESTIGATOR, network.COLLEAGUE)
            ),
            officer(network.ANALYST, ["ANALYST"], 3, ["PK"], [network.operation().key()], superior="fia-1001"),
            officer("fia-1077", ["INVESTIGATOR"], 2, ["PK"], [in_hand], suspended=True),
            officer("fia-1078", ["INVESTIGATOR"], 2, ["PK"], [in_hand], trained_until_ms=now_ms - YEAR_MS),
            officer("fia-1079", ["INVESTIGATOR"], 2, ["PK"], [in_hand], own_and_kin=[f"CNIC:{story.KNOWN.cnic}"]),
            officer("fia-1090", ["RECORD_OFFICER", "RELEASE_OFFICER"], 3, ["PK"], ["RECORD:PK.FIA"]),
        ],
        PUNJAB: [
            officer("pb-2000", ["INVESTIGATOR", "BREAK_GLASS"], 2, ["PK-PB"]),
            officer("pb-2001", ["INVESTIGATOR"], 1, ["PK-PB"], [keys["corrected"]], superior="pb-2000"),
            officer("pb-2002", ["INVESTIGATOR", "JUVENILE_JUSTICE"], 1, ["PK-PB"], [keys["juvenile"]]),
            officer(boy.STATION_OFFICER, ["INVESTIGATOR"], 1, ["PK-PB"], [boy.CHARGED], superior="pb-2000"),
            officer("pb-2090", ["RECORD_OFFICER"], 2, ["PK-PB"], ["RECORD:PK.PUNJAB-POLICE"]),
        ],
        SINDH: [
            officer("sd-3001", ["INVESTIGATOR"], 1, ["PK-SD"], [on_trial, keys["sealed"], keys["wanted"]]),
            officer("sd-3090", ["RECORD_OFFICER"], 2, ["PK-SD"], ["RECORD:PK.SINDH-POLICE"]),
        ],
        CUSTOMS: [
            officer("cu-4001", ["CHECKPOINT_OFFICER"], 1, ["PK"], ["MOVEMENT:TORKHAM/2025/1"]),
            officer("cu-4090", ["RECORD_OFFICER"], 2, ["PK"], ["RECORD:PK.CUSTOMS"]),
        ],
        PRISONS: [
            officer("pr-5001", ["CUSTODY_OFFICER"], 1, ["PK-PB"], ["PRISON_UNDER_TRIAL:CAMP JAIL LAHORE/412/2019"]),
            officer("pr-5090", ["RECORD_OFFICER"], 2, ["PK-PB"], ["RECORD:PK.PRISONS"]),
        ],
        DISTRICT_COURTS: [
            officer("dc-6001", ["JUDGE"], 3, ["PK"]),
            officer("dc-6090", ["RECORD_OFFICER"], 2, ["PK"], ["RECORD:PK.DISTRICT-COURTS"]),
        ],
        HIGH_COURTS: [
            officer("hc-7001", ["JUDGE"], 3, ["PK"]),
            officer("hc-7090", ["RECORD_OFFICER"], 2, ["PK"], ["RECORD:PK.HIGH-COURTS"]),
        ],
        OVERSIGHT: [
            officer("ov-9001", ["OVERSIGHT"], 3, ["PK"], ["REVIEW:2026/1"]),
            officer("ov-9002", ["OVERSIGHT", "STATISTICIAN"], 3, ["PK"], ["REVIEW:2026/1"]),
        ],
    }
    for people in found.values():
        for one in people:
            one.setdefault("trained_until_ms", now_ms + YEAR_MS)
    return found


def officer(
    id_: str, roles: list[str], clearance: int, jurisdictions: list[str], cases: list[str] | None = None, **more: Any
) -> Told:
    """One officer as a roster names them; the day until which they are trained is set for all of a roster."""
    plain = {"suspended": False, "undertaking_signed": True, "superior": "", "own_and_kin": [], **more}
    named = {"id": id_, "display_name": f"Officer {id_}", "roles": roles, "clearance": clearance}
    return {**named, "jurisdictions": jurisdictions, "cases": cases or [], **plain}
