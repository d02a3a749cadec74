// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/target_disk.h"

namespace cid {

/// A disk that is a folder: the record is a file in it, each partition a subfolder of its name. Needs no root.
class DirectoryDisk final : public TargetDisk
{
public:
    /// \a folder may be missing: a blank disk.
    DirectoryDisk(QString folder, Disk facts, FileSystem &files);

    /// The facts of the disk in \a folder, with what lies there as signatures.
    [[nodiscard]] static Result<Disk> look(const QString &folder, Disk facts, FileSystem &files);

    [[nodiscard]] const Disk &facts() const override { return m_facts; }
    [[nodiscard]] Result<std::optional<DiskRecord>> readRecord() override;
    [[nodiscard]] Status writeRecord(const DiskRecord &record) override;
    [[nodiscard]] Status writeTable(ProcessRunner &runner, const DiskRecord &record) override;
    [[nodiscard]] Result<bool> hasTable(ProcessRunner &runner, const DiskRecord &record) override;
    [[nodiscard]] Status checkTable(ProcessRunner &runner, const DiskRecord &record) override;
    [[nodiscard]] Result<QStringList> traces(ProcessRunner &runner) override;
    [[nodiscard]] Status format(ProcessRunner &runner, const DiskPartition &partition,
                                const QStringList &options) override;
    [[nodiscard]] Status checkFormat(ProcessRunner &, const DiskPartition &, const QStringList &) override
    {
        return {};
    }
    [[nodiscard]] Result<std::unique_ptr<Mounted>> mount(ProcessRunner &runner, const DiskPartition &partition,
                                                         MountAccess access) override;
    [[nodiscard]] Result<QString> uuid(ProcessRunner &runner, const DiskPartition &partition) override;
    [[nodiscard]] Result<QByteArray> readAt(FileSystem &, ByteCount, ByteCount) override { return QByteArray(); }
    [[nodiscard]] Status writeAt(FileSystem &, ByteCount, const QByteArray &) override { return {}; }
    [[nodiscard]] Status unmountLeftovers(ProcessRunner &runner) override;

private:
    [[nodiscard]] Result<bool> isTable(const DiskRecord &record);
    [[nodiscard]] QString recordPath() const;
    [[nodiscard]] QString tablePath() const;
    [[nodiscard]] QString uuidPath(const DiskPartition &partition) const;
    [[nodiscard]] QString folderOf(const DiskPartition &partition) const;

    const QString m_folder;
    const Disk m_facts;
    FileSystem &m_files;
};

} // namespace cid
