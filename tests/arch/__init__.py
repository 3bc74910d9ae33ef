"""Rules of the repository itself, each a test that fails when it is broken."""
