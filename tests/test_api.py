"""The package in Python: in a script without a guard, in a notebook, typed, and as its documentation shows it."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import profile_scraper as ps
from profile_scraper.messages import UserError
from testbed.bundled import INSTITUTE, pages
from testbed.server import Site, serve
from tests.crawl.runs import FAST

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"
PAGE = INSTITUTE / "pages" / "ada-lindqvist.en.html"

SCRIPT = """
import sys
import profile_scraper as ps
import profile_scraper.pipeline.ingest as ingest

print("started")
ingest._BATCH_BYTES = 1  # these few pages are read in several processes, too
built = ps.build([sys.argv[1]], out="dataset", processes=2)
settings = {"DOWNLOAD_DELAY": 0, "RETRY_DELAY": 0}
first = ps.crawl("mila", out="one", base_url=sys.argv[2], limit=2, settings=settings)
second = ps.crawl("mila", out="two", base_url=sys.argv[2], limit=2, settings=settings)
print(built.manifest.counts.profiles, first.manifest.counts.profiles, second.manifest.counts.profiles)
"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serve(pages()) as served:
        yield served


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("api") / "dataset"
    assert ps.build(INSTITUTE / "pages", out).manifest is not None
    return out


@pytest.mark.slow
@pytest.mark.parametrize("start_method", ["fork", "spawn"])
def test_a_script_without_a_guard_builds_and_crawls_twice_and_runs_once(
    start_method: str, site: Site, tmp_path: Path
) -> None:
    thread = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    script = tmp_path / "script.py"
    script.write_text((thread if start_method == "spawn" else "") + SCRIPT, encoding="utf8")
    command = [sys.executable, str(script), str(INSTITUTE / "pages"), site.url]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("started") == 1
    built, first, second = map(int, done.stdout.splitlines()[-1].split())
    assert built > first == second > 0


def test_the_import_loads_no_other_module() -> None:
    code = "import sys; before = set(sys.modules); import profile_scraper; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["profile_scraper"]
    assert set(ps.__all__) <= set(dir(ps))


