"""What breaks under a running federation, and how it comes back by itself."""
