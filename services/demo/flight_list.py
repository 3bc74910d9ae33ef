"""A passenger list as a carrier sends it: UN/EDIFACT PAXLST, directory D.02B."""

from __future__ import annotations

from services.demo.journeys import FLIGHT, ON, passengers, passport
from services.demo.population import Person, english


def passenger_list() -> str:
    """One message for one flight, Karachi to Dubai."""
    day = ON.strftime("%y%m%d")
    body = [
        "UNH+1+PAXLST:D:02B:UN:IATA",
        "BGM+745",
        "NAD+MS+++RABTA DEMO CARRIER",
        f"TDT+20+{FLIGHT}+++PK",
        "LOC+125+KHI",
        f"DTM+189:{ON.strftime('%y%m%d%H%M')}:201",
        "LOC+87+DXB",
        f"DTM+232:{day}1030:201",
        *(segment for person in passengers() for segment in _traveller(person)),
        f"CNT+42:{len(passengers())}",
    ]
    body.append(f"UNT+{len(body) + 1}+1")
    head = ["UNA:+.? '", f"UNB+UNOA:4+RABTADEMO+PKAPIS+{day}:0600+1++APIS"]
    return "'\n".join([head[0].removesuffix("'"), head[1], *body, "UNZ+1+1"]) + "'\n"


def _traveller(person: Person) -> list[str]:
    given, family = (
        english(person.name).upper().split(" ", 1) if len(person.name) > 1 else (english(person.name).upper(), "KHAN")
    )
    return [
        f"NAD+FL+++{family}:{given}",
        f"ATT+2++{person.gender}",
        f"DTM+329:{person.born.strftime('%Y%m%d')}:102",
        "NAT+2+PAK",
        f"DOC+P:110:111+{passport(person)}",
        "LOC+91+PAK",
    ]
