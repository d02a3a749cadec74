// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/slurm/checkup.h"

#include "common/config/image_db.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostGroups = 256;

/// Whether \a user may read the file, by its owner, group and mode. Folders on the way to it are not looked at.
bool mayRead(const QString &user, const QString &path)
{
    struct stat facts = {};
    const passwd *entry = ::getpwnam(user.toLocal8Bit().constData());
    if (!entry || ::stat(QFile::encodeName(path).constData(), &facts) != 0)
        return false;
    if (entry->pw_uid == 0)
        return true;
    if (facts.st_uid == entry->pw_uid)
        return (facts.st_mode & S_IRUSR) != 0;
    int count = mostGroups;
    std::vector<gid_t> groups(static_cast<size_t>(count));
    count = ::getgrouplist(entry->pw_name, entry->pw_gid, groups.data(), &count) < 0 ? 0 : count;
    const auto end = groups.begin() + count;
    if (std::find(groups.begin(), end, facts.st_gid) != end)
        return (facts.st_mode & S_IRGRP) != 0;
    return (facts.st_mode & S_IROTH) != 0;
}

/// "slurm(64030)"
QString nameOfUser(const QString &text)
{
    return text.section(u'(', 0, 0);
}

QString keyFileOf(const SlurmConf &conf, const CidConf &cidConf)
{
    const ClientKeyConf *named = conf.key.isEmpty() ? nullptr : findClientKey(cidConf, conf.key);
    return named ? named->keyFile : cidConf.captKey;
}

} // namespace

SlurmCheckup::SlurmCheckup(SlurmConf conf, CidConf cidConf, QObject *parent)
    : QObject(parent)
    , m_conf(std::move(conf))
    , m_cidConf(std::move(cidConf))
    , m_scontrol(m_conf.binFolder, m_conf.slurmConf)
{ }

void SlurmCheckup::start()
{
    m_scontrol.showConfig([this](const Result<QMap<QString, QString>> &config) {
        if (!config) {
            Q_EMIT finished(fail(config.error()));
            return;
        }
        m_config = *config;
        m_scontrol.showPartitions([this](const Result<QStringList> &partitions) {
            if (partitions)
                look(*partitions);
            else
                Q_EMIT finished(fail(partitions.error()));
        });
    });
}

void SlurmCheckup::look(const QStringList &partitions)
{
    SlurmSurroundings around;
    around.config = m_config;
    around.partitions = partitions;
    around.longest = m_conf.timeout.count() > 0 ? std::chrono::duration_cast<std::chrono::seconds>(m_conf.timeout)
                                                : m_cidConf.deadline;
    around.keyFile = keyFileOf(m_conf, m_cidConf);
    const ClientKeyConf *named = findClientKey(m_cidConf, m_conf.key);
    around.keepsNodes = (named ? named->holds : m_cidConf.captHolds) == HoldConf::Strict;
    around.slurmUser = nameOfUser(m_config.value(u"SlurmUser"_s));
    around.isExecutable = [](const QString &path) {
        const QFileInfo file(path);
        return file.isFile() && file.isExecutable();
    };
    around.isReadableBySlurm = [user = around.slurmUser](const QString &path) { return mayRead(user, path); };
    // It need not be the machine of cidd.
    const auto images =
        QFileInfo::exists(m_cidConf.imageDb) ? loadImageDb(m_cidConf.imageDb) : Result<QList<ImageDefinition>>();
    for (const ImageDefinition &image : images ? *images : QList<ImageDefinition>())
        around.images.append(image.name);
    Q_EMIT finished(checkSlurm(around, m_conf));
}

} // namespace cid
