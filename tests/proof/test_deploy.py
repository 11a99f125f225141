"""What is shipped to run the site with: nothing is left unfilled, and nothing may do more than it has to."""

import getpass
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.env import read_environment

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
GIVEN = {
    "SITE_NAME": "example.org",
    "PURGE_TOKEN": "t" * 80,
    "DATA_ROOT": "/srv/site/data",
    "TLS_CERTIFICATE": "/etc/site/tls/site.pem",
    "TLS_KEY": "/etc/site/tls/site.key",
}
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nginx")
    render(folder, GIVEN)
    return folder


def render(folder: Path, given: dict[str, str]) -> None:
    subprocess.run(  # noqa: S603 - our own command
        [str(DEPLOY / "nginx" / "render"), str(folder)],
        check=True,
        env={"PATH": os.environ["PATH"], **given},
        capture_output=True,
    )


def test_every_value_of_the_proxy_is_filled_in(rendered: Path) -> None:
    left = [
        f"{file.name}: {each}"
        for file in rendered.glob("*.conf")
        for each in re.findall(r"\$\{\w+\}", file.read_text(encoding="utf-8"))
    ]

    assert left == []


def test_others_cannot_read_the_token_of_the_proxy(rendered: Path) -> None:
    assert GIVEN["PURGE_TOKEN"] in (rendered / "site.conf").read_text(encoding="utf-8")
    assert (rendered / "site.conf").stat().st_mode & 0o007 == 0


def test_the_proxy_is_not_rendered_without_a_token(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        render(tmp_path, GIVEN | {"PURGE_TOKEN": ""})


@pytest.mark.parametrize(
    ("path", "noted"),
    [
        ("/self-check/l0ngSecretOfSomebody/check/", "/self-check/"),
        ("/SELF-CHECK/l0ngSecretOfSomebody/", "/self-check/"),
        ("/tell-us/l0ngSecretOfSomebody/", "/tell-us/"),
        ("/have-your-say/l/abc/", "/have-your-say/"),
        ("/account/password/reset/key/1-abc/", "/account/"),
        ("/_media/documents/closing-the-clinic.pdf", "/_media/"),
        ("/documents/3/closing-the-clinic.pdf", "/documents/"),
        ("/media/images/closing.width-300.png", "/media/"),
        ("/guidance/l0ngSecretOfSomebody123/", "[cut]"),
        ("/framework/check/", None),
        ("/case-studies/demo-blood-pressure-checks-with-barbers-and-faith-groups/", None),
    ],
)
def test_the_log_of_requests_holds_no_address_that_is_a_key(
    rendered: Path, path: str, noted: str | None
) -> None:
    fits = first_match(map_of(rendered, "$uri $noted"), path)

    assert (fits[1] if fits and fits[1] != "$uri" else None) == noted


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:"),
        ("2001:db8:1:2::5", "2001:db8:1:2:"),
        ("2001:db8:1::5", "2001:db8:1:"),
        ("192.0.2.1", None),
        ("::1", None),
    ],
)
def test_a_whole_ipv6_network_is_counted_as_one(
    rendered: Path, address: str, network: str | None
) -> None:
    fits = first_match(map_of(rendered, "$remote_addr $network"), address)

    assert (fits[0] if fits else None) == network


def map_of(rendered: Path, names: str) -> str:
    text = (rendered / "site.conf").read_text(encoding="utf-8")
    block = re.search(rf"map {re.escape(names)} \{{(.*?)\n\}}", text, re.DOTALL)
    assert block is not None
    return block[1]


