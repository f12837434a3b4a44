"""Answers of a review: kept, applied, taken back; none that contradicts another is written down."""

from itertools import count
from pathlib import Path

import pytest

from profile_scraper.dataset.decisions import append_decision, question, read_decisions
from profile_scraper.dataset.files import DatasetError
from profile_scraper.dataset.write import write_dataset
from profile_scraper.records.base import Language
from profile_scraper.records.decision import Answer, Decision
from profile_scraper.records.manifest import UnmatchedTerm
from profile_scraper.records.profile import Topic
from profile_scraper.report.review import Review
from tests.exporters.invented import contents


def decision(first: str, second: str, answer: Answer, by: str = "ana", **more: str) -> Decision:
    fields = {"within": None, "relation": None, "why": None, "when": "2026-11-22T06:00:00Z"} | more
    return Decision.model_validate(
        {"subject": "publication", "first": first, "second": second, "answer": answer, "by": by, **fields}
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "decisions.jsonl"


@pytest.fixture
def review(dataset: Path, file: Path) -> Review:
    ticks = count()
    return Review(dataset, file, "ana", now=lambda: f"2026-11-22T06:00:{next(ticks):02}Z")


def test_what_stands_is_read_back(file: Path) -> None:
    assert read_decisions(file) == []
    one, other = decision("a", "b", "same"), decision("c", "d", "different", by="bo")
    append_decision(file, one)
    append_decision(file, other)
    assert read_decisions(file) == [one, other]
    assert len(file.read_text(encoding="utf8").splitlines()) == 2


def test_a_withdrawn_answer_may_be_given_otherwise(file: Path) -> None:
    append_decision(file, decision("a", "b", "same"))
    append_decision(file, decision("b", "a", "withdrawn"))
    append_decision(file, decision("a", "b", "different"))
    assert [one.answer for one in read_decisions(file)] == ["different"]
    assert len(file.read_text(encoding="utf8").splitlines()) == 3, "what was answered stays to be read"


def test_a_file_edited_by_hand_without_a_last_line_feed_is_appended_to(file: Path) -> None:
    one, other = decision("a", "b", "same"), decision("c", "d", "same")
    file.write_text(one.model_dump_json(), encoding="utf8")
    append_decision(file, other)
    assert read_decisions(file) == [one, other]


def test_an_invalid_line_is_named_with_what_to_do(file: Path) -> None:
    file.write_text('{"subject": "publication"}\n', encoding="utf8")
    with pytest.raises(DatasetError, match=r"line 1, field first: .*; correct or delete that line"):
        read_decisions(file)


def test_lines_of_format_1_0_are_read_for_ever_and_agree_with_new_ones(file: Path) -> None:
    old = decision("a", "b", "same").model_dump_json().replace('"publication"', '"work"')
    file.write_text(old + "\n", encoding="utf8")
    assert read_decisions(file) == [decision("a", "b", "same")]
    with pytest.raises(DatasetError, match="contradicts"):
        append_decision(file, decision("a", "b", "different", by="bo"))
    append_decision(file, decision("b", "a", "withdrawn"))
    assert read_decisions(file) == []
    assert file.read_text(encoding="utf8").startswith(old), "a line of people's work is never rewritten"


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ([("a", "b", "same"), ("b", "a", "different")], ["line 1 (ana", "line 2 (bo"]),
        ([("a", "b", "same"), ("b", "c", "same"), ("c", "a", "different")], ["line 1", "line 2", "line 3"]),
        ([("a", "c", "different"), ("a", "b", "same"), ("b", "c", "same")], ["line 1", "line 2", "line 3"]),
    ],
)
def test_a_contradiction_names_all_and_is_not_written(
    file: Path, answers: list[tuple[str, str, Answer]], named: list[str]
) -> None:
    *before, last = answers
    for one in before:
        append_decision(file, decision(*one))
    unchanged = file.read_bytes()
    with pytest.raises(DatasetError) as error:
        append_decision(file, decision(*last, by="bo"))
    assert all(name in str(error.value) for name in named)
    assert "withdraw one of them" in str(error.value)
    assert file.read_bytes() == unchanged


def test_a_relation_turned_round_contradicts_and_a_series_does_not(file: Path) -> None:
    append_decision(file, decision("a", "b", "related", relation="isPartOfSeriesWith"))
    append_decision(file, decision("b", "a", "related", relation="isPartOfSeriesWith"))
    append_decision(file, decision("c", "d", "related", relation="corrects"))
    with pytest.raises(DatasetError, match=r"line 3 .* contradicts line 4"):
        append_decision(file, decision("d", "c", "related", relation="corrects"))


