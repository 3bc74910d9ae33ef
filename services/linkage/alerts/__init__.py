"""What becomes of findings: leads and alerts, and what people decide on them. Pure."""
