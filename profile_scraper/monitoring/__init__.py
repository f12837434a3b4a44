"""Drift detection: compare a run with earlier ones, and alert before values are lost."""