@pytest.mark.parametrize(
    ("line", "message"),
    [('{"subject": "publication"}', r"line 2, field first"), ("{", r"line 2: .*JSON"), ("", r"line 2: .*JSON")],
)
def test_a_broken_line_is_named(file: Path, line: str, message: str) -> None:
    append_decision(file, decision("a", "b", "same"))
    file.write_text(f"{file.read_text(encoding='utf8')}{line}\n", encoding="utf8")
    with pytest.raises(DatasetError, match=message):
        read_decisions(file)


def test_the_same_words_elsewhere_are_another_question(file: Path) -> None:
    term = decision("Speech", "Parole", "same").model_copy(update={"subject": "term", "within": "topic"})
    append_decision(file, term)
    append_decision(file, term.model_copy(update={"within": "role", "answer": "different"}))
    assert len(read_decisions(file)) == 2


def test_a_review_asks_about_publications_pages_labels_and_conflicts(review: Review) -> None:
    asked = set()
    while (one := review.next()) is not None:
        asked.add(one.kind)
        if one.kind != "publication":
            with pytest.raises(DatasetError, match="only publications can be related"):
                review.answer(one.key, "related", "", "corrects")
        review.answer(one.key, "different", "")
    assert asked == {"publication", "page", "term", "conflict"}


def test_questions_with_most_effect_come_first(review: Review) -> None:
    effects = []
    while (one := review.next()) is not None:
        effects.append(one.effect)
        review.postpone(one.key)
    assert effects == sorted(effects, reverse=True)
    assert effects[0] > effects[-1]


def test_a_person_chooses_what_is_asked(dataset: Path, file: Path) -> None:
    review = Review(dataset, file, "ana", ["conflict"])
    asked = review.next()
    assert asked is not None
    assert asked.kind == "conflict"
    assert dict(review.open_by_kind) == {"conflict": review.open_count}
    assert review.next("publication") is None


def test_a_conflict_is_answered_with_which_page_is_right(dataset: Path, file: Path) -> None:
    review = Review(dataset, file, "ana", ["conflict"])
    asked = review.next()
    assert asked is not None
    assert asked.effect == 0, "what pages print stays in the profile"
    assert asked.conflict is not None
    assert review.conflict_texts.sentence(asked.conflict, "en") == "The two pages of Noémie Aubry name different ranks."
    review.say_correct(asked.key, "second", "she was promoted")
    (written,) = read_decisions(file)
    assert (written.answer, written.correct, written.second) == ("different", "second", asked.items[1].value)
    with pytest.raises(DatasetError, match="contradicts"):
        append_decision(file, written.model_copy(update={"correct": "first"}))
    review.undo()
    assert read_decisions(file) == []


def test_which_is_right_may_be_said_after_that_they_differ(file: Path) -> None:
    within = "invented/a roles[0].title"
    differ = decision("x", "y", "different").model_copy(update={"subject": "conflict", "within": within})
    append_decision(file, differ)
    append_decision(file, differ.model_copy(update={"correct": "first"}))
    assert [each.correct for each in read_decisions(file)] == ["first"]


def open_labels_dataset(folder: Path) -> Path:
    """Two people whose pages have labels of one language only, one pair on the same person."""
    both = contents(people=2, publications=2)
    first, *others = both.profiles
    labelled = first.model_copy(
        update={"topics": [Topic(id="ice", en="River Ice", fr=None), Topic(id="glace", en=None, fr="Glace de rivière")]}
    )
    labels: list[tuple[Language, str]] = [("en", "River Ice"), ("fr", "Glace de rivière"), ("fr", "Tout autre chose")]
    unmatched = [UnmatchedTerm(kind="topic", language=language, label=label, profiles=1) for language, label in labels]
    write_dataset(folder, both._replace(profiles=[labelled, *others], unmatched=unmatched))
    return folder


