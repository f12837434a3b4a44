"""Candidate pairs to agreement levels of each field."""
