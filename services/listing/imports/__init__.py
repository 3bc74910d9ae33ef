"""An agency's export read, checked and sent, the same from a terminal and from a page: its rows, rejects and flags."""
