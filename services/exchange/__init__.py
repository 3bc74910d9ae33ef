"""Exchange between nodes and agencies: who may hold copies, what a post is told, what owners are asked about hits."""
