"""The side that holds copies: pages of another node's feed proven, taken by the records, and acknowledged."""
