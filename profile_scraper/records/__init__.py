"""The records that cross a border: between two rooms, or out of the project.

Rooms import each other's results only through these models; ``schemas/`` is
exported from them (:mod:`profile_scraper.records.schema`).
"""
