"""A world is what its seed says, has everything in it, and keeps what is true out of the snapshot."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from services.linkage.snapshot.columns import TABLES, Mark, NodeKind
from tests.worlds.canvas import Canvas
from tests.worlds.truth import DISTRICTS, SEXES, LookAlike, Network, Role, Shape, Truth
from tests.worlds.world import SMALL, World, world


def written(made: World) -> list[bytes]:
    tables = [getattr(made.snapshot, name).tobytes() for name in TABLES]
    return tables + [getattr(made.truth, each.name).tobytes() for each in fields(Truth)]


def test_one_seed_gives_the_same_bytes(small: World) -> None:
    assert written(world(1, SMALL)) == written(small)


def test_another_seed_gives_another_world(small: World) -> None:
    other = world(2, SMALL)
    assert all(one != another for one, another in zip(written(other)[:4], written(small)[:4], strict=True))


def test_everything_that_resembles_a_network_is_there_and_every_network(small: World) -> None:
    truth = small.truth
    assert set(truth.look_alike[truth.look_alike >= 0].tolist()) == set(LookAlike)
    assert len(LookAlike) == 16
    for network in Network:
        assert len(truth.subjects(network)) >= 2
    assert set(truth.shape[truth.subjects(Network.COLLECTORS)].tolist()) == set(Shape)


def test_a_neutral_world_has_no_network() -> None:
    truth = world(1, SMALL, planted=False).truth
    assert set(truth.network.tolist()) == {-1}
    assert len(truth.subjects()) == 0
    assert set(truth.look_alike[truth.look_alike >= 0].tolist()) == set(LookAlike)


def test_nobody_is_a_look_alike_and_in_a_network(small: World) -> None:
    truth = small.truth
    assert not ((truth.look_alike >= 0) & (truth.network >= 0)).any()
    assert truth.grown[truth.subjects()].all()


def test_what_is_true_of_somebody_is_no_column(small: World) -> None:
    columns = {name for kind in TABLES.values() for name in kind.names or ()}
    assert columns & {each.name for each in fields(Truth)} == {"district"}
    assert "district" in (TABLES["involved"].names or ())
    assert set(small.snapshot.nodes.dtype.names or ()) == {"kind", "person", "household", "marks"}


def test_subjects_are_spread_evenly_over_groups(small: World) -> None:
    truth = small.truth
    for group, many in ((truth.district, DISTRICTS), (truth.sex, SEXES)):
        assert np.ptp(np.bincount(group[truth.subjects()], minlength=many)) <= 1
    for network in Network:
        assert np.ptp(np.bincount(truth.sex[truth.subjects(network)], minlength=SEXES)) <= 1


def test_rows_name_nodes_that_are_there_and_are_numbered_once(small: World) -> None:
    snapshot, rows = small.snapshot, []
    for name, kind in TABLES.items():
        table = getattr(snapshot, name)
        for column in set(kind.names or ()) & {"payer", "payee", "caller", "callee", "handset", "person", "node"}:
            assert table[column].max(initial=-1) < len(snapshot.nodes)
        if name != "nodes" and "row" in (kind.names or ()):
            rows.append(table["row"])
    numbers = np.concatenate(rows)
    assert len(np.unique(numbers)) == len(numbers)


def test_victims_and_witnesses_and_children_are_among_them(small: World) -> None:
    nodes, truth = small.snapshot.nodes, small.truth
    people = np.flatnonzero(nodes["kind"] == NodeKind.PERSON)
    assert len(people) == len(truth.grown)
    protected = (nodes["marks"][people] & int(Mark.PROTECTED)) != 0
    assert (protected & (truth.role == Role.VICTIM)).any()
    assert (protected & (truth.role < 0)).any()
    assert not (nodes["marks"][people][~truth.grown] & int(Mark.ADULT)).any()


def test_a_world_too_small_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        world(1, 300)


def test_numbers_shrink_with_the_world_and_nothing_goes_missing() -> None:
    canvas = Canvas(1, 24_000)
    assert (canvas.many(600), canvas.many(5), canvas.many(0.1)) == (60, 1, 1)
