"""The pages a person looks at: a report on a dataset, and the review of what is uncertain in it."""
