"""Every method with whatever a signed caller may send."""
