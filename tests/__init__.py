"""Tests of every room; outside vectors and data are read from the shared folder beside the checkout."""

import services  # noqa: F401 - before a test loads gRPC, so that its handlers of fork(2) are off here too
