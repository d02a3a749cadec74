// SPDX-License-Identifier: GPL-3.0-or-later
// Images made of what runs on nodes.
#include "gui/builds/build_pane.h"
#include "gui/builds/build_table.h"
#include "gui/builds/mkimg_dialog.h"
#include "gui/documents/document_editor.h"
#include "gui/images/images_page.h"
#include "gui/nodes/capture_dialog.h"
#include "gui/nodes/nodes_page.h"
#include "tests/support/demo_window.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>

using namespace cid;
using namespace Qt::StringLiterals;

class CapturesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_demo.open(40, 40)); }
    void aCaptureIsSeenAndEnds();
    void aCaptureCanBeAskedForAsABuild();
    void aCaptureOfThePastCanBeRepeated();

private:
    test::DemoWindow m_demo;
};

void CapturesTest::aCaptureIsSeenAndEnds()
{
    NodeName node;
    for (const NodeStatus &one : m_demo.session().mirror().nodes()) {
        if (one.state == NodeState::Running && one.wanted.isNull() && node.isEmpty())
            node = one.name;
    }
    QVERIFY(!node.isEmpty());
    auto &nodes = m_demo.page<NodesPage>(u"nodes"_s);
    nodes.selection().set({node}, node);
    QVERIFY(m_demo.command(u"Capture…"_s)->isEnabled());
    m_demo.command(u"Capture…"_s)->trigger();
    auto *dialog = m_demo.window().findChild<CaptureDialog *>();
    QVERIFY(dialog);
    auto *image = dialog->findChild<QLineEdit *>();
    auto *go = dialog->findChild<QPushButton *>(u"capture"_s);
    QVERIFY2(ImageId::parse(image->text()).has_value() && go->isEnabled(), qPrintable(image->text()));
    const QString fresh = image->text();
    image->setText(m_demo.session().images().images.first().id.toString());
    QVERIFY(!go->isEnabled());
    image->setText(fresh);
    go->click();
    const auto *bar = dialog->findChild<QProgressBar *>();
    QTRY_VERIFY_WITH_TIMEOUT(bar->value() > 0, 20'000);
    QVERIFY(dialog->findChild<QPlainTextEdit *>()->toPlainText().contains("node.key"_L1));
    QVERIFY(!go->isEnabled());
    // The demonstration's nodes have no files: what the server says is shown, and it may be tried again.
    QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), 30'000);
    QStringList said;
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        said << label->text();
    QVERIFY2(said.join(u' ').contains("only pretends"_L1), qPrintable(said.join(u' ')));
    dialog->reject();
    QTRY_VERIFY(!m_demo.window().findChild<CaptureDialog *>());
}

void CapturesTest::aCaptureCanBeAskedForAsABuild()
{
    auto &images = m_demo.page<ImagesPage>(u"images"_s);
    m_demo.command(u"Build image…"_s)->trigger();
    auto *mkimg = images.findChild<MkimgDialog *>();
    QVERIFY(mkimg);
    const auto boxes = mkimg->findChildren<QComboBox *>();
    for (QComboBox *box : boxes) {
        if (box->accessibleName() == "Made of"_L1)
            box->setCurrentText(u"A running node"_s);
    }
    auto *go = mkimg->findChild<QPushButton *>(u"build"_s);
    QVERIFY(!go->isEnabled());
    for (auto *edit : mkimg->findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == "Name of the image"_L1)
            edit->setText(u"linux-9-9"_s);
    }
    QVERIFY(go->isEnabled());
    for (QCheckBox *box : mkimg->findChildren<QCheckBox *>()) {
        if (box->isVisible()) // Left alone by what cid-build packs.
            box->setChecked(true);
    }
    go->click();
    QTRY_VERIFY(m_demo.window().findChild<CaptureDialog *>());
    auto *dialog = m_demo.window().findChild<CaptureDialog *>();
    QCOMPARE(dialog->findChild<QLineEdit *>()->text(), u"linux-9-9"_s);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QPushButton *>(u"capture"_s)->isEnabled(), 30'000);
    dialog->reject();
    QTRY_VERIFY(!m_demo.window().findChild<CaptureDialog *>());
}

void CapturesTest::aCaptureOfThePastCanBeRepeated()
{
    auto &images = m_demo.page<ImagesPage>(u"images"_s);
    images.editor().tabs().setCurrentWidget(&images.builds());
    BuildTable &table = images.builds().table();
    const auto captured = [&table] {
        const auto &builds = table.builds();
        return std::find_if(builds.begin(), builds.end(),
                            [](const Build &one) { return one.request.image.toString() == "linux-9-9"_L1; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(captured() != table.builds().end() && captured()->finishedAt > 0, 20'000);
    QVERIFY2(captured()->command.endsWith("--image linux-9-9 --yes --allow-changed"_L1),
             qPrintable(captured()->command));
    images.builds().select(captured()->id);
    m_demo.command(u"The same once more…"_s)->trigger();
    const auto *dialog = m_demo.window().findChild<CaptureDialog *>();
    QVERIFY(dialog && dialog->findChild<QCheckBox *>()->isChecked());
    // That image came to nothing, so its name is free; nothing begins before somebody says so.
    QCOMPARE(dialog->findChild<QLineEdit *>()->text(), u"linux-9-1"_s);
    QVERIFY(dialog->findChild<QPushButton *>(u"capture"_s)->isEnabled());
    delete dialog;
    images.editor().tabs().setCurrentIndex(0);
}

QTEST_MAIN(CapturesTest)
#include "captures_test.moc"
