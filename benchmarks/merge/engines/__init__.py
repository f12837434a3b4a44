"""Candidate pairs joined and scored on a table engine (Daft) and on numpy columns: the same keys, texts and scorer."""
