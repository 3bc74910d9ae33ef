"""The link chart that an officer builds: what was asked, what was done to it since, and what is shown of it."""
