// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/report/machine_report.h"

#include "common/config/cid_conf.h"
#include "kid/inventory/disk_list.h"
#include "kid/inventory/hardware.h"
#include "kid/machine/reach.h"
#include "kid/report/describe_disk.h"
#include "kid/report/report_text.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr std::chrono::seconds programPatience{20};
constexpr std::chrono::seconds reachPatience{5};
constexpr ByteCount maxFile = 4 * MiB; // of which a section keeps the end

/// Makes one report. Lives for as long as that takes.
class Reporter
{
public:
    explicit Reporter(const ReportTools &tools)
        : m_tools(tools)
        , m_conf(loadCidConf(tools.confPath))
    {
        hideKeys();
    }

    [[nodiscard]] QByteArray make()
    {
        addNotP();
        addSystem();
        addHardware();
        addDisks();
        addNetwork();
        addConfiguration();
        addLogs();
        return m_text.bytes();
    }

private:
    void hideKeys()
    {
        for (const QString &path : keyFiles()) {
            const auto content = m_tools.files->read(path, 64 * KiB);
            for (const QByteArray &line : content.value_or(QByteArray()).split('\n')) {
                for (const QByteArray &secret : line.split(' '))
                    m_text.hide(secret);
            }
        }
    }

    // All that lies beside cid.conf and is called a key, whatever its form: a secret need not be in use to be one.
    [[nodiscard]] QStringList keyFiles() const
    {
        QStringList paths;
        if (m_conf)
            paths = {m_conf->key, m_conf->captKey, m_conf->operatorKey, m_conf->nodeMaster, m_conf->identity};
        const QString folder = QFileInfo(m_tools.confPath).path();
        for (const QString &name : m_tools.files->list(folder).value_or(QStringList())) {
            const QString path = QDir(folder).filePath(name);
            if (name.contains(u"key"_s) && !paths.contains(path))
                paths.append(path);
        }
        paths.removeAll(QString());
        return paths;
    }

    void addNotP()
    {
        QByteArray text =
            "cidkid " CID_VERSION ", " + QDateTime::currentDateTime().toString(Qt::ISODate).toLatin1() + '\n';
        const QStringList words = kernelArguments(*m_tools.files, m_tools.folders);
        const QString home = kernelArgument(words, u"cid.blancmange"_s);
        text += home.isEmpty() ? QByteArray("An image runs.\n") : "Blancmange runs, from " + home.toUtf8() + ".\n";
        m_text.add(u"notP"_s, text);
        addFile(inRoot(u"etc/cid/curr_img"_s));
    }

    void addSystem()
    {
        addFile(m_tools.folders.proc + u"/version"_s);
        addFile(m_tools.folders.proc + u"/cmdline"_s);
        addFile(m_tools.folders.proc + u"/uptime"_s);
        addFile(inRoot(u"etc/os-release"_s));
        addFile(m_tools.folders.proc + u"/meminfo"_s);
        addFile(m_tools.folders.proc + u"/mounts"_s);
        addFile(m_tools.folders.proc + u"/modules"_s);
    }

    void addHardware()
    {
        const Inventory machine = readHardware(*m_tools.files, m_tools.folders);
        QString text = u"%1, %2 threads of %3, %4 MiB of memory, firmware: %5\n"_s.arg(
            machine.arch, QString::number(machine.cpuThreads), machine.cpuModel, QString::number(machine.memory / MiB),
            firmwareWord(machine.firmware));
        for (const char *fact : {"sys_vendor", "product_name", "bios_vendor", "bios_version", "bios_date"})
            text += u"%1: %2\n"_s.arg(QLatin1StringView(fact), word(u"/class/dmi/id/"_s + QLatin1StringView(fact)));
        for (const NetworkInterface &card : machine.interfaces)
            text += u"%1 %2, link: %3\n"_s.arg(card.name, card.mac, word(u"/class/net/%1/carrier"_s.arg(card.name)));
        m_text.add(u"hardware"_s, text.toUtf8());
        m_text.add(u"PCI devices and their drivers"_s, pciDevices());
    }

    [[nodiscard]] static QString firmwareWord(Firmware firmware)
    {
        switch (firmware) {
        case Firmware::Bios:
            return u"BIOS"_s;
        case Firmware::Uefi:
            return u"UEFI"_s;
        case Firmware::OpenFirmware:
            return u"Open Firmware"_s;
        case Firmware::Unknown:
            break;
        }
        return u"unknown"_s;
    }

