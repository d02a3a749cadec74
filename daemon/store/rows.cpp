// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/rows.h"

#include "common/config/host_list.h"
#include "common/config/host_text.h"
#include "common/domain/clamp.h"
#include "common/domain/limits.h"

#include <QSet>

namespace cid::rows {

using namespace Qt::StringLiterals;

namespace {

/// An empty text, not NULL; and without NUL and halves of characters, which PostgreSQL does not take.
QVariant text(const QString &value)
{
    if (value.isNull())
        return u""_s;
    return value.isValidUtf16() && !value.contains(QChar::Null)
        ? value
        : QString::fromUtf8(value.toUtf8().replace('\0', "\xef\xbf\xbd"));
}

QVariant hex(const QByteArray &bytes)
{
    return text(QString::fromLatin1(bytes.toHex()));
}

QVariantList failureValues(const Failure &failure)
{
    return {text(nodeStateName(failure.stage)), text(QString::fromUtf8(failure.code)), text(failure.reason),
            text(failure.log.join(u'\n'))};
}

/// A long list is kept folded, where that means the same nodes; a short one, as all were once, in lines.
constexpr qsizetype linesAtMost = 64;

QString nodesText(const QStringList &nodes)
{
    if (nodes.size() > linesAtMost) {
        const QString folded = foldHostList(nodes);
        const auto back = expandHostList(folded);
        if (back && QSet<QString>(back->begin(), back->end()) == QSet<QString>(nodes.begin(), nodes.end()))
            return folded;
    }
    return nodes.join(u'\n');
}

bool isFolded(const QString &nodes)
{
    return nodes.contains(u'[') || nodes.contains(u',');
}

/// Walks over the columns of one row and remembers the first that makes no sense.
class Reader
{
public:
    Reader(const QSqlQuery &row, const char *table)
        : m_row(row)
        , m_table(table)
    { }

    QString text() { return m_row.value(m_column++).toString(); }
    qint64 number()
    {
        bool good = false;
        const qint64 value = m_row.value(m_column++).toLongLong(&good);
        check(good);
        return value;
    }
    int small() { return static_cast<int>(number()); }
    QByteArray bytes() { return QByteArray::fromHex(text().toLatin1()); }
    NodeState state()
    {
        const auto value = nodeStateFromName(text());
        check(value.has_value());
        return value.value_or(NodeState::Unknown);
    }
    ImageId image()
    {
        const QString name = text();
        if (name.isEmpty())
            return {};
        const auto id = ImageId::parse(name);
        check(id.has_value());
        return id.value_or(ImageId());
    }
    template <typename Enum, typename Name> Enum named(Name name, int count)
    {
        const QString found = text();
        for (int i = 0; i < count; ++i) {
            if (name(static_cast<Enum>(i)) == found)
                return static_cast<Enum>(i);
        }
        check(false);
        return {};
    }
    Failure failure()
    {
        Failure result;
        result.stage = state();
        result.code = text().toUtf8();
        result.reason = text();
        const QString log = text();
        result.log = log.isEmpty() ? QStringList() : log.split(u'\n');
        clamp(result);
        return result;
    }
    QStringList nodes()
    {
        const QString list = text();
        if (!isFolded(list))
            return list.isEmpty() ? QStringList() : list.split(u'\n');
        const auto names = expandHostList(list);
        check(names.has_value());
        return names ? *names : QStringList();
    }
    QString briefNodes()
    {
        const QString list = text();
        return briefHostList(isFolded(list) ? list : foldHostList(list.split(u'\n', Qt::SkipEmptyParts)),
                             domain::maxHosts);
    }
    [[nodiscard]] Status status() const
    {
        if (m_bad < 0)
            return {};
        return fail(makeError(ErrorKind::Corrupt, "store.bad-row",
                              u"table %1, key \"%2\", column %3: the value cannot be read"_s.arg(
                                  QLatin1StringView(m_table), m_row.value(0).toString(), QString::number(m_bad + 1))));
    }

private:
    void check(bool good)
    {
        if (!good && m_bad < 0)
            m_bad = m_column - 1;
    }

