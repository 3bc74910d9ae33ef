"""What of a record anybody else may see: facts, classes, orders, and views. Pure."""
