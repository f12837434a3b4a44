"""A site whose pages scripts build is crawled with a browser and built without one."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from testbed.faults import Faults
from testbed.server import Site, serve
from tests.crawl.runs import FAST, PROJECT

PROGRAM = Path(sys.executable).with_name("profile-scraper")
SITE = """
title = "Institut des rivières"
base_url = "https://rivieres.example"
render = RENDER
[addresses]
profile = {en = "/en/people/{slug}"}
list = {en = "/en/people"}
[fields]
name = "h1.person-name"
roles = "p.role"
topics = "ul.tags li"
biography = "div.bio p"
"""
SHELL = b"""<!DOCTYPE html><html lang="en"><head><title>Rivi\xc3\xa8res</title><meta charset="utf-8"></head>
<body><div id="app"></div><noscript>No JavaScript?</noscript><script src="/app.js"></script></body></html>"""
APP = """
const app = document.getElementById('app');
fetch('/api' + location.pathname).then(answer => answer.json()).then(data => {
  if (data.people) app.innerHTML = '<main><h1>People</h1><ul>' + data.people.map(
    one => '<li class="card"><h3><a href="/en/people/' + one[0] + '">' + one[1] + '</a></h3><p>Professor</p></li>'
    ).join('') + '</ul></main>';
  else app.innerHTML = '<main><h1 class="person-name">' + data.name + '</h1><p class="role">Professor of Rivers</p>' +
    '<ul class="tags"><li>Sediment</li><li>Floods</li></ul><div class="bio"><p>' + data.bio + '</p></div></main>';
});
fetch('/private/secret'); fetch('http://127.0.0.1:9/elsewhere');
setInterval(() => 0, 10);
"""
PEOPLE = {"ada-brook": "Ada Brook", "jean-rhone": "Jean Rhône", "sam-delta": "Sam Delta"}


def app_pages() -> dict[str, bytes]:
    pages = {"/en/people": SHELL, "/app.js": APP.encode(), "/private/secret": b"{}"}
    pages["/api/en/people"] = json.dumps({"people": list(PEOPLE.items())}).encode()
    for slug, name in PEOPLE.items():
        bio = f"{name} studies how rivers carry sand to the sea, and what this means for those who live beside them."
        pages[f"/en/people/{slug}"] = SHELL
        pages[f"/api/en/people/{slug}"] = json.dumps({"name": name, "bio": bio}).encode()
    return pages


def run(words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(PROGRAM), *words], cwd=PROJECT, env=os.environ, check=False, capture_output=True, text=True, timeout=300
    )


def crawl_words(site: Site, tmp_path: Path, *, render: bool) -> list[str]:
    folder = tmp_path / "sites/rivieres"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.toml").write_text(SITE.replace("RENDER", "true" if render else "false"))
    words = ["crawl", "rivieres", "--base-url", site.url, "--sites", str(tmp_path / "sites"), "--out"]
    words += [str(tmp_path / "out")]
    settings = {**FAST, "DOWNLOAD_TIMEOUT": "60", "CONTACT": "x@rivieres.example"}
    return words + [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]


@pytest.fixture
def chromium() -> str:
    pytest.importorskip("scrapy_playwright", reason="install the extra 'render'")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    return path


def names(dataset: Path) -> list[str]:
    return sorted(json.loads(line)["name"] for line in (dataset / "profiles.jsonl").read_text("utf8").splitlines())


@pytest.mark.slow
@pytest.mark.browser
def test_a_site_that_builds_itself_by_script_is_crawled_and_built_again_without_a_browser(
    tmp_path: Path, chromium: str
) -> None:
    with serve(app_pages(), Faults()) as site:
        site.robots = b"User-agent: *\nDisallow: /private/\n"
        words = [*crawl_words(site, tmp_path, render=True), "-s", f"CHROMIUM={chromium}"]
        first = run(words)
        assert first.returncode == 0, first.stderr
        asked = site.asked()
        assert names(tmp_path / "out/dataset") == sorted(PEOPLE.values())
        assert asked["/en/people/ada-brook"] == 1, "the browser draws what was fetched"
        assert "/private/secret" not in asked, "robots.txt holds for scripts too"
        assert {line.agent for line in site.log} == {site.log[0].agent}
        assert site.most_in_flight <= 2
        site.pages["/api/en/people/ada-brook"] = json.dumps({"name": "Ada Brooks", "bio": "x " * 50}).encode()
        second = run(words)
        assert second.returncode == 0, second.stderr
        assert "Ada Brooks" in names(tmp_path / "out/dataset"), "the shell is the same, its content is not"
    again = tmp_path / "again"
    sites = str(tmp_path / "sites")
    built = run(["build", str(tmp_path / "out/snapshot"), "--sites", sites, "--site", "rivieres", "--out", str(again)])
    assert built.returncode == 0, built.stderr
    assert (again / "profiles.jsonl").read_bytes() == (tmp_path / "out/dataset/profiles.jsonl").read_bytes()


@pytest.mark.slow
@pytest.mark.browser
def test_scripts_that_never_end_cost_their_page_alone(tmp_path: Path, chromium: str) -> None:
    pages = app_pages()
    pages["/en/people/jean-rhone"] = SHELL.replace(b'src="/app.js">', b">while (true) {}")
    with serve(pages, Faults()) as site:
        words = crawl_words(site, tmp_path, render=True)
        done = run([*words, "-s", f"CHROMIUM={chromium}", "-s", "DOWNLOAD_TIMEOUT=15"])
    assert done.returncode == 1, done.stderr
    profiles = (tmp_path / "out/dataset/profiles.jsonl").read_text("utf8").splitlines()
    built = {json.loads(line)["name"] for line in profiles if json.loads(line)["biography"]["en"]}
    assert built == {"Ada Brook", "Sam Delta"}
    lines = [json.loads(line) for line in (tmp_path / "out/dataset/problems.jsonl").read_text().splitlines()]
    assert [line["url"] for line in lines if "cannot be rendered" in line["detail"]] == [
        f"{site.url}/en/people/jean-rhone"
    ]


def test_an_empty_shell_is_recognised_and_rendering_recommended(tmp_path: Path) -> None:
    with serve(app_pages(), Faults()) as site:
        done = run(crawl_words(site, tmp_path, render=False))
    assert done.returncode == 2
    assert "render = true" in done.stderr
    page = tmp_path / "ada.html"
    page.write_bytes(SHELL)
    checked = run(["sites", "check", "rivieres", str(page), "--sites", str(tmp_path / "sites")])
    assert "render = true" in checked.stdout + checked.stderr


def test_a_missing_browser_is_said_before_the_crawl(tmp_path: Path) -> None:
    pytest.importorskip("scrapy_playwright", reason="install the extra 'render'")
    with serve(app_pages(), Faults()) as site:
        done = run([*crawl_words(site, tmp_path, render=True), "-s", "CHROMIUM=/nowhere/chromium"])
        assert not site.log
    assert done.returncode == 2
    assert "no browser at /nowhere/chromium" in done.stderr
    assert len(done.stderr.splitlines()) == 1
