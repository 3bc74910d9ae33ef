"""Use cases: each starts with :mod:`services.records.app.admit`, reads through a view, notes its trail."""
