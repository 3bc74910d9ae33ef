"""The reference issuer, on the agency's side: turns a signed roster and an officer's proof into short-lived tokens."""
