"""Federations on disk, every key real: a small one of most kinds of agency, and one of a few members beside oversight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from services.membership.layout import FederationFiles
from services.membership.provision import add_agency, init_federation, new_log, sign_and_publish
from services.membership.registry import Registry
from services.membership.spec import AgencySpec, court, protection, register

WITNESS = "http://127.0.0.1:{}"
AGENCIES = (
    AgencySpec(
        "pk.punjab-police",
        "POLICE",
        "Punjab Police",
        ("PK-PB",),
        witness_url=WITNESS.format(29001),
        registers=(
            register("FIR", "PB/"),
            register("MISSING_CHILD", "PB/"),
            register("MISSING_CHILD", "LHR/"),
            register("ARREST", "LHR/"),
            register("REFERRAL", "LHR/"),
        ),
    ),
    AgencySpec(
        "pk.sindh-police",
        "POLICE",
        "Sindh Police",
        ("PK-SD",),
        witness_url=WITNESS.format(29002),
        registers=(register("FIR", "SD/"),),
    ),
    AgencySpec(
        "pk.fia",
        "FIA",
        "Federal Investigation Agency",
        ("PK",),
        clearance=3,
        witness_url=WITNESS.format(29003),
        registers=(register("FIR", "FIA/"), register("FIR", "IS/"), register("ENQUIRY"), register("REFERRAL", "FIA/")),
    ),
    AgencySpec("pk.customs", "CUSTOMS", "Pakistan Customs", ("PK",), registers=(register("FIR", "CUS/"),)),
    AgencySpec(
        "pk.prisons",
        "PRISON",
        "Punjab Prisons",
        ("PK-PB",),
        registers=(register("PRISON_CONVICT"), register("PRISON_UNDER_TRIAL")),
    ),
    AgencySpec(
        "pk.lahore-sessions",
        "COURT",
        "District and Sessions Court Lahore",
        ("PK-PB",),
        registers=(register("COURT_CASE", "LAHORE/"), register("COURT_CASE", "LAHORE SESSIONS/")),
        courts=(court("PB-LHR-DSJ", "Sessions Court Lahore", "SESSION", ("PB/LAHORE",), "PB-LHC", ("JJSA-2018",)),),
    ),
    AgencySpec(
        "pk.lahore-high-court",
        "COURT",
        "Lahore High Court",
        ("PK-PB",),
        registers=(register("APPEAL", "LHC/"), register("COURT_CASE", "LHC/"), register("ORDER", "LHC/")),
        courts=(court("PB-LHC", "High Court Lahore", "HIGH", ("PB", "FIA/LAHORE")),),
    ),
    AgencySpec(
        "pk.punjab-prosecution",
        "PROSECUTION",
        "Punjab Prosecution Service",
        ("PK-PB",),
        courts=(court("PB-LHR-DSJ", "Sessions Court Lahore", "SESSION", ("PB/LAHORE",)),),
    ),
    AgencySpec("pk.probation", "PROBATION", "Probation and Parole Service", ("PK-PB",)),
    AgencySpec(
        "pk.child-protection",
        "CHILD_PROTECTION",
        "Child Protection Bureau",
        ("PK-PB",),
        registers=(register("REFERRAL", "CP/"),),
        protects=(protection("PB-DNCA-2004", ("PB",)),),
    ),
    AgencySpec(
        "pk.oversight",
        "OVERSIGHT",
        "Oversight Commission",
        ("PK",),
        clearance=3,
        witness_url=WITNESS.format(29004),
        registers=(register("REVIEW"),),
    ),
)


OVERSIGHT_BODY = AgencySpec("pk.oversight", "OVERSIGHT", "Oversight")
"""Beside a member or two, what no hub can serve without."""
LONE = AgencySpec("pk.fia", "FIA", "FIA", witness_url="http://127.0.0.1:1")
"""The least of a member: it runs the one witness."""


def small_federation(
    folder: Path,
    now_ms: int,
    name: str = "rabta.test",
    members: Sequence[AgencySpec] = AGENCIES,
    drafted: Callable[[FederationFiles], None] | None = None,
) -> FederationFiles:
    """Version 1 signed by 3 of 3, in every node's folder; ``drafted``: changes its draft once the members are in."""
    files = init_federation(folder, name, now_ms)
    for member in members:
        add_agency(files, member, now_ms)
    if drafted is not None:
        drafted(files)
    sign_and_publish(files)
    return files


def federation_of(folder: Path, now_ms: int, members: Sequence[AgencySpec] = (LONE,)) -> FederationFiles:
    """Some members and the oversight body, in a folder of their own below ``folder``; version 1 is signed and published."""
    return small_federation(folder / "federation", now_ms, members=(*members, OVERSIGHT_BODY))


def joined(files: FederationFiles, now_ms: int, members: Sequence[AgencySpec] = (), log: str = "") -> Registry:
    """The next version, published: with these members, and with a log of the agency ``log`` where one is named."""
    for member in members:
        add_agency(files, member, now_ms)
    if log:
        new_log(files, 0, now_ms, log)
    return sign_and_publish(files)
