"""Identifiers and addresses of publications."""

import re

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>⟨⟩]+", re.IGNORECASE)
SOURCE = re.compile(r"\s*(?:@\s*[A-Za-z]{3,20}\s*\{|@[A-Za-z]{3,20}$|TY\s{1,3}-\s|%0\s[A-Z])")
"""The beginning of an entry of BibTeX, RIS or EndNote, which programs read."""
END_OF_RIS = re.compile(r"\bER\s{1,3}-")
WORK_LINK = re.compile(
    r"doi\.org/|arxiv\.org/|hal\.science/|hal\.archives-ouvertes\.fr/|openreview\.net/|aclanthology\.org/|proceedings\."
    r"|pubmed|/10\.\d{4,}",
    re.IGNORECASE,
)
