"""``law.db``: what officers decide about guards and say about charges, and which desk was told when."""
