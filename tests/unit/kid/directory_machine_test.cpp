// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/boot_state.h"
#include "kid/deploy/deploy_plan.h"
#include "kid/machine/layout.h"
#include "kid/machine/machine.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cid;

class DirectoryMachineTest : public QObject
{
    Q_OBJECT
private:
    LocalProcessRunner m_runner;
    LocalFileSystem m_local{Durability::None};
    FileSystem &m_files = m_local;
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString at(const QString &path) const { return m_folder->path() + u'/' + path; }
    [[nodiscard]] std::unique_ptr<Machine> open()
    {
        auto machine = openMachine(u"dir:"_s + m_folder->path(), {&m_runner, &m_files});
        return machine ? std::move(*machine) : nullptr;
    }

    // Lays out the disk of a machine that is on; the slot 5 holds a complete image.
    void install(Machine &machine)
    {
        const auto inventory = machine.inventory(m_runner);
        QVERIFY(inventory);
        const auto disk = machine.openDisk(inventory->disks.first());
        QVERIFY(disk);
        LayoutRequest request;
        request.disk = (*disk)->facts();
        request.memory = inventory->memory;
        auto record = (*findLayout(QStringLiteral("grub-msdos")))->plan(request);
        QVERIFY(record);
        QVERIFY((*disk)->writeRecord(*record));
        QVERIFY((*disk)->writeTable(m_runner, *record));
        for (DiskPartition &partition : record->partitions) {
            QVERIFY((*disk)->format(m_runner, partition, {}));
            partition.ready = partition.role != PartitionRole::Slot;
        }
        record->tableWritten = true;
        QVERIFY((*disk)->writeRecord(*record));
        QVERIFY(*(*disk)->hasTable(m_runner, *record));
        QVERIFY(BootStateFile(**disk, m_files).create(m_runner));
        const CurrentImage current{*ImageId::parse(u"a-1-1"_s), QByteArray(32, 'd'), "n", 1};
        QVERIFY(m_files.replaceInRoot({at(u"disk/slot5"_s), currentImagePath, formatCurrentImage(current), 0644}));
    }

    [[nodiscard]] BootState bootState(Machine &machine)
    {
        const auto inventory = machine.inventory(m_runner);
        const auto disk = machine.openDisk(inventory->disks.first());
        return BootStateFile(**disk, m_files).read(m_runner).value_or(BootState{-1, -1, {}, {}, {}, {}});
    }

