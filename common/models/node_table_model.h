// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/models/node_filter.h"

#include <QAbstractTableModel>

namespace cid {

/// The nodes of a board as a table that filters, sorts and groups by itself: a proxy in between would look at every
/// row of every change. Speaks in values and stable names; words, colours and units are the view's, in a subclass.
/// Changes of rows that nobody watches are not announced; they are read anew when they come into view. The order is
/// worked out again at most once a second. Lives on the board's thread; the board is borrowed.
class NodeTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : quint8 {
        Name,
        Group,
        Stage,
        ProgressColumn,
        Rate,
        Trend,
        Left,
        Elapsed,
        Image,
        Wanted,
        JobColumn,
        Reason,
        Seen,
        Address,
        Attempt,
    };
    static constexpr int columnTotal = Attempt + 1;
    static constexpr int reorderMs = 1'000;
    /// What data() gives beside the texts: the value to sort by.
    static constexpr int ValueRole = Qt::UserRole;

    /// A row that stands for a group.
    struct Section
    {
        QString name; ///< empty: the nodes that are in none
        int total = 0;
        int running = 0;
        int busy = 0;
        int failed = 0; ///< and lost
        bool isFolded = false;
        bool operator==(const Section &) const = default;
    };

    explicit NodeTableModel(const NodeBoard &board, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    void setFilter(const NodeFilter &filter);
    void setGrouped(bool grouped);
    [[nodiscard]] bool isGrouped() const { return m_isGrouped; }
    void toggleSection(int row);
    /// The rows whose changes are announced; all of them at first.
    void watch(int first, int last);

    [[nodiscard]] const NodeBoard &board() const { return m_board; }
    /// The board's row of a row here; -1 where it stands for a group.
    [[nodiscard]] int boardRow(int row) const;
    /// Null where the row is a node's.
    [[nodiscard]] const Section *section(int row) const;
    [[nodiscard]] const NodeStatus &status(int row) const { return m_board.status(m_rows[row]); }
    [[nodiscard]] const NodeFigures &figures(int row) const { return m_board.figures(m_rows[row]); }
    /// The row of a node, -1 where the filter holds it back.
    [[nodiscard]] int rowOf(const NodeName &node) const;
    /// Nodes that pass the filter, in folded groups too.
    [[nodiscard]] int matchCount() const { return m_matchCount; }
    [[nodiscard]] QStringList matchingNodes() const;

    /// Written bytes in parts of a thousand; -1 where nothing is being installed.
    [[nodiscard]] static int permille(const NodeStatus &node);
    /// The group that a node is shown under: its first.
    [[nodiscard]] static QString groupOf(const NodeStatus &node) { return node.groups.value(0); }

protected:
    [[nodiscard]] QVariant value(int boardRow, int column) const;

private:
    void refresh();
    void pulsed();
    [[nodiscard]] QList<int> matching() const;
    void order(QList<int> &rows) const;
    [[nodiscard]] QList<int> grouped(const QList<int> &rows, QList<Section> &sections) const;
    void replaceRows(const QList<int> &rows, const QList<Section> &sections);

    const NodeBoard &m_board;
    NodeFilter m_filter;
    QList<int> m_rows; ///< rows of the board; below 0 the complement of a section's number
    QList<Section> m_sections;
    QStringList m_folded;
    int m_matchCount = 0;
    int m_sortColumn = Name;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_isGrouped = false;
    int m_firstWatched = 0;
    int m_lastWatched = -1; ///< below 0: all
    qint64 m_lastOrder = 0;
};

} // namespace cid
