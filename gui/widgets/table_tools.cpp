// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/table_tools.h"

#include "gui/widgets/table_export.h"
#include "gui/widgets/table_printer.h"
#include "gui/widgets/tinted_icon.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPdfWriter>
#include <QPointer>
#include <QPrintDialog>
#include <QPrinter>
#include <QProgressDialog>
#include <QSaveFile>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int marginMm = 12;

void setSheet(QPagedPaintDevice &device)
{
    device.setPageOrientation(QPageLayout::Landscape);
    device.setPageMargins(QMarginsF(marginMm, marginMm, marginMm, marginMm), QPageLayout::Millimeter);
}

} // namespace

TableTools::TableTools(QTreeView &view, std::function<QString(int)> keyOf)
    : QObject(&view)
    , m_view(view)
    , m_keyOf(std::move(keyOf))
    , m_export(new QAction(tintedIcon(u"export"_s), tr("Export \"%1\"…").arg(title()), this))
    , m_print(new QAction(tintedIcon(u"print"_s), tr("Print \"%1\"…").arg(title()), this))
    , m_copy(new QAction(tintedIcon(u"group"_s), tr("Copy the selected rows"), this))
{
    if (!m_keyOf) {
        m_keyOf = [this](int column) { return m_view.model()->headerData(column, Qt::Horizontal).toString(); };
    }
    connect(m_export, &QAction::triggered, this, &TableTools::askFile);
    connect(m_print, &QAction::triggered, this, &TableTools::askPrinter);
    connect(m_copy, &QAction::triggered, this, &TableTools::copyRows);
}

void TableTools::offerInMenu()
{
    m_view.addActions(actions());
    m_view.setContextMenuPolicy(Qt::ActionsContextMenu);
}

void TableTools::askFile()
{
    auto *dialog = new QFileDialog(m_view.window(), m_export->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("CSV (*.csv)"), tr("JSON (*.json)"), tr("PDF (*.pdf)")});
    dialog->setDefaultSuffix(u"csv"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.section(u'.', -1).chopped(1)); });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (path.endsWith(u".pdf"_s, Qt::CaseInsensitive)) {
            writePdf(path);
            return;
        }
        const Status written = exportModel(*m_view.model(), m_keyOf, path);
        Q_EMIT said(written ? tr("Written: %1").arg(path) : written.error().text);
    });
    dialog->open();
}

void TableTools::writePdf(const QString &path)
{
    auto file = std::make_shared<QSaveFile>(path);
    if (!file->open(QIODevice::WriteOnly)) {
        Q_EMIT said(tr("%1 could not be written.").arg(path));
        return;
    }
    auto pdf = std::make_shared<QPdfWriter>(file.get());
    pdf->setPageSize(QPageSize(QPageSize::A4));
    pdf->setTitle(title());
    setSheet(*pdf);
    auto *printer = new TablePrinter(TablePrinter::contentOf(m_view, title()), pdf, this);
    connect(printer, &TablePrinter::finished, this, [this, file, path] {
        Q_EMIT said(file->commit() ? tr("Written: %1").arg(path) : tr("%1 could not be written.").arg(path));
    });
    follow(printer);
}

void TableTools::askPrinter()
{
    auto paper = std::make_shared<QPrinter>(QPrinter::HighResolution);
    paper->setDocName(title());
    setSheet(*paper);
    auto *dialog = new QPrintDialog(paper.get(), m_view.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, qOverload<>(&QDialog::accepted), this, [this, paper] {
        auto *printer = new TablePrinter(TablePrinter::contentOf(m_view, title()), paper, this);
        connect(printer, &TablePrinter::finished, this, [this] { Q_EMIT said(tr("Printed: %1").arg(title())); });
        follow(printer);
    });
    // It borrows the printer.
    connect(dialog, &QObject::destroyed, this, [paper] { });
    dialog->open();
}

void TableTools::follow(TablePrinter *printer)
{
    if (!printer->start()) {
        Q_EMIT said(tr("The printer takes nothing."));
        printer->deleteLater();
        return;
    }
    auto *progress = new QProgressDialog(tr("Printing \"%1\"…").arg(title()), tr("Cancel"), 0, printer->pageCount(),
                                         m_view.window());
    progress->setAttribute(Qt::WA_DeleteOnClose);
    connect(printer, &TablePrinter::progressed, progress, &QProgressDialog::setValue);
    connect(printer, &TablePrinter::finished, printer, &QObject::deleteLater);
    connect(progress, &QProgressDialog::canceled, printer, &QObject::deleteLater);
    connect(printer, &QObject::destroyed, progress, &QObject::deleteLater);
}

void TableTools::copyRows()
{
    QModelIndexList rows = m_view.selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < m_view.model()->columnCount(); ++column) {
            if (!m_view.isColumnHidden(column))
                cells << row.siblingAtColumn(column).data().toString();
        }
        lines << cells.join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    Q_EMIT said(tr("Copied: %n row(s)", nullptr, static_cast<int>(rows.size())));
}

} // namespace cid
