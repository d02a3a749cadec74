// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/table_printer.h"

#include <QDateTime>
#include <QFontMetricsF>
#include <QHeaderView>
#include <QLocale>
#include <QPagedPaintDevice>
#include <QTreeView>

#include <algorithm>
#include <numeric>

namespace cid {

namespace {

constexpr double pointSize = 8;
constexpr double smallestPointSize = 5.5;
constexpr qsizetype measuredRows = 400;
constexpr double widestShare = 0.4; // of the page, for one column
constexpr int headRows = 3; // title, blank, column heads
constexpr int footRows = 2;

} // namespace

TablePrinter::Content TablePrinter::contentOf(const QTreeView &view, const QString &title)
{
    const QAbstractItemModel &model = *view.model();
    Content content{title, {}, {}, {}};
    QList<int> columns;
    for (int i = 0; i < model.columnCount(); ++i) {
        const int column = view.header()->logicalIndex(i);
        if (view.isColumnHidden(column))
            continue;
        columns.append(column);
        content.heads.append(model.headerData(column, Qt::Horizontal).toString());
        const QVariant alignment = model.index(0, column).data(Qt::TextAlignmentRole);
        const bool isRight = alignment.isValid() && (alignment.toInt() & Qt::AlignRight);
        content.alignments.append(isRight ? Qt::AlignRight : Qt::AlignLeft);
    }
    content.rows.reserve(model.rowCount());
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        cells.reserve(columns.size());
        for (const int column : std::as_const(columns))
            cells.append(model.index(row, column).data().toString().simplified());
        content.rows.append(cells);
    }
    return content;
}

TablePrinter::TablePrinter(Content content, std::shared_ptr<QPagedPaintDevice> device, QObject *parent)
    : QObject(parent)
    , m_content(std::move(content))
    , m_device(std::move(device))
{
    connect(&m_timer, &QTimer::timeout, this, &TablePrinter::paintNext);
}

TablePrinter::~TablePrinter()
{
    if (m_painter.isActive())
        m_painter.end();
}

bool TablePrinter::start()
{
    if (!m_painter.begin(m_device.get()))
        return false;
    measure();
    m_timer.start(0);
    return true;
}

void TablePrinter::measure()
{
    const double page = m_painter.viewport().width();
    const auto naturalWidths = [&](double size) {
        m_font = QFont(m_painter.font());
        m_font.setPointSizeF(size);
        const QFontMetricsF metrics(m_font, m_device.get());
        QList<double> widths;
        for (qsizetype i = 0; i < m_content.heads.size(); ++i) {
            double width = metrics.horizontalAdvance(m_content.heads[i]) * 1.1; // heads are bold
            for (qsizetype row = 0; row < std::min(measuredRows, m_content.rows.size()); ++row)
                width = std::max(width, metrics.horizontalAdvance(m_content.rows[row][i]));
            widths.append(std::min(width + metrics.averageCharWidth() * 2, page * widestShare));
        }
        return widths;
    };
    m_widths = naturalWidths(pointSize);
    double sum = std::accumulate(m_widths.cbegin(), m_widths.cend(), 0.0);
    if (sum > page) {
        m_widths = naturalWidths(std::max(smallestPointSize, pointSize * page / sum));
        sum = std::accumulate(m_widths.cbegin(), m_widths.cend(), 0.0);
        for (double &width : m_widths)
            width *= std::min(1.0, page / sum);
    }
    m_rowHeight = QFontMetricsF(m_font, m_device.get()).height() * 1.35;
    const int lines = static_cast<int>(m_painter.viewport().height() / m_rowHeight);
    m_rowsPerPage = std::max(1, lines - headRows - footRows);
    m_pages = std::max(1, (static_cast<int>(m_content.rows.size()) + m_rowsPerPage - 1) / m_rowsPerPage);
}

void TablePrinter::paintNext()
{
    if (m_page > 0)
        m_device->newPage();
    m_painter.setFont(m_font);
    m_painter.setPen(Qt::black);
    paintHead(m_page);
    const qsizetype first = qsizetype(m_page) * m_rowsPerPage;
    const qsizetype last = std::min(first + m_rowsPerPage, m_content.rows.size());
    for (qsizetype row = first; row < last; ++row) {
        const double y = static_cast<double>(headRows + row - first) * m_rowHeight;
        if (row % 2 == 1) {
            m_painter.fillRect(QRectF(0, y, m_painter.viewport().width(), m_rowHeight),
                               QColor::fromRgb(0xf3, 0xf4, 0xf6));
        }
        paintRow(m_content.rows[row], y);
    }
    ++m_page;
    Q_EMIT progressed(m_page);
    if (m_page < m_pages)
        return;
    m_timer.stop();
    m_painter.end();
    Q_EMIT finished();
}

void TablePrinter::paintHead(int page)
{
    const double width = m_painter.viewport().width();
    QFont bold = m_font;
    bold.setBold(true);
    m_painter.setFont(bold);
    m_painter.drawText(QRectF(0, 0, width, m_rowHeight), Qt::AlignLeft | Qt::AlignVCenter, m_content.title);
    paintRow(m_content.heads, 2 * m_rowHeight);
    m_painter.setFont(m_font);
    m_painter.drawText(QRectF(0, 0, width, m_rowHeight), Qt::AlignRight | Qt::AlignVCenter,
                       QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat));
    const double line = headRows * m_rowHeight;
    m_painter.drawLine(QPointF(0, line), QPointF(width, line));
    m_painter.drawText(QRectF(0, m_painter.viewport().height() - m_rowHeight, width, m_rowHeight),
                       Qt::AlignRight | Qt::AlignVCenter, tr("Page %1 of %2").arg(page + 1).arg(m_pages));
}

void TablePrinter::paintRow(const QStringList &cells, double y)
{
    const QFontMetricsF metrics(m_painter.font(), m_device.get());
    const double gap = metrics.averageCharWidth();
    double x = 0;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QRectF cell(x, y, m_widths[i] - gap, m_rowHeight);
        m_painter.drawText(cell, m_content.alignments[i] | Qt::AlignVCenter,
                           metrics.elidedText(cells[i], Qt::ElideRight, cell.width()));
        x += m_widths[i];
    }
}

} // namespace cid
