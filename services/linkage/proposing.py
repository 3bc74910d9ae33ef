"""What a whole run proposes to reviewers, of all that it scored: as few pairs as join what may be one person. Pure.

A machine joins nobody. Clusters only choose what is worth a reviewer's time: within one, the pairs that hold it
together; between two, the best pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.linkage.kept import MILLI, ScoredPair
from services.matching.clusters import Clustered, Pair, Reviewed, clusters, reviewed_alone


def proposals(scored: Iterable[ScoredPair], said: Reviewed, link: float, review: float) -> list[ScoredPair]:
    """The pairs for reviewers, best first: none that decisions settle, none of a protected child with an adult.

    ``link``, ``review``: the model's bits, see :class:`services.matching.model.Model`. A pair that nothing brought
    together counts against a cluster as one that is only just reviewed.
    """
    ranked = sorted(scored, key=lambda pair: (-pair.millibits, pair.one, pair.other))
    found = clusters((Pair(p.one, p.other, p.millibits / MILLI) for p in ranked), said, link, max(link - review, 0.0))
    return _chosen(ranked, said, found)


def _chosen(ranked: Sequence[ScoredPair], said: Reviewed, found: Clustered) -> list[ScoredPair]:
    settled = reviewed_alone(said)
    together = reviewed_alone(said)
    cluster = {member: number for number, members in enumerate(found.clusters) for member in members}
    for pair in ranked:
        if not pair.fields:
            together.join(pair.one, pair.other)
    kept: list[ScoredPair] = []
    between: set[frozenset[int | str]] = set()
    for pair in ranked:
        if not pair.fields or settled.barred(pair.one, pair.other):
            continue
        ends = frozenset(cluster.get(end, settled.part_of(end)) for end in (pair.one, pair.other))
        if len(ends) == 1:
            fresh = together.part_of(pair.one) != together.part_of(pair.other) and together.join(pair.one, pair.other)
        else:
            fresh = ends not in between
            between.add(ends)
        if fresh:
            kept.append(pair)
    return kept
