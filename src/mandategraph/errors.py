"""What can go wrong, as one small tree; every message says what to do next.

MandategraphError
├── InputError        a file or value given by the user cannot be used
│   └── TextError     a text cannot be read (encoding, empty, binary)
├── DocumentError     a document folder is incomplete or contradicts its text
│   └── CorrectionError   a correction cannot be applied
├── DataError         a file of the house (authority, ontology, shapes) is faulty
└── QueryError        a question is unknown, malformed or lacks a parameter
    ├── QuerySyntaxError    SPARQL that cannot be read
    └── QueryServiceError   SPARQL that would call another endpoint
"""


class MandategraphError(Exception):
    """Base of all errors that a user can mend; the command line prints it and exits 2."""


class InputError(MandategraphError):
    """A file or value given by the user cannot be used."""


class TextError(InputError):
    """A text cannot be read."""


class DocumentError(MandategraphError):
    """A document folder is incomplete, or contradicts its text."""


class CorrectionError(DocumentError):
    """A correction cannot be applied to the machine's reading."""


class DataError(MandategraphError):
    """A file kept by hand (authority, ontology, shapes) is faulty."""


class QueryError(MandategraphError):
    """A question is unknown, malformed, or lacks a parameter."""


class QuerySyntaxError(QueryError):
    """SPARQL text that cannot be read; ``line`` and ``column`` count from 1.

    ``reason`` is a short name of what is wrong, and ``word`` the word that is; they are for those
    who say it in another language.
    """

    def __init__(
        self, message: str, line: int, column: int, reason: str = "", word: str = ""
    ) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.reason = reason
        self.word = word


class QueryServiceError(QueryError):
    """SPARQL text that would call another endpoint."""
