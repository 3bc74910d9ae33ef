"""One request as text that a store can seal, and back. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from services.exchange.hits.states import Request, Said
from services.vocabulary.hits import HitRequestKind, HitState, Urgency


def written(request: Request) -> str:
    """JSON of all of it."""
    return json.dumps(asdict(request), ensure_ascii=False)


def read(text: str) -> Request:
    """The request that :func:`written` made a text of."""
    kept = json.loads(text)
    words = tuple(Said(HitState(word), *rest) for word, *rest in kept["said"])
    made = Request(**kept)
    return replace(
        made,
        kind=HitRequestKind(made.kind),
        urgency=Urgency(made.urgency),
        questions=tuple(made.questions),
        said=words,
    )
