"""``seed_register`` never touches a real register by accident, and its numbers go on where the last ended."""

import pytest
from django.core.management import CommandError, call_command

from agreements.models import Agreement, RegisterCounter
from tests.cast import Cast


def test_it_refuses_outside_a_demonstration(db: None) -> None:
    with pytest.raises(CommandError, match="bukan peragaan"):
        call_command("seed_register", count=5)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("options", [{"count": 0}, {"count": 5, "government": "12.34"}])
def test_it_refuses_nonsense(db: None, options: dict[str, object]) -> None:
    with pytest.raises(CommandError):
        call_command("seed_register", yes=True, **options)


@pytest.mark.parametrize("many", [50_000, 10], ids=["row by row", "indexes made again"])
def test_it_fills_twice_and_a_real_signing_continues_the_numbers(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("agreements.seeding.MANY", many)
    for _time in range(2):
        call_command("seed_register", count=40, yes=True, government=cast.government.code, verbosity=0)
    numbers = list(Agreement.objects.order_by("pk").values_list("register_no", flat=True))
    assert len(set(numbers)) == len(numbers) == 80
    today = cast.government.today()
    given = RegisterCounter.objects.filter(form="perjanjian_kerja_sama", year=today.year).first()
    agreement = cast.signed()
    assert agreement.register_seq == (given.last if given else 0) + 1
    assert all(one.parties.count() >= 2 for one in Agreement.objects.order_by("pk"))
    with pytest.raises(Exception, match="frozen"):
        Agreement.objects.filter(register_no=numbers[0]).update(title="Diubah")
