"""Errors: one shape for programs, and a page that says what to do for people."""

from http import HTTPStatus

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from mandategraph.errors import MandategraphError

from . import answers
from .language import has, translate
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
    return _answer(str(error), 400, None)


def _unexpected(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("unexpected error", exc_info=error)
    return _answer(translate("fault.500"), 500, None)


def _answer(message: str, status: int, detail: str | None) -> ResponseReturnValue:
    is_endpoint = request.path == "/sparql" and not answers.likes_html(request)
    if is_endpoint or answers.wants_json(request):
        said = f"{message} {detail}" if detail else message
        response = answers.json_of({"ok": False, "error": said, "status": status})
    else:
        page = render_template("pages/fault.html", message=message, status=status, detail=detail)
        response = Response(page, content_type="text/html; charset=utf-8")
        response.headers["Access-Control-Allow-Origin"] = "*"
    response.status_code = status
    return response
