"""Text rules that all packages share: normalisation, inclusive writing, names, language. Imports no other package."""
