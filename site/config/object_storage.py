"""Reads the address of the storage of files: a folder on disk, or a bucket of object storage."""

from importlib.util import find_spec
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ON_DISK = "uploads.storage.DiskStorage"
IN_BUCKET = "uploads.object_storage.ObjectStorage"
SHAPE = "MEDIA_STORAGE_URL has to look like s3://key:secret@host/bucket?region=name."
NO_EXTRA = "MEDIA_STORAGE_URL is set, but what it needs is not installed: install the extra “s3”."
REGION = "us-east-1"
KNOWN_OPTIONS = {"region", "tls"}
FALSE = {"false", "no", "off", "0"}


def storage_of(address: str) -> dict[str, object]:
    """What Django's setting `STORAGES` says of all files. Raises `ImproperlyConfigured`.

    >>> storage_of("")
    {'BACKEND': 'uploads.storage.DiskStorage'}
    """
    if not address:
        return {"BACKEND": ON_DISK}
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(NO_EXTRA)
    return {"BACKEND": IN_BUCKET, "OPTIONS": bucket_of(address)}


def bucket_of(address: str) -> dict[str, object]:
    """Key, secret and bucket. The address is never part of an error: it holds the secret."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise ImproperlyConfigured(SHAPE) from error
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    bucket = parts.path.strip("/")
    whole = all([parts.username, parts.password, parts.hostname, bucket])
    if parts.scheme != "s3" or not whole or "/" in bucket or set(options) - KNOWN_OPTIONS:
        raise ImproperlyConfigured(SHAPE)
    scheme = "http" if options.get("tls", "").lower() in FALSE else "https"
    return {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": bucket,
        "endpoint_url": f"{scheme}://{parts.hostname}{port}",
        "region_name": options.get("region", REGION),
        "default_acl": "private",
        "file_overwrite": False,
        "querystring_auth": False,
    }
