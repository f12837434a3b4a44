"""Terms of the two languages: vocabulary, keys of labels, institutions, cognates, learning."""
