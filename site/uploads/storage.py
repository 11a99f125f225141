"""The folder of all files on a disk: a file is stored whole, or not at all."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from operations.disk_room import minding_room


class DiskStorage(FileSystemStorage):
    """Django's storage, which would leave half a file behind when the disk is full."""

    def _save(self, name: str, content: File) -> str:
        with minding_room():
            reserved = self.reserve(name)
            part = f"{reserved}.{secrets.token_hex(8)}.part"
            try:
                super()._save(part, content)  # type: ignore[misc]  # left out of the stubs
                Path(self.path(part)).replace(self.path(reserved))
            except BaseException:
                for each in (part, reserved):
                    self.delete(each)
                raise
        return reserved.replace("\\", "/")

    def reserve(self, name: str) -> str:
        """Make an empty file under the first free name: it is ours, whoever else comes now."""
        while True:
            place = Path(self.path(name))
            self.make_folder(place.parent)
            try:
                place.touch(mode=0o600, exist_ok=False)
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name

    def make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if self.directory_permissions_mode is not None:
            folder.chmod(self.directory_permissions_mode)

    def make_sure_of_room(self, size: int) -> None:
        """Raise `NoRoomError` where so many bytes cannot be stored now. Leaves nothing behind."""
        place = Path(self.base_location) / f".room-{secrets.token_hex(8)}"
        try:
            with minding_room():
                self.make_folder(place.parent)
                with place.open("xb") as file:
                    os.posix_fallocate(file.fileno(), 0, max(size, 1))
        finally:
            with suppress(FileNotFoundError):
                place.unlink()
