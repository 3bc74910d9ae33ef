"""`rabta`: every command group, hung into one program."""

from __future__ import annotations

import os
from typing import Annotated, Final

import typer

from services.cli.completion import prepare
from services.cli.examples import EXAMPLES
from services.cli.lazy import Place, lazy_group

COMMANDS: Final = {
    "node": Place("services.cli.node", "app", "Found a federation on this machine, or make a member ready."),
    "serve": Place(
        "services.cli.run_parts",
        "serve",
        "Run a node until told to stop, or every part of a federation on this machine, in one group.",
    ),
    "status": Place(
        "services.cli.status",
        "status",
        "What should run and how it is, and what runs out. Exit 0 only where all serve everybody and nothing is over.",
    ),
    "metrics": Place(
        "services.cli.admin", "metrics", "What the processes of a node have counted, as one OpenMetrics document."
    ),
    "backup": Place(
        "services.cli.backup",
        "backup",
        "Copy what may be put back, while the node runs: never the log, witnesses, issuers' journals or the graph.",
    ),
    "restore": Place(
        "services.cli.backup",
        "restore",
        "Put a backup back into a node that is stopped, or into a new folder. What must not come back is refused.",
    ),
    "store": Place("services.cli.store", "app", "Where a node's rows lie."),
    "import": Place(
        "services.cli.import_file",
        "import_file",
        "Import one export. Bad rows go to the reject file; the same file twice adds nothing.",
    ),
    "use": Place(
        "services.cli.vocabulary",
        "use",
        "Keep a purpose, legal basis and case for the commands after this one; without options, show what is kept.",
    ),
    "whoami": Place(
        "services.cli.vocabulary", "whoami", "Who asks under a profile, whom, and for what reason until when."
    ),
    "purposes": Place(
        "services.cli.vocabulary",
        "purposes",
        "Purposes: the laws that serve each, the cases it cites, the classes it permits, who may ask.",
    ),
    "laws": Place(
        "services.cli.vocabulary",
        "laws",
        "Legal bases: the statute, its mark (V read, V2 read elsewhere, K known), what each serves.",
    ),
    "cases": Place(
        "services.cli.vocabulary", "cases", "Types of case number that a question may cite, and for which purposes."
    ),
    "kinds": Place(
        "services.cli.vocabulary",
        "kinds",
        "Kinds of number that a person may be asked for by, and query classes with the second basis that they need.",
    ),
    "search": Place(
        "services.cli.reads", "search", "Ask who is known under an identifier (read from stdin or a prompt)."
    ),
    "history": Place(
        "services.cli.reads",
        "history",
        "One consolidated, graded history over all agencies (identifier from stdin or a prompt).",
    ),
    "console": Place(
        "services.cli.console",
        "app",
        "Pages in a browser: an officer's own console on 127.0.0.1, or, by `serve`, an agency's for its officers.",
    ),
    "check": Place(
        "services.cli.check",
        "check",
        "Check a traveller at a post by a document (number from stdin or a prompt). Exit 5 for a hit, 0 for none.",
    ),
    "record": Place("services.cli.reads", "record", "One record, or all its versions, as JSON."),
    "find": Place(
        "services.cli.persons",
        "find",
        "Ask who is like a description: ranked, with the reasons (name in any script from stdin or a prompt).",
    ),
    "person": Place(
        "services.cli.persons", "person", "One person as every agency's records describe them, and what joins these."
    ),
    "verify": Place(
        "services.cli.prove",
        "verify",
        "Prove an exchange, or what an owner signed twice, offline: line by line, who vouches for what.",
    ),
    "evidence": Place("services.cli.prove", "evidence", "Evidence bundles."),
    "court": Place("services.cli.court", "app", "Papers that a court makes out of an answer, with what proves them."),
    "federation": Place("services.cli.federation", "app", "The signed registry of agencies, keys and rights."),
    "agency": Place("services.cli.agency", "app", "An agency's own keys, and what it asks of governance."),
    "token": Place("services.cli.token", "app", "Access tokens: the agency's issuer, its roster, requests by hand."),
    "witness": Place("services.cli.run_parts", "witness", "A witness of the log."),
    "audit": Place("services.cli.audit", "app", "The log: prove it, read it, carry it away."),
    "oversight": Place("services.cli.oversight", "app", "Who read what, and who was refused."),
    "break-glass": Place("services.cli.break_glass", "app", "Break-glass sessions."),
    "peer": Place("services.cli.peer", "app", "The nodes that an agency's own node takes copies from."),
    "sync": Place("services.cli.sync", "app", "Copies of records at other nodes, and what became of them."),
    "records": Place("services.cli.records", "app", "Records that this agency has contributed."),
    "claims": Place("services.cli.claims", "app", "Claims on an agency's records, and notices of what holds."),
    "hit": Place("services.cli.hit", "app", "Questions to the owner of a record about a hit."),
    "release": Place("services.cli.release", "app", "Releases of single records that are bare hits to others."),
    "correction": Place("services.cli.correction", "app", "Corrections that others propose to the owner of a record."),
    "referral": Place("services.cli.referral", "app", "Referrals of persons to those who help."),
    "compensation": Place("services.cli.compensation", "app", "Victims' claims to compensation."),
    "handover": Place("services.cli.handover", "app", "Hand a person's case to another body of child protection."),
    "statistics": Place("services.cli.statistics", "app", "Figures that may be published, by a plan."),
    "watch": Place("services.cli.watch", "app", "Watches: what comes to be known, as far as the officer may see it."),
    "feed": Place("services.cli.feed", "app", "Data under warrants and orders."),
    "graph": Place("services.cli.graph", "app", "The engine of the link graph, and the projection in it."),
    "net": Place("services.cli.net", "app", "Questions to the link graph."),
    "alert": Place("services.cli.alert", "app", "What detectors raised in a case, and what two people decide of it."),
    "detect": Place("services.cli.detect", "app", "Rules that look for patterns of trafficking, and runs of them."),
    "identity": Place("services.cli.identity", "app", "What an identity registry says, and numbers as tokens."),
    "link": Place("services.cli.link", "app", "Decisions on whether two Subjects are one person."),
    "law": Place("services.cli.law", "app", "Dated law: ages, offences, clocks. It decides nothing about anybody."),
    "guard": Place(
        "services.cli.guard",
        "app",
        "Accused who may be victims of trafficking: what a prosecutor is to look at first, and what they decide.",
    ),
    "directions": Place(
        "services.cli.directions",
        "app",
        "Directions of the prosecution on an accused, by the reference that stands under them.",
    ),
    "completion": Place(
        "services.cli.completion",
        "completion",
        "Print the script by which a shell completes commands, options and words; put it where the shell looks.",
    ),
    "man": Place(
        "services.cli.man",
        "man",
        "Write the manual: a page for each command, such as rabta-history.1 for `man rabta-history`.",
    ),
    "demo": Place("services.cli.demo", "app", "A synthetic federation on this machine."),
}
"""Every command and group, in the order of the help; each module is imported when its command is used."""

app = typer.Typer(
    name="rabta",
    cls=lazy_group(COMMANDS),
    help="Signed, decided and audited exchange of offender records between agencies.",
    epilog=f"Example: {EXAMPLES['']}",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"rabta {version('rabta')}")
        raise typer.Exit


@app.callback()
def rabta(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version, and end.")
    ] = False,
) -> None:
    """Signed, decided and audited exchange of offender records between agencies."""


def main() -> None:
    """Entry point of the script."""
    os.umask(0o077)
    prepare()
    app()


if __name__ == "__main__":
    main()
