#!/usr/bin/env python
"""Run a management command of the register."""

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerjasama.settings")
    from kerjasama import up

    if sys.argv[1:2] == ["up"]:
        # Before Django: `up` makes the very environment that the settings are read from.
        sys.exit(up.main(sys.argv[2:]))
    if "DATABASE_URL" not in os.environ and "DATABASE_URL_FILE" not in os.environ:
        # A command beside a running `up` works on the same data without being told where it is.
        folder = os.environ.get("VAR_DIR") or Path(__file__).resolve().parent / "var"
        os.environ.update(up.running_environment(Path(folder)))
        if (
            "DATABASE_URL" not in os.environ
            and len(sys.argv) > 1
            and sys.argv[1] not in {"help", "--help", "--version"}
        ):
            sys.exit("Tidak ada basis data: jalankan `make run` dahulu, atau isi DATABASE_URL.")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