def test_type_checkers_see_what_the_package_gives() -> None:
    tree = ast.parse(Path(ps.__file__).read_text(encoding="utf8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level == 0]
    declared = {alias.name: node.module for node in imports for alias in node.names if alias.name in ps.__all__}
    assert set(declared) == set(ps.__all__)
    for name, module in declared.items():
        assert getattr(ps, name) is getattr(import_module(module or ""), name)
    assert files(ps).joinpath("py.typed").is_file()


def test_a_dataset_has_typed_records(dataset: Path) -> None:
    read = ps.read_dataset(str(dataset))
    assert read.manifest.counts.profiles == len(list(read.profiles)) == len(list(read.profiles))
    assert read.manifest.counts.publications == sum(1 for _ in read.publications)
    assert {decision.decision for decision in read.merges} >= {"same"}
    assert all(problem.reason for problem in read.problems)


def test_a_page_is_read_from_bytes_or_text() -> None:
    body = PAGE.read_bytes()
    address = "https://mila.quebec/en/directory/ada-lindqvist"
    from_bytes = ps.parse_page(body, url=address, site="mila")
    assert from_bytes.type == "profile"
    assert from_bytes.name == "Ada Lindqvist"
    from_text = ps.parse_page(body.decode(), url=address, site=ps.load_site("mila"))
    assert from_text == from_bytes


def test_a_dataset_is_exported_from_its_records_or_its_folder(dataset: Path, tmp_path: Path) -> None:
    ps.export(ps.read_dataset(dataset), to="json-ld", out=tmp_path / "one.json")
    ps.export(str(dataset), to="json-ld", out=str(tmp_path / "two.json"))
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_a_dataset_is_shown_in_one_line_and_counted(dataset: Path) -> None:
    read = ps.read_dataset(dataset)
    assert repr(read) == f"<Dataset {dataset}: 15 profiles, 45 publications>"
    assert repr(read.profiles) == f"<Profile records of {dataset / 'profiles.jsonl'}>"
    assert (len(read.profiles), len(read.publications)) == (15, 45)


@pytest.mark.slow
def test_a_type_checker_accepts_the_examples_and_rejects_a_wrong_format(tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="mypy is a tool of development (pip install '.[dev]')")
    examples = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text("utf8"), re.DOTALL)
    (tmp_path / "right.py").write_text("\n".join(examples), encoding="utf8")
    (tmp_path / "wrong.py").write_text('import profile_scraper as ps\nps.export("d", to="xls", out="o")\n', "utf8")
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--cache-dir"]
    for name, status in (("right", 0), ("wrong", 1)):
        checked = subprocess.run(
            [*command, str(tmp_path / "cache"), str(tmp_path / f"{name}.py")],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert checked.returncode == status, checked.stdout + checked.stderr


@pytest.mark.parametrize("processes", ["two", 0, 1.5])
def test_a_number_of_processes_is_checked_for_any_input(processes: Any, tmp_path: Path) -> None:
    with pytest.raises(ps.UserError, match="processes is a whole number above 0"):
        ps.build([INSTITUTE / "pages"], tmp_path / "d", processes=processes)
    with pytest.raises(ps.UserError, match="processes is a whole number above 0"):
        ps.crawl("mila", tmp_path / "d", processes=processes)


@pytest.mark.parametrize("page", [PAGE, None, 3])
def test_what_is_no_page_is_named(page: Any) -> None:
    with pytest.raises(ps.UserError, match="html is the page itself, bytes or text"):
        ps.parse_page(page)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda out: ps.build(None, out), "a path is a text or a path object, not NoneType"),  # type: ignore[arg-type]
        (lambda out: ps.build([3], out), "a path is a text or a path object, not int"),  # type: ignore[list-item]
        (lambda _out: ps.build([PAGE], None), "a path is a text or"),  # type: ignore[arg-type]
        (lambda out: ps.export(None, "csv", out), "a path is a text or"),  # type: ignore[arg-type]
        (lambda _out: ps.export(SAMPLE, "csv", None), "a path is a text or"),  # type: ignore[arg-type]
        (lambda out: ps.export(SAMPLE, None, out), "there is no format None"),  # type: ignore[arg-type]
        (lambda _out: ps.read_dataset(None), "a path is a text or"),  # type: ignore[arg-type]
        (lambda _out: ps.load_site(None), "no site is called None"),  # type: ignore[arg-type]
        (lambda out: ps.crawl(None, out), "no site is called None"),  # type: ignore[arg-type]
        (lambda _out: ps.deduplicate(None), "a sequence of dicts or a DataFrame, not NoneType"),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_argument_is_named(call: Callable[[Path], Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(ps.UserError, match=message):
        call(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_message_about_the_site_fits_python() -> None:
    with pytest.raises(ps.PageError, match="name the site of these pages"):
        ps.parse_page("<html><title>Ada</title><h1>Ada</h1></html>")


@pytest.mark.parametrize(
    "call",
    [
        lambda folder: ps.build([], folder / "d"),
        lambda _: ps.deduplicate([], processes=0),
        lambda _: ps.deduplicate([], "all"),  # type: ignore[arg-type]
        lambda folder: ps.export(folder / "missing", to="parquet", out=folder / "d", append_as="yesterday"),
        lambda folder: ps.build("pages", folder / "d", site="atlantis"),
        lambda folder: ps.build("pages", folder / "d", removals=folder / "missing"),
        lambda folder: ps.build("pages", folder / "d", sites=folder / "missing"),
        lambda folder: ps.crawl("atlantis", folder / "d"),
        lambda folder: ps.crawl("mila", folder / "d", base_url="not an address"),
        lambda _: ps.parse_page("<html><title>Just a moment...</title>", site="mila"),
        lambda _: ps.parse_page(b"", site="mila"),
        lambda _: ps.load_site("atlantis"),
        lambda folder: ps.read_dataset(folder / "missing"),
        lambda folder: ps.export(folder / "missing", to="csv", out=folder / "d"),
        lambda _: ps.deduplicate([{"id": 1}]),
    ],
)
def test_every_error_is_of_one_class(call: Callable[[Path], Any], tmp_path: Path) -> None:
    with pytest.raises(ps.UserError):
        call(tmp_path)
    assert ps.UserError is UserError


def test_a_folder_of_sites_applies_to_one_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROFILE_SCRAPER_SITES", raising=False)
    folder = tmp_path / "sites" / "rivieres"
    folder.mkdir(parents=True)
    text = (
        'title = "Institut"\nbase_url = "https://rivieres.example"\naddresses.profile = {en = "/en/people/{slug}/"}\n'
    )
    (folder / "site.toml").write_text(text, encoding="utf8")
    assert ps.load_site("rivieres", sites=tmp_path / "sites").title == "Institut"
    with pytest.raises(ps.UserError, match="no site is called 'rivieres'"):
        ps.load_site("rivieres")


@pytest.mark.slow
def test_the_examples_of_the_documentation_run(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "saved-pages").symlink_to(INSTITUTE / "pages")
    (tmp_path / "page.html").write_bytes(PAGE.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ps, "crawl", partial(ps.crawl, base_url=site.url, settings=FAST))
    examples = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text("utf8"), re.DOTALL)
    assert len(examples) > 5
    namespace: dict[str, Any] = {}
    for example in examples:
        exec(compile(example, "docs/python.md", "exec"), namespace)
    assert capsys.readouterr().out
