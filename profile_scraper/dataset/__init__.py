"""A dataset folder: written whole or not at all, read back, compared with another."""
