// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QStringList>

namespace cid {

/// One row of the event log, as far as the observer looks at it.
struct SeenEvent
{
    qint64 id = 0;
    QString node;
    QString job;
    qint64 deployment = 0;
    QString what;
    QString from;
    QString to;
};

/// What a node's own disk says about the image in it.
struct SeenRecord
{
    QString node;
    QByteArray digest; ///< hexadecimal
    qint64 deployment = 0;
};

/// Judges a run by two things alone: the event log, and what the nodes keep themselves. Each violation is a sentence.
/// Plain functions of values, so that the judge can be tried itself.
class Observer
{
public:
    /// The rows of a state database that nobody writes any more. Empty where it cannot be read.
    [[nodiscard]] static QList<SeenEvent> readEvents(const QString &database);
    /// curr_img of every slot below the folders of pretended machines.
    [[nodiscard]] static QList<SeenRecord> readRecords(const QString &nodesFolder);

    /// Every node's transitions are one unbroken chain, and each is in the table of states.
    [[nodiscard]] static QStringList brokenChains(const QList<SeenEvent> &events);
    /// Every job that began ended, and nothing happened for a deployment after that.
    [[nodiscard]] static QStringList unendedJobs(const QList<SeenEvent> &events);
    /// A disk was divided anew although that deployment had got behind it and the machine had not begun again.
    [[nodiscard]] static QStringList doubleWork(const QList<SeenEvent> &events);
    /// A node that runs an image has a slot with the digest that belongs to it, written by the deployment that ended
    /// so.
    /// \a digests: hexadecimal, by full name of the image.
    [[nodiscard]] static QStringList wrongImages(const QList<SeenEvent> &events, const QList<SeenRecord> &records,
                                                 const QList<QByteArray> &digests);
};

} // namespace cid
