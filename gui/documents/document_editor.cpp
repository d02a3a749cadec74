// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/document_editor.h"

#include "gui/documents/config_edit.h"
#include "gui/documents/diff_view.h"
#include "gui/documents/form_view.h"
#include "gui/widgets/theme.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QDateTime>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QSplitter>
#include <QTabWidget>
#include <QToolBar>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

DocumentEditor::DocumentEditor(Session &session, const QString &name, const Schema *schema, const QString &draftFolder)
    : m_buffer(session, name, schema, draftFolder)
{
    build();
    connect(&m_buffer, &DocumentBuffer::loaded, this, &DocumentEditor::showVersions);
    connect(&m_buffer, &DocumentBuffer::loaded, this, &DocumentEditor::showState);
    connect(&m_buffer, &DocumentBuffer::problemsChanged, this, &DocumentEditor::showState);
    connect(&m_buffer, &DocumentBuffer::modifiedChanged, this, &DocumentEditor::showState);
    connect(&m_buffer, &DocumentBuffer::failed, this, [this](const Error &error) { say(error.text, true); });
    connect(&m_buffer, &DocumentBuffer::saved, this, [this](qint64 version) {
        say({}, false);
        Q_EMIT said(tr("%1 is saved as version %2; cidd has read it.").arg(m_buffer.name()).arg(version));
    });
    connect(&m_buffer, &DocumentBuffer::draftFound, this, [this] {
        say(tr("This holds changes of an earlier run that were not saved. \"Revert\" drops them."), false);
    });
    connect(&m_buffer, &DocumentBuffer::merged, this, [this](int conflicts) {
        say(conflicts > 0
                ? tr("Somebody else changed the file meanwhile. Both versions stand between <<<<<<< and >>>>>>> "
                     "at %n place(s): decide, and save again. \"Undo\" takes the merge back.",
                     nullptr, conflicts)
                : tr("Somebody else changed the file meanwhile; both changes are in the text now. Look at it and "
                     "save again. \"Undo\" takes the merge back."),
            conflicts > 0);
    });
    showState();
}

// The views go before the document that they show.
DocumentEditor::~DocumentEditor()
{
    delete m_tabs;
}

void DocumentEditor::makeActions()
{
    const auto action = [this](const QString &icon, const QString &text, const QKeySequence &keys, auto slot) {
        auto *made = new QAction(tintedIcon(icon), text, this);
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QAction::triggered, this, slot);
        addAction(made);
        return made;
    };
    QTextDocument &document = m_buffer.document();
    m_save = action(u"save"_s, tr("Save…"), QKeySequence::Save, &DocumentEditor::askSave);
    m_undo = action(u"undo"_s, tr("Undo"), QKeySequence::Undo, [&document] { document.undo(); });
    m_redo = action(u"redo"_s, tr("Redo"), QKeySequence::Redo, [&document] { document.redo(); });
    m_revert = action(u"reload"_s, tr("Revert"), {}, [this] { m_buffer.replaceText(m_buffer.base()); });
    m_rollBack = action(u"history"_s, tr("Take this version back"), {}, &DocumentEditor::rollBack);
    connect(&document, &QTextDocument::undoAvailable, m_undo, &QAction::setEnabled);
    connect(&document, &QTextDocument::redoAvailable, m_redo, &QAction::setEnabled);
    m_undo->setEnabled(false);
    m_redo->setEnabled(false);
    m_rollBack->setEnabled(false);
}

QWidget *DocumentEditor::makeHistory()
{
    m_versions = new QListWidget;
    m_versions->setAccessibleName(tr("Versions"));
    m_versions->setFrameShape(QFrame::NoFrame);
    m_diff = new DiffView;
    m_diff->setFrameShape(QFrame::NoFrame);
    connect(m_versions, &QListWidget::currentRowChanged, this, &DocumentEditor::compareVersion);
    auto *historyBar = new QToolBar;
    historyBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    historyBar->setIconSize({18, 18});
    historyBar->addAction(m_rollBack);
    auto *left = new QWidget;
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->addWidget(m_versions);
    leftLayout->addWidget(historyBar);
    auto *history = new QSplitter;
    history->setChildrenCollapsible(false);
    history->addWidget(left);
    history->addWidget(m_diff);
    history->setSizes({260, 600});
    return history;
}

