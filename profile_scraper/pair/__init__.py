"""Two language versions of one person become one record that mixes nothing up."""
