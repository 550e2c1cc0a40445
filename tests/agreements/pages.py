"""Reading a page as a browser does: which fields its form would send."""

from typing import Any

import html5lib

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
