"""Places to upload to. To add one: its file here and its line in `SERVICES`."""

from __future__ import annotations

from types import MappingProxyType

from elearn_builder.lms import moodle, moodle_plugin, remote, scorm_cloud, storage

SERVICES = MappingProxyType(
    {
        service.name: service
        for service in (
            moodle.SERVICE,
            moodle_plugin.SERVICE,
            scorm_cloud.SERVICE,
            storage.FOLDER,
            remote.WEBDAV,
            remote.SFTP,
            remote.S3,
        )
    }
)
