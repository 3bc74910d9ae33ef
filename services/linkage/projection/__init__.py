"""Records, feeds and decisions into the graph: followed, checked, made anew."""
