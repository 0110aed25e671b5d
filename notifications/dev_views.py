"""The mails that a development machine kept. These addresses exist only with DEBUG."""

from email.message import EmailMessage

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from notifications import kept_mail

_HTML_PART = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:", "cid:"],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": ["'self'"],
}


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Show the kept mails, the newest first."""
    rows = [
        {"name": name, "to": mail["To"], "sender": mail["From"], "subject": mail["Subject"], "date": mail["Date"]}
        for name, mail in kept_mail.kept()[:200]
    ]
    return render(request, "notifications/dev_list.html", {"mails": rows})


@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail: headers, text, the HTML part in a frame of its own, attachments."""
    found = _found(name)
    text = found.get_body(("plain",))
    context = {
        "name": name,
        "subject": found["Subject"],
        "headers": [(key, str(value)) for key, value in found.items()],
        "text": text.get_content() if text else "",
        "has_html": found.get_body(("html",)) is not None,
        "parts": [(number, part.get_content_type(), part["Content-Type"]) for number, part in enumerate(found.walk())],
        "attachments": [part.get_filename() for part in found.iter_attachments()],
    }
    return render(request, "notifications/dev_mail.html", context)


@require_safe
@xframe_options_sameorigin
@csp_replace(_HTML_PART)  # type: ignore[arg-type]  # typed for views without arguments
def html_part(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with the HTML part alone, under a policy that lets it style itself and nothing else."""
    html = _found(name).get_body(("html",))
    if html is None:
        raise Http404
    return HttpResponse(html.get_content())


@require_safe
def attachment(request: HttpRequest, name: str, filename: str) -> HttpResponse:
    """Answer with an attachment as a download."""
    for part in _found(name).iter_attachments():
        if part.get_filename() == filename:
            content = part.get_content()
            body = content if isinstance(content, bytes) else str(content).encode()
            headers = {"Content-Disposition": 'attachment; filename="invite.ics"', "X-Content-Type-Options": "nosniff"}
            return HttpResponse(body, content_type=part.get_content_type(), headers=headers)
    raise Http404


def _found(name: str) -> EmailMessage:
    found = kept_mail.kept_mail(name)
    if found is None:
        raise Http404
    return found
