"""Records to columns."""
