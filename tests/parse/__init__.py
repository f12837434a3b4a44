"""What users rely on when a page is read."""
