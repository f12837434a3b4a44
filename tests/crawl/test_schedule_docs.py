"""The commands that docs/schedule.md gives to schedulers are run as they stand there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from testbed.server import serve
from tests.crawl.runs import FAST, PROJECT

PROGRAM = Path(sys.executable).with_name("profile-scraper")
PAGE = (PROJECT / "docs/schedule.md").read_text(encoding="utf8")
BLOCKS = dict(re.findall(r"```(ini|cron|yaml)\n(.*?)```", PAGE, re.DOTALL)[::-1])
COMMANDS = {
    "systemd": re.findall(r"^ExecStart=(.*)$", BLOCKS["ini"], re.MULTILINE)[0],
    "cron": re.findall(r"^0 3 \* \* 0  (.*)$", BLOCKS["cron"], re.MULTILINE)[0],
    "GitHub Actions": re.findall(r"- run: (profile-scraper crawl.*)$", BLOCKS["yaml"], re.MULTILINE)[0],
}


@pytest.mark.slow
@pytest.mark.parametrize("scheduler", COMMANDS)
def test_the_command_of_a_scheduler_works(tmp_path: Path, pages: dict[str, bytes], scheduler: str) -> None:
    line = COMMANDS[scheduler].replace("/var/lib/profile-scraper", str(tmp_path))
    with serve(pages) as site:
        more = " ".join(["crawl mila --base-url", site.url, *(f"-s {name}={value}" for name, value in FAST.items())])
        line = re.sub(r"(\S*/)?profile-scraper crawl mila", f"{PROGRAM} {more}", line)
        done = subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.rglob("dataset/manifest.json"))) == 1
