"""Makes the files of ``tests/data/readers`` from texts of the graph; needs LibreOffice (``soffice``).

Each text becomes a web page with a page frame around it, and a DOCX and a PDF as LibreOffice
writes them; one of them also becomes files of kinds that are not read. Run it from the root of the tree: ``python scripts/make_reader_files.py``.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from mandategraph.extract.paragraphs import paragraphs

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "tests/data/readers"
DOCUMENTS = (
    "thai-binh-party-plan-52-nq-tw",  # Vietnamese, Markdown with bold headings, several levels
    "thai-binh-plan-16-ct-ttg",  # English, a wrapped title
    "party-directive-16-ct-ttg",  # Vietnamese, plain, with recipients and a signature
    "yen-bai-plan-569-qd-ttg",  # English, four levels of labels, the longest
)
FONT = "DejaVu Serif"
LOCKED = {
    "EncryptFile": {"type": "boolean", "value": "true"},
    "DocumentOpenPassword": {"type": "string", "value": "mandate"},
}
MARGINS = "@page { size: A4; margin: 2cm 2cm 2cm 3cm }"


def body(text: str) -> str:
    """The paragraphs of a text as HTML, bold words and line breaks kept."""
    found = [text[one.span.start : one.span.end] for one in paragraphs(text)]
    return "\n".join(f"<p>{_inline(words)}</p>" for words in found)


def _inline(words: str) -> str:
    shown = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(words.lstrip("# ")), flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "<br>\n", re.sub(r"\s*\n\s*\n\s*", " ", shown))


def plain_page(text: str) -> str:
    """The page from which LibreOffice makes DOCX and PDF."""
    style = f"{MARGINS} p {{ font-family: '{FONT}'; font-size: 12pt; text-align: justify }}"
    return f"<html><head><meta charset=utf-8><style>{style}</style></head><body>{body(text)}</body></html>"


def framed_page(text: str) -> str:
    """A web page as a news site would show the text."""
    return FRAME.replace("{{body}}", body(text))


FRAME = (PLACE / "frame.html").read_text(encoding="utf-8")


def convert(page: Path, filters: str, folder: Path, reads: str | None = None) -> None:
    """Has LibreOffice write a file in another kind; ``reads`` says how to take the page."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit("soffice is missing; install LibreOffice Writer")
    infilter = [f"--infilter={reads}"] if reads else []
    subprocess.run(
        [program, "--headless", *infilter, "--convert-to", filters, "--outdir", folder, page],
        check=True,
        capture_output=True,
    )


def word_and_pdf(page: Path, reads: str | None = None) -> None:
    """A DOCX and a PDF of a page."""
    convert(page, "docx:MS Word 2007 XML", PLACE, reads)
    convert(PLACE / f"{page.stem}.docx", "pdf:writer_pdf_Export", PLACE)
    print(page.stem)


def main() -> None:
    """Makes every file anew."""
    for name in DOCUMENTS:
        text = (ROOT / "graph/documents" / name / "text.txt").read_text(encoding="utf-8")
        (PLACE / f"{name}.html").write_text(framed_page(text), encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / f"{name}.html"
            page.write_text(plain_page(text), encoding="utf-8")
            word_and_pdf(page, "HTML (StarWriter)")
    word_and_pdf(PLACE / "auto-numbered.fodt")
    refused = PLACE / "party-directive-16-ct-ttg.docx"
    for filters in ("doc:MS Word 97", "rtf:Rich Text Format", "odt:writer8"):
        convert(refused, filters, PLACE / "refused")
    convert(refused, f"pdf:writer_pdf_Export:{json.dumps(LOCKED)}", PLACE / "refused")


if __name__ == "__main__":
    main()
