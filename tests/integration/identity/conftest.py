"""Coroutines are tests."""

from __future__ import annotations

from tests.fakes.async_tests import pytest_pyfunc_call

__all__ = ["pytest_pyfunc_call"]
