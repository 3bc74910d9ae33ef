"""How long each state machine of a store runs: a hundred runs of at most 20 steps, or as many steps as make
``RABTA_STORE_STEPS``; the budget takes its share of the runs."""

from __future__ import annotations

import os
from typing import Final

from hypothesis import HealthCheck

from tests.budget import budget

STEPS: Final = 20
RUNS: Final = budget(
    int(os.environ.get("RABTA_STORE_STEPS", "2000")) // STEPS,
    stateful_step_count=STEPS,
    suppress_health_check=list(HealthCheck),
)
