"""Text rules that all packages share: normalisation, words, language, escaping. Imports no other package."""
