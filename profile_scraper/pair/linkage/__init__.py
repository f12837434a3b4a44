"""Record linkage: which pages are one person's, within a language and across the two."""
