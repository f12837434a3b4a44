"""Record buffers, external sort, atomic publishing and remote folders: how several steps hold and write data."""
