"""Databases of any age reach the same end: by the squashed migrations, or by what they lack of the replaced ones."""

import datetime as dt
import importlib
import random
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState
from django.utils import timezone

from agreements.domain import versions
from agreements.domain.workflow import perform
from agreements.models import Entry
from tests.cast import Cast

Key = tuple[str, str]


@pytest.fixture(scope="module")
def on_disk() -> MigrationLoader:
    """All files, the replaced ones too, and no database."""
    return MigrationLoader(None, replace_migrations=False)


def replaced_in(loader: MigrationLoader) -> dict[Key, list[Key]]:
    """What each squashed migration stands for."""
    return {key: list(one.replaces) for key, one in loader.disk_migrations.items() if one.replaces}


def test_the_squashed_say_what_the_replaced_said(on_disk: MigrationLoader) -> None:
    replaced = replaced_in(on_disk)
    one_by_one = on_disk.project_state([keys[-1] for keys in replaced.values()]).models
    at_once = on_disk.project_state(list(replaced)).models
    rooms = {app for app, _ in replaced}
    ours = [key for key in one_by_one if key[0] in rooms]
    assert len(ours) > 50
    assert [key for key in at_once if key[0] in rooms and key not in one_by_one] == []
    assert [key for key in ours if _facts(at_once[key]) != _facts(one_by_one[key])] == []


@pytest.mark.parametrize("seed", range(4))
def test_whatever_was_applied_of_the_replaced_the_rest_follows(
    on_disk: MigrationLoader, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Stands as people have them who ran an older state, or whose first start was cut short."""
    squashed = replaced_in(on_disk)
    old = [key for key in on_disk.disk_migrations if key not in squashed]
    chance = random.Random(seed)
    for _ in range(12):
        applied = _some_of(old, on_disk, squashed, chance)
        monkeypatch.setattr(
            MigrationRecorder, "applied_migrations", lambda _, done=frozenset(applied): dict.fromkeys(done)
        )
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
        done = set(applied)
        for migration, backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
            made = set(migration.replaces) or {(migration.app_label, migration.name)}
            assert not backwards
            assert not made & done, "would be applied a second time"
            done |= made
        assert done >= set(old)


def _some_of(
    old: list[Key], loader: MigrationLoader, squashed: dict[Key, list[Key]], chance: random.Random
) -> set[Key]:
    """A set of migrations that may have been applied: with each all it needs; some apps far ahead of others."""
    first = {app: min(name for other, name in old if other == app) for app, _ in old}
    last = {key: keys[-1] for key, keys in squashed.items()}
    named = {(app, "__first__"): (app, name) for app, name in first.items()} | last
    needs = {key: {named.get(need, need) for need in loader.disk_migrations[key].dependencies} for key in old}
    eager = {app: chance.random() ** 3 + 0.001 for app in first}
    applied: set[Key] = set()
    for _ in range(chance.randrange(len(old))):
        free = [key for key in old if key not in applied and needs[key] <= applied]
        applied.add(chance.choices(free, [eager[app] for app, _ in free])[0])
    return applied


def _facts(model: ModelState) -> Any:
    options = dict(model.options)
    rules = [sorted(map(repr, options.pop(name, []))) for name in ("indexes", "constraints")]
    triggers = sorted(trigger.install_sql for trigger in options.pop("triggers", []))
    fields = [(name, repr(field.deconstruct()[1:])) for name, field in model.fields.items()]  # in the order of columns
    return model.name, fields, options, rules, triggers, model.bases


def test_the_year_of_a_row_is_that_of_signing_or_unknown(cast: Cast) -> None:
    paper = cast.draft(legacy=True, duration_text="")
    perform(paper, "register_legacy", by=cast.staf, now=timezone.now())
    cast.registered(signed_on=dt.date(2015, 3, 2), ends_on=dt.date(2017, 3, 2))
    cast.draft()
    years = Entry.objects.order_by("pk").values_list("year", flat=True)
    migration = importlib.import_module("agreements.migrations.0018_year_of_signing")
    editor = SimpleNamespace(connection=connection)
    assert list(years.all()) == [None, 2015, None]
    before = versions.current().name
    migration.backwards(None, editor)
    assert list(years.all()) == [paper.register_year, 2015, None]
    assert versions.current().name != before, "the counts would not notice"
    migration.forwards(None, editor)
    assert list(years.all()) == [None, 2015, None]
    with pytest.raises(ValueError, match="does not say once"):
        migration.forwards(None, editor)
