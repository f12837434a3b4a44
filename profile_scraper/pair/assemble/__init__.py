"""Assemble a profile from one person's pages, with the provenance of each value."""
