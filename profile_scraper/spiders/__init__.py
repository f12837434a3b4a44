"""What to fetch next: one generic spider that a site's folder configures."""
