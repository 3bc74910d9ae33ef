"""Officers of each agency as plain facts, for the demonstration to give keys to and sign."""

from __future__ import annotations

from typing import Any

from services.demo import network, story
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
            _officer("fia-1001", ["INVESTIGATOR", "BREAK_GLASS"], 3, ["PK"]),
            _officer("fia-1042", ["INVESTIGATOR"], 2, ["PK"], [in_hand], superior="fia-1001"),
            _officer("fia-1043", ["INVESTIGATOR"], 2, ["PK"], superior="fia-1001"),
            _officer("fia-1044", ["INVESTIGATOR"], 2, ["PK"], [keys["under_enquiry"], keys["originator_control"]]),
            *(
                _officer(officer, ["INVESTIGATOR"], 2, ["PK"], [network.trafficking().key()], superior="fia-1001")
                for officer in (network.INVESTIGATOR, network.COLLEAGUE)
            ),
            _officer(network.ANALYST, ["ANALYST"], 3, ["PK"], [network.operation().key()], superior="fia-1001"),
            _officer("fia-1077", ["INVESTIGATOR"], 2, ["PK"], [in_hand], suspended=True),
            _officer("fia-1078", ["INVESTIGATOR"], 2, ["PK"], [in_hand], trained_until_ms=now_ms - YEAR_MS),
            _officer("fia-1079", ["INVESTIGATOR"], 2, ["PK"], [in_hand], own_and_kin=[f"CNIC:{story.KNOWN.cnic}"]),
            _officer("fia-1090", ["RECORD_OFFICER", "RELEASE_OFFICER"], 3, ["PK"], ["RECORD:PK.FIA"]),
        ],
        PUNJAB: [
            _officer("pb-2000", ["INVESTIGATOR", "BREAK_GLASS"], 2, ["PK-PB"]),
            _officer("pb-2001", ["INVESTIGATOR"], 1, ["PK-PB"], [keys["corrected"]], superior="pb-2000"),
            _officer("pb-2002", ["INVESTIGATOR", "JUVENILE_JUSTICE"], 1, ["PK-PB"], [keys["juvenile"]]),
            _officer("pb-2090", ["RECORD_OFFICER"], 2, ["PK-PB"], ["RECORD:PK.PUNJAB-POLICE"]),
        ],
        SINDH: [
            _officer("sd-3001", ["INVESTIGATOR"], 1, ["PK-SD"], [on_trial, keys["sealed"], keys["wanted"]]),
            _officer("sd-3090", ["RECORD_OFFICER"], 2, ["PK-SD"], ["RECORD:PK.SINDH-POLICE"]),
        ],
        CUSTOMS: [
            _officer("cu-4001", ["CHECKPOINT_OFFICER"], 1, ["PK"], ["MOVEMENT:TORKHAM/2025/1"]),
            _officer("cu-4090", ["RECORD_OFFICER"], 2, ["PK"], ["RECORD:PK.CUSTOMS"]),
        ],
        PRISONS: [
            _officer("pr-5001", ["CUSTODY_OFFICER"], 1, ["PK-PB"], ["PRISON_UNDER_TRIAL:CAMP JAIL LAHORE/412/2019"]),
            _officer("pr-5090", ["RECORD_OFFICER"], 2, ["PK-PB"], ["RECORD:PK.PRISONS"]),
        ],
        DISTRICT_COURTS: [
            _officer("dc-6001", ["JUDGE"], 3, ["PK"]),
            _officer("dc-6090", ["RECORD_OFFICER"], 2, ["PK"], ["RECORD:PK.DISTRICT-COURTS"]),
        ],
        HIGH_COURTS: [
            _officer("hc-7001", ["JUDGE"], 3, ["PK"]),
            _officer("hc-7090", ["RECORD_OFFICER"], 2, ["PK"], ["RECORD:PK.HIGH-COURTS"]),
        ],
        OVERSIGHT: [
            _officer("ov-9001", ["OVERSIGHT"], 3, ["PK"], ["REVIEW:2026/1"]),
            _officer("ov-9002", ["OVERSIGHT", "STATISTICIAN"], 3, ["PK"], ["REVIEW:2026/1"]),
        ],
    }
    for officers in found.values():
        for officer in officers:
            officer.setdefault("trained_until_ms", now_ms + YEAR_MS)
    return found


def _officer(
    id_: str, roles: list[str], clearance: int, jurisdictions: list[str], cases: list[str] | None = None, **more: Any
) -> Told:
    plain = {"suspended": False, "undertaking_signed": True, "superior": "", "own_and_kin": [], **more}
    named = {"id": id_, "display_name": f"Officer {id_}", "roles": roles, "clearance": clearance}
    return {**named, "jurisdictions": jurisdictions, "cases": cases or [], **plain}
