// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/images/file_table.h"

#include "common/domain/file_mode.h"
#include "gui/widgets/theme.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QLocale>
#include <QSet>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// But for the times: of two images of one system nearly all would differ.
bool isSame(const ImageEntry &one, ImageEntry other)
{
    other.time = one.time;
    return one == other;
}

} // namespace

void FileTable::clear()
{
    m_files.clear();
    m_others.clear();
    refresh();
}

void FileTable::appendOther(const QList<ImageEntry> &files)
{
    for (const ImageEntry &file : files)
        m_others.insert(file.path, file);
}

void FileTable::setView(bool isCompared, const QString &search)
{
    m_isCompared = isCompared;
    m_search = search;
    refresh();
}

void FileTable::refresh()
{
    beginResetModel();
    m_rows.clear();
    const auto fits = [this](const ImageEntry &file) {
        return m_search.isEmpty() || QString::fromUtf8(file.path).contains(m_search, Qt::CaseInsensitive);
    };
    QSet<QByteArray> here;
    for (const ImageEntry &file : std::as_const(m_files)) {
        here.insert(file.path);
        Difference difference = Difference::None;
        const auto other = m_others.constFind(file.path);
        if (m_isCompared && other == m_others.constEnd())
            difference = Difference::Added;
        else if (m_isCompared && !isSame(*other, file))
            difference = Difference::Changed;
        if (fits(file) && (!m_isCompared || difference != Difference::None))
            m_rows.append({file, difference});
    }
    for (auto it = m_others.cbegin(); m_isCompared && it != m_others.cend(); ++it) {
        if (!here.contains(it.key()) && fits(*it))
            m_rows.append({*it, Difference::Removed});
    }
    std::sort(m_rows.begin(), m_rows.end(), [](const Row &a, const Row &b) { return a.file.path < b.file.path; });
    endResetModel();
}

int FileTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int FileTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

QVariant FileTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    if (role == Qt::TextAlignmentRole && index.column() == Size)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && index.column() == Change) {
        const Accent accent = row.difference == Difference::Added ? Accent::Good
            : row.difference == Difference::Removed               ? Accent::Bad
                                                                  : Accent::Waiting;
        return accentColour(accent, QGuiApplication::palette());
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Path:
        return QString(u'/' + QString::fromUtf8(row.file.path));
    case Mode:
        return modeText(row.file.mode);
    case Size:
        return row.file.sha256.isEmpty() ? QString() : QLocale().formattedDataSize(row.file.size);
    case Modified:
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(row.file.time), QLocale::ShortFormat);
    default:
        switch (row.difference) {
        case Difference::Added:
            return tr("only here");
        case Difference::Removed:
            return tr("only there");
        case Difference::Changed:
            return tr("differs");
        default:
            return {};
        }
    }
}

QVariant FileTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= columnTotal)
        return {};
    const QStringList titles{tr("Path"), tr("Mode"), tr("Size"), tr("Changed"), tr("Difference")};
    return titles[section];
}

} // namespace cid
