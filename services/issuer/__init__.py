"""The reference issuer, on the agency's side: turns a signed roster and an officer's proof into short-lived tokens.
May import: access, membership, signing, generated code of the roster; aiohttp. Never the wire of the hub."""
