"""Match the items of one person's two pages: topics, roles, students, supervisors, paragraphs."""
