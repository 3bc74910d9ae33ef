"""Who belongs together: by household, and by what the identity registry answered. Never by name or district. Pure."""

from __future__ import annotations

import numpy as np

from services.linkage.snapshot.columns import Ints, Kin, Snapshot


def answers(snapshot: Snapshot) -> dict[tuple[int, int], Kin]:
    """By pair of people, the lower number first."""
    kin = snapshot.kin
    pairs = zip(kin["one"].tolist(), kin["other"].tolist(), kin["answer"].tolist(), strict=True)
    return {(min(one, other), max(one, other)): Kin(answer) for one, other, answer in pairs}


def kin_of(snapshot: Snapshot, known: dict[tuple[int, int], Kin], one: int, other: int) -> Kin:
    """YES within one household, else what the registry said of the two, UNKNOWN where nobody asked."""
    homes = snapshot.nodes["household"]
    if one == other or (homes[one] >= 0 and homes[one] == homes[other]):
        return Kin.YES
    return known.get((min(one, other), max(one, other)), Kin.UNKNOWN)


def families(snapshot: Snapshot, people: Ints) -> Ints:
    """A number for each person's family: people of one number are one household, or kin by a chain of answers."""
    own = {int(person): int(person) for person in people}

    def root(person: int) -> int:
        while own[person] != person:
            person = own[person]
        return person

    homes: dict[int, int] = {}
    for person in own:
        home = int(snapshot.nodes["household"][person])
        if home >= 0:
            own[root(person)] = root(homes.setdefault(home, person))
    for (one, other), answer in sorted(answers(snapshot).items()):
        if answer == Kin.YES and one in own and other in own:
            own[root(one)] = root(other)
    return np.array([root(int(person)) for person in people], dtype=np.int64)
