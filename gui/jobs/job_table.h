// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"

#include <QAbstractTableModel>

namespace cid {

/// The requests that cidd knows, the newest first.
class JobTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : quint8 { Id, State, Image, Count, Nodes, Owner, Created, Took };
    static constexpr int columnTotal = Took + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows of the same jobs keep their place; no reset where nothing came or went.
    void setJobs(const QList<Job> &jobs);
    [[nodiscard]] const QList<Job> &jobs() const { return m_jobs; }
    [[nodiscard]] int rowOf(const JobId &job) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] static QString stateWord(JobState state);
    /// "9,990 / 10,000 (✗ 3)": done, all and failed; all alone where there is no more to say.
    [[nodiscard]] static QString countText(const Job &job);
    [[nodiscard]] static QString columnKey(int column);

private:
    [[nodiscard]] QString text(const Job &job, int column) const;

    QList<Job> m_jobs;
};

} // namespace cid
