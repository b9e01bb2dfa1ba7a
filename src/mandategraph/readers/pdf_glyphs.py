"""What stands on the pages of a PDF: its letters, its ruled lines and its pictures, with their places.

Places are points from the left and from the foot of the page. pdfium reads the file; its own order
of the letters is not used, for it tears words apart where a letter comes from another font.
"""

import ctypes
import math
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from mandategraph.errors import TextError

MOST_PAGES = 5000
MOST_GLYPHS = 20_000_000
"""What is longer is no document but many, or a file made to fill the memory."""
LARGEST = 256_000_000
"""The packed parts have together at most so many bytes when unpacked."""
TAIL = 4096
"""The mark of its end stands in the last bytes of a PDF; some servers add a few."""
CHUNK = 65_536
BEFORE = 300
"""What a packed part is stands in so many bytes before it."""
THIN = 3.0
"""A drawn shape that is thinner is a line."""
SHORT = 6.0
"""Shorter lines are no edges of a table: they underline or decorate."""
BOLD = 600
"""Letters with this weight or more are bold."""

TURNED = 0.1
"""The sine of the angle from which on letters are turned: a stamp or a watermark, no line of text."""
MOST_SEGMENTS = 400
"""A shape of more strokes is a picture."""

_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_NESTED = 8
"""Drawings stand in drawings at most so deep."""
_DRAWN = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
_HYPHEN = 2
"""How pdfium shows a hyphen at the end of a line."""
_UNPRINTED = frozenset(("Cc", "Cn", "Cs", "Zl", "Zp"))

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter: where it begins and ends on its line, the height of the line, size and weight."""

    char: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruled line, level or upright: the place that it keeps, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size, letters, ruled lines, and how much of it pictures cover."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    level: tuple[Edge, ...]
    upright: tuple[Edge, ...]
    pictured: float


def read_pages(raw: bytes, name: str) -> list[Page]:
    """The pages of a PDF. Raises TextError for one that is locked, damaged, or far too long."""
    if b"%%EOF" not in raw[-TAIL:]:  # pdfium would show what is left of it as if it were whole
        raise TextError(f"{name} is incomplete (its end is missing); fetch or save the file again")
    if _unfolds_beyond(raw, LARGEST):
        raise TextError(
            f"{name} unfolds to more than {LARGEST // 1_000_000} MB; print it to a new PDF, or split it"
        )
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise TextError(
                f"{name} is locked with a password; open it with the password and print it to a new PDF"
            ) from error
        raise TextError(
            f"{name} is incomplete or damaged ({error}); fetch or save the file again"
        ) from error
    try:
        if len(document) > MOST_PAGES:
            raise TextError(f"{name} has more than {MOST_PAGES} pages; split it into its documents")
        pages, glyphs = [], 0
        for page in document:
            pages.append(_page(page))
            page.close()
            glyphs += len(pages[-1].glyphs)
            if glyphs > MOST_GLYPHS:
                raise TextError(f"{name} holds too many letters for one document; split it")
    except pypdfium2.PdfiumError as error:
        raise TextError(
            f"{name} has a damaged page ({error}); fetch or save the file again"
        ) from error
    else:
        return pages
    finally:
        document.close()


_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")


def _unfolds_beyond(raw: bytes, largest: int) -> bool:
    """Whether the packed parts of a PDF, pictures aside, are larger than a limit when unpacked."""
    for found in _STREAM.finditer(raw):
        if b"/Image" not in raw[max(0, found.start() - BEFORE) : found.start()]:
            largest -= _unfolded(raw, found.end(), largest)
        if largest < 0:
            return True
    return False


def _unfolded(raw: bytes, at: int, most: int) -> int:
    """How large a packed part is when unpacked; 0 if it is packed in another way."""
    unpack = zlib.decompressobj()
    size = 0
    try:
        while at < len(raw) and size <= most and not unpack.eof:
            size += len(unpack.decompress(raw[at : at + CHUNK]))
            at += CHUNK
    except zlib.error:
        pass
    return size


def _page(page: Any) -> Page:
    width, height = page.get_size()
    level: list[Edge] = []
    upright: list[Edge] = []
    pictured = 0.0
    for drawn in page.get_objects(filter=_DRAWN, max_depth=_NESTED):
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _placed(drawn, drawn.get_bounds())
            pictured += (box[2] - box[0]) * (box[3] - box[1])
        else:
            for x0, y0, x1, y1 in _strokes(drawn):
                if x1 - x0 > SHORT and y1 - y0 < THIN:
                    level.append(Edge((y0 + y1) / 2, x0, x1))
                elif y1 - y0 > SHORT and x1 - x0 < THIN:
                    upright.append(Edge((x0 + x1) / 2, y0, y1))
    textpage = page.get_textpage()
    try:
        glyphs = tuple(_glyphs(textpage.raw))
    finally:
        textpage.close()
    return Page(
        width, height, glyphs, tuple(level), tuple(upright), pictured / (width * height or 1)
    )


# Ruled lines


def _placed(drawn: Any, box: _Box) -> _Box:
    """A box in the places of the page, also for what is drawn inside another drawing."""
    container = drawn.container
    while container is not None:
        box = container.get_matrix().on_rect(*box)
        container = container.container
    return box


def _strokes(drawn: Any) -> Iterator[_Box]:
    """The boxes of the straight lines of a drawn shape; a thin filled shape is a line, too."""
    box = _placed(drawn, drawn.get_bounds())
    if min(box[2] - box[0], box[3] - box[1]) < THIN:
        yield box
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn.raw, fill, stroke)
    count = pdfium.FPDFPath_CountSegments(drawn.raw)
    if not stroke.value or count > MOST_SEGMENTS:  # a coloured ground, or a picture made of lines
        return
    matrix = drawn.get_matrix()
    first = last = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(drawn.raw, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
            yield _placed(drawn, _box(last, point))
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment) and first is not None:
            yield _placed(drawn, _box(last, first))
            last = first


def _box(one: tuple[float, float], other: tuple[float, float]) -> _Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    )


# Letters


def _glyphs(textpage: Any) -> Iterator[Glyph]:
    """The letters of a page in the order of the file; what pdfium added by itself is left out."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    size, bold, upright, written = 0.0, False, True, None
    for at in range(pdfium.FPDFText_CountChars(textpage)):
        if pdfium.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(textpage, at)
        pdfium.FPDFText_GetCharOrigin(textpage, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(textpage, at, box)
        here = ctypes.addressof(pdfium.FPDFText_GetTextObject(textpage, at).contents)
        if here != written:  # letters written in one go have one font
            written = here
            bold = _is_bold(textpage, at)
            upright = abs(math.sin(pdfium.FPDFText_GetCharAngle(textpage, at))) < TURNED
            size = _size(textpage, at)
        char = "-" if code == _HYPHEN else chr(code)
        if upright and unicodedata.category(char) not in _UNPRINTED:
            yield Glyph(char, box.left, box.right, y.value, size, bold)


def _is_bold(textpage: Any, at: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(textpage, at) >= BOLD:
        return True
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, at, name, len(name), flags)
    return _BOLD_NAME.search(name.value.decode("utf-8", "replace")) is not None


def _size(textpage: Any, at: int) -> float:
    """The size of a letter as it is printed; many programs set size 1 and stretch the page."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, at, matrix)
    return float(pdfium.FPDFText_GetFontSize(textpage, at)) * math.hypot(matrix.c, matrix.d)
