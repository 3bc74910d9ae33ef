"""Exchange between nodes and agencies: what copies travel, what a post is told, what owners are asked about hits."""