    // A device that no driver took is what a missing disk or network card looks like.
    [[nodiscard]] QByteArray pciDevices() const
    {
        const QString folder = m_tools.folders.sys + u"/bus/pci/devices"_s;
        QByteArray text;
        for (const QString &name : m_tools.files->list(folder).value_or(QStringList())) {
            const QString device = u"/bus/pci/devices/"_s + name;
            const QString driver = QFileInfo(m_tools.folders.sys + device + u"/driver"_s).symLinkTarget();
            text += u"%1 %2:%3 class %4 %5\n"_s
                        .arg(name, word(device + u"/vendor"_s), word(device + u"/device"_s), word(device + u"/class"_s),
                             driver.isEmpty() ? u"no driver"_s : QFileInfo(driver).fileName())
                        .toUtf8();
        }
        return text.isEmpty() ? "none\n" : text;
    }

    void addDisks()
    {
        const auto disks = listDisks(*m_tools.files, m_tools.folders);
        if (!disks) {
            m_text.add(u"disks"_s, disks.error().text.toUtf8());
            return;
        }
        m_text.add(u"disks"_s,
                   disks->isEmpty() ? QByteArray("The kernel shows none.") : QByteArray::number(disks->size()));
        for (const Disk &disk : *disks) {
            m_text.add(disk.path, describeDisk(*m_tools.runner, *m_tools.files, disk));
            addOutput(u"sfdisk"_s, {u"--dump"_s, disk.path});
        }
        addFile(m_tools.folders.proc + u"/partitions"_s);
        addOutput(u"blkid"_s, {});
    }

    void addNetwork()
    {
        for (const char *what : {"link", "address", "route"})
            addOutput(u"ip"_s, {QString::fromLatin1(what)});
        addOutput(u"ip"_s, {u"-6"_s, u"route"_s});
        addFile(inRoot(u"etc/resolv.conf"_s));
        if (!m_conf)
            return;
        for (const ServerEndpoint &server : m_conf->servers) {
            const auto reached = reachServer({server}, {}, reachPatience);
            m_text.add(u"whether %1 port %2 answers"_s.arg(server.host).arg(server.port),
                       (reached ? u"yes, at "_s + *reached : reached.error().text).toUtf8());
        }
    }

    void addConfiguration()
    {
        addFile(m_tools.confPath);
        if (!m_conf)
            m_text.add(u"what is wrong with cid.conf"_s, m_conf.error().text.toUtf8());
        QByteArray text;
        for (const QString &path : keyFiles()) {
            const auto facts = m_tools.files->facts(path);
            text += path.toUtf8() + ": "
                + (facts ? QByteArray::number(facts->size) + " bytes, mode " + QByteArray::number(facts->mode, 8)
                         : facts.error().text.toUtf8())
                + '\n';
        }
        m_text.add(u"key files, which are not shown"_s, text);
    }

    void addLogs()
    {
        for (const char *name : {"blancmange.log", "cidkid.log.0", "cidkid.log", "last-kernel"})
            addFile(inRoot(u"var/log/"_s + QLatin1StringView(name)));
        addOutput(u"journalctl"_s, {u"--boot"_s, u"--no-pager"_s, u"--lines=2000"_s, u"--unit=cidkid"_s});
        addOutput(u"dmesg"_s, {});
    }

    [[nodiscard]] QString inRoot(const QString &path) const { return QDir(m_tools.folders.root).filePath(path); }

    /// A file of the kernel's that holds a word.
    [[nodiscard]] QString word(const QString &path) const
    {
        const auto content = m_tools.files->read(m_tools.folders.sys + path, 4 * KiB);
        return content ? QString::fromUtf8(content->trimmed()) : u"-"_s;
    }

    // What a system lacks is no news: each has some of them.
    void addFile(const QString &path)
    {
        const auto content = m_tools.files->read(path, maxFile);
        if (content)
            m_text.add(path, *content);
        else if (content.error().kind != ErrorKind::NotFound)
            m_text.add(path, content.error().text.toUtf8());
    }

    void addOutput(const QString &program, const QStringList &arguments)
    {
        Command command;
        command.program = program;
        command.arguments = arguments;
        command.deadline = programPatience;
        command.maxOutput = maxFile;
        const auto ran = m_tools.runner->run(command);
        if (!ran && ran.error().kind == ErrorKind::NotFound)
            return;
        m_text.add(command.toString(), ran ? ran->standardOutput + ran->standardError : ran.error().text.toUtf8());
    }

    const ReportTools m_tools;
    const Result<CidConf> m_conf;
    ReportText m_text;
};

} // namespace

QByteArray machineReport(const ReportTools &tools)
{
    return Reporter(tools).make();
}

} // namespace cid
