"""Rules of the repository itself, each a test that fails when it is broken. May import everything, changes nothing."""
