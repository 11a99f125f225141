"""How long a site takes over inputs meant to break it: python -m tests.bench.hostile_input URL."""

import sys

from tests.browser.attacker import attack


def main(site: str) -> None:
    attacker = attack(site)
    seconds = sorted(attacker.seconds)
    lines = [
        f"{len(seconds)} hostile inputs",
        f"{len(attacker.broken)} answers of 500 or above",
        f"median {seconds[len(seconds) // 2] * 1000:.0f} ms, slowest {seconds[-1] * 1000:.0f} ms",
    ]
    sys.stdout.write("\n".join([*lines, *attacker.broken, ""]))


if __name__ == "__main__":
    main(sys.argv[1])
