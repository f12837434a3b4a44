"""Values of the fields: roles, students, publications, abstracts, names."""
