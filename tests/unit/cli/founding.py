"""A federation founded by its own commands, each hand with a folder of its own, as on machines apart."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner, Result

from services.cli.main import app

RUN = CliRunner()
DESKS = ("--desk-phone", "+92 51 1234567", "--escalation-phone", "+92 51 1234568")
NAME = "rabta.test"


def run(*args: object, answer: str | None = None) -> Result:
    """One command line of ``rabta``."""
    return RUN.invoke(app, [str(arg) for arg in args], input=answer)


def rabta(*args: object, code: int = 0) -> str:
    """Its stdout; with another exit code, everything that it said."""
    result = run(*args)
    assert result.exit_code == code, result.output
    return result.output if code else result.stdout


class Founding:
    """``office``: governance's folder; ``holders``: one key file each; each member's folder lies beside them."""

    def __init__(self, folder: Path, holders: int = 3) -> None:
        self.folder = folder
        self.office = folder / "office"
        self.holders = [folder / f"holder-{number}" / "governance.key" for number in range(1, holders + 1)]
        for key in self.holders:
            key.parent.mkdir(mode=0o700)
            rabta("federation", "holder-key", key)
        publics = [part for key in self.holders for part in ("--holder", f"{key}.pub")]
        rabta("federation", "init", self.office, "--name", NAME, *publics)

    @property
    def request(self) -> Path:
        """The request that is carried now."""
        return self.folder / "carried.request"

    def home(self, agency: str) -> Path:
        return self.folder / agency

    def federation_id(self) -> tuple[str, ...]:
        first = self.office / "registry" / "1.signed"
        return (
            ("--federation-id", rabta("federation", "verify", first).split()[3].rstrip(":")) if first.exists() else ()
        )

    def ask(self, agency: str, command: str, *args: object) -> str:
        """A member's request; returns its digest."""
        return rabta("agency", command, self.home(agency), *args, "--out", self.request).strip()

    def newcomer(self, agency: str, kind: str, *args: object) -> str:
        """A newcomer's request; returns its digest."""
        said = ("--federation", NAME, *self.federation_id(), "--id", agency, "--kind", kind, "--display-name", agency)
        return self.ask(agency, "init", *said, *(() if kind == "HUB" else DESKS), *args)

    def admit(self, agency: str, *args: object) -> str:
        """Governance takes in what is carried, the member takes back the answer; returns what was shown."""
        shown = rabta("federation", "admit", self.office, self.request, "--yes", *args)
        self.accept(agency)
        return shown

    def accept(self, agency: str) -> None:
        """The member puts its newest answer in place."""
        answer = max((self.office / "answers").glob(f"{agency}-*.answer"))
        rabta("agency", "accept", self.home(agency), answer, "--anchor", self.office / "anchor.pem")

    def enter(self, agency: str, kind: str, *args: object) -> None:
        self.newcomer(agency, kind, *args)
        self.admit(agency)

    def found(self) -> None:
        """Hub, an oversight body and FIA with a witness: enough for a version 1, not yet signed."""
        self.enter("pk.hub", "HUB")
        self.enter("pk.fia", "FIA", "--witness-url", "http://127.0.0.1:1")
        self.enter("pk.oversight", "OVERSIGHT")

    def sign(self, *numbers: int) -> None:
        for number in numbers:
            rabta("federation", "sign", self.office / "draft.signed", self.holders[number - 1])

    def publish(self) -> str:
        """The digest of the version that is now in force."""
        return rabta("federation", "publish", self.office).strip()
