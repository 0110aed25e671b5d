"""The plan of a crowd."""

from sandbox.stand_in_client.crowd import JOINS, LEAVES, plan


def test_the_same_seed_is_the_same_crowd() -> None:
    assert plan(20, 60, seed=1) == plan(20, 60, seed=1) != plan(20, 60, seed=2)


def test_everybody_comes_before_they_go_and_within_the_time() -> None:
    steps = plan(500, 600, seed=0)
    assert steps == sorted(steps)
    assert {step.who for step in steps} == set(range(500))
    assert (steps[0].at, steps[0].who, steps[0].does) == (0, 0, JOINS)
    assert (steps[-1].at, steps[-1].who, steps[-1].does) == (600, 0, LEAVES)
    for who in range(500):
        own = [step.does for step in steps if step.who == who]
        assert (own[0], own[-1]) == (JOINS, LEAVES)
        assert own.count(JOINS) - own.count(LEAVES) - own.count("drops_out") == 0
