"""Identifiers and addresses of publications."""

import re

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>⟨⟩]+", re.IGNORECASE)
WORK_LINK = re.compile(
    r"doi\.org/|arxiv\.org/|hal\.science/|hal\.archives-ouvertes\.fr/|openreview\.net/|aclanthology\.org/|proceedings\."
    r"|pubmed|/10\.\d{4,}",
    re.IGNORECASE,
)
