"""Who belongs together: by household, and by what the identity registry answered. Never by name or district. Pure."""

from __future__ import annotations

import numpy as np

from services.linkage.snapshot.columns import Answer, Ints, Snapshot


def answers(snapshot: Snapshot) -> dict[tuple[int, int], Answer]:
    """By pair of people, the lower number first."""
    kin = snapshot.kin
    pairs = zip(kin["one"].tolist(), kin["other"].tolist(), kin["answer"].tolist(), strict=True)
    return {(min(one, other), max(one, other)): Answer(answer) for one, other, answer in pairs}


def kin_of(snapshot: Snapshot, known: dict[tuple[int, int], Answer], one: int, other: int) -> Answer:
    """YES within one household, else what the registry said of the two, UNKNOWN where nobody asked."""
    homes = snapshot.nodes["household"]
    if one == other or (homes[one] >= 0 and homes[one] == homes[other]):
        return Answer.YES
    return known.get((min(one, other), max(one, other)), Answer.UNKNOWN)


def strangers(snapshot: Snapshot, people: Ints, besides: Ints) -> int:
    """How many of some people are stated to be no kin, each of all the others and of everybody ``besides``.

    No more are counted than a source states, in the order of the people: of whom nothing is stated, none is counted.
    """
    known = answers(snapshot)
    apart = [int(person) for person in besides]
    for person in sorted({int(each) for each in people} - set(apart)):
        if all(kin_of(snapshot, known, person, other) == Answer.NO for other in apart):
            apart.append(person)
    return len(apart) - len(besides)


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
        if answer == Answer.YES and one in own and other in own:
            own[root(one)] = root(other)
    return np.array([root(int(person)) for person in people], dtype=np.int64)
