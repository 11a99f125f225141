"""Settings of a site with mistakes put in on purpose, for the controls of `fuzz` and `scan`."""

from config.settings import dev

vars().update({name: value for name, value in vars(dev).items() if name.isupper()})

ROOT_URLCONF = "tests.proof.planted_urls"
