"""What a page is: its characters, tree, address, language, layout, links and lines, and why it is rejected."""
