"""Pages for officers in a browser, served by a client of hubs that has no right of its own."""
