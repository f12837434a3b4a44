"""Agreement levels to verdicts and clusters."""
