// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/config_edit.h"

#include "gui/documents/config_highlighter.h"
#include "gui/widgets/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSet>
#include <QStringListModel>
#include <QTextBlock>

namespace cid {

using namespace Qt::StringLiterals;

ConfigEdit::ConfigEdit(DocumentBuffer &buffer, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_buffer(buffer)
    , m_numbers(new QWidget(this))
    , m_completer(new QCompleter(this))
    , m_words(new QStringListModel(this))
{
    setDocument(&buffer.document());
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setAccessibleName(tr("Text of %1").arg(buffer.name()));
    new ConfigHighlighter(&buffer.document());
    m_numbers->installEventFilter(this);
    m_completer->setModel(m_words);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &ConfigEdit::complete);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &, int) {
        m_numbers->update();
        setViewportMargins(numberWidth(), 0, 0, 0);
    });
    connect(&buffer, &DocumentBuffer::problemsChanged, this, &ConfigEdit::showProblems);
    connect(&buffer, &DocumentBuffer::loaded, this, &ConfigEdit::showProblems);
    setViewportMargins(numberWidth(), 0, 0, 0);
}

int ConfigEdit::numberWidth() const
{
    const auto digits = static_cast<int>(QString::number(std::max(99, blockCount())).size());
    return fontMetrics().horizontalAdvance(u'9') * digits + 22;
}

void ConfigEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    m_numbers->setGeometry(contentsRect().left(), contentsRect().top(), numberWidth(), contentsRect().height());
}

void ConfigEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showProblems();
}

bool ConfigEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_numbers && event->type() == QEvent::Paint) {
        paintNumbers();
        return true;
    }
    return QPlainTextEdit::eventFilter(watched, event);
}

void ConfigEdit::paintNumbers()
{
    QPainter painter(m_numbers);
    painter.fillRect(m_numbers->rect(), palette().color(QPalette::AlternateBase));
    QSet<int> bad;
    for (const DocumentProblem &problem : m_buffer.problems())
        bad.insert(problem.line);
    const int height = fontMetrics().height();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        if (box.top() > m_numbers->height())
            break;
        const int line = block.blockNumber() + 1;
        const QRect row(0, static_cast<int>(box.top()), m_numbers->width() - 8, height);
        painter.setPen(quietText(palette()));
        if (bad.contains(line)) {
            painter.setPen(accentColour(Accent::Bad, palette()));
            painter.drawText(QRect(2, row.top(), 12, height), Qt::AlignCenter, u"✕"_s);
        }
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
    }
}

void ConfigEdit::showProblems()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const DocumentProblem &problem : m_buffer.problems()) {
        const QTextBlock block = document()->findBlockByNumber(problem.line - 1);
        if (problem.line < 1 || !block.isValid())
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        // Columns are bytes there, characters here.
        const auto start = QString::fromUtf8(block.text().toUtf8().left(std::max(0, problem.column - 1))).size();
        mark.cursor.setPosition(block.position() + static_cast<int>(std::min<qsizetype>(start, block.length() - 1)));
        mark.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(accentColour(Accent::Bad, palette()));
        marks.append(mark);
    }
    setExtraSelections(marks);
    viewport()->update();
    m_numbers->update();
}

void ConfigEdit::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(accentColour(Accent::Bad, palette()));
    QFont small = font();
    small.setItalic(true);
    painter.setFont(small);
    QSet<int> done;
    for (const DocumentProblem &problem : m_buffer.problems()) {
        const QTextBlock block = document()->findBlockByNumber(problem.line - 1);
        if (problem.line < 1 || !block.isValid() || done.contains(problem.line))
            continue;
        done.insert(problem.line);
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        const int x = fontMetrics().horizontalAdvance(block.text()) + 28 - horizontalScrollBar()->value();
        painter.drawText(QRectF(x, box.top(), std::max(60, viewport()->width() - x), fontMetrics().height()),
                         Qt::AlignLeft | Qt::AlignVCenter, problem.text);
    }
}

