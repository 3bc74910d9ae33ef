"""Where a world is told: many acts at once, by arrays that are broadcast against each other.

A household is seven people, of whom the first four are of age. A person's number is their node's; their account's is
``people`` more, and their phone's twice that.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from services.linkage.snapshot.columns import NODE, TABLES, Flags, Ints, Mark, NodeKind, Snapshot, Table, in_order
from tests.fakes.snapshot_world import START_S
from tests.worlds.truth import NOTHING, LookAlike, Network, Role, Shape, Truth, groups

SIZE, GROWN = 7, 4
DAYS: Final = 365
MONTHS: Final[Ints] = np.cumsum([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30])
"""Day of the year on which each month begins."""
FULL: Final = 240_000
_NOBODY: Final = frozenset({"place", "named", "handset", "cell", "party", "contact", "payer", "operator", "other"})


def when(day: ArrayLike, hour: ArrayLike) -> Ints:
    """Epoch seconds of an hour, with its fraction, of a day of the year, in Pakistan."""
    seconds = np.asarray(day) * 86_400 + np.asarray(hour) * 3600
    return np.asarray(START_S + seconds, dtype=np.int64)


class Canvas:
    """Grows by what happens in it. ``draw``: the one source of chance."""

    def __init__(self, seed: int, people: int) -> None:
        self.draw = np.random.default_rng(seed)
        self.people = people // SIZE * SIZE
        self.scale = self.people / FULL
        numbers = np.arange(self.people)
        self.grown: Flags = numbers % SIZE < GROWN
        self._nodes: list[Table] = []
        self._count = 0
        self._tables: dict[str, list[Table]] = {name: [] for name in TABLES}
        self._parties = 0
        self._told_as = np.full((4, self.people), NOTHING, dtype=np.int64)
        self._told = np.zeros(self.people, dtype=bool)
        known = np.repeat(self.draw.random(self.people // SIZE) < 0.7, SIZE)
        home = np.where(known, numbers // SIZE, NOTHING)
        self.nodes(NodeKind.PERSON, numbers, np.where(self.grown & self._chance(0.97), int(Mark.ADULT), 0), home)
        minors = ~self.grown & self._chance(0.01)
        self.nodes(NodeKind.ACCOUNT, numbers, np.where(minors, int(Mark.MINORS_WALLET), 0))
        self.nodes(NodeKind.PHONE, numbers)
        homes = self.draw.permutation(self.people // SIZE)
        self._homes, lone = np.split(homes, [len(homes) // 3])
        self._adults = self.draw.permutation((lone[:, None] * SIZE + np.arange(GROWN)).ravel())
        self._children = self.draw.permutation((lone[:, None] * SIZE + np.arange(GROWN, SIZE)).ravel())

    def _chance(self, share: float) -> Flags:
        return np.asarray(self.draw.random(self.people) < share)

    def many(self, at_full_size: float) -> int:
        """So many at 240,000 people, fewer in a smaller world, and never none."""
        return max(1, round(at_full_size * self.scale))

    def nodes(self, kind: NodeKind, person: ArrayLike, marks: ArrayLike = 0, household: ArrayLike = NOTHING) -> Ints:
        """One node for each, with who bears it."""
        bearer, held, home = np.broadcast_arrays(person, marks, household)
        made = np.zeros(bearer.size, NODE)
        made["kind"], made["person"] = kind, bearer.ravel()
        made["marks"], made["household"] = held.ravel(), home.ravel()
        self._nodes.append(made)
        self._count += len(made)
        return np.arange(self._count - len(made), self._count).reshape(bearer.shape)

    def cells(self, road: ArrayLike, km: ArrayLike) -> Ints:
        """Cells on roads."""
        places = self.nodes(NodeKind.PLACE, np.full(np.broadcast(road, km).shape, NOTHING))
        self.tell("cells", cell=places, road=road, km=km)
        return places

    def mark(self, nodes: ArrayLike, marks: Mark) -> None:
        """More that is known of people, accounts and phones."""
        first = self._first_three()
        first["marks"][np.asarray(nodes, dtype=np.int64).ravel()] |= int(marks)

    def _first_three(self) -> Table:
        if len(self._nodes) > 1:
            self._nodes = [np.concatenate(self._nodes)]
        return self._nodes[0]

    def live_together(self, people: Ints, known: ArrayLike) -> None:
        """Whether the registry told the household of each."""
        told = np.where(np.broadcast_to(known, people.shape), people // SIZE, NOTHING)
        self._first_three()["household"][people.ravel()] = told.ravel()

    def account(self, person: Ints) -> Ints:
        """Of each person."""
        return person + self.people

    def phone(self, person: Ints) -> Ints:
        """Of each person."""
        return person + 2 * self.people

    def adults(self, *shape: int) -> Ints:
        """People of age who have no part in anything yet, each of a household of its own or nearly so."""
        return self._taken("_adults", shape)

    def children(self, *shape: int) -> Ints:
        """As :meth:`adults`, of those who are not of age."""
        return self._taken("_children", shape)

    def homes(self, many: int) -> Ints:
        """People of households that have no part in anything yet; shape (many, 7)."""
        return np.asarray(self._taken("_homes", (many,))[:, None] * SIZE + np.arange(SIZE))

    def _taken(self, name: str, shape: tuple[int, ...]) -> Ints:
        pool: Ints = getattr(self, name)
        many = int(np.prod(shape))
        if many > len(pool):
            raise ValueError("the world is too small for what is to happen in it")
        setattr(self, name, pool[many:])
        return pool[:many].reshape(shape)

    def parties(self, *shape: int) -> Ints:
        """Numbers of parties that cross together, each new."""
        many = int(np.prod(shape))
        self._parties += many
        return np.arange(self._parties - many, self._parties).reshape(shape)

    def tell(self, table: str, where: ArrayLike = True, **columns: ArrayLike) -> None:
        """Rows of a table, one for each place of the columns broadcast together at which ``where`` holds.

        ``rupees`` may stand for ``amount``.
        """
        if "rupees" in columns:
            columns["amount"] = np.rint(np.asarray(columns.pop("rupees")) * 100)
        kept, *arrays = np.broadcast_arrays(where, *columns.values())
        chosen = kept.ravel()
        rows = np.zeros(int(chosen.sum()), TABLES[table])
        for name in set(TABLES[table].names or ()) & _NOBODY - columns.keys():
            rows[name] = NOTHING
        for name, values in zip(columns, arrays, strict=True):
            rows[name] = values.ravel()[chosen]
        self._tables[table].append(rows)

    def like(self, kind: LookAlike, people: Ints, told: ArrayLike = True) -> None:
        """People are part of a look-alike; ``told``: whether the snapshot holds what tells it apart."""
        self._told_as[0, people.ravel()] = kind
        self._told[people.ravel()] = np.broadcast_to(told, people.shape).ravel()

    def plant(self, network: Network, role: Role, people: Ints, shape: Shape | int = NOTHING) -> None:
        """People are part of a network."""
        self._told_as[1:, people.ravel()] = np.array([[network], [role], [shape]])

    def controlled(self) -> Flags:
        """Of each person, whether they are a network's victim."""
        return np.asarray(self._told_as[2] == Role.VICTIM)

    def truth(self) -> Truth:
        """What is true of each person."""
        look_alike, network, role, shape = self._told_as
        subjects = np.flatnonzero(role == Role.SUBJECT)
        told = groups(self.draw, look_alike, subjects, (network * len(Shape) + shape)[subjects])
        return Truth(self.grown, look_alike, self._told, network, role, shape, *told)

    def snapshot(self) -> Snapshot:
        """What is told so far, rows numbered by table and time."""
        made: dict[str, Table] = {"nodes": self._first_three()}
        numbered = 0
        for name, kind in TABLES.items():
            if name == "nodes":
                continue
            rows = np.concatenate([np.zeros(0, kind), *self._tables[name]])
            if "row" in (kind.names or ()):
                rows["row"] = numbered + np.arange(len(rows))
                numbered += len(rows)
            made[name] = in_order(rows)
        return Snapshot(**made)
