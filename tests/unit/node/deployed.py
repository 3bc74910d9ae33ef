"""The files of ``deploy/`` that the code makes: ``python -m tests.unit.node.deployed`` renews them."""

from __future__ import annotations

from pathlib import Path

from services.cli.samples import SAMPLES, sample
from services.node import units
from tests.shared import ROOT

DEPLOY = ROOT / "deploy"
PROGRAM, HOME = Path("/opt/rabta/bin/rabta"), Path("/var/lib/rabta")


def made() -> dict[str, str]:
    """Path below ``deploy`` -> its text."""
    found = {
        "rabta.service": units.of_machine(HOME / "federation", PROGRAM),
        "rabta-hub.service": units.of_hub(HOME / "hub", PROGRAM),
        "rabta-issuer.service": units.of_issuer(HOME / "issuer", PROGRAM),
        "rabta-refusals.service": units.of_report(HOME / "agency", PROGRAM),
        "rabta-console.service": units.of_console(HOME / "console", PROGRAM),
        "rabta-witness.service": units.of_witness(HOME / "witness", PROGRAM),
    }
    return found | {f"samples/{name}.toml": sample(name) for name in SAMPLES}


if __name__ == "__main__":
    (DEPLOY / "samples").mkdir(exist_ok=True)
    for name, text in made().items():
        (DEPLOY / name).write_text(text, "utf-8")
