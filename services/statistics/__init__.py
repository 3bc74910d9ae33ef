"""Figures that may be published: tables by a plan, in which nobody can be found."""
