"""Raw responses in and out: WARC files, saved pages, plain-text renderings. Parses nothing."""