def first_match(block: str, text: str) -> tuple[str, str] | None:
    """What the first pattern of nginx's map that fits a text captures, and what the map then says."""
    for line in block.splitlines():
        told = re.match(r'\s*"?(~\*?)(.*?)"? (\S+);$', line)
        if told is None:
            continue
        pattern = re.compile(
            re.sub(r"\(\?<(?=\w)", "(?P<", told[2]), re.IGNORECASE * (told[1] == "~*")
        )
        if found := pattern.search(text):
            return (found.group(1) if pattern.groups else found.group()), told[3]
    return None


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_takes_what_is_rendered(tmp_path: Path) -> None:
    key, certificate = tmp_path / "site.key", tmp_path / "site.pem"
    subprocess.run(  # noqa: S603 - a certificate for this test alone
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-subj", "/CN=example.org"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    run = {"NGINX_RUN": str(tmp_path), "NGINX_PID": str(tmp_path / "pid")}
    run |= {"NGINX_CACHE": str(tmp_path / "copies"), "NGINX_ACCESS_LOG": str(tmp_path / "log")}
    # It also tries to listen, which is not what is asked here: a port that is taken does not matter.
    run |= {"HTTP_LISTEN": "127.0.0.1:18080", "HTTPS_LISTEN": "127.0.0.1:18443"}
    run |= {"INSIDE_LISTEN": "127.0.0.1:18081", "NGINX_USER": getpass.getuser()}
    run |= {"TLS_KEY": str(key), "TLS_CERTIFICATE": str(certificate)}
    render(tmp_path / "conf", GIVEN | run)

    tested = subprocess.run(  # noqa: S603 - its own check of its configuration
        ["nginx", "-t", "-e", "stderr", "-c", str(tmp_path / "conf" / "nginx.conf")],  # noqa: S607
        check=False,
        capture_output=True,
        text=True,
    )

    assert "syntax is ok" in tested.stderr


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_a_container_may_do_no_more_than_it_has_to(name: str) -> None:
    service: dict[str, Any] = COMPOSE["services"][name]

    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] or name == "search"
    assert {"cpus", "memory", "pids"} <= service["deploy"]["resources"]["limits"].keys()
    assert re.search(r":(\d+\.\d+|\$\{SITE_VERSION)", service["image"])
    assert bool(service.get("ports")) == (name == "nginx")


def test_only_the_site_has_all_settings() -> None:
    files = {name: service.get("env_file") for name, service in COMPOSE["services"].items()}

    assert {name for name, given in files.items() if given == ["site.env"]} == {
        *("web1", "web2", "worker", "scheduler")
    }
    assert files["nginx"] == ["nginx.env"]
    assert files["database"] == ["database.env"]


def test_settings_are_read_as_text_by_the_commands_too(tmp_path: Path) -> None:
    given = {"A_URL": "s3://b?x=1&y=2", "WORD": "pa$$w`o`rd", "SPACED": "two words", "LAST": "'"}
    lines = ["# A note", "", *(f"{name}={value}" for name, value in given.items()), 'QUOTED="a $b"']
    (tmp_path / "site.env").write_text("\n".join(lines), encoding="utf-8")
    for folder in ("deploy", ".venv/bin", "bin"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(DEPLOY / "manage", tmp_path / "deploy")
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    # Also where root runs the tests: there need be no user of the site.
    (tmp_path / "bin/id").write_text("#!/bin/sh\necho 1000\n", encoding="utf-8")
    (tmp_path / "bin/id").chmod(0o755)
    told = "import json, os, sys\nprint(json.dumps([dict(os.environ), sys.argv[1:]]))\n"
    (tmp_path / "manage.py").write_text(told, encoding="utf-8")

    ran = subprocess.run(  # noqa: S603 - our own command
        [str(tmp_path / "deploy/manage"), "shell", "-c", "a b"],
        check=True,
        env={
            "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
            "SITE_ENVIRONMENT": str(tmp_path / "site.env"),
        },
        capture_output=True,
        text=True,
    )
    seen, arguments = json.loads(ran.stdout)

    assert {name: seen.get(name) for name in [*given, "QUOTED"]} == given | {"QUOTED": "a $b"}
    assert arguments == ["shell", "-c", "a b"]


def test_the_settings_of_the_containers_are_settings_of_the_site() -> None:
    lines = (DEPLOY / "site.env.example").read_text(encoding="utf-8").splitlines()
    named = {line.split("=")[0] for line in lines if line and not line.startswith("#")}
    named |= COMPOSE["x-site"]["environment"].keys()
    source = Path(read_environment.__code__.co_filename).read_text(encoding="utf-8")
    known = set(re.findall(r'env\.\w+\(\s*"(\w+)"', source))

    assert named - known == {"SITE_NAME", "SITE_HOST", "POSTGRES_PASSWORD", "FORWARDED_ALLOW_IPS"}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_as_the_site_and_changes_nothing_but_its_data(unit: Path) -> None:
    lines = unit.read_text(encoding="utf-8").splitlines()

    assert {"User=site", "NoNewPrivileges=yes", "ProtectSystem=strict"} <= set(lines)
    assert {line for line in lines if line.startswith("ReadWritePaths=")} <= {
        "ReadWritePaths=/srv/site/data",
        "ReadWritePaths=/srv/site/backups",
    }


def test_the_scheduler_may_write_back_ups() -> None:
    unit = (DEPLOY / "systemd" / "site-scheduler.service").read_text(encoding="utf-8")
    assert "ReadWritePaths=/srv/site/backups" in unit.splitlines()
    assert "BACKUP_DIR" in COMPOSE["services"]["scheduler"].get("environment", {}) or any(
        "backups" in each for each in COMPOSE["services"]["scheduler"]["volumes"]
    )
