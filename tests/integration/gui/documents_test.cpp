// SPDX-License-Identifier: GPL-3.0-or-later
// A person edits image_db and top_config in the console, and builds Blancmange, against the demonstration's real cidd.
#include "gui/app/main_window.h"
#include "gui/blancmange/blancmange_page.h"
#include "gui/blancmange/build_steps.h"
#include "gui/builds/build_pane.h"
#include "gui/builds/build_table.h"
#include "gui/builds/mkimg_dialog.h"
#include "gui/demo/demo_server.h"
#include "gui/documents/config_edit.h"
#include "gui/documents/diff_view.h"
#include "gui/documents/document_editor.h"
#include "gui/documents/field_help.h"
#include "gui/documents/form_view.h"
#include "gui/images/file_table.h"
#include "gui/images/images_page.h"

#include "common/config/image_db.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class DocumentsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theFormChangesOneLineAndNothingElse();
    void oneUndoStackHoldsBothViews();
    void aMistakeStandsInItsLine();
    void keysAndValuesAreCompleted_data();
    void keysAndValuesAreCompleted();
    void savingShowsTheDifferenceFirst();
    void whatSomebodyElseSavedIsMerged();
    void unsavedTextSurvivesTheEndOfTheProgram();
    void anOldVersionIsTakenBack();
    void bytesThatAreNoTextCanOnlyBeLookedAt();
    void anImageIsBrowsedAndCompared();
    void theFieldsOfTopConfigHaveItsComments();
    void blancmangeIsBuiltOnceTheWarningIsAcknowledged();
    void anImageIsBuilt();

private:
    [[nodiscard]] ImagesPage &images() const { return *qobject_cast<ImagesPage *>(m_window->page(u"images"_s)); }
    [[nodiscard]] DocumentEditor &editor() const { return images().editor(); }
    [[nodiscard]] DocumentBuffer &buffer() const { return editor().buffer(); }
    [[nodiscard]] BlancmangePage &blancmange() const
    {
        return *qobject_cast<BlancmangePage *>(m_window->page(u"blancmange"_s));
    }
    [[nodiscard]] QByteArray onDisk(const QString &name) const;
    void writeToDisk(const QString &name, const QByteArray &text) const;
    void openWindow();
    /// Presses Save in the dialog that shows the difference.
    void confirmSave() const;
    [[nodiscard]] static QAction *action(const QList<QAction *> &actions, const QString &text);

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<KeyVault> m_vault;
    std::unique_ptr<DemoServer> m_server;
    std::unique_ptr<MainWindow> m_window;
    QByteArray m_first; ///< image_db as it was
};

void DocumentsTest::initTestCase()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings"_s), QSettings::IniFormat);
    m_settings->setValue(u"documents/drafts"_s, m_folder.filePath(u"drafts"_s));
    m_vault = std::make_unique<KeyVault>(m_folder.filePath(u"keys"_s), false);
    m_server = std::make_unique<DemoServer>();
    QSignalSpy ready(m_server.get(), &DemoServer::ready);
    QSignalSpy failed(m_server.get(), &DemoServer::failed);
    m_server->start(20, 40);
    QTRY_VERIFY_WITH_TIMEOUT(ready.size() + failed.size() > 0, 30'000);
    QCOMPARE(failed.size(), 0);
    openWindow();
    m_first = onDisk(u"image_db"_s);
    QCOMPARE(buffer().text(), m_first);
}

