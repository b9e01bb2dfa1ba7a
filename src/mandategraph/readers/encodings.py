"""Bytes to characters: UTF-8, UTF-16, Windows-1258, or what a web page declares.

The characters are kept as decoded: Windows-1258 writes a Vietnamese letter and its tone as two
characters, and so does the text.
"""

import codecs
import re
import unicodedata

from mandategraph.errors import TextError

SAMPLE = 200_000
"""So many bytes tell an encoding."""
ADVICE = "save it again with the encoding UTF-8"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),  # the mark itself stays in the text, as it always has
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(raw: bytes, name: str, declared: str | None = None) -> str:
    """The characters of a text file; ``declared`` is the encoding that a web page says it has.

    Raises TextError naming the encoding where it is none of those that can be read safely.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decode(raw, encoding, name, f"begins with the mark of {encoding.upper()}")
    if b"\x00" in raw:
        return _decode_wide(raw, name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if declared is not None:
            return _decode(raw, _known(declared, name), name, f"declares itself as {declared}")
        if _is_windows_1258(raw):
            return raw.decode("cp1258")
        raise TextError(_unknown(raw, name, error.start)) from error


def _decode(raw: bytes, encoding: str, name: str, why: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise TextError(f"{name} {why}, but byte {error.start} is not; {ADVICE}") from error


def _known(declared: str, name: str) -> str:
    """The codec of a declared encoding; browsers read Latin-1 as Windows-1252, and so do we."""
    label = declared.strip().lower()
    if label in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"}:
        return "cp1252"
    if label in {"utf-8", "utf8", "utf-16", "unicode"}:  # it has no byte 0, and is not UTF-8
        raise TextError(f"{name} declares itself as {declared}, but is not; {ADVICE}")
    try:
        codec = codecs.lookup(label)
        "".encode(codec.name)
    except (LookupError, TypeError) as error:
        raise TextError(
            f"{name} declares the encoding “{declared}”, which is unknown; {ADVICE}"
        ) from error
    return codec.name


def _decode_wide(raw: bytes, name: str) -> str:
    """UTF-16 without its mark: half of its blanks and line breaks are bytes 0."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:SAMPLE]
        blanks = sum(char in " \n\r\t" for char in sample)
        strange = sum(unicodedata.category(char) in {"Cc", "Cn", "Co"} for char in sample)
        if blanks * 25 > len(sample) and strange <= blanks:
            return text
    raise TextError(f"{name} is not a text file; save the document as plain text in UTF-8")


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_TONED = re.compile(f"[{_VOWELS}][{_TONES}]")


def _is_windows_1258(raw: bytes) -> bool:
    """Whether every combining tone stands on a Vietnamese vowel, as only Windows-1258 gives it.

    A text whose only high bytes are quotation marks and dashes is the same in all Windows pages.
    """
    try:
        text = raw.decode("cp1258")
    except UnicodeDecodeError:
        return False
    tones = sum(map(text.count, _TONES))
    if tones:
        return len(_TONED.findall(text)) >= 0.99 * tones
    return not any(char.isalpha() for char in text if ord(char) > 0x7F)  # noqa: PLR2004 - beyond ASCII


def _unknown(raw: bytes, name: str, at: int) -> str:
    """What to say of bytes that are neither UTF-8 nor Windows-1258."""
    legacy = legacy_font(raw[:SAMPLE].decode("latin-1"))
    if legacy:
        return _legacy_message(name, legacy)
    held = raw[:SAMPLE].decode("utf-8", errors="replace")
    damaged = held.count("\ufffd")
    whole = sum(ord(char) > 0x7F for char in held) - damaged  # noqa: PLR2004 - beyond ASCII
    if whole > 4 * damaged:
        return (
            f"{name} is not UTF-8 (byte {at}) though most of it is; restore the file, or {ADVICE}"
        )
    return (
        f"{name} is not UTF-8 (byte {at}) and its encoding is unknown, "
        f"perhaps {_guess(raw[:SAMPLE])}; open it in an editor that shows it well and {ADVICE}"
    )


_GUESSES = (
    ("gb18030", "GB18030", "\u4e00", "\u9fff"),
    ("cp932", "Shift JIS", "\u3040", "\u30ff"),
    ("cp949", "EUC-KR", "\uac00", "\ud7a3"),
    ("cp1251", "Windows-1251", "\u0430", "\u044f"),
)


def _guess(raw: bytes) -> str:
    """The likeliest name of a one- or two-byte encoding, for a message only."""
    for codec, shown, first, last in _GUESSES:
        text = raw.decode(codec, errors="replace")
        foreign = [char for char in text if ord(char) > 0x7F]  # noqa: PLR2004 - beyond ASCII
        named = sum(first <= char <= last for char in foreign)
        if named > 0.8 * len(foreign) and named > 0.3 * len(text):
            return shown
    return "Windows-1252"


# "Céng hoµ x· héi": letters of TCVN3 fonts stand where Latin-1 has signs, inside words.
_TCVN3 = re.compile(r"(?<=[a-z])[\xa8-\xab\xad\xb5-\xb9]|\xae(?=[a-z\xa8-\xfe])", re.IGNORECASE)
# "Coäng hoøa xaõ hoäi": VNI fonts write the tone as a letter of its own after the vowel.
_VNI = re.compile(r"[aeiouyôö][äàáâãåèéëêïîûùøõúüóòö](?![äàáâãåèéëêïîûùøõúüóòö])|ñ[aeiouyôö]")
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
LEGACY = 0.04
"""Where so many letters of a text are those of an old font, it was typed in one."""


def legacy_font(text: str) -> str | None:
    """The old Vietnamese font encoding in which a text was typed, if it was in one."""
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if not letters or len(_VIETNAMESE.findall(sample)) > LEGACY * letters:
        return None
    if len(_TCVN3.findall(sample)) > LEGACY * letters:
        return "TCVN3 (.VnTime)"
    if len(_VNI.findall(sample)) > LEGACY * letters:
        return "VNI (VNI-Times)"
    return None


def _legacy_message(name: str, legacy: str) -> str:
    return (
        f"{name} was typed in the old Vietnamese font encoding {legacy}; "
        "convert it to Unicode, for example with the UniKey toolkit, and save it as UTF-8"
    )


def refuse_legacy(text: str, name: str) -> None:
    """Raises TextError where the letters of a text are those of an old Vietnamese font."""
    legacy = legacy_font(text)
    if legacy:
        raise TextError(_legacy_message(name, legacy))
