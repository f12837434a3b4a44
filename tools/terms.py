"""Check that no retired word is an identifier: ``python -m tools.terms --check`` (words in ``tools/terms.toml``)."""

import argparse
import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
TABLE = Path(__file__).with_suffix(".toml")
PACKAGES = ("profile_scraper",)


class Finding(NamedTuple):
    """A retired word that a file binds as a name."""

    file: str
    line: int
    name: str
    use: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.name!r} is retired: use {self.use}"


class Terms(NamedTuple):
    """The table of retired words."""

    retired: dict[str, str]
    """What to use instead of each word."""
    allowed: dict[str, dict[str, str]]
    """By file or folder, the words that are meant literally there, and why."""

    @classmethod
    def load(cls, path: Path = TABLE) -> "Terms":
        """Read the table."""
        data = tomllib.loads(path.read_text(encoding="utf8"))
        return cls(data["retired"], data.get("allowed", {}))

    def check(self, source: str, file: str) -> Iterator[Finding]:
        """The retired words among the names that a source binds."""
        allowed = {
            word
            for where, words in self.allowed.items()
            if file == where or file.startswith(f"{where}/")
            for word in words
        }
        for name, line in bound_names(ast.parse(source)):
            word = name.strip("_").lower()
            if word in self.retired and word not in allowed:
                yield Finding(file, line, name, self.retired[word])
        module = Path(file).stem
        if module in self.retired and module not in allowed:
            yield Finding(file, 1, module, self.retired[module])


def bound_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that a module gives to a function, class, parameter, variable, attribute or import, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case ast.arg(arg=name):
                yield name, node.lineno
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.alias(asname=str(name)):
                yield name, node.lineno
            case ast.ExceptHandler(name=str(name)):
                yield name, node.lineno
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, node.lineno


def main() -> int:
    """Print each finding; 1 if there is any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit with 1 if a retired word is an identifier")
    options = parser.parse_args()
    terms = Terms.load()
    findings = [
        finding
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        for finding in terms.check(path.read_text(encoding="utf8"), path.relative_to(ROOT).as_posix())
    ]
    for finding in findings:
        print(finding)
    return 1 if findings and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
