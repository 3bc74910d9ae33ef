"""Use cases of the sender: they refuse by name, and give what the receiver may hold."""
