"""``exchange.db``: what was given to whom, how far receivers have come, and orders."""
