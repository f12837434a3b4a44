"""Validate a dataset folder: every line against the JSON Schema of its file, and the references between files."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeAlias

from jsonschema_rs import Draft202012Validator, ValidationError

from profile_scraper.dataset.files import DatasetError, find_parts
from profile_scraper.dataset.read import check_format, no_dataset
from profile_scraper.messages import _
from profile_scraper.records.manifest import (
    CONFLICTS,
    FILES,
    MANIFEST,
    MERGES,
    PAIRINGS,
    PROBLEMS,
    PROFILES,
    PROVENANCE,
    PUBLICATIONS,
    REDIRECTS,
)
from profile_scraper.storage.remote import Location

Parts: TypeAlias = Mapping[str, Location]
"""The files that exist, by name."""


_ID_FIELDS = {PROFILES: "id", PUBLICATIONS: "id", PROVENANCE: "profile", REDIRECTS: "old"}
"""The field that identifies a record of a file, and that no other record of the file repeats."""

_NAMING_FIELDS = {**_ID_FIELDS, CONFLICTS: "profile", PROBLEMS: "record"}
"""The field that names the record in a finding."""

_COUNTED = {PROFILES: "profiles", PUBLICATIONS: "publications", PROBLEMS: "problems"}
"""The manifest's count of each file's lines."""


class Finding(NamedTuple):
    """What is wrong with a dataset, where, and what to do."""

    file: str
    """Name of the file."""
    line: int | None
    """Number of the line, from 1; None where the whole file is meant."""
    record: str | None
    """Id of the record, where the line has one."""
    field: str | None
    """Path of the field inside the record (``roles[0].kind``), None where the whole record is meant."""
    message: str
    """What is wrong."""
    advice: str
    """What to do."""

    def __str__(self) -> str:
        where = [self.file]
        if self.line is not None:
            record = f" ({self.record})" if self.record else ""
            where.append(_("line {number}").format(number=self.line) + record)
        if self.field:
            where.append(_("field {name}").format(name=self.field))
        return _("{place}: {fault}; {advice}").format(place=", ".join(where), fault=self.message, advice=self.advice)


def validate_dataset(folder: Location) -> Iterator[Finding]:
    """Yield what is wrong with a dataset: with whole files, then with lines, then with references between files.

    A file that is cut short comes before the references that it no longer answers.

    Raises:
        DatasetError: ``folder`` is no dataset, or has a format that this version does not read.
    """
    try:
        parts = find_parts(folder)
    except OSError:
        parts = {}
    if not parts:
        raise no_dataset(folder)
    if MANIFEST in parts and _names_its_format(parts[MANIFEST]):
        check_format(parts[MANIFEST])
    for name in FILES:
        if name not in parts:
            yield Finding(name, None, None, None, _("the file is missing"), _rebuild())
    if MANIFEST in parts:
        yield from _manifest(parts)
    known, dangling = _References(parts), set[str]()
    record_files = {name: path for name, path in parts.items() if name != MANIFEST}
    for name, path in record_files.items():
        yield from _record_file(name, path, known, dangling)
    for name in (name for name in record_files if name in dangling):
        yield from _dangling(name, record_files[name], known)


class _References:
    """The ids that records of other files can refer to."""

    def __init__(self, parts: Parts) -> None:
        self.publications_of = {
            record["id"]: _texts(record.get("publications")) for record in _objects(parts, PROFILES)
        }
        """For each profile the publications that it lists."""
        self.profiles_of = {record["id"]: _texts(record.get("profiles")) for record in _objects(parts, PUBLICATIONS)}
        """For each publication the profiles that list it."""

    def broken(self, file: str, record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield the field and a description of each reference of a valid record that leads nowhere."""
        if file == PROFILES:
            yield from self._of_profile(record)
        elif file == PUBLICATIONS:
            yield from self._of_publication(record)
        elif file == MERGES:
            yield from self._unknown("publications", record["publications"], self.profiles_of)
        elif file == PAIRINGS:
            yield from self._unknown("profiles", record["profiles"], self.publications_of)
        elif file in {PROVENANCE, CONFLICTS}:
            yield from self._unknown("profile", [record["profile"]], self.publications_of)
        elif file == REDIRECTS:
            yield from self._unknown("new", [record["new"]], self.profiles_of)
            if record["old"] in self.profiles_of:
                yield "old", _("{id!r} is still the id of a publication").format(id=record["old"])

    def _of_profile(self, record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from self._unknown("publications", record["publications"], self.profiles_of)
        for index, publication in enumerate(record["publications"]):
            if record["id"] not in self.profiles_of.get(publication, [record["id"]]):
                yield (
                    f"publications[{index}]",
                    _("the publication {id!r} does not name this profile").format(id=publication),
                )

    def _of_publication(self, record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from self._unknown("profiles", record["profiles"], self.publications_of)
        for index, profile in enumerate(record["profiles"]):
            if record["id"] not in self.publications_of.get(profile, [record["id"]]):
                yield f"profiles[{index}]", _("the profile {id!r} does not list this publication").format(id=profile)
        targets = [relation["target"] for relation in record["relations"]]
        yield from self._unknown("relations", targets, self.profiles_of)

    def _unknown(self, field: str, ids: list[str], known: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        lacks = (
            _("the dataset has no publication {id!r}")
            if known is self.profiles_of
            else _("the dataset has no profile {id!r}")
        )
        for index, id_ in enumerate(ids):
            if id_ not in known:
                path = field if field in {"profile", "new"} else f"{field}[{index}]"
                yield path, lacks.format(id=id_)


def _manifest(parts: Parts) -> Iterator[Finding]:
    try:
        manifest = _parse(parts[MANIFEST].read_bytes())
        invalid = list(_schema_errors(MANIFEST, manifest))
    except (ValueError, RecursionError):
        yield Finding(MANIFEST, None, None, None, _("it is not JSON, or is cut off"), _rebuild())
        return
    yield from (Finding(MANIFEST, None, None, field, message, _rebuild()) for field, message in invalid)
    if invalid:
        return
    for name, digest in manifest["files"].items():
        if name in parts and _sha256(parts[name]) != digest:
            yield Finding(name, None, None, None, _("the file was changed after the dataset was written"), _rebuild())
    for name, count in _COUNTED.items():
        if name in parts:
            lines = sum(1 for _line in _lines(parts[name]))
            if lines != manifest["counts"][count]:
                text = _("{number} in the manifest, {lines} in {file}")
                message = text.format(number=manifest["counts"][count], lines=lines, file=name)
                yield Finding(MANIFEST, None, None, f"counts.{count}", message, _rebuild())


def _names_its_format(path: Location) -> bool:
    try:
        return isinstance(_parse(path.read_bytes())["schema_version"], str)
    except (ValueError, RecursionError, KeyError, TypeError):
        return False


def _record_file(name: str, path: Location, known: _References, dangling: set[str]) -> Iterator[Finding]:
    """Yield what is wrong with the lines by themselves; a file with a reference to nothing is added to ``dangling``."""
    lines_of = Counter[str]()
    for number, line in _lines(path):
        try:
            record = _parse(line)
            errors = list(_schema_errors(name, record))
        except (ValueError, RecursionError):
            yield Finding(name, number, None, None, _("it is not JSON, or is cut off"), _edited())
            continue
        id_ = record.get(_NAMING_FIELDS.get(name, "")) if isinstance(record, dict) else None
        shown = id_ if isinstance(id_, str) else None
        yield from (Finding(name, number, shown, field, message, _edited()) for field, message in errors)
        if name in _ID_FIELDS and shown is not None:
            lines_of[shown] += 1
            if lines_of[shown] == 2:
                message = _("an earlier line has {id!r}, too").format(id=shown)
                yield Finding(name, number, shown, _ID_FIELDS[name], message, _("delete one of the lines"))
        if not errors and name not in dangling and any(True for _broken in known.broken(name, record)):
            dangling.add(name)


def _dangling(name: str, path: Location, known: _References) -> Iterator[Finding]:
    """Yield the references of valid records that lead nowhere."""
    for number, line in _lines(path):
        try:
            record = _parse(line)
            valid = _validator(name).is_valid(record)
        except (ValueError, RecursionError):
            continue
        if valid:
            id_ = record.get(_NAMING_FIELDS.get(name, ""))
            shown = id_ if isinstance(id_, str) else None
            for field, message in known.broken(name, record):
                yield Finding(name, number, shown, field, message, _rebuild())


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = files("profile_scraper").joinpath("schemas", f"{Path(name).stem}.schema.json")
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf8")))


def _schema_errors(name: str, record: Any) -> Iterator[tuple[str | None, str]]:
    """Yield the field and the message of each error."""
    for error in _validator(name).iter_errors(record):
        deepest = _deepest(error)
        yield _path(deepest.instance_path) or None, _short(deepest.message)


def _deepest(error: ValidationError) -> ValidationError:
    """Of the alternatives of an ``anyOf``, the error of the one that fits the value furthest."""
    branches: Iterable[list[ValidationError]] = getattr(error.kind, "context", ())
    inner = [_deepest(each) for branch in branches for each in branch]
    deeper = [each for each in inner if len(each.instance_path) > len(error.instance_path)]
    return max(deeper, key=lambda each: len(each.instance_path)) if deeper else inner[0] if inner else error


def _rebuild() -> str:
    return _("build the dataset again")


def _edited() -> str:
    return _("correct the line, or build the dataset again")


def _path(parts: Iterable[str | int]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).removeprefix(".")


def _short(message: str, width: int = 200) -> str:
    return message if len(message) <= width else f"{message[: width // 2]} … {message[-width // 2 :]}"


def _lines(path: Location) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            yield from enumerate(file, 1)
    except OSError as error:
        raise DatasetError(_("{path} cannot be read: {error}").format(path=path, error=error.strerror)) from None


def _objects(parts: Parts, name: str) -> Iterator[dict[str, Any]]:
    """The objects of a file; lines that are none are left to the validation."""
    for _number, line in _lines(parts[name]) if name in parts else ():
        try:
            record = _parse(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict) and isinstance(record.get("id"), str):
            yield record


def _parse(line: bytes) -> Any:
    return json.loads(line, parse_constant=_reject_constant)


def _texts(value: Any) -> frozenset[str]:
    return frozenset(each for each in value if isinstance(each, str)) if isinstance(value, list) else frozenset()


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


def _sha256(path: Location) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
