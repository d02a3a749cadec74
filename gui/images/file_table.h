// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/cid_client.h"

#include <QAbstractTableModel>
#include <QHash>

namespace cid {

/// The files of an image, and what differs from another one.
class FileTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : quint8 { Path, Mode, Size, Modified, Change };
    static constexpr int columnTotal = Change + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    /// More files of the image, or of the one that it is compared with; shown by refresh().
    void append(const QList<ImageEntry> &files) { m_files += files; }
    void appendOther(const QList<ImageEntry> &files);
    void refresh();
    /// Only differences are shown while it is compared; \a search is a part of the path.
    void setView(bool isCompared, const QString &search);
    [[nodiscard]] qsizetype total() const { return m_files.size(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class Difference : quint8 { None, Added, Removed, Changed };
    struct Row
    {
        ImageEntry file;
        Difference difference = Difference::None;
    };

    QList<ImageEntry> m_files;
    QHash<QByteArray, ImageEntry> m_others;
    QList<Row> m_rows;
    QString m_search;
    bool m_isCompared = false;
};

} // namespace cid
