"""The sender's side of the feed: pages of its own dense count, each decided for the receiver that asked."""
