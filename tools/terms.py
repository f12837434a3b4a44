"""Check that no retired word is an identifier: ``python -m tools.terms --check`` (words in ``tools/terms.toml``).

An exception that no name needs any more is a finding, too.
"""

import argparse
import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
TABLE = Path(__file__).with_suffix(".toml")
FOLDERS = ("profile_scraper", "benchmarks", "testbed", "tests", "tools")


class Finding(NamedTuple):
    """A retired word that a file binds as a name."""

    file: str
    line: int
    name: str
    use: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.name!r} is retired: use {self.use}"


class UnusedException(NamedTuple):
    """A word that the table allows in a folder where no name is that word."""

    where: str
    word: str

    def __str__(self) -> str:
        return f"{TABLE.name}: {self.word!r} is allowed in {self.where}, where no name is that word: remove the line"


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

    def check(self, sources: Mapping[str, str]) -> Iterator[Finding | UnusedException]:
        """The retired words among the names that sources, by file, bind; then the exceptions that none needs."""
        unused = {(where, word) for where, words in self.allowed.items() for word in words}
        for file, source in sources.items():
            for name, line in (*bound_names(ast.parse(source)), (Path(file).stem, 1)):
                word = name.strip("_").lower()
                if word in self.retired:
                    allowed = {(where, word) for where in self._exceptions(file) if word in self.allowed[where]}
                    unused -= allowed
                    if not allowed:
                        yield Finding(file, line, name, self.retired[word])
        yield from (UnusedException(*exception) for exception in sorted(unused))

    def _exceptions(self, file: str) -> Iterator[str]:
        return (where for where in self.allowed if file == where or file.startswith(f"{where}/"))


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
    paths = (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))
    sources = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf8") for path in paths}
    findings = list(Terms.load().check(sources))
    for finding in findings:
        print(finding)
    return 1 if findings and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
