"""A dataset folder: written atomically, read, filtered, compared; and the file of people's decisions."""
