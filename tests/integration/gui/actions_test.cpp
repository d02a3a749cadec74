// SPDX-License-Identifier: GPL-3.0-or-later
// What an operator does with nodes and images in the console, and every dialog of it, against the demonstration's real
// cidd.
#include "common/config/image_db.h"
#include "gui/app/command_palette.h"
#include "gui/app/language.h"
#include "gui/app/main_window.h"
#include "gui/app/settings_dialog.h"
#include "gui/builds/mkimg_dialog.h"
#include "gui/demo/demo_server.h"
#include "gui/documents/diff_view.h"
#include "gui/documents/document_editor.h"
#include "gui/documents/section_dialog.h"
#include "gui/images/image_facts.h"
#include "gui/images/images_page.h"
#include "gui/nodes/adopt_dialog.h"
#include "gui/nodes/capture_dialog.h"
#include "gui/nodes/deploy_dialog.h"
#include "gui/nodes/filter_line.h"
#include "gui/nodes/nodes_page.h"
#include "gui/nodes/power_dialog.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace cid;
using namespace Qt::StringLiterals;

class ActionsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aDeploymentSaysWhichDisksAreWritten();
    void powerWantsACommandFirst();
    void anImageHasItsFacts();
    void everyDialogCanBeHeardAndReached_data();
    void everyDialogCanBeHeardAndReached();
    void noDialogIsCutOff_data() { everyDialogCanBeHeardAndReached_data(); }
    void noDialogIsCutOff();
    void theLanguageChangesAtOnce();

private:
    [[nodiscard]] NodesPage &nodesPage() const { return *qobject_cast<NodesPage *>(m_window->page(u"nodes"_s)); }
    [[nodiscard]] ImagesPage &imagesPage() const { return *qobject_cast<ImagesPage *>(m_window->page(u"images"_s)); }
    [[nodiscard]] QAction *command(const QString &text) const;
    /// One of the console's dialogs, opened.
    [[nodiscard]] QDialog *open(const QString &name) const;
    [[nodiscard]] static QStringList mute(const QDialog &dialog);

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<KeyVault> m_vault;
    std::unique_ptr<DemoServer> m_server;
    std::unique_ptr<MainWindow> m_window;
};

