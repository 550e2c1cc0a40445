"""The gates of tests/strictness.py do close: each is shown to refuse what it is there to refuse."""

import pytest
from django.core.cache import cache
from django.template import Context, Template, engines

from tests.strictness import ROOT, UndefinedVariableError, inline_code, pytest_make_parametrize_id


def rendered(source: str, origin: str) -> str:
    template = Template(source)
    template.origin.name = origin
    return template.render(Context({"known": "ada"}))


def test_undefined_template_variable_fails() -> None:
    with pytest.raises(UndefinedVariableError, match=r"templates/x\.html: unknown"):
        rendered("{{ known }} {{ unknown }}", f"{ROOT}/templates/x.html")


def test_undefined_variable_of_a_library_is_left_alone() -> None:
    assert rendered("[{{ unknown }}]", "/usr/lib/admin/x.html") == "[]"


def test_asking_whether_a_variable_is_there_is_allowed() -> None:
    assert rendered("{% if unknown %}x{% else %}y{% endif %}", f"{ROOT}/templates/x.html") == "y"


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<p style="color:red">',
        '<button onclick="x()">',
        '<a href=" JavaScript:x()">',
        '<svg/onload="x()">',
        "<p\nSTYLE = 'color:red'>",
        '<script data-src="/a.js">x()</script>',
        '<script type="module">x()</script>',
    ],
)
def test_inline_code_is_found(html: str) -> None:
    assert len(inline_code(html)) == 1


def test_data_and_linked_scripts_are_allowed() -> None:
    html = '<script src="/static/a.js" defer></script><script type="application/ld+json">{}</script><p class="on">'
    assert inline_code(html) == []


@pytest.mark.django_db
def test_unordered_rows_are_shuffled() -> None:
    from django.contrib.contenttypes.models import ContentType

    def orders(*, by: list[str]) -> set[tuple[int, ...]]:
        return {tuple(row.pk for row in ContentType.objects.order_by(*by)) for _ in range(8)}

    assert len(orders(by=["pk"])) == 1
    assert len(orders(by=[])) > 1


@pytest.mark.filterwarnings("default")
def test_warnings_are_errors_and_sockets_local(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.getini("filterwarnings")[0] == "error"
    assert "127.0.0.1" in pytestconfig.getoption("--allow-hosts")


def test_templates_engine_is_the_strict_one() -> None:
    assert "%s" in engines["django"].engine.string_if_invalid  # type: ignore[attr-defined]


@pytest.mark.parametrize("content", [b"", "x" * 33, "1f0a3b52-7f0e-4c1d-9d6c-0c2b1a9e8d77"])
def test_no_test_is_named_after_content(request: pytest.FixtureRequest, content: str | bytes) -> None:
    assert request.node.callspec.id.rstrip("0123456789") == "content"
    assert pytest_make_parametrize_id(content, "content") == "content"


def test_a_short_text_names_its_test() -> None:
    assert pytest_make_parametrize_id("x" * 32, "content") is None


def test_no_test_clears_the_cache_of_the_others() -> None:
    with pytest.raises(AssertionError, match="tests beside"):
        cache.clear()
