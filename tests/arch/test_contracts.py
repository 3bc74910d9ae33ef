"""Each contract refuses what it says that it refuses: one import added to the graph of imports, one contract broken.

That they are kept as things stand is what ``lint-imports`` says.
"""

from __future__ import annotations

import functools
from copy import deepcopy
from typing import Any

import grimp
import pytest
from importlinter.application import use_cases
from importlinter.configuration import configure
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract
from importlinter.domain.contract import Contract

from tests.arch.purity import CONTRACTS, saying, written
from tests.arch.tree import Source, shipped
from tests.shared import ROOT

KINDS: dict[str, type[Contract]] = {
    "layers": LayersContract,
    "forbidden": ForbiddenContract,
    "protected": ProtectedContract,
    "acyclic_siblings": AcyclicSiblingsContract,
}
REFUSED = [
    ("layers", "services.records.app", "services.linkage.facts"),
    ("layers", "services.signing.pae", "services.edge.chain"),
    ("layers", "audit.log", "graph.model"),
    ("exhaustive", "services.helpful", "services.values.dates"),
    ("verifier", "audit.verify.__main__", "audit.tiles"),
    ("audit", "audit.log", "google"),
    ("core", "services.records.app.intake", "grpc"),
    ("core", "services.oversight.domain", "rabta"),
    ("graph", "graph.model", "services.values.dates"),
    ("console_network", "services.console.network.filters", "services.console.network.acts"),
    ("records", "services.records.store.sqlite", "services.records.app.intake"),
    ("records", "services.records.law.standing", "services.records.protection.groups"),
    ("records", "services.records.useful", "services.records.errors"),
    ("hits", "services.exchange.hits.states", "services.exchange.hits.app"),
    ("corrections", "services.exchange.corrections.states", "services.exchange.corrections.app"),
    ("referral", "services.referral.states", "services.referral.app"),
    ("handover", "services.referral.handover.packet", "services.referral.handover.signed"),
    ("claims", "services.referral.claims.kept", "services.referral.claims.app"),
    ("statistics", "services.statistics.ranges", "services.statistics.app"),
    ("exchange_desk", "services.exchange.desk.asked", "services.exchange.desk.listing"),
    ("watches", "services.exchange.watches.ports", "services.exchange.watches.app"),
    ("alerting", "services.linkage.alerting.item", "services.linkage.alerting.settling"),
    ("linkage", "services.linkage.links", "services.linkage.projection.project"),
    ("linkage", "services.linkage.questions.expand", "services.linkage.wire"),
    ("exchange", "services.exchange.useful", "services.values.dates"),
    ("exchange_copies", "services.exchange.copies.ports", "services.exchange.copies.puller"),
    ("exchange_anchors", "services.exchange.anchors.ports", "services.exchange.anchors.app"),
    ("exchange_check", "services.exchange.check.ports", "services.exchange.check.app"),
    ("exchange_orders", "services.exchange.orders.states", "services.exchange.orders.book"),
    ("identity_asking", "services.identity.asking.ports", "services.identity.asking.work"),
    ("provisional", "services.identity.provisional.states", "services.identity.provisional.app"),
    ("oversight", "services.oversight.domain", "services.oversight.app"),
    ("exchange", "services.exchange.errors", "services.exchange.feed.ports"),
    ("exchange_feed", "services.exchange.feed.ports", "services.exchange.feed.app.pull"),
    ("identity", "services.identity.domain", "services.identity.app.verify"),
    ("identity", "services.identity.keys", "services.identity.purposes"),
    ("issuer", "services.issuer.domain", "services.issuer.web"),
    ("admin", "services.admin.condition", "services.admin.rpc"),
    ("acyclic", "services.values.errors", "services.values.identifiers"),
    ("acyclic", "graph.errors", "graph.engine"),
    ("databases", "services.records.app.intake", "sqlite3"),
    ("databases", "services.demo.population", "sqlite3"),
    ("databases", "services.node.worker", "alembic"),
    ("postgresql", "services.records.app.intake", "asyncpg"),
    ("postgresql", "audit.postgres_store", "asyncpg"),
    ("postgresql", "audit.log", "asyncpg"),
    ("driver", "services.linkage.app.candidates", "neo4j"),
    ("driver", "graph.arcade", "neo4j"),
    ("wire", "services.node.worker", "grpc"),
    ("wire", "services.records.wire", "grpc"),
    ("chance", "services.signing.keyfile", "random"),
    ("chance", "graph.engine", "random"),
    ("faces", "services.cli.reads", "services.records.app.intake"),
    ("faces", "services.cli.net_show", "services.linkage.links"),
    ("faces", "services.cli.demo.walk", "services.edge.chain"),
    ("pure", "services.tables.text", "services.store.writing"),
    ("pure", "services.records.protection.protect", "time"),
    ("pure", "graph.errors", "time"),
    ("pure_itself", "services.values.dates", "rabta"),
    ("pure_itself", "services.access.engine", "os"),
]
"""Contract, who imports, and what: modules that are not there are added, as a newcomer would add them."""