void DocumentEditor::makeTabs()
{
    m_form = new FormView(m_buffer);
    m_text = new ConfigEdit(m_buffer);
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(m_buffer.name());
    m_tabs->addTab(m_form, tr("Form"));
    m_tabs->addTab(m_text, tr("Text"));
    m_tabs->addTab(makeHistory(), tr("Versions"));
}

void DocumentEditor::build()
{
    makeActions();
    makeTabs();
    auto *bar = new QToolBar;
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({18, 18});
    bar->addActions({m_save, m_undo, m_redo, m_revert});
    m_state = new QLabel;
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note = new QLabel;
    m_note->setWordWrap(true);
    m_note->setContentsMargins(12, 4, 12, 4);
    m_note->hide();
    auto *top = new QHBoxLayout;
    top->setContentsMargins(6, 4, 12, 0);
    top->addWidget(bar);
    top->addStretch();
    top->addWidget(m_state);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(top);
    layout->addWidget(m_note);
    layout->addWidget(m_tabs, 1);
}

QList<QAction *> DocumentEditor::commands() const
{
    return {m_save, m_undo, m_redo, m_revert, m_rollBack};
}

void DocumentEditor::say(const QString &text, bool isBad)
{
    QPalette shade = palette();
    shade.setColor(QPalette::WindowText, accentColour(isBad ? Accent::Bad : Accent::Waiting, palette()));
    m_note->setPalette(shade);
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void DocumentEditor::showState()
{
    const auto wrong = static_cast<int>(m_buffer.problems().size());
    const bool isModified = m_buffer.isModified();
    m_save->setEnabled(isModified && wrong == 0 && !m_buffer.isReadOnly());
    m_text->setReadOnly(m_buffer.isReadOnly() || !m_buffer.isLoaded());
    m_revert->setEnabled(isModified);
    QStringList parts{m_buffer.path().isEmpty() ? m_buffer.name() : m_buffer.path()};
    if (isModified)
        parts << tr("changed");
    if (wrong > 0)
        parts << tr("%n mistake(s)", nullptr, wrong);
    QPalette shade = palette();
    shade.setColor(QPalette::WindowText, wrong > 0 ? accentColour(Accent::Bad, palette()) : quietText(palette()));
    m_state->setPalette(shade);
    m_state->setText(parts.join(u" · "_s));
    QStringList tips;
    for (const DocumentProblem &problem : m_buffer.problems())
        tips << (problem.line > 0 ? tr("line %1: %2").arg(problem.line).arg(problem.text) : problem.text);
    m_state->setToolTip(tips.join(u'\n'));
}

void DocumentEditor::showVersions()
{
    const QSignalBlocker quiet(m_versions);
    m_versions->clear();
    for (const DocumentVersion &version : m_buffer.versions()) {
        const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(version.savedAt), QLocale::ShortFormat);
        const QString who = version.who == "found"_L1 ? tr("found on the server") : version.who;
        m_versions->addItem(tr("%1 · %2 · %3").arg(version.number).arg(when, who));
    }
}

void DocumentEditor::compareVersion()
{
    const int row = m_versions->currentRow();
    m_rollBack->setEnabled(false);
    if (row < 0 || row >= m_buffer.versions().size())
        return;
    m_buffer.fetchVersion(m_buffer.versions()[row].number, this, [this](const Result<QByteArray> &text) {
        if (!text) {
            say(text.error().text, true);
            return;
        }
        m_shownVersion = *text;
        m_diff->show(m_buffer.text(), *text);
        m_rollBack->setEnabled(m_shownVersion != m_buffer.text());
    });
}

void DocumentEditor::rollBack()
{
    m_buffer.replaceText(m_shownVersion);
    m_rollBack->setEnabled(false);
    say(tr("The old version is in the text; save it to make it the file again."), false);
}

void DocumentEditor::askSave()
{
    if (!m_save->isEnabled())
        return;
    auto *dialog = new SaveDialog(m_buffer.path(), m_buffer.base(), m_buffer.text(), this);
    connect(dialog, &QDialog::accepted, &m_buffer, &DocumentBuffer::save);
    dialog->open();
}

} // namespace cid
