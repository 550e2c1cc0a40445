"""Reading a page as a browser does: which fields its form would send."""

import io
from typing import Any

import html5lib
import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agreements.models import Agreement

XHTML = "{http://www.w3.org/1999/xhtml}"


def tree(response: Any) -> Any:
    """The parsed page."""
    return html5lib.parse(response.content.decode())


def fields_of(response: Any, *, marker: str = "data-entry") -> dict[str, list[str]]:
    """Names and values of the form with the attribute ``marker`` (or the first POST form in main), buttons left out."""
    page = tree(response)
    forms = [form for form in page.iter(f"{XHTML}form") if marker in form.attrib]
    forms = forms or [
        f for f in page.iter(f"{XHTML}form") if f.get("method") == "post" and "akun" not in f.get("action", "")
    ]
    found: dict[str, list[str]] = {}
    for node in forms[0].iter():
        name = node.get("name")
        if not name or "disabled" in node.attrib:
            continue
        kind, tag = node.get("type", "text"), node.tag.removeprefix(XHTML)
        if tag == "textarea":
            text = "".join(node.itertext())
            found.setdefault(name, []).append(text.removeprefix("\n"))
        elif tag == "select":
            options = [o for o in node.iter(f"{XHTML}option") if "selected" in o.attrib]
            if not options and "multiple" not in node.attrib:
                options = list(node.iter(f"{XHTML}option"))[:1]
            found.setdefault(name, []).extend(o.get("value", "") for o in options)
        elif tag == "input" and kind in {"checkbox", "radio"}:
            if "checked" in node.attrib:
                found.setdefault(name, []).append(node.get("value", "on"))
        elif tag == "input" and kind not in {"file", "submit"}:
            found.setdefault(name, []).append(node.get("value", ""))
    found.pop("csrfmiddlewaretoken", None)
    return found


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, agreement: Agreement) -> str:
    return reverse(f"agreements:{name}", args=[agreement.pk])


def pdf(name: str = "pindaian.pdf") -> SimpleUploadedFile:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    buffer = io.BytesIO()
    document.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="application/pdf")
