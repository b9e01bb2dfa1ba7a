"""Errors: one shape for programs, and a page that says what to do for people."""

from http import HTTPStatus

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from mandategraph.errors import MandategraphError, QueryServiceError, QuerySyntaxError

from . import answers
from .language import current, has, translate
from .protocol import RefusedError


def install(app: Flask) -> None:
    """Answer every error in the reader's language."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(MandategraphError, _ours)
    app.register_error_handler(Exception, _unexpected)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    key = f"fault.{error.code}"
    message = translate(key if has(key) else "fault.400")
    own = error.description if error.description != type(error).description else None
    return _answer(message, error.code, own)


def _refused(error: RefusedError) -> ResponseReturnValue:
    return _answer(translate(str(error)), error.status, error.detail)


def _ours(error: MandategraphError) -> ResponseReturnValue:
    forbidden = isinstance(error, QueryServiceError) or (
        isinstance(error, QuerySyntaxError) and error.reason == "update"
    )
    message, reason = told(error)
    return _answer(message, 403 if forbidden else 400, reason, tongue="en")


def told(error: MandategraphError) -> tuple[str, str]:
    """An error of the library for the reader, and its own English words where we have no others."""
    if isinstance(error, QueryServiceError):
        return translate("sparql.no-service"), ""
    if isinstance(error, QuerySyntaxError) and has(f"syntax.{error.reason}"):
        place = translate("syntax.place", line=error.line, column=error.column)
        return f"{place} {translate(f'syntax.{error.reason}', word=error.word)}", ""
    if current() == "en":
        return str(error), ""
    return translate("fault.library"), str(error)


def _unexpected(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("unexpected error", exc_info=error)
    return _answer(translate("fault.500"), 500, None)


def _answer(
    message: str, status: int, detail: str | None, tongue: str | None = None
) -> ResponseReturnValue:
    """The answer; ``tongue`` is the language of the detail, where it is not the reader's."""
    is_endpoint = request.path == "/sparql" and not answers.likes_html(request)
    if is_endpoint or answers.wants_json(request):
        said = f"{message} {detail}" if detail else message
        response = answers.json_of({"ok": False, "error": said, "status": status})
    else:
        page = render_template(
            "pages/fault.html", message=message, status=status, detail=detail, tongue=tongue
        )
        response = Response(page, content_type="text/html; charset=utf-8")
        response.headers["Access-Control-Allow-Origin"] = "*"
    response.status_code = status
    return response
