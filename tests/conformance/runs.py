"""How long each state machine of a store runs: a hundred runs of at most 20 steps, or as many steps as make
``RABTA_STORE_STEPS``."""

from __future__ import annotations

import os
from typing import Final

from hypothesis import HealthCheck, settings

STEPS: Final = 20
RUNS: Final = settings(
    max_examples=int(os.environ.get("RABTA_STORE_STEPS", "2000")) // STEPS,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
