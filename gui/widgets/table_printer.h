// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QObject>
#include <QPainter>
#include <QStringList>
#include <QTimer>

#include <memory>

class QPagedPaintDevice;
class QTreeView;

namespace cid {

/// A table on paper, or in a PDF: black on white whatever the palette, its head on every page, a page at a time from
/// the event loop, so that ten thousand rows hold nobody up. Used once; deleting it cancels.
class TablePrinter : public QObject
{
    Q_OBJECT
public:
    /// A copy, for the table goes on changing.
    struct Content
    {
        QString title;
        QStringList heads;
        QList<QStringList> rows;
        QList<Qt::Alignment> alignments;
    };
    /// The columns that are seen, in the order in which they are seen.
    [[nodiscard]] static Content contentOf(const QTreeView &view, const QString &title);

    TablePrinter(Content content, std::shared_ptr<QPagedPaintDevice> device, QObject *parent = nullptr);
    ~TablePrinter() override;

    /// False where the device takes nothing.
    [[nodiscard]] bool start();
    [[nodiscard]] int pageCount() const { return m_pages; }

Q_SIGNALS:
    void progressed(int pages);
    void finished();

private:
    void measure();
    void paintNext();
    void paintHead(int page);
    void paintRow(const QStringList &cells, double y);

    const Content m_content;
    std::shared_ptr<QPagedPaintDevice> m_device;
    QPainter m_painter;
    QTimer m_timer;
    QFont m_font;
    QList<double> m_widths;
    double m_rowHeight = 0;
    int m_rowsPerPage = 1;
    int m_pages = 0;
    int m_page = 0;
};

} // namespace cid
