// SPDX-License-Identifier: GPL-3.0-or-later
// In which order a disk is divided, and what is believed of the programs that do it.
#include "kid/boot/grub_efi_loader.h"
#include "kid/deploy/partition_disk.h"
#include "kid/machine/block_disk.h"
#include "kid/machine/directory_disk.h"
#include "kid/machine/layout.h"
#include "kid/machine/loop_partitions.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

namespace {

// Loses power when the record is to be written.
class CutDisk final : public TargetDisk
{
public:
    explicit CutDisk(DirectoryDisk &inner)
        : m_inner(inner)
    { }

    [[nodiscard]] const Disk &facts() const override { return m_inner.facts(); }
    [[nodiscard]] Result<std::optional<DiskRecord>> readRecord() override { return m_inner.readRecord(); }
    [[nodiscard]] Status writeRecord(const DiskRecord &) override
    {
        return fail(makeError(ErrorKind::Io, "test.cut", u"the power is gone"_s));
    }
    [[nodiscard]] Status checkTable(ProcessRunner &runner, const DiskRecord &record) override
    {
        return m_inner.checkTable(runner, record);
    }
    [[nodiscard]] Result<QStringList> traces(ProcessRunner &runner) override { return m_inner.traces(runner); }
    [[nodiscard]] Status writeTable(ProcessRunner &runner, const DiskRecord &record) override
    {
        return m_inner.writeTable(runner, record);
    }
    [[nodiscard]] Result<bool> hasTable(ProcessRunner &runner, const DiskRecord &record) override
    {
        return m_inner.hasTable(runner, record);
    }
    [[nodiscard]] Status format(ProcessRunner &runner, const DiskPartition &partition,
                                const QStringList &options) override
    {
        return m_inner.format(runner, partition, options);
    }
    [[nodiscard]] Status checkFormat(ProcessRunner &, const DiskPartition &, const QStringList &) override
    {
        return {};
    }
    [[nodiscard]] Result<std::unique_ptr<Mounted>> mount(ProcessRunner &runner, const DiskPartition &partition,
                                                         MountAccess access) override
    {
        return m_inner.mount(runner, partition, access);
    }
    [[nodiscard]] Result<QString> uuid(ProcessRunner &runner, const DiskPartition &partition) override
    {
        return m_inner.uuid(runner, partition);
    }
    [[nodiscard]] Result<QByteArray> readAt(FileSystem &files, ByteCount offset, ByteCount size) override
    {
        return m_inner.readAt(files, offset, size);
    }
    [[nodiscard]] Status writeAt(FileSystem &files, ByteCount offset, const QByteArray &bytes) override
    {
        return m_inner.writeAt(files, offset, bytes);
    }
    [[nodiscard]] Status unmountLeftovers(ProcessRunner &runner) override { return m_inner.unmountLeftovers(runner); }

private:
    DirectoryDisk &m_inner;
};

// A wipefs that says that all went well and does nothing; what it only reads is the real one's.
class IdleWipe final : public ProcessRunner
{
public:
    Result<CommandOutput> run(const Command &command) override
    {
        if (command.program == u"wipefs"_s && !command.arguments.contains(u"--no-act"_s))
            return CommandOutput{0, {}, {}};
        return m_local.run(command);
    }

private:
    LocalProcessRunner m_local;
};

Disk facts(const QString &path)
{
    Disk disk;
    disk.path = path;
    disk.serial = u"S1"_s;
    disk.size = 4 * GiB;
    return disk;
}

} // namespace

class PartitionDiskTest : public QObject
{
    Q_OBJECT
private:
    LocalProcessRunner m_runner;
    LocalFileSystem m_files{Durability::None};

private Q_SLOTS:
    void theOldLoaderOfUefiGoesBeforeAnythingElse()
    {
        QTemporaryDir folder;
        DirectoryDisk disk(folder.path(), facts(folder.path()), m_files);
        const Layout &layout = **findLayout(u"grub-gpt"_s);
        DiskRecord record = *layout.plan({disk.facts(), 512 * MiB, {}, {}});
        for (DiskPartition &partition : record.partitions)
            partition.ready = partition.role != PartitionRole::Slot;
        record.tableWritten = true;
        QVERIFY(disk.writeRecord(record) && disk.writeTable(m_runner, record));
        const QString esp = folder.filePath(u"grub"_s);
        QVERIFY(m_files.replaceInRoot({esp, efiLoaderPath, "old", 0644}));

        auto scene = std::make_shared<DeployScene>();
        scene->disk = std::make_unique<CutDisk>(disk);
        JobContext context(m_runner, m_files);
        const DiskRecord planned = *layout.plan({disk.facts(), 512 * MiB, {}, {}});
        QCOMPARE(PartitionDisk(scene, planned).run(context).error().code, "test.cut");
        // The table and what lies in it are whole, and firmware finds nothing to start.
        QVERIFY(*disk.hasTable(m_runner, record));
        QVERIFY(!QFile::exists(esp + u'/' + QLatin1StringView(efiLoaderPath)));
    }

    void aWipeThatErasesNothingIsNoSuccess()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"disk"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(4 * GiB));
        file.close();
        Command make;
        make.program = u"mkfs.ext4"_s;
        make.arguments = {u"-q"_s, u"-F"_s, path, u"64M"_s};
        QVERIFY(runChecked(m_runner, make));
        LoopPartitions devices(path, m_files);
        BlockDisk disk(facts(path), {&m_runner, &m_files, &devices, folder.filePath(u"mnt"_s)});
        const DiskRecord planned = *(*findLayout(u"grub-msdos"_s))->plan({disk.facts(), 512 * MiB, {}, {}});
        IdleWipe idle;
        const Status done = disk.writeTable(idle, planned);
        QVERIFY(!done);
        QCOMPARE(done.error().code, "disk.not-erased");
        QVERIFY2(done.error().text.contains(u"ext4"_s), qPrintable(done.error().text));
    }
};

QTEST_GUILESS_MAIN(PartitionDiskTest)
#include "partition_disk_test.moc"
