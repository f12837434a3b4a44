"""Hook of MkDocs: files outside ``docs/`` are pages of the site too, and links between pages lead there.

``mkdocs.yml`` names this file; MkDocs calls its functions.
"""

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
ADDED = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "tests/fixtures/README.md": "fixtures.md",
    "LICENSE": "LICENSE.txt",
    "data/sample/profiles.jsonl": "profiles.jsonl",
}
"""Files outside ``docs/``, and what they are called in the site."""
_SOURCES = {page: path for path, page in ADDED.items()}
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?![a-z]+:|#|/)([^)\s#]+)(#[^)\s]*)?\)")
_IMAGE = re.compile(r"(!\[[^\]]*\]\()(docs/)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files outside ``docs/`` to the site."""
    for path, page in ADDED.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - MkDocs names them
    """Rewrite links that are relative to a file's folder in the repository."""
    return site_links(markdown, page.file.src_uri)


def site_links(markdown: str, page: str) -> str:
    """The text of a page with its links as the site has them; a link to a file that is no page becomes text.

    Args:
        markdown: the text as it is in the repository.
        page: the page's file in the site, as ``index.md``.
    """
    folder = posixpath.dirname(_SOURCES.get(page, f"docs/{page}"))

    def rewrite(link: re.Match[str]) -> str:
        text, target, anchor = link[1], posixpath.normpath(posixpath.join(folder, link[2])), link[3] or ""
        if target not in ADDED and not target.startswith("docs/"):
            return text
        return f"[{text}]({ADDED.get(target, target.removeprefix('docs/'))}{anchor})"

    return _LINK.sub(rewrite, _IMAGE.sub(r"\1", markdown))
