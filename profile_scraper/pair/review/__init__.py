"""What people review: contradictions of pages, decisions, pairings as records."""
