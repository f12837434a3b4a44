"""Result cache, record buffers, external sort and atomic publishing: what several steps need to hold or write data."""
