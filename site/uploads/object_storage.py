"""Files in object storage (S3), for sites with several web hosts. Only this site reads the bucket."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from boto3.s3.transfer import TransferConfig  # type: ignore[import-untyped]  # it has no types
from botocore.config import Config  # type: ignore[import-untyped]  # it has no types
from botocore.exceptions import (  # type: ignore[import-untyped]  # it has no types
    BotoCoreError,
    ClientError,
)
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage  # type: ignore[import-untyped]  # it has no types

# Bucket in the path and no check sums of a new kind: storages of one's own know these. In seconds.
CLIENT = Config(
    connect_timeout=3,
    read_timeout=10,
    retries={"total_max_attempts": 2},
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
ONE_AFTER_THE_OTHER = TransferConfig(use_threads=False)


@contextmanager
def reaching() -> Iterator[None]:
    """A bucket that does not answer is an `OSError`, as a disk that does not answer is."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise OSError(f"The object storage does not answer: {type(error).__name__}.") from error


class ObjectStorage(S3Storage):
    """Files keep the addresses of this site, so that it decides about each of them anew.

    An address of the bucket, signed or not, is never given out.
    """

    def get_default_settings(self) -> dict[str, Any]:
        ours = {"client_config": CLIENT, "transfer_config": ONE_AFTER_THE_OTHER}
        return {**super().get_default_settings(), **ours}

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    def _open(self, name: str, mode: str = "rb") -> File:
        with reaching():
            file: File = super()._open(name, mode)
        return file

    def _save(self, name: str, content: File) -> str:
        with reaching():
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        with reaching():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with reaching():
            return bool(super().exists(name))

    def get_modified_time(self, name: str) -> datetime:
        with reaching():
            modified: datetime = super().get_modified_time(name)
        return modified
