"""One named attack each, over a real socket, with its documented outcome."""
