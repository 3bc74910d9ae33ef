"""Coroutines as tests."""

from __future__ import annotations

from tests.fakes.async_tests import pytest_pyfunc_call as pytest_pyfunc_call