    void setBootState(Machine &machine, const BootState &state)
    {
        const auto inventory = machine.inventory(m_runner);
        const auto disk = machine.openDisk(inventory->disks.first());
        QVERIFY(BootStateFile(**disk, m_files).write(m_runner, state));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_files.replace(at(u"machine.conf"_s), "[machine]\nmac = 52:54:00:AA:00:01\nserial = S1\n"));
    }

    void theDescriptionIsTheHardware()
    {
        const auto machine = open();
        QVERIFY(machine);
        QVERIFY(machine->isPretended());
        QCOMPARE(machine->powerOn().value_or(BootMode::Image), BootMode::Ram);
        const auto inventory = machine->inventory(m_runner);
        QVERIFY(inventory);
        QCOMPARE(inventory->interfaces.first().mac, u"52:54:00:aa:00:01"_s);
        QCOMPARE(inventory->disks.size(), 1);
        QCOMPARE(inventory->disks.first().serial, u"S1"_s);
        QCOMPARE(inventory->disks.first().size, 8 * GiB);
        QVERIFY(inventory->disks.first().signatures.isEmpty());
        QVERIFY(!inventory->disks.first().ours);
        QVERIFY(!inventory->arch.isEmpty());
        QCOMPARE(machine->rootPartition(), 0);
        QVERIFY(QDir(machine->rootFolder()).isEmpty());
    }

    void whatAKilledWriterLeftIsNothingForeign()
    {
        const auto machine = open();
        QVERIFY(machine);
        QVERIFY(m_files.makeFolder(at(u"disk"_s)));
        QVERIFY(m_files.replace(at(u"disk/.cid-new-1x2y3z.tmp"_s), "half a rec"));
        QVERIFY(machine->inventory(m_runner)->disks.first().signatures.isEmpty());
        QVERIFY(m_files.replace(at(u"disk/.cid-new-1x2y3z.txt"_s), "somebody's"));
        QCOMPARE(machine->inventory(m_runner)->disks.first().signatures, QStringList{u"folder"_s});
    }

    void aBadDescriptionNamesItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("no address") << QByteArray("[machine]\nserial = x\n") << QByteArray("machine.no-mac");
        QTest::newRow("bad address") << QByteArray("[machine]\nmac = x\n") << QByteArray("config.bad-value");
        QTest::newRow("tiny disk") << QByteArray("[machine]\nmac = 52:54:00:00:00:01\ndisk_size = 3\n")
                                   << QByteArray("config.bad-value");
        QTest::newRow("unknown key") << QByteArray("[machine]\nmca = 1\n") << QByteArray("config.unknown-key");
    }

    void aBadDescriptionNamesItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, code);
        QVERIFY(m_files.replace(at(u"machine.conf"_s), text));
        const auto machine = openMachine(u"dir:"_s + m_folder->path(), {&m_runner, &m_files});
        QVERIFY(!machine);
        QCOMPARE(machine.error().code, code);
        QVERIFY(machine.error().text.contains(u"machine.conf"_s));
    }

    void namesOfNoMachineAreRefused()
    {
        QCOMPARE(openMachine(u"dir:"_s, {&m_runner, &m_files}).error().code, "machine.bad-name");
        QCOMPARE(openMachine(u"tape:x"_s, {&m_runner, &m_files}).error().code, "machine.bad-name");
        QCOMPARE(openMachine(u"dir:/no/such"_s, {&m_runner, &m_files}).error().kind, ErrorKind::NotFound);
    }

    void oneMachineHasOneAgent()
    {
        const auto machine = open();
        QVERIFY(machine->powerOn());
        QCOMPARE(open()->powerOn().error().code, "machine.in-use");
    }

    void theRootOfRamIsGoneAfterAReboot()
    {
        auto machine = open();
        QVERIFY(machine->powerOn());
        QVERIFY(m_files.replace(machine->rootFolder() + u"/x"_s, "x"));
        machine.reset();
        machine = open();
        QVERIFY(machine->powerOn());
        QVERIFY(QFile::exists(machine->rootFolder() + u"/x"_s));
        QCOMPARE(machine->reboot(m_runner).value_or(AfterReboot::ProcessEnds), AfterReboot::PowerOnAgain);
        QVERIFY(machine->powerOn());
        QVERIFY(!QFile::exists(machine->rootFolder() + u"/x"_s));
    }

    void theBootStateDecidesWhatBoots()
    {
        auto machine = open();
        QVERIFY(machine->powerOn());
        install(*machine);
        QVERIFY(machine->inventory(m_runner)->disks.first().ours);
        QVERIFY(machine->reboot(m_runner));
        QCOMPARE(*machine->powerOn(), BootMode::DiskBlancmange);
        QCOMPARE(machine->rootPartition(), 2);
        QCOMPARE(machine->rootFolder(), at(u"disk/blancmange"_s));
        setBootState(*machine, {5, 0, {}, {}, {}, {}});
        QVERIFY(machine->reboot(m_runner));
        QCOMPARE(*machine->powerOn(), BootMode::Image);
        QCOMPARE(machine->rootPartition(), 5);
        QCOMPARE(bootState(*machine).tries, 1);
    }

    void itsSlotsAreToldAsTheyAre()
    {
        JobContext context(m_runner, m_files);
        auto machine = open();
        QVERIFY(machine->powerOn());
        QVERIFY(slotContents(*machine, context).value_or(QList<SlotContent>(1)).isEmpty());
        install(*machine);
        QVERIFY(m_files.replaceInRoot({at(u"disk/slot6"_s), incompleteMarkPath, {}, 0600}));
        setBootState(*machine, {5, 0, {}, {}, {}, {}});
        QVERIFY(machine->reboot(m_runner));
        QCOMPARE(*machine->powerOn(), BootMode::Image);
        const auto found = slotContents(*machine, context);
        QVERIFY(found && found->size() > 1);
        const SlotContent whole = found->first();
        QCOMPARE(whole.image, *ImageId::parse(u"a-1-1"_s));
        QCOMPARE(whole.disk, machine->inventory(m_runner)->disks.first().path);
        QVERIFY(whole.partition == 5 && whole.size > 0 && whole.state == SlotState::Whole);
        QVERIFY(whole.isRunning && whole.startsNext);
        const SlotContent partial = found->at(1);
        QVERIFY(partial.partition == 6 && partial.state == SlotState::Partial && partial.image.isNull());
        QVERIFY(!partial.isRunning && !partial.startsNext);
        QVERIFY(m_files.removeInRoot(at(u"disk/slot6"_s), incompleteMarkPath));
        setBootState(*machine, {5, maxBootTries, {}, {}, {}, {}});
        const auto tired = slotContents(*machine, context);
        QVERIFY(tired && !tired->first().startsNext && tired->at(1).state == SlotState::Empty);
    }

    void aKilledAgentComesBackWhereItWas()
    {
        auto machine = open();
        QVERIFY(machine->powerOn());
        install(*machine);
        setBootState(*machine, {5, 0, {}, {}, {}, {}});
        QVERIFY(machine->reboot(m_runner));
        QCOMPARE(*machine->powerOn(), BootMode::Image);
        for (int i = 0; i < 5; ++i) {
            machine.reset();
            machine = open();
            QCOMPARE(*machine->powerOn(), BootMode::Image);
            QCOMPARE(bootState(*machine).tries, 1);
        }
    }

    void threeUnconfirmedStartsEndInBlancmange()
    {
        auto machine = open();
        QVERIFY(machine->powerOn());
        install(*machine);
        setBootState(*machine, {5, 0, {}, {}, {}, {}});
        for (int i = 0; i < maxBootTries; ++i) {
            QVERIFY(machine->reboot(m_runner));
            QCOMPARE(*machine->powerOn(), BootMode::Image);
        }
        QVERIFY(machine->reboot(m_runner));
        QCOMPARE(*machine->powerOn(), BootMode::DiskBlancmange);
    }

    void anAcceptedImageIsNeverGivenUp()
    {
        auto machine = open();
        QVERIFY(machine->powerOn());
        install(*machine);
        JobContext context(m_runner, m_files);
        setBootState(*machine, {5, 0, {}, {}, {}, {}});
        QVERIFY(machine->reboot(m_runner));
        QCOMPARE(*machine->powerOn(), BootMode::Image);
        QVERIFY(confirmBoot(*machine, context));
        QVERIFY(bootState(*machine).accepted);
        for (int i = 0; i < maxBootTries + 1; ++i) {
            QVERIFY(machine->reboot(m_runner));
            QCOMPARE(*machine->powerOn(), BootMode::Image);
            QCOMPARE(bootState(*machine).tries, 0);
        }
    }

    void whatBootsNextIsCountedAnewAfterAnAcceptedImage()
    {
        auto machine = open();
        QVERIFY(machine->powerOn());
        install(*machine);
        JobContext context(m_runner, m_files);
        setBootState(*machine, {5, 0, {}, {}, {}, {}});
        QVERIFY(machine->reboot(m_runner) && machine->powerOn() && confirmBoot(*machine, context));
        setBootState(*machine, {5, 0, {}, {}, {}, {}}); // as WriteBootEntry does
        QVERIFY(machine->reboot(m_runner) && machine->powerOn());
        QVERIFY(!bootState(*machine).accepted);
        QCOMPARE(bootState(*machine).tries, 1);
    }

    void whatRunsIsConfirmedAndNotWhatIsToBootNext()
    {
        auto machine = open();
        QVERIFY(machine->powerOn());
        install(*machine);
        JobContext context(m_runner, m_files);
        setBootState(*machine, {5, 0, {}, {}, {}, {}});
        QVERIFY(machine->reboot(m_runner) && machine->powerOn());
        const BootState next{6, 0, {}, {}, {}, {}};
        setBootState(*machine, next);
        QVERIFY(confirmBoot(*machine, context));
        QCOMPARE(bootState(*machine), next);
    }

    void aConfirmationThatComesLateLeavesBlancmangeArmed()
    {
        auto machine = open();
        QVERIFY(machine->powerOn());
        install(*machine);
        JobContext context(m_runner, m_files);
        setBootState(*machine, {5, 0, {}, {}, {}, {}});
        QVERIFY(machine->reboot(m_runner) && machine->powerOn());
        setBootState(*machine, {});
        QVERIFY(confirmBoot(*machine, context));
        QCOMPARE(bootState(*machine), BootState());
    }

    void aPartialSlotIsNotBooted()
    {
        auto machine = open();
        QVERIFY(machine->powerOn());
        install(*machine);
        setBootState(*machine, {5, 0, {}, {}, {}, {}});
        QVERIFY(m_files.removeInRoot(at(u"disk/slot5"_s), currentImagePath));
        QVERIFY(machine->reboot(m_runner));
        QCOMPARE(*machine->powerOn(), BootMode::DiskBlancmange);
    }

    void aCopiedDiskIsForeign()
    {
        auto machine = open();
        QVERIFY(machine->powerOn());
        install(*machine);
        QVERIFY(machine->reboot(m_runner));
        machine.reset();
        QVERIFY(m_files.replace(at(u"machine.conf"_s), "[machine]\nmac = 52:54:00:AA:00:01\nserial = S2\n"));
        machine = open();
        QCOMPARE(*machine->powerOn(), BootMode::Ram);
        const Disk disk = machine->inventory(m_runner)->disks.first();
        QVERIFY(!disk.ours);
        QVERIFY(!disk.signatures.isEmpty());
    }
};

QTEST_GUILESS_MAIN(DirectoryMachineTest)
#include "directory_machine_test.moc"
