"""Reads the saved pages again and shows, field by field, what the reader now says otherwise: ``make fixtures``.

python -m tests.refresh_fixtures            # show
python -m tests.refresh_fixtures --write    # show, and make it the expected records
python -m tests.refresh_fixtures traps/     # only pages whose name holds the word
"""

import argparse
import sys

from testbed.compare import changes
from tests.saved_pages import saved_pages


def main(arguments: list[str] | None = None) -> int:
    """Show what changed; exit with 1 where something did and was not written."""
    parser = argparse.ArgumentParser(prog="python -m tests.refresh_fixtures", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", help="words that the name of a page must hold; without any, every page")
    parser.add_argument("--write", action="store_true", help="make what the reader says the expected records")
    options = parser.parse_args(arguments)
    pages = [page for page in saved_pages() if all(word in page.name for word in options.names)]
    changed = 0
    for page in pages:
        record = page.read()
        found = list(changes(page.expected(), record))
        if not found:
            continue
        changed += 1
        sys.stdout.write(f"{page.name}\n")
        for path, old, new in found:
            sys.stdout.write(f"  {path}: {old!r} → {new!r}\n")
        if options.write:
            page.write(record)
    done = "written" if options.write else "nothing written (--write makes it the expected record)"
    sys.stdout.write(f"{changed} of {len(pages)} pages read otherwise than expected; {done}\n")
    return 1 if changed and not options.write else 0


if __name__ == "__main__":
    sys.exit(main())
