"""From the bytes of one page to what it says: pure, no network, no files, no clock."""
