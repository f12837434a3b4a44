"""Reading a page by the evidence of its structure: lines, columns, cards, headings, whatever the site's markup is."""
