"""Methods that find the sections of a profile: class names, headings, labels and order."""
