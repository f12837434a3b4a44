"""Publications by structure: which elements of a page are items of a list, and what each run of an item's text is."""