    const QSqlQuery &m_row;
    const char *m_table;
    int m_column = 0;
    int m_bad = -1;
};

} // namespace

QVariantList values(const NodeFacts &node)
{
    return QVariantList{node.name,
                        text(nodeStateName(node.state)),
                        node.since,
                        node.lastSeen,
                        text(node.address),
                        node.epoch,
                        node.adopted ? 1 : 0,
                        text(node.image.toString()),
                        hex(node.digest),
                        node.drifted ? 1 : 0}
    + failureValues(node.failure) + QVariantList{int(node.keyKept), node.enrolUntil, node.secretsFrom};
}

QVariantList values(const Job &job)
{
    return {job.id,
            text(job.owner),
            text(job.image),
            text(job.resolved.toString()),
            text(nodesText(job.nodes)),
            text(jobStateName(job.state)),
            job.createdAt,
            job.deadline,
            job.finishedAt,
            job.counts.nodes,
            job.counts.open,
            job.counts.done,
            job.counts.failed,
            int(job.byOperator)};
}

QVariantList values(const Deployment &deployment)
{
    return QVariantList{deployment.id,
                        deployment.job,
                        deployment.node,
                        text(deployment.image.toString()),
                        hex(deployment.digest),
                        hex(deployment.nonce),
                        text(deploymentStateName(deployment.state)),
                        deployment.attempt,
                        deployment.createdAt,
                        deployment.finishedAt}
    + failureValues(deployment.failure)
        + QVariantList{int(deployment.reinstall), deployment.orderedAt, int(deployment.taken), deployment.failures,
                       deployment.powerCycles};
}

QVariantList values(const Permission &permission)
{
    return {permission.node,      permission.deployment, text(permission.disk),
            text(permission.who), permission.createdAt,  permission.endsAt};
}

QVariantList values(const Hold &hold)
{
    return {hold.node, text(hold.job), text(hold.owner), hold.since, hold.endsAt};
}

QVariantList values(const Event &event)
{
    return {event.id,           event.time,       text(event.node),
            text(event.job),    event.deployment, text(QString::fromUtf8(event.what)),
            text(event.from),   text(event.to),   event.duration,
            text(event.reason), text(event.who)};
}

Status read(const QSqlQuery &row, NodeFacts &node)
{
    Reader reader(row, Table<NodeFacts>::name);
    node.name = reader.text();
    node.state = reader.state();
    node.since = reader.number();
    node.lastSeen = reader.number();
    node.address = reader.text();
    node.epoch = reader.small();
    node.adopted = reader.number() != 0;
    node.image = reader.image();
    node.digest = reader.bytes();
    node.drifted = reader.number() != 0;
    node.failure = reader.failure();
    node.keyKept = reader.number() != 0;
    node.enrolUntil = reader.number();
    node.secretsFrom = reader.number();
    clampName(node.address, domain::maxName);
    node.digest.truncate(domain::maxCode);
    return reader.status();
}

namespace {

Status readJob(const QSqlQuery &row, Job &job, bool isBrief)
{
    Reader reader(row, Table<Job>::name);
    job.id = reader.text();
    job.owner = reader.text();
    job.image = reader.text();
    job.resolved = reader.image();
    if (isBrief)
        job.hosts = reader.briefNodes();
    else
        job.nodes = reader.nodes();
    job.state = reader.named<JobState>(jobStateName, 4);
    job.createdAt = reader.number();
    job.deadline = reader.number();
    job.finishedAt = reader.number();
    job.counts = {reader.small(), reader.small(), reader.small(), reader.small()};
    job.byOperator = reader.number() != 0;
    clamp(job);
    return reader.status();
}

} // namespace

Status read(const QSqlQuery &row, Job &job)
{
    return readJob(row, job, false);
}

Status readBrief(const QSqlQuery &row, Job &job)
{
    return readJob(row, job, true);
}

Status read(const QSqlQuery &row, Deployment &deployment)
{
    Reader reader(row, Table<Deployment>::name);
    deployment.id = reader.number();
    deployment.job = reader.text();
    deployment.node = reader.text();
    deployment.image = reader.image();
    deployment.digest = reader.bytes();
    deployment.nonce = reader.bytes();
    deployment.state = reader.named<DeploymentState>(deploymentStateName, 5);
    deployment.attempt = reader.small();
    deployment.createdAt = reader.number();
    deployment.finishedAt = reader.number();
    deployment.failure = reader.failure();
    deployment.reinstall = reader.small() != 0;
    deployment.orderedAt = reader.number();
    deployment.taken = reader.small() != 0;
    deployment.failures = reader.small();
    deployment.powerCycles = reader.small();
    clamp(deployment);
    return reader.status();
}

Status read(const QSqlQuery &row, Permission &permission)
{
    Reader reader(row, Table<Permission>::name);
    permission.node = reader.text();
    permission.deployment = reader.number();
    permission.disk = reader.text();
    permission.who = reader.text();
    permission.createdAt = reader.number();
    permission.endsAt = reader.number();
    clamp(permission);
    return reader.status();
}

Status read(const QSqlQuery &row, Hold &hold)
{
    Reader reader(row, Table<Hold>::name);
    hold.node = reader.text();
    hold.job = reader.text();
    hold.owner = reader.text();
    hold.since = reader.number();
    hold.endsAt = reader.number();
    clamp(hold);
    return reader.status();
}

Status read(const QSqlQuery &row, Event &event)
{
    Reader reader(row, Table<Event>::name);
    event.id = reader.number();
    event.time = reader.number();
    event.node = reader.text();
    event.job = reader.text();
    event.deployment = reader.number();
    event.what = reader.text().toUtf8();
    event.from = reader.text();
    event.to = reader.text();
    event.duration = reader.number();
    event.reason = reader.text();
    event.who = reader.text();
    clamp(event);
    return reader.status();
}

} // namespace cid::rows