void ActionsTest::initTestCase()
{
    initConsoleResources();
    installLanguage(u"en"_s);
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings"_s), QSettings::IniFormat);
    m_settings->setValue(u"documents/drafts"_s, m_folder.filePath(u"drafts"_s));
    m_vault = std::make_unique<KeyVault>(m_folder.filePath(u"keys"_s), false);
    m_server = std::make_unique<DemoServer>();
    QSignalSpy ready(m_server.get(), &DemoServer::ready);
    QSignalSpy failed(m_server.get(), &DemoServer::failed);
    m_server->start(40, 40);
    QTRY_VERIFY_WITH_TIMEOUT(ready.size() + failed.size() > 0, 30'000);
    QCOMPARE(failed.size(), 0);
    m_window = std::make_unique<MainWindow>(*m_settings, *m_vault);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->openServer(u"demo"_s, m_server->access());
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->session()->images().images.isEmpty(), 20'000);
    // Everybody is back from what the demonstration begins with.
    const NodeMirror &mirror = m_window->session()->mirror();
    QTRY_VERIFY_WITH_TIMEOUT(std::none_of(mirror.nodes().begin(), mirror.nodes().end(),
                                          [](const NodeStatus &one) { return one.connected && !one.wanted.isNull(); }),
                             60'000);
}

QAction *ActionsTest::command(const QString &text) const
{
    for (QAction *action : m_window->allCommands()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

void ActionsTest::aDeploymentSaysWhichDisksAreWritten()
{
    const auto notes = [this](bool reinstall) {
        DeployDialog dialog(*m_window->session(), {{u"n01"_s, u"n02"_s, u"n03"_s}, u"login"_s, reinstall, 16});
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        const auto *rows = dialog.findChild<QTreeWidget *>();
        QStringList found;
        static_cast<void>(QTest::qWaitFor([rows] { return rows->topLevelItemCount() > 0; }));
        for (int i = 0; i < rows->topLevelItemCount(); ++i)
            found << rows->topLevelItem(i)->text(2);
        return found.join(u'\n');
    };
    const QString slot = notes(false);
    QVERIFY2(slot.contains("one slot of /dev/nvme0n1, 894 GiB"_L1), qPrintable(slot));
    const QString whole = notes(true);
    QVERIFY2(whole.contains("all of /dev/nvme0n1, 894 GiB"_L1), qPrintable(whole));
}

void ActionsTest::powerWantsACommandFirst()
{
    m_window->showPage(u"nodes"_s);
    nodesPage().selection().set({u"n01"_s, u"n02"_s}, u"n01"_s);
    QSignalSpy said(&nodesPage(), &Page::said);
    command(u"Power…"_s)->trigger();
    QVERIFY(said.size() == 1 && said[0][0].toString().contains("settings"_L1));
    m_settings->setValue(SettingsDialog::powerKey, u"/bin/echo %a %n"_s);
    m_settings->setValue(u"confirm/typeAbove"_s, 1);
    command(u"Power…"_s)->trigger();
    auto *dialog = nodesPage().findChild<PowerDialog *>();
    QVERIFY(dialog);
    auto *go = dialog->findChild<QPushButton *>(u"power"_s);
    QVERIFY(!go->isEnabled()); // Two are many: their number has to be typed.
    dialog->findChild<QLineEdit *>()->setText(u"2"_s);
    QVERIFY(go->isEnabled());
    go->click();
    const auto *rows = dialog->findChild<QTreeWidget *>();
    QTRY_COMPARE(rows->topLevelItemCount(), 2);
    QVERIFY(rows->topLevelItem(0)->text(2).startsWith("on n0"_L1));
    QTRY_VERIFY(go->isEnabled());
    dialog->reject();
    m_settings->remove(u"confirm/typeAbove"_s);
}

void ActionsTest::anImageHasItsFacts()
{
    m_window->showPage(u"images"_s);
    auto *facts = imagesPage().findChild<ImageFacts *>();
    imagesPage().editor().tabs().setCurrentWidget(facts);
    QTRY_VERIFY(facts->topLevelItemCount() > 8);
    QStringList values;
    for (int i = 0; i < facts->topLevelItemCount(); ++i)
        values << facts->topLevelItem(i)->text(1);
    const CatalogueImage &image = m_window->session()->images().images.first();
    QVERIFY2(values.contains(QString::fromLatin1(image.digest.toHex())), qPrintable(values.join(u'\n')));
    imagesPage().editor().tabs().setCurrentIndex(0);
}

void ActionsTest::everyDialogCanBeHeardAndReached_data()
{
    QTest::addColumn<QString>("language");
    for (const QString &code : consoleLanguages())
        QTest::newRow(qPrintable(code)) << code;
}

QDialog *ActionsTest::open(const QString &name) const
{
    Session &session = *m_window->session();
    const NodeName node = u"n01"_s;
    if (name == "capture"_L1)
        return new CaptureDialog(session, {node, CaptureDialog::freeName(session, node), false}, m_window.get());
    if (name == "power"_L1)
        return new PowerDialog({{node, u"n02"_s}, u"/bin/true %n"_s, 1}, m_window.get());
    if (name == "deploy"_L1)
        return new DeployDialog(session, {{node, u"n02"_s}, u"login"_s, true, 1}, m_window.get());
    if (name == "adopt"_L1)
        return new AdoptDialog(session, m_window.get());
    if (name == "mkimg"_L1)
        return new MkimgDialog(session, m_window.get());
    if (name == "settings"_L1)
        return new SettingsDialog(*m_settings, m_window.get());
    if (name == "palette"_L1)
        return new CommandPalette(m_window->allCommands(), m_window.get());
    if (name == "section"_L1)
        return new SectionDialog(imageDbSchema(), {}, m_window.get());
    return new SaveDialog(u"image_db"_s, "a\n", "b\n", m_window.get());
}

QStringList ActionsTest::mute(const QDialog &dialog)
{
    QSet<const QWidget *> reached;
    const QWidget *next = &dialog;
    do {
        reached.insert(next);
        next = next->nextInFocusChain();
    } while (next != &dialog);
    QStringList found;
    for (const QWidget *widget : dialog.findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
            || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractItemView *>(widget)
            || qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget);
        const QWidget *parent = widget->parentWidget();
        const bool isInner = widget->objectName().startsWith(u"qt_"_s) || !widget->isVisible()
            || widget->inherits("QLineEditIconButton") || widget->inherits("QHeaderView")
            || qobject_cast<const QComboBox *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent);
        if (!isControl || isInner)
            continue;
        const QString kind = QString::fromLatin1(widget->metaObject()->className());
        const QAccessibleInterface *heard = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        if (!heard || heard->text(QAccessible::Name).isEmpty())
            found << kind + u" has no name"_s;
        if (widget->isEnabled() && (!(widget->focusPolicy() & Qt::TabFocus) || !reached.contains(widget)))
            found << kind + u" is not reached: "_s + widget->accessibleName();
    }
    return found;
}

namespace {

const QStringList dialogs{u"capture"_s,  u"power"_s,   u"deploy"_s, u"adopt"_s,  u"mkimg"_s,
                          u"settings"_s, u"palette"_s, u"save"_s,   u"section"_s};

} // namespace

void ActionsTest::everyDialogCanBeHeardAndReached()
{
    QFETCH(QString, language);
    installLanguage(language);
    QStringList found;
    for (const QString &name : dialogs) {
        const std::unique_ptr<QDialog> dialog(open(name));
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        QTest::qWait(0);
        for (const QString &what : mute(*dialog))
            found << name + u": "_s + what;
    }
    installLanguage(u"en"_s);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void ActionsTest::noDialogIsCutOff()
{
    QFETCH(QString, language);
    installLanguage(language);
    QStringList cut;
    for (const QString &name : dialogs) {
        const std::unique_ptr<QDialog> dialog(open(name));
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        QTest::qWait(0);
        for (const QWidget *widget : dialog->findChildren<QWidget *>()) {
            const auto *label = qobject_cast<const QLabel *>(widget);
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool isText = (label && !label->wordWrap() && !label->text().isEmpty())
                || (button && !button->text().isEmpty() && !widget->inherits("QLineEditIconButton"));
            if (isText && widget->isVisible() && widget->width() < widget->minimumSizeHint().width())
                cut << name + u": "_s + (label ? label->text() : button->text());
        }
        // At twice the size a dialog still has to fit on a large screen.
        if (dialog->width() > 900 || dialog->height() > 640)
            cut << u"%1 is %2 x %3"_s.arg(name).arg(dialog->width()).arg(dialog->height());
    }
    installLanguage(u"en"_s);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
}

void ActionsTest::theLanguageChangesAtOnce()
{
    m_window->showPage(u"nodes"_s);
    nodesPage().filterLine().setText(u"n0*"_s);
    nodesPage().selection().set({u"n02"_s, u"n03"_s}, u"n02"_s);
    imagesPage().editor().tabs().setCurrentIndex(1);
    DocumentBuffer *buffer = &imagesPage().editor().buffer();
    QTRY_VERIFY(buffer->isLoaded());
    buffer->replaceText(buffer->base() + "# not saved\n");
    const Session *before = m_window->session();
    QAction *german = command(u"Deutsch"_s);
    QVERIFY(german);
    german->trigger();
    QTRY_COMPARE(m_window->menuBar()->actions().first()->text(), u"&Konsole"_s);
    // Another page of the same session, with what was looked at and what was not saved.
    QCOMPARE(m_window->session(), before);
    QVERIFY(m_window->session()->client().isConnected());
    QVERIFY(nodesPage().isVisible());
    QCOMPARE(nodesPage().filterLine().text(), u"n0*"_s);
    QCOMPARE(nodesPage().selection().nodes(), (QSet<NodeName>{u"n02"_s, u"n03"_s}));
    QCOMPARE(nodesPage().selection().current(), u"n02"_s);
    QVERIFY(command(u"Verbinden"_s));
    QVERIFY(!command(u"Connect"_s));
    QCOMPARE(imagesPage().editor().tabs().currentIndex(), 1);
    QTRY_VERIFY(imagesPage().editor().buffer().text().endsWith("# not saved\n"));
    m_window->speak(u"en"_s);
    QCOMPARE(m_window->menuBar()->actions().first()->text(), u"&Console"_s);
    QCOMPARE(m_settings->value(u"window/language"_s).toString(), u"en"_s);
}

QTEST_MAIN(ActionsTest)
#include "actions_test.moc"
