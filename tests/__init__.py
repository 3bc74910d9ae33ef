"""Tests of every room; outside vectors and data are read from the shared folder beside the checkout."""