void DocumentsTest::openWindow()
{
    m_window = std::make_unique<MainWindow>(*m_settings, *m_vault);
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->openServer(u"demo"_s, m_server->access());
    m_window->showPage(u"images"_s);
    QTRY_VERIFY_WITH_TIMEOUT(buffer().isLoaded(), 20'000);
}

QByteArray DocumentsTest::onDisk(const QString &name) const
{
    QFile file(m_server->folder() + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

void DocumentsTest::writeToDisk(const QString &name, const QByteArray &text) const
{
    QFile file(m_server->folder() + u'/' + name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QAction *DocumentsTest::action(const QList<QAction *> &actions, const QString &text)
{
    for (QAction *one : actions) {
        if (one->text() == text)
            return one;
    }
    return nullptr;
}

void DocumentsTest::confirmSave() const
{
    QTRY_VERIFY(editor().findChild<SaveDialog *>());
    auto *dialog = editor().findChild<SaveDialog *>();
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
    QTRY_VERIFY(!editor().findChild<SaveDialog *>());
}

void DocumentsTest::theFormChangesOneLineAndNothingElse()
{
    editor().form().select(u"image"_s, u"gpu"_s);
    auto *field = editor().form().findChild<QLineEdit *>(u"keep"_s);
    QVERIFY(field);
    QCOMPARE(field->text(), u"3"_s);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, u"5"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(buffer().text(), QByteArray(m_first).replace("keep = 3", "keep = 5"));
    QVERIFY(buffer().isModified());
}

void DocumentsTest::oneUndoStackHoldsBothViews()
{
    editor().tabs().setCurrentIndex(1);
    auto *text = editor().findChild<ConfigEdit *>();
    QVERIFY(text && text->isVisible());
    text->moveCursor(QTextCursor::End);
    QTest::keyClicks(text, u"# the end"_s);
    QVERIFY(buffer().text().endsWith("# the end"));
    while (buffer().document().isUndoAvailable())
        buffer().document().undo();
    QCOMPARE(buffer().text(), m_first);
    QVERIFY(!buffer().isModified());
    editor().tabs().setCurrentIndex(0);
    editor().form().select(u"image"_s, u"gpu"_s);
    QCOMPARE(editor().form().findChild<QLineEdit *>(u"keep"_s)->text(), u"3"_s);
}

void DocumentsTest::aMistakeStandsInItsLine()
{
    editor().tabs().setCurrentIndex(1);
    auto *text = editor().findChild<ConfigEdit *>();
    text->moveCursor(QTextCursor::Start);
    QTest::keyClicks(text, u"nonsense"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QTRY_VERIFY(!buffer().problems().isEmpty());
    QCOMPARE(buffer().problems().first().line, 1);
    QAction *save = action(editor().commands(), u"Save…"_s);
    QVERIFY(save);
    QTRY_VERIFY(!save->isEnabled());
    buffer().replaceText(m_first);
    QTRY_VERIFY(buffer().problems().isEmpty());
}

void DocumentsTest::keysAndValuesAreCompleted_data()
{
    QTest::addColumn<QString>("section");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("offered");
    QTest::newRow("a section") << QString() << u"[im"_s << u"image \""_s;
    QTest::newRow("a key") << u"image"_s << u"  cur"_s << u"current = "_s;
    QTest::newRow("a choice") << u"image"_s << u"reuse = ver"_s << u"verify"_s;
    QTest::newRow("yes or no") << u"image"_s << u"require_signature = y"_s << u"yes"_s;
}

void DocumentsTest::keysAndValuesAreCompleted()
{
    QFETCH(QString, section);
    QFETCH(QString, line);
    QFETCH(QString, offered);
    const QStringList words = ConfigEdit::candidates(imageDbSchema(), section, line);
    QVERIFY2(words.contains(offered), qPrintable(words.join(u' ')));
}

void DocumentsTest::savingShowsTheDifferenceFirst()
{
    const QByteArray wanted = QByteArray(m_first).replace("keep = 3", "keep = 7");
    buffer().replaceText(wanted);
    QAction *save = action(editor().commands(), u"Save…"_s);
    QTRY_VERIFY(save->isEnabled());
    save->trigger();
    auto *dialog = editor().findChild<SaveDialog *>();
    QVERIFY(dialog);
    const QString shown = dialog->findChild<DiffView *>()->toPlainText();
    QVERIFY2(shown.contains("- keep = 3"_L1) && shown.contains("+ keep = 7"_L1), qPrintable(shown));
    QCOMPARE(onDisk(u"image_db"_s), m_first);
    QSignalSpy saved(&buffer(), &DocumentBuffer::saved);
    confirmSave();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(onDisk(u"image_db"_s), wanted);
    QVERIFY(!buffer().isModified());
}

void DocumentsTest::whatSomebodyElseSavedIsMerged()
{
    const QByteArray before = onDisk(u"image_db"_s);
    // Another operator at the end of the file, this one at its beginning.
    writeToDisk(u"image_db"_s, before + "\n# of another operator\n");
    buffer().replaceText("# of this one\n" + before);
    QAction *save = action(editor().commands(), u"Save…"_s);
    QTRY_VERIFY(save->isEnabled());
    QSignalSpy merged(&buffer(), &DocumentBuffer::merged);
    save->trigger();
    confirmSave();
    QTRY_COMPARE(merged.size(), 1);
    QCOMPARE(merged[0][0].toInt(), 0);
    QCOMPARE(buffer().text(), "# of this one\n" + before + "\n# of another operator\n");
    QCOMPARE(onDisk(u"image_db"_s), before + "\n# of another operator\n");
    QTRY_VERIFY(save->isEnabled());
    save->trigger();
    QSignalSpy saved(&buffer(), &DocumentBuffer::saved);
    confirmSave();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(onDisk(u"image_db"_s), "# of this one\n" + before + "\n# of another operator\n");
}

void DocumentsTest::unsavedTextSurvivesTheEndOfTheProgram()
{
    const QByteArray before = onDisk(u"image_db"_s);
    buffer().replaceText(before + "# not saved\n");
    QTRY_COMPARE(QDir(m_folder.filePath(u"drafts"_s)).entryList(QDir::Files).size(), 1);
    m_window.reset();
    // The file went on meanwhile.
    writeToDisk(u"image_db"_s, "# meanwhile\n" + before);
    openWindow();
    QCOMPARE(buffer().text(), "# meanwhile\n" + before + "# not saved\n");
    QAction *revert = action(editor().commands(), u"Revert"_s);
    QVERIFY(revert->isEnabled());
    revert->trigger();
    QCOMPARE(buffer().text(), "# meanwhile\n" + before);
    QTRY_COMPARE(QDir(m_folder.filePath(u"drafts"_s)).entryList(QDir::Files).size(), 0);
}

void DocumentsTest::anOldVersionIsTakenBack()
{
    editor().tabs().setCurrentIndex(2);
    QListWidget *versions = nullptr;
    for (auto *list : editor().findChildren<QListWidget *>()) {
        if (list->accessibleName() == "Versions"_L1)
            versions = list;
    }
    QVERIFY(versions);
    QVERIFY(versions->count() >= 3);
    versions->setCurrentRow(versions->count() - 1);
    QAction *back = action(editor().commands(), u"Take this version back"_s);
    QTRY_VERIFY(back->isEnabled());
    back->trigger();
    QCOMPARE(buffer().text(), m_first);
    QAction *save = action(editor().commands(), u"Save…"_s);
    QTRY_VERIFY(save->isEnabled());
    save->trigger();
    QSignalSpy saved(&buffer(), &DocumentBuffer::saved);
    confirmSave();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(onDisk(u"image_db"_s), m_first);
    editor().tabs().setCurrentIndex(0);
}

void DocumentsTest::bytesThatAreNoTextCanOnlyBeLookedAt()
{
    writeToDisk(u"image_db"_s, m_first + "# \xff\xfe\n");
    buffer().load();
    QTRY_VERIFY(buffer().isReadOnly());
    QVERIFY(!buffer().isModified());
    QTRY_VERIFY(!buffer().problems().isEmpty());
    QVERIFY(!action(editor().commands(), u"Save…"_s)->isEnabled());
    writeToDisk(u"image_db"_s, m_first);
    buffer().load();
    QTRY_VERIFY(!buffer().isReadOnly());
    QCOMPARE(buffer().text(), m_first);
}

void DocumentsTest::anImageIsBrowsedAndCompared()
{
    FileTable &files = images().files();
    const QAbstractItemModelTester tester(&files, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(!m_window->session()->images().images.isEmpty());
    QComboBox *image = nullptr;
    QComboBox *other = nullptr;
    for (auto *box : images().findChildren<QComboBox *>()) {
        if (box->accessibleName() == "Image"_L1)
            image = box;
        if (box->accessibleName() == "Compare with"_L1)
            other = box;
    }
    QVERIFY(image && other);
    image->setCurrentText(u"linux-1.4-2"_s);
    QTRY_VERIFY(files.rowCount() > 200);
    const int all = files.rowCount();
    other->setCurrentText(u"linux-1.4-1"_s);
    QTRY_VERIFY(files.rowCount() > 0 && files.rowCount() < all);
    QCOMPARE(files.index(0, FileTable::Change).data().toString(), u"differs"_s);
    other->setCurrentIndex(0);
    QTRY_COMPARE(files.rowCount(), all);
}

void DocumentsTest::theFieldsOfTopConfigHaveItsComments()
{
    m_window->showPage(u"blancmange"_s);
    DocumentEditor &top = blancmange().editor();
    QTRY_VERIFY(top.buffer().isLoaded());
    QVERIFY2(top.buffer().problems().isEmpty(), qPrintable(top.buffer().problems().value(0).text));
    top.form().select(u"blancmange"_s, {});
    const auto *debug = top.form().findChild<QLineEdit *>(u"debug"_s);
    QVERIFY(debug);
    QVERIFY2(debug->accessibleDescription().contains("How much cidkid says, 0 to 9."_L1),
             qPrintable(debug->accessibleDescription()));
    // The key itself is commented out.
    const auto *server = top.form().findChild<QLineEdit *>(u"server"_s);
    QVERIFY(server && server->text().isEmpty());
    QVERIFY2(server->accessibleDescription().contains("Where cidd listens"_L1),
             qPrintable(server->accessibleDescription()));
    QCOMPARE(commentOf({u"[a]"_s, u"# one"_s, u"# two"_s, u"#k = 1"_s}, u"k"_s, 1, 5), u"one two"_s);
}

void DocumentsTest::blancmangeIsBuiltOnceTheWarningIsAcknowledged()
{
    m_window->showPage(u"blancmange"_s);
    BuildSteps &steps = blancmange().steps();
    blancmange().editor().tabs().setCurrentWidget(&steps);
    QTRY_VERIFY(steps.findChild<QCheckBox *>(u"shipped-password"_s));
    QAction *assemble = action(steps.commands(), u"3. Assemble"_s);
    QVERIFY(assemble);
    QVERIFY(!assemble->isEnabled());
    steps.findChild<QCheckBox *>(u"shipped-password"_s)->setChecked(true);
    QVERIFY(assemble->isEnabled());
    BuildTable &table = steps.pane().table();
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    assemble->trigger();
    QTRY_COMPARE(table.rowCount(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(table.builds().first().state, BuildState::Done, 30'000);
    QTRY_VERIFY(steps.pane().log().toPlainText().contains("compressing"_L1));
}

void DocumentsTest::anImageIsBuilt()
{
    m_window->showPage(u"images"_s);
    action(images().commands(), u"Build image…"_s)->trigger();
    auto *dialog = images().findChild<MkimgDialog *>();
    QVERIFY(dialog);
    auto *go = dialog->findChild<QPushButton *>(u"build"_s);
    QVERIFY(!go->isEnabled());
    for (auto *edit : dialog->findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == "Name of the image"_L1)
            QTest::keyClicks(edit, u"fresh-1-1"_s);
    }
    QTRY_VERIFY(go->isEnabled());
    QCOMPARE(dialog->request().path, m_server->folder());
    go->click();
    BuildTable &table = images().builds().table();
    QTRY_COMPARE(table.rowCount(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(table.builds().first().state, BuildState::Done, 30'000);
    QTRY_VERIFY(images().builds().log().toPlainText().contains("packs nothing"_L1));
}

QTEST_MAIN(DocumentsTest)
#include "documents_test.moc"
