"""Your own documents as a library: a folder of .txt, .md, .html and .pdf becomes passages that know where they stand.

Nothing is written, nothing leaves the computer, and nothing in a file is run. What cannot be read is skipped, with one
line that says why. `read_folder` is the way in.
"""

from helpers.documents.folder import Folder, ReadConfig, read_folder
from helpers.documents.walking import Line

__all__ = ["Folder", "Line", "ReadConfig", "read_folder"]
