# SPDX-License-Identifier: GPL-3.0-or-later
"""Disks of virtual machines: files, files behind a cache that loses what was not flushed, and disks with defects."""
import hashlib
import json

from tools.lab.processes import Process, run
from tools.lab.waiting import until

MEGABYTE = 1 << 20


class DiskFile:
    """A sparse file; the host keeps what the machine wrote, even where the machine is killed. Without a serial number
    (None) the machine sees none; `sector` is what it is addressed by."""

    def __init__(self, path, size, serial, bus="virtio", sector=512):
        self.path = path
        self.serial = serial
        self.bus = bus
        self.sector = sector
        if not path.exists():
            with open(path, "xb") as file:
                file.truncate(size)

    def power_on(self):
        """Called before the machine starts."""

    def power_loss(self):
        """Called when the machine is killed."""

    def close(self):
        """Called when the machine has ended."""

    def back_end(self):
        return f"driver=file,filename={self.path},cache.no-flush=on,discard=unmap"

    def hash(self):
        digest = hashlib.sha256()
        with open(self.path, "rb") as file:
            while block := file.read(4 * MEGABYTE):
                digest.update(block)
        return digest.hexdigest()

    def partitions(self):
        """Number -> (start, size) in bytes."""
        table = json.loads(run("sfdisk", "--json", self.path).stdout)["partitiontable"]
        sector = table.get("sectorsize", 512)
        return {int(entry["node"][len(str(self.path)):].lstrip("p")): (entry["start"] * sector, entry["size"] * sector)
                for entry in table["partitions"]}

    def read(self, start, size):
        with open(self.path, "rb") as file:
            file.seek(start)
            return file.read(size)

    def write(self, start, data):
        with open(self.path, "r+b") as file:
            file.seek(start)
            file.write(data)

    def partition_hash(self, number):
        start, size = self.partitions()[number]
        digest = hashlib.sha256()
        for offset in range(0, size, 4 * MEGABYTE):
            digest.update(self.read(start + offset, min(4 * MEGABYTE, size - offset)))
        return digest.hexdigest()

    def file_in(self, number, name):
        """The content of a file in an ext file system on a partition."""
        start, _ = self.partitions()[number]
        return run("debugfs", "-R", f"cat {name}", f"{self.path}?offset={start}").stdout


class _Exported(DiskFile):
    """A disk that the machine reaches through nbdkit."""
    _filters = []
    _parameters = []

    def __init__(self, path, size, serial):
        super().__init__(path, size, serial)
        self._socket = path.with_suffix(".nbd")
        self._nbdkit = None

    def power_on(self):
        self._socket.unlink(missing_ok=True)
        filters = [f"--filter={name}" for name in self._filters]
        self._nbdkit = Process(["nbdkit", "--foreground", "--unix", self._socket, *filters, "file", self.path,
                                *self._parameters], self.path.with_suffix(".nbdkit.log"))
        until(lambda: self._socket.exists() or not self._nbdkit.is_up(), 20, "nbdkit listens")

    def back_end(self):
        return f"driver=nbd,server.type=unix,server.path={self._socket}"

    def close(self):
        if self._nbdkit:
            self._nbdkit.stop()
            self._nbdkit = None


class CachedDisk(_Exported):
    """Writes lie in a cache until the machine flushes; a loss of power loses exactly what was not flushed."""
    _filters = ["cache"]
    _parameters = ["cache=writeback"]

    def power_loss(self):
        if self._nbdkit:
            self._nbdkit.kill()
            self._nbdkit = None


class DefectiveDisk(_Exported):
    """Every read and write fails while the file `defect` exists."""
    _filters = ["error"]

    def __init__(self, path, size, serial):
        super().__init__(path, size, serial)
        self.defect = path.with_suffix(".defect")
        self._parameters = ["error=EIO", "error-pread-rate=100%", "error-pwrite-rate=100%", f"error-file={self.defect}"]
