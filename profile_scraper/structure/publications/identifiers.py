"""Identifiers and addresses of publications."""

import re

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>⟨⟩]+", re.IGNORECASE)
ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5})", re.IGNORECASE)
WORK_LINK = re.compile(
    r"doi\.org/|arxiv\.org/|hal\.science/|hal\.archives-ouvertes\.fr/|openreview\.net/|aclanthology\.org/|proceedings\."
    r"|pubmed|/10\.\d{4,}",
    re.IGNORECASE,
)
