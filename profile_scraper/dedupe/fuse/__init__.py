"""Clusters to publications, ids and match decisions."""
