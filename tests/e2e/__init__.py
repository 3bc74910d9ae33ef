"""The whole system over real sockets: attacks, faults, fuzz, federations side by side."""
