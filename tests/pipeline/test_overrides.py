"""Who asks to be left out is left out everywhere; what a person decided overrides what the software would decide."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.cli import main
from profile_scraper.pipeline.pages import LoadedPages, problems_without, without_removed
from profile_scraper.pipeline.parsing import rows_of
from profile_scraper.pipeline.store import MemoryStore
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.problem import Problem
from testbed.bundled import INSTITUTE
from tests.pair.pages import address, page, student

PAGES = INSTITUTE / "pages"
ADA = "mila/ada-lindqvist"


def _build(folder: Path, *more: str, status: int = 0) -> dict[str, list[dict[str, Any]]]:
    assert main(["build", str(PAGES), "--out", str(folder / "d"), *more]) == status
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
        for path in (folder / "d").glob("*.jsonl")
    }


def _manifest(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / "d" / "manifest.json").read_text(encoding="utf8"))
    return manifest


@pytest.mark.parametrize("asked", [ADA, "https://mila.quebec/fr/annuaire/ada-lindqvist  # since 2026"])
def test_nothing_leads_to_a_person_who_asked_to_be_left_out(
    asked: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "removals.txt").write_text(f"# asked by letter\n{asked}\n", encoding="utf8")
    dataset = _build(tmp_path, "--removals", str(tmp_path / "removals.txt"))
    assert ADA not in {profile["id"] for profile in dataset["profiles"]}
    for path in (tmp_path / "d").iterdir():
        text = path.read_text(encoding="utf8")
        assert ADA not in text, path.name
        assert "annuaire/ada-lindqvist" not in text, path.name
    for profile in dataset["profiles"]:
        assert "Ada Lindqvist" not in {one["name"] for one in (*profile["students"], *profile["supervisors"])}
    assert capsys.readouterr().out.endswith(", 0 problems, 1 left out on request\n")
    assert _manifest(tmp_path)["counts"]["removed_on_request"] == 1


@pytest.mark.slow
def test_a_page_is_known_again_in_the_next_build_whoever_is_left_out() -> None:
    """What was made of the pages that stay is found by a digest, which is the same in every process."""
    digests = {
        subprocess.run(
            [
                sys.executable,
                "-c",
                "from tests.pipeline import test_overrides; print(test_overrides.digest_without_removed())",
            ],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in "123"
    }
    assert len(digests) == 1


def digest_without_removed() -> str:
    removed = frozenset(f"mila/{slug}" for slug in ("bo-ek", "cy-oh", "di-po", "ed-ru", "fy-ta"))
    pages = loaded(page("en", "Ada Lindqvist", "ada-lindqvist"))
    (known,) = (summary._replace(digest=b"0" * 16) for summary in pages.summaries())
    (summary,) = without_removed(pages.part([known]), removed).summaries()
    assert summary.digest != known.digest
    return summary.digest.hex()


def loaded(*pages: ProfilePage) -> LoadedPages:
    """Pages as a build has them."""
    store = MemoryStore()
    for each in pages:
        store.add(each.source.url.encode(), rows_of(each.source.url.encode(), "", each))
    store.select((each.source.url.encode(), each.source.retrieved) for each in pages)
    return LoadedPages(store, list(store.summaries()))


def test_a_card_without_a_link_and_a_language_link_lead_to_nobody_either() -> None:
    ada = page("en", "Ada Lindqvist", "ada-lindqvist")
    bo = page(
        "fr",
        "Bo Ek",
        "bo-ek",
        alternates={"en": address("en", "ada-lindqvist")},
        students=[student("PhD", name="Ada Lindqvist"), student("PhD", name="Cy Oh")],
    )
    pages = without_removed(loaded(ada, bo), {ADA})
    (remaining,) = (pages[summary.page_index] for summary in pages.summaries())
    assert remaining.alternates == {}
    assert [listed_student.name for listed_student in remaining.students] == ["Cy Oh"]


NO_PAGES = loaded()


def test_neither_the_name_of_a_file_nor_a_title_tells_who_asked() -> None:
    page_of_ada = page("en", "Ada Lindqvist-Roy", "ada-lindqvist")
    about = {
        "ada-lindqvist.en.html": "the file is empty",
        "saved/Ada_Lindqvist.html": "the file is empty",
        "saved/ada%20lindqvist.html": "the file is empty",
        "x.html": "the page is titled 'Ada Lindqvist | Mila'",
        "y.html": "the page is titled 'LINDQVIST, Ada'",
        "z.html": "the page is titled 'Ada Lindqvist-Roy'",
        "o.html": "the page is titled 'Bo Lindqvist'",
        "adalindqvistfan.html": "the file is empty",
    }
    problems = [
        Problem(stage="parse", url=url, record=None, field=None, reason="not-a-profile", detail=detail)
        for url, detail in about.items()
    ]
    remaining = problems_without(problems, {ADA}, loaded(page_of_ada))
    assert [each.url for each in remaining] == ["o.html", "adalindqvistfan.html"]


def test_neither_a_broken_page_nor_a_decision_tells_who_asked(tmp_path: Path) -> None:
    (tmp_path / "removals.txt").write_text(f"{ADA}\n", encoding="utf8")
    first, second = (f"https://mila.quebec/{path}/ada-lindqvist" for path in ("en/directory", "fr/annuaire"))
    decision: dict[str, Any] = {"subject": "page", "first": first, "second": second, "within": None, "answer": "same"}
    decision |= {"relation": None, "by": "ana", "when": "2026-11-22T12:00:00Z", "why": None}
    (tmp_path / "decisions.jsonl").write_text(json.dumps(decision) + "\n", encoding="utf8")
    note = Problem(stage="fetch", url=second, record=None, field=None, reason="http-error", detail="it answered 500")
    assert problems_without([note], {ADA}, NO_PAGES) == []
    assert problems_without([note], {"mila/ada-lind"}, NO_PAGES) == [note]
    files = ("--removals", str(tmp_path / "removals.txt"), "--decisions", str(tmp_path / "decisions.jsonl"))
    assert _build(tmp_path, *files)["problems"] == []


def test_a_list_of_removals_that_names_nobody_stops_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "removals.txt").write_text("Ada, please\n", encoding="utf8")
    arguments = ["build", str(PAGES), "--out", str(tmp_path / "d"), "--removals", str(tmp_path / "removals.txt")]
    assert main(arguments) == 2
    assert "removals.txt, line 1: 'Ada, please' is neither an id" in capsys.readouterr().err
    assert not (tmp_path / "d").exists()


def test_a_decision_overrides_the_software_and_survives_a_build(tmp_path: Path) -> None:
    before = _build(tmp_path)
    [merged] = [one for one in before["merges"] if one["decision"] == "related" and one["relation"] == "isVersionOf"][
        :1
    ]
    first, second = merged["publications"]
    decision = {"subject": "publication", "first": first, "second": second, "within": None, "answer": "same"}
    decision |= {"relation": None, "by": "ana", "when": "2026-11-22T12:00:00Z", "why": "the same report"}
    (tmp_path / "decisions.jsonl").write_text(json.dumps(decision) + "\n", encoding="utf8")
    after = _build(tmp_path, "--decisions", str(tmp_path / "decisions.jsonl"))
    assert len(after["publications"]) == len(before["publications"]) - 1
    [merge] = [one for one in after["merges"] if one["rule"] == "decided-by-a-person"]
    assert merge["decision"] == "same"
    assert {redirect["old"] for redirect in after["redirects"]} & {first, second}


def test_decisions_about_pages_and_conflicts_hold_in_a_build(tmp_path: Path) -> None:
    before = _build(tmp_path)
    pairing = next(one for one in before["pairings"] if one["decision"] == "same")
    asked = next(
        one for one in before["conflicts"] if len(one["statements"]) == 2 and one["profile"] != pairing["profiles"][0]
    )
    page_decision: dict[str, Any] = {
        "subject": "page",
        "first": pairing["en"],
        "second": pairing["fr"],
        "within": None,
        "answer": "different",
    }
    first, second = (statement["text"] or "–" for statement in asked["statements"])
    conflict_decision: dict[str, Any] = {"subject": "conflict", "first": first, "second": second, "answer": "same"}
    conflict_decision |= {"within": f"{asked['profile']} {asked['field']}"}
    by = {"relation": None, "by": "ana", "when": "2026-11-22T12:00:00Z", "why": None}
    lines = [json.dumps(one | by) + "\n" for one in (page_decision, conflict_decision)]
    (tmp_path / "decisions.jsonl").write_text("".join(lines), encoding="utf8")
    after = _build(tmp_path, "--decisions", str(tmp_path / "decisions.jsonl"), status=1)
    assert [one["reason"] for one in after["problems"]] == ["ambiguous"], "two people with one slug"
    assert len(after["profiles"]) == len(before["profiles"]) + 1
    assert [one["field"] for one in after["conflicts"] if one["decided"] == "same"] == [asked["field"]]


@pytest.mark.parametrize("index", [True, False], ids=["old line", "line of today"])
def test_an_answer_stays_when_somebody_before_it_in_the_list_is_left_out(tmp_path: Path, *, index: bool) -> None:
    before = _build(tmp_path)
    asked = next(one for one in before["conflicts"] if one["item"] == "mila/idris-belhomme-roe")
    first, second = (statement["text"] or "–" for statement in asked["statements"])
    field = asked["field"] if index else "students[mila/idris-belhomme-roe].supervision"
    line = {"subject": "conflict", "first": first, "second": second, "answer": "different", "correct": "neither"}
    line |= {"within": f"{asked['profile']} {field}", "relation": None, "by": "ana", "when": "2026-11-22T12:00:00Z"}
    (tmp_path / "decisions.jsonl").write_text(json.dumps(line | {"why": None}) + "\n", encoding="utf8")
    (tmp_path / "removals.txt").write_text("mila/noemie-okonjo-vasseur\n", encoding="utf8")
    files = ("--decisions", str(tmp_path / "decisions.jsonl"), "--removals", str(tmp_path / "removals.txt"))
    (decided,) = [one for one in _build(tmp_path, *files)["conflicts"] if one["decided"]]
    assert (decided["item"], decided["decided"]) == (asked["item"], "different")
    assert decided["field"] != asked["field"], "the list shifts"
    out = tmp_path / "site.html"
    assert main(["report", str(tmp_path / "d"), "--for-site", "--out", str(out), *files]) == 0
    assert out.read_text(encoding="utf8").count("Neither is right.") == 1


def test_a_decision_that_names_nothing_present_is_a_problem(tmp_path: Path) -> None:
    decision: dict[str, Any] = {
        "subject": "term",
        "first": "Alchemy",
        "second": "Alchimie",
        "within": "topic",
        "answer": "same",
    }
    decision |= {"relation": None, "by": "ana", "when": "2026-11-22T12:00:00Z", "why": None}
    (tmp_path / "decisions.jsonl").write_text(json.dumps(decision) + "\n", encoding="utf8")
    (problem,) = _build(tmp_path, "--decisions", str(tmp_path / "decisions.jsonl"), status=1)["problems"]
    assert (problem["stage"], problem["url"], problem["reason"]) == ("pair", "decisions.jsonl", "not-found")
    assert "'Alchemy'" in problem["detail"]


def test_decisions_about_other_sites_and_corrected_pages_are_counted_and_no_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _build(tmp_path)
    profile = before["profiles"][0]["id"]
    by = {"relation": None, "by": "ana", "when": "2026-11-22T12:00:00Z", "why": None, "answer": "same"}
    corrected: dict[str, Any] = {"subject": "conflict", "first": "98", "second": "99", "within": f"{profile} students"}
    (tmp_path / "sites" / "rivers").mkdir(parents=True)
    (tmp_path / "sites" / "rivers" / "site.toml").write_text(
        'title = "Rivers"\nbase_url = "https://rivers.example"\n'
        '[addresses]\nprofile = {en = "/en/{slug}", fr = "/fr/{slug}"}\n',
        encoding="utf8",
    )
    elsewhere: list[dict[str, Any]] = [
        {"subject": "conflict", "first": "10", "second": "8", "within": "rivers/ana students"},
        {
            "subject": "page",
            "first": "https://rivers.example/en/ana",
            "second": "https://rivers.example/fr/ana",
            "within": None,
        },
    ]
    elsewhere.append(
        {"subject": "publication", "first": "quartz", "second": "woven", "within": None, "site": "unheard-of"}
    )
    lines = [json.dumps({"relation": None, **one, **by}) + "\n" for one in (corrected, *elsewhere)]
    (tmp_path / "decisions.jsonl").write_text("".join(lines), encoding="utf8")
    arguments = ("--decisions", str(tmp_path / "decisions.jsonl"), "--sites", str(tmp_path / "sites"))
    after = _build(tmp_path, *arguments)
    assert after["problems"] == []
    assert after["profiles"] == before["profiles"]
    skipped = _manifest(tmp_path)["skipped"]
    assert (skipped["unused-decision"], skipped["decision-of-another-site"]) == (1, 3)
    last = capsys.readouterr().out.splitlines()[-1]
    assert "1 decision about what these pages do not say, 3 decisions about other sites, 0 problems" in last