@functools.cache
def options() -> dict[str, dict[str, Any]]:
    """What is written of each contract."""
    configure()
    read = use_cases.read_user_options(str(CONTRACTS))
    return {one["id"]: one for one in read.contracts_options}


@functools.cache
def imports() -> grimp.ImportGraph:
    return grimp.build_graph(
        "services", "audit", "graph", include_external_packages=True, exclude_type_checking_imports=True, cache_dir=None
    )


def kept(contract: str, graph: grimp.ImportGraph) -> bool:
    """Whether what is in the graph keeps a contract; what the contract ignores is taken out of the graph."""
    own = options()[contract]
    session = {"root_packages": ["services", "audit", "graph"], "include_external_packages": "True"}
    checked = KINDS[own["type"]](name=own["name"], session_options=session, contract_options=dict(own))
    return checked.check(graph, verbose=False).kept


@pytest.mark.parametrize(("contract", "importer", "imported"), REFUSED)
def test_a_contract_refuses(contract: str, importer: str, imported: str) -> None:
    graph = deepcopy(imports())
    for module in {importer, imported} - graph.modules:
        graph.add_module(module, is_squashed="." not in module)
    graph.add_import(importer=importer, imported=imported)
    assert not kept(contract, graph)


def test_every_contract_has_something_that_it_refuses() -> None:
    assert {contract for contract, _, _ in REFUSED} == set(options())


def test_every_service_has_floors() -> None:
    """A room with an ``rpc.py`` or a store is a service, and its insides have an order that is written down."""
    rooms = {
        path.name for path in (ROOT / "services").iterdir() if (path / "rpc.py").exists() or (path / "sql").is_dir()
    }
    rooms -= {"store"}
    held = {one["containers"][0] for one in options().values() if one.get("exhaustive") and one["id"] != "exhaustive"}
    assert {f"services.{room}" for room in rooms} <= held


def test_lists_of_what_is_pure_are_those_of_the_docstrings() -> None:
    """``python -m tests.arch.purity`` writes them."""
    text = CONTRACTS.read_text("utf-8")
    assert written(text, saying(shipped())) == text
    assert options()["pure"]["source_modules"] == options()["pure_itself"]["source_modules"] == saying(shipped())


def module(path: str, says: str) -> Source:
    text = f'"""{says}"""\n'
    return Source(path, text)


def test_a_room_speaks_for_its_modules_and_a_but_for_nobody() -> None:
    said = saying(
        [
            module("services/a/__init__.py", "Rooms. Pure."),
            module("services/a/one.py", "One. Pure."),
            module("services/b/__init__.py", "Others. Pure but for files."),
            module("services/b/two.py", "Two. Pure; no more."),
            module("services/b/three.py", "Purely a name."),
        ]
    )
    assert said == ["services.a", "services.b.two"]


def test_a_list_is_written_whole_and_nothing_else_is() -> None:
    text = "[importlinter:contract:pure]\nname = P\nsource_modules =\n    x\n    y\nforbidden_modules =\n    os\n"
    expected = "[importlinter:contract:pure]\nname = P\nsource_modules =\n    a\nforbidden_modules =\n    os\n"
    assert written(text, ["a"]) == expected
    other = text.replace("contract:pure", "contract:core")
    assert written(other, ["a"]) == other