def test_a_label_without_counterpart_is_asked_with_candidates_of_the_same_people(tmp_path: Path, file: Path) -> None:
    dataset = open_labels_dataset(tmp_path / "labels")
    review = Review(dataset, file, "ana", ["label"])
    asked = review.next()
    assert asked is not None
    assert [item.value for item in asked.items] == ["River Ice", "Glace de rivière"]
    assert [[(each.name, each.url) for each in item.holders] for item in asked.items] == [
        [("Noémie Aubry", "https://invented.invalid/en/directory/person-00000")],
        [("Noémie Aubry", "https://invented.invalid/fr/annuaire/person-00000")],
    ], "who has the label, and where"
    with pytest.raises(DatasetError, match="choose one of the labels"):
        review.select_candidate(asked.key, 2, "")
    review.select_candidate(asked.key, 1, "")
    (written,) = read_decisions(file)
    assert (written.subject, written.within, written.first, written.second, written.answer) == (
        "term",
        "topic",
        "River Ice",
        "Glace de rivière",
        "same",
    )
    assert Review(dataset, file, "bo", ["label"]).next() is None


def test_none_of_the_candidates_is_an_answer_that_can_be_undone(tmp_path: Path, file: Path) -> None:
    dataset = open_labels_dataset(tmp_path / "labels")
    review = Review(dataset, file, "ana", ["label"])
    asked = review.next()
    assert asked is not None
    review.select_candidate(asked.key, None, "")
    assert [each.answer for each in read_decisions(file)] == ["different"]
    review.undo()
    assert read_decisions(file) == []
    assert review.next() == asked


def test_a_label_that_both_languages_share_is_no_question(review: Review) -> None:
    while (one := review.next()) is not None:
        assert "Drones" not in {item.value for item in one.items}
        review.answer(one.key, "different", "")


def test_an_answer_is_kept_with_who_when_and_why(review: Review, file: Path) -> None:
    asked = review.next()
    assert asked is not None
    review.answer(asked.key, "related", " one corrects the other ", "corrects", reverse=True)
    (saved,) = read_decisions(file)
    assert (saved.first, saved.second) == (asked.items[1].value, asked.items[0].value)
    assert (saved.answer, saved.relation, saved.by, saved.why) == (
        "related",
        "corrects",
        "ana",
        "one corrects the other",
    )
    assert saved.when == "2026-11-22T06:00:00Z"


def test_what_was_answered_is_not_asked_again(review: Review, dataset: Path, file: Path) -> None:
    asked = review.next()
    assert asked is not None
    review.answer(asked.key, "same", "")
    again = Review(dataset, file, "bo")
    assert again.open_count == review.open_count
    following = again.next()
    assert following is not None
    assert following.key != asked.key
    with pytest.raises(DatasetError, match="already answered"):
        review.answer(asked.key, "different", "")


def test_later_is_not_asked_again_in_this_session_and_writes_nothing(review: Review, dataset: Path, file: Path) -> None:
    asked = review.next()
    assert asked is not None
    total = review.open_count
    review.postpone(asked.key)
    assert (review.open_count, review.postponed_count) == (total - 1, 1)
    while (one := review.next()) is not None:
        assert one != asked
        review.answer(one.key, "different", "")
    assert asked.about not in map(question, read_decisions(file))
    assert Review(dataset, file, "ana").next() == asked


def test_an_answer_names_the_site_and_one_about_nothing_here_is_counted(dataset: Path, file: Path) -> None:
    review = Review(dataset, file, "ana", ["conflict"])
    assert review.unused == 0
    asked = review.next()
    assert asked is not None
    review.say_correct(asked.key, "neither", "")
    (written,) = read_decisions(file)
    assert written.site == "invented"
    append_decision(file, written.model_copy(update={"first": "what no page says"}))
    append_decision(file, written.model_copy(update={"first": "nor what this one says", "site": "another"}))
    again = Review(dataset, file, "ana", ["conflict"])
    assert again.unused == 1, "those of another site are not about this dataset"
    assert again.open_count == review.open_count


def test_the_last_answer_is_taken_back(review: Review, file: Path) -> None:
    asked = review.next()
    assert asked is not None
    review.answer(asked.key, "same", "")
    review.undo()
    assert read_decisions(file) == []
    assert review.next() == asked
    with pytest.raises(DatasetError, match="no answer of this session"):
        review.undo()


def test_answers_that_make_a_chain_are_refused_in_the_review(file: Path, review: Review) -> None:
    asked = review.next()
    assert asked is not None
    first, second = (item.value for item in asked.items)
    append_decision(file, decision(first, "another", "same"))
    append_decision(file, decision("another", second, "same"))
    with pytest.raises(DatasetError, match="contradicts"):
        review.answer(asked.key, "different", "")
    assert review.next() == asked
