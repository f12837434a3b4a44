"""How well and how fast works are merged: gold sets, synthetic records with known truth, and peers."""
