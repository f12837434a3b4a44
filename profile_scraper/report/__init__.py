"""The web pages of a dataset: a report on its contents, and the review of what is uncertain in it."""
