// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/blancmange/build_steps.h"

#include "gui/blancmange/size_chart.h"
#include "gui/builds/build_pane.h"
#include "gui/builds/build_table.h"
#include "gui/widgets/theme.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QCheckBox>
#include <QDateTime>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

BuildSteps::BuildSteps(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_pane(new BuildPane(session, BuildPane::Kind::Blancmange))
    , m_chart(new SizeChart)
    , m_facts(new QLabel)
    , m_problem(new QLabel)
{
    build();
    connect(m_pane, &BuildPane::said, this, &BuildSteps::said);
    connect(m_pane, &BuildPane::refused, this, [this](const Error &error) {
        Q_EMIT said(error.text);
        refresh();
    });
    connect(m_pane, &BuildPane::ended, this, [this](const Build &over) {
        Q_EMIT told(u"%1: %2"_s.arg(BuildTable::subject(over.request), BuildTable::stateWord(over.state)));
        refresh();
    });
    connect(m_pane, &BuildPane::repeatWanted, this, [this](const BuildRequest &request) { ask(request.kind); });
    connect(&session.client(), &CidClient::connected, this, &BuildSteps::refresh);
    judge();
}

void BuildSteps::makeActions()
{
    const auto step = [this](const QString &icon, const QString &text, BuildKind kind) {
        auto *made = new QAction(tintedIcon(icon), text, this);
        connect(made, &QAction::triggered, this, [this, kind] { ask(kind); });
        m_steps.append(made);
    };
    step(u"export"_s, tr("1. Get packages"), BuildKind::BlancmangeGet);
    step(u"build"_s, tr("2. Build packages"), BuildKind::BlancmangeBuild);
    step(u"blancmange"_s, tr("3. Assemble"), BuildKind::BlancmangeImage);
    step(u"deploy"_s, tr("Publish…"), BuildKind::BlancmangePublish);
    m_update = new QAction(tr("Newest versions"), this);
    m_update->setCheckable(true);
    m_update->setToolTip(tr("Step 1 takes what the mirror offers now, whatever the lock file says"));
}

void BuildSteps::build()
{
    makeActions();
    auto *bar = new QToolBar;
    bar->setIconSize({18, 18});
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addActions(m_steps);
    bar->addSeparator();
    bar->addAction(m_update);
    for (QLabel *label : {m_facts, m_problem}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setContentsMargins(10, 2, 10, 2);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *warnings = new QWidget;
    m_warnings = new QVBoxLayout(warnings);
    m_warnings->setContentsMargins(10, 2, 10, 2);
    auto *left = new QWidget;
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->addWidget(m_problem);
    leftLayout->addWidget(warnings);
    leftLayout->addWidget(m_facts);
    leftLayout->addWidget(m_chart, 1);
    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(m_pane);
    splitter->setSizes({420, 620});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(bar);
    layout->addWidget(splitter, 1);
}

QList<QAction *> BuildSteps::commands() const
{
    return m_steps + QList<QAction *>{m_update} + m_pane->commands();
}

void BuildSteps::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void BuildSteps::refresh()
{
    if (!m_session.client().isConnected())
        return;
    m_session.client().ask<BuildPlaceReply>(
        BuildPlaceRequest{}, [self = QPointer(this)](const Result<BuildPlaceReply> &reply) {
            if (!self)
                return;
            if (reply)
                self->showPlace(*reply);
            else
                self->showPlace({{}, {}, {}, {}, reply.error().text, {}, {}, {}, 0});
        });
}

QString BuildSteps::filesText(const QString &title, const QList<BuildFile> &files)
{
    QStringList parts;
    for (const BuildFile &file : files) {
        parts << tr("%1 (%2, %3)")
                     .arg(file.path.section(u'/', -1), QLocale().formattedDataSize(file.size),
                          QLocale().toString(QDateTime::fromMSecsSinceEpoch(file.modifiedAt), QLocale::ShortFormat));
    }
    return files.isEmpty() ? tr("%1: nothing yet").arg(title) : tr("%1: %2").arg(title, parts.join(u", "_s));
}

void BuildSteps::showPlace(const BuildPlaceReply &place)
{
    m_canBuild = place.problem.isEmpty();
    m_canPublish = place.made.size() == 2;
    QPalette shade = palette();
    shade.setColor(QPalette::WindowText, accentColour(Accent::Bad, palette()));
    m_problem->setPalette(shade);
    m_problem->setText(place.problem);
    m_problem->setVisible(!place.problem.isEmpty());
    showWarnings(place.warnings);
    QStringList facts{filesText(tr("Made"), place.made), filesText(tr("Published"), place.published)};
    if (place.cachedBytes > 0)
        facts << tr("Fetched and built before: %1").arg(QLocale().formattedDataSize(place.cachedBytes));
    m_facts->setText(facts.join(u'\n'));
    m_chart->setSizes(place.sizes);
    m_chart->setVisible(!place.sizes.isEmpty());
    judge();
}

void BuildSteps::showWarnings(const QList<BuildWarning> &warnings)
{
    QList<QByteArray> codes;
    for (const BuildWarning &warning : warnings)
        codes << warning.code;
    const QList<QByteArray> shown = m_boxes.keys();
    for (const QByteArray &code : shown) {
        if (!codes.contains(code))
            delete m_boxes.take(code);
    }
    for (const BuildWarning &warning : warnings) {
        if (m_boxes.contains(warning.code))
            continue; // what was acknowledged stays so while the page is open
        const QString text = warning.code == "shipped-password"
            ? tr("I know: root's password in this Blancmange is \"t00r\", as shipped.")
            : warning.text;
        auto *box = new QCheckBox(text);
        box->setObjectName(QString::fromLatin1(warning.code));
        box->setToolTip(warning.text);
        box->setAccessibleDescription(warning.text);
        box->setIcon(tintedIcon(u"warning"_s));
        connect(box, &QCheckBox::toggled, this, &BuildSteps::judge);
        m_warnings->addWidget(box);
        m_boxes.insert(warning.code, box);
    }
}

void BuildSteps::judge()
{
    const bool isAcknowledged =
        std::all_of(m_boxes.cbegin(), m_boxes.cend(), [](const QCheckBox *box) { return box->isChecked(); });
    for (qsizetype i = 0; i < m_steps.size(); ++i) {
        const bool isPublish = i == m_steps.size() - 1;
        m_steps[i]->setEnabled(isPublish ? m_canPublish : m_canBuild && isAcknowledged);
        m_steps[i]->setToolTip(isPublish || isAcknowledged ? m_steps[i]->text() : tr("Acknowledge the warnings first"));
    }
}

void BuildSteps::ask(BuildKind kind)
{
    BuildRequest request;
    request.kind = kind;
    request.update = kind == BuildKind::BlancmangeGet && m_update->isChecked();
    for (auto box = m_boxes.cbegin(); box != m_boxes.cend(); ++box) {
        if ((*box)->isChecked())
            request.acknowledged << box.key();
    }
    if (kind != BuildKind::BlancmangePublish) {
        m_pane->ask(request);
        return;
    }
    auto *question =
        new QMessageBox(QMessageBox::Question, tr("Publish Blancmange"),
                        tr("Machines that start from the network from now on get this Blancmange. What they "
                           "got so far is kept beside it. Go on?"),
                        QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    auto *go = question->addButton(tr("Publish"), QMessageBox::AcceptRole);
    connect(question, &QMessageBox::buttonClicked, this, [this, request, go](const QAbstractButton *clicked) {
        if (clicked == go)
            m_pane->ask(request);
    });
    question->open();
}

} // namespace cid
