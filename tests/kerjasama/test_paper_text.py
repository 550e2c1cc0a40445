"""What the tools may do to us: take no longer, write no more and see no more than allowed."""

import subprocess
from pathlib import Path

import pikepdf
import pytest

from kerjasama import paper_text
from kerjasama.uploads import PDF


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("Penge-\nlolaan sampah", "Pengelolaan sampah"),
        ("undang-\nundangan, kupu-\nkupu", "undang-undangan, kupu-kupu"),
        ("Undang-\nUndang Nomor 23-\n24", "Undang-\nUndang Nomor 23-\n24"),
        ("ﬁnansial\tdan\x00 sta\u00adtis\u00ad\ntik\f", "finansial dan statistik"),
        ("x" * 99_999, "x" * paper_text.MAX_LETTERS),
    ],
)
def test_text_is_put_in_order(raw: str, tidied: str) -> None:
    assert paper_text.tidy(raw) == tidied


def test_a_child_sees_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    assert b"rahasia" not in paper_text._run(["env"], tmp_path, seconds=5)


@pytest.mark.parametrize(
    ("bound", "argv"), [("LARGEST", ["head", "-c", "100000", "/dev/zero"]), ("MEMORY", ["sort", "/dev/null"])]
)
def test_a_child_that_wants_too_much_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, argv: list[str]
) -> None:
    monkeypatch.setattr(paper_text, bound, 4096)
    with pytest.raises(paper_text.UnreadableError):
        paper_text._run(argv, tmp_path, seconds=5)


def test_a_child_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {}

    def run(_argv: list[str], **options: object) -> None:
        asked.update(options)
        raise subprocess.TimeoutExpired("pdftotext", 40)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(paper_text.UnreadableError) as error:
        paper_text._run(["pdftotext"], tmp_path, seconds=20)
    assert error.value.code == "slow"
    assert asked["timeout"] == 40


@pytest.mark.skipif(not paper_text.has_poppler(), reason="needs poppler")
def test_locked_and_broken_papers_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "berkas"
    document = pikepdf.new()
    document.add_blank_page()
    document.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(paper_text.UnreadableError) as error:
        paper_text.count_pages(path, PDF)
    assert error.value.code == "locked"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 500)
    with pytest.raises(paper_text.UnreadableError) as error:
        paper_text.count_pages(path, PDF)
    assert error.value.code == "broken"


def test_not_every_page_of_an_endless_paper_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_text, "_run", lambda *_argv, **_options: b"Title: x\nPages:          9000\n")
    assert paper_text.count_pages(tmp_path / "berkas", PDF) == paper_text.MAX_PAGES
