"""Identity registry, and in ``asking`` the side that asks it."""
