// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/filter_line.h"

#include "gui/widgets/theme.h"
#include "gui/widgets/tinted_icon.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QMenu>
#include <QSettings>
#include <QStringListModel>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr auto savedKey = "nodes/savedFilters";

} // namespace

FilterLine::FilterLine(const NodeBoard &board, HostGroups groups, QSettings &settings, QWidget *parent)
    : QLineEdit(parent)
    , m_board(board)
    , m_groups(std::move(groups))
    , m_settings(settings)
    , m_completer(new QCompleter(this))
    , m_words(new QStringListModel(this))
{
    setPlaceholderText(tr("Filter: rack3 stage:installing rate<50 image:linux-1.*"));
    setAccessibleName(tr("Filter"));
    setAccessibleDescription(tr("Host lists, groups and terms such as stage:failed, is:busy, rate<50"));
    setClearButtonEnabled(true);
    m_saved = addAction(tintedIcon(u"filter"_s), QLineEdit::LeadingPosition);
    m_saved->setText(tr("Saved filters"));
    m_saved->setShortcut(QKeySequence(u"Ctrl+Shift+F"_s));
    m_saved->setToolTip(u"%1 (%2)"_s.arg(m_saved->text(), m_saved->shortcut().toString(QKeySequence::NativeText)));
    connect(m_saved, &QAction::triggered, this, &FilterLine::showSaved);
    m_completer->setModel(m_words);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &FilterLine::insertCompletion);
    connect(this, &QLineEdit::textChanged, this, &FilterLine::judge);
    connect(this, &QLineEdit::textEdited, this, &FilterLine::offer);
}

void FilterLine::judge()
{
    auto filter = NodeFilter::parse(text(), m_groups);
    m_mistake = filter ? QString() : filter.error().text;
    colour();
    if (filter) {
        m_filter = *filter;
        Q_EMIT filterChanged(m_filter);
    }
    Q_EMIT judged();
}

void FilterLine::colour()
{
    QPalette shade = parentWidget() ? parentWidget()->palette() : QPalette();
    if (!text().trimmed().isEmpty()) {
        const Accent accent = m_mistake.isEmpty() ? Accent::Good : Accent::Bad;
        const QColor base = shade.color(QPalette::Base);
        shade.setColor(QPalette::Base, mixed(base, accentColour(accent, shade), 0.16));
    }
    setPalette(shade);
}

void FilterLine::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        colour();
}

std::pair<int, QString> FilterLine::wordAtCursor() const
{
    const QString before = text().left(cursorPosition());
    const auto start = static_cast<int>(before.lastIndexOf(u' ') + 1);
    return {start, before.mid(start)};
}

void FilterLine::offer()
{
    const auto [start, word] = wordAtCursor();
    QString typed = word;
    if (typed.startsWith(u'-'))
        typed.remove(0, 1);
    QStringList words;
    const qsizetype colon = typed.indexOf(u':');
    if (colon > 0) {
        const QString key = typed.left(colon).toLower();
        QStringList values = NodeFilter::valuesOf(key);
        if (key == "group"_L1)
            values = m_board.groups();
        else if (key == "image"_L1 || key == "wanted"_L1)
            values = m_board.images();
        const QString rest = typed.mid(colon + 1);
        for (const QString &value : std::as_const(values)) {
            if (value.startsWith(rest, Qt::CaseInsensitive) && value != rest)
                words.append(key + u':' + value);
        }
    } else if (!typed.isEmpty()) {
        for (const QString &key : NodeFilter::keys()) {
            if (key.startsWith(typed, Qt::CaseInsensitive))
                words.append(key + u':');
        }
        for (const QString &group : m_board.groups()) {
            if (group.startsWith(typed, Qt::CaseInsensitive) && group != typed)
                words.append(group);
        }
    }
    constexpr qsizetype most = 12;
    m_words->setStringList(words.mid(0, most));
    if (words.isEmpty())
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void FilterLine::insertCompletion(const QString &word)
{
    const auto [start, typed] = wordAtCursor();
    const QString sign = typed.startsWith(u'-') ? u"-"_s : QString();
    QString all = text();
    all.replace(start, typed.size(), sign + word);
    setText(all);
    setCursorPosition(static_cast<int>(start + sign.size() + word.size()));
}

void FilterLine::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_completer->popup()->isVisible()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterLine::showSaved()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QStringList saved = m_settings.value(QLatin1StringView(savedKey)).toStringList();
    for (const QString &filter : std::as_const(saved))
        connect(menu->addAction(filter), &QAction::triggered, this, [this, filter] { setText(filter); });
    if (!saved.isEmpty())
        menu->addSeparator();
    const QString now = text().trimmed();
    QAction *keep = menu->addAction(saved.contains(now) ? tr("Forget this filter") : tr("Save this filter"));
    keep->setEnabled(!now.isEmpty() && m_mistake.isEmpty());
    connect(keep, &QAction::triggered, this, [this, saved, now]() mutable {
        if (!saved.removeOne(now))
            saved.append(now);
        m_settings.setValue(QLatin1StringView(savedKey), saved);
    });
    menu->popup(mapToGlobal(QPoint(0, height())));
}

} // namespace cid
