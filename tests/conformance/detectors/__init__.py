"""Every detector of the directory, held to one set of tests over worlds of its own."""
