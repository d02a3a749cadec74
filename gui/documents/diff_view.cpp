// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/diff_view.h"

#include "common/models/text_diff.h"
#include "gui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLabel>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype around = 3;

} // namespace

DiffView::DiffView(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setAccessibleName(tr("Difference"));
}

void DiffView::show(const QByteArray &before, const QByteArray &after)
{
    const QList<DiffLine> lines = diffTexts(before, after);
    QList<bool> isShown(lines.size(), false);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].kind == DiffLine::Kind::Same)
            continue;
        for (qsizetype j = std::max<qsizetype>(0, i - around); j <= std::min(lines.size() - 1, i + around); ++j)
            isShown[j] = true;
    }
    clear();
    QTextCursor cursor(document());
    QTextCharFormat format;
    bool isGap = false;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (!isShown[i]) {
            isGap = true;
            continue;
        }
        const DiffLine &line = lines[i];
        if (std::exchange(isGap, false)) {
            format.setForeground(quietText(palette()));
            format.setBackground(Qt::NoBrush);
            cursor.insertText(u"  ⋯\n"_s, format);
        }
        const bool isSame = line.kind == DiffLine::Kind::Same;
        const bool isAdded = line.kind == DiffLine::Kind::Added;
        const QColor colour = accentColour(isAdded ? Accent::Good : Accent::Bad, palette());
        format.setForeground(palette().color(QPalette::Text));
        format.setBackground(isSame ? QBrush(Qt::NoBrush)
                                    : QBrush(mixed(palette().color(QPalette::Base), colour, 0.18)));
        const int number = isAdded || isSame ? line.after : line.before;
        QByteArray text = line.text;
        if (text.endsWith('\n'))
            text.chop(1);
        const QString sign = isSame ? u" "_s : isAdded ? u"+"_s : u"-"_s;
        cursor.insertText(u"%1 %2 %3\n"_s.arg(number, 4).arg(sign, QString::fromUtf8(text)), format);
    }
    if (document()->isEmpty())
        cursor.insertText(tr("There is no difference."));
    moveCursor(QTextCursor::Start);
}

SaveDialog::SaveDialog(const QString &path, const QByteArray &before, const QByteArray &after, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Save %1").arg(path));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *view = new DiffView;
    view->show(before, after);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new QLabel(tr("This is what changes in %1 on the server:").arg(path)));
    layout->addWidget(view, 1);
    layout->addWidget(buttons);
    resize(760, 480);
}

} // namespace cid
