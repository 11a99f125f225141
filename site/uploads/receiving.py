"""Takes in large files that people send: a full disk ends in words at the form, not in an error page."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from operations.disk_room import FOUND_NO_ROOM, NO_ROOM


class RoomMindingHandler(TemporaryFileUploadHandler):
    """Django's handler. Where the folder for temporary files is full, it marks the file and goes on."""

    has_room = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.has_room = True
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.has_room:
            try:
                super().receive_data_chunk(raw_data, start)
            except OSError as error:
                self.give_up(error)

    def file_complete(self, file_size: int) -> UploadedFile:
        try:
            self.file.seek(0)
        except OSError as error:
            self.give_up(error)
        self.file.size = file_size
        setattr(self.file, FOUND_NO_ROOM, not self.has_room)
        return self.file

    def give_up(self, error: OSError) -> None:
        if error.errno not in NO_ROOM:
            raise error
        self.has_room = False
