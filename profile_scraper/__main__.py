"""``python -m profile_scraper``: the command line."""

import sys

from profile_scraper.cli import main

sys.exit(main())
