"""Who helps a victim, by whose consent and by when; compensation that waits for no conviction."""
