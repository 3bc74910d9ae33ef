"""Exchange between nodes: who may hold copies, what travels, and what a border post is told from them."""
