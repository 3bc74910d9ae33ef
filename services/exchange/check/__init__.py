"""A traveller at a border post: hit or no hit, what to do, whom to call, and how old the data is."""