void ConfigEdit::goTo(int line, int column)
{
    const QTextBlock block = document()->findBlockByNumber(std::max(0, line - 1));
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::clamp(column - 1, 0, std::max(0, block.length() - 1)));
    setTextCursor(cursor);
    centerCursor();
    setFocus();
}

QString ConfigEdit::sectionAtCursor() const
{
    static const QRegularExpression head(u"^\\s*\\[\\s*([A-Za-z_-]+)"_s);
    for (QTextBlock block = textCursor().block().previous(); block.isValid(); block = block.previous()) {
        if (const auto match = head.match(block.text()); match.hasMatch())
            return match.captured(1);
    }
    return {};
}

QStringList ConfigEdit::candidates(const Schema &schema, const QString &section, const QString &line)
{
    static const QRegularExpression value(u"^\\s*([A-Za-z0-9_.-]+)\\s*=\\s*(\\S*)$"_s);
    static const QRegularExpression word(u"^\\s*(\\[?)([A-Za-z0-9_.-]*)$"_s);
    QStringList found;
    const SectionRule *rule = schema.find(section);
    if (const auto match = value.match(line); match.hasMatch() && rule) {
        for (const KeyRule &key : rule->keys) {
            if (match.captured(1) != QLatin1StringView(key.key))
                continue;
            QStringList choices = QString::fromLatin1(key.choices).split(u'|', Qt::SkipEmptyParts);
            if (key.type == ValueType::YesNo)
                choices = {u"yes"_s, u"no"_s};
            for (const QString &choice : std::as_const(choices)) {
                if (choice.startsWith(match.captured(2)))
                    found.append(choice);
            }
        }
    } else if (const auto name = word.match(line); name.hasMatch()) {
        if (!name.captured(1).isEmpty()) {
            for (const SectionRule &one : schema.sections) {
                const QString type = QString::fromLatin1(one.type);
                if (type.startsWith(name.captured(2)))
                    found.append(one.isNamed ? type + u" \""_s : type + u']');
            }
        } else if (rule) {
            for (const KeyRule &key : rule->keys) {
                const QString text = QString::fromLatin1(key.key);
                if (text.startsWith(name.captured(2)))
                    found.append(text + u" = "_s);
            }
        }
    }
    return found;
}

void ConfigEdit::offer(bool wanted)
{
    const QTextCursor cursor = textCursor();
    const QString line = cursor.block().text().left(cursor.positionInBlock());
    QStringList words;
    if (m_buffer.schema() && (wanted || !line.trimmed().isEmpty()))
        words = candidates(*m_buffer.schema(), sectionAtCursor(), line);
    m_words->setStringList(words);
    if (words.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = cursorRect();
    place.setWidth(240);
    place.translate(viewport()->pos());
    m_completer->complete(place);
}

void ConfigEdit::complete(const QString &word)
{
    static const QRegularExpression tail(u"[A-Za-z0-9_.-]*$"_s);
    QTextCursor cursor = textCursor();
    const QString line = cursor.block().text().left(cursor.positionInBlock());
    const auto match = tail.match(line);
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(match.capturedLength()));
    cursor.insertText(word);
    setTextCursor(cursor);
}

void ConfigEdit::keyPressEvent(QKeyEvent *event)
{
    if (m_completer->popup()->isVisible()) {
        switch (event->key()) {
        case Qt::Key_Enter:
        case Qt::Key_Return:
        case Qt::Key_Escape:
        case Qt::Key_Tab:
            event->ignore();
            return;
        default:
            break;
        }
    }
    if (event->matches(QKeySequence::InsertLineSeparator)) {
        textCursor().insertBlock(); // the file knows one kind of line end
        return;
    }
    const bool isWanted = event->modifiers() == Qt::ControlModifier && event->key() == Qt::Key_Space;
    if (!isWanted)
        QPlainTextEdit::keyPressEvent(event);
    if (isWanted || (!event->text().isEmpty() && event->text().front().isPrint()))
        offer(isWanted);
}

} // namespace cid
